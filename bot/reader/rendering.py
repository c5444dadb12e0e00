"""Templates and what they may call. Pages are made without a request, so that they can be made once and kept."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.reader import wording as page_wording
from bot.reader.book import Book, Node, Table
from bot.reader.contact import reach
from bot.reader.shown import Shown, address
from handlers import wording
from handlers.messages.offices import office_name
from handlers.messages.places import printed_place
from knowledge.excerpt import opening
from knowledge.models import OVERVIEW, Passage

HERE = Path(__file__).parent
STYLE = (HERE / "static" / "reader.css").read_bytes()
STYLE_VERSION = hashlib.sha256(STYLE).hexdigest()[:12]


class Renderer:
    """Makes pages of one book. Links are relative, so that the reader works under any address it is published at."""

    def __init__(self, book: Book, shown: Shown) -> None:
        self.book = book
        self._environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._environment.filters["thai"] = shown.plain
        self._environment.globals |= {
            "OVERVIEW": OVERVIEW,
            "address": address,
            "book": book,
            "anchor": anchor,
            "is_table": lambda branch: isinstance(branch, Table),
            "lines_label": page_wording.lines_label,
            "office": lambda agency: office_name(book.report, agency),
            "beginning": beginning,
            "original": shown.original,
            "pairs": pairs,
            "place": printed_place,
            "reach": reach,
            "report": book.report,
            "shown": shown,
            "style_version": STYLE_VERSION,
            "words": wording,
        }

    def page(self, template: str, depth: int = 0, **values: Any) -> str:
        """The page of `template`; `depth` counts the folders it stands in below /report/."""
        return self._environment.get_template(template).render(root="../" * depth, **values)


def anchor(passage: Passage) -> str:
    """The path below /report/ that opens a passage where it stands."""
    return f"{quote(passage.focus_point)}#{quote(passage.id)}"


def beginning(text: str) -> str:
    """The first words of a text, as a reminder of it."""
    start = opening(text)
    return start if start == text else f"{start}…"


def pairs(branches: tuple[Node | Table, ...]) -> list[tuple[bool, list[Node | Table]]]:
    """Branches grouped into runs of problems with their remedies (True) and runs of anything else (False)."""
    runs: list[tuple[bool, list[Node | Table]]] = []
    for branch in branches:
        paired = isinstance(branch, Node) and bool(branch.passage.remedy)
        if runs and runs[-1][0] == paired:
            runs[-1][1].append(branch)
        else:
            runs.append((paired, [branch]))
    return runs
