"""The pages of one report, each made once and kept, and all of them made ahead once somebody reads."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.reader.original import Original
from bot.reader.rendering import Renderer
from knowledge.models import OVERVIEW

PAUSE = 0.02
"""Seconds between two pages made ahead."""
MOST_LINES = 400
"""So many lines of the original are shown on one page: the longest focus point has fewer."""


@dataclass(frozen=True, slots=True)
class Page:
    """A finished response body, plain and packed, with the tag that tells it from other versions."""

    body: bytes
    packed: bytes
    tag: str

    @classmethod
    def of(cls, text: str) -> Page:
        """The page with this text."""
        body = text.encode()
        return cls(body, gzip.compress(body, 6, mtime=0), hashlib.sha256(body).hexdigest()[:20])


class Reader:
    """The pages of one report, each made once."""

    def __init__(self, renderer: Renderer, original: Original) -> None:
        self.renderer = renderer
        self.original = original
        self._kept: dict[tuple[str, ...], Page] = {}
        self._visited = threading.Lock()

    def visit(self) -> None:
        """Somebody is reading: on the first visit, begin to make all pages, so that the next ones are there already."""
        if self._visited.acquire(blocking=False):
            threading.Thread(target=self.make_all, name="reader", daemon=True).start()

    def make_all(self) -> None:
        """Make every page that is kept."""
        book = self.renderer.book
        makers: list[Callable[[], object]] = [self.contents, self.figures]
        makers += [partial(self.focus_point, name) for name in (*book.points, OVERVIEW)]
        makers += [partial(self.office, agency) for agency in book.agencies]
        for make in makers:
            make()
            # Whoever is waiting for an answer goes first.
            time.sleep(PAUSE)

    def contents(self) -> Page:
        """The table of contents."""
        return self._keep(("contents",), lambda: self.renderer.page("contents.html"))

    def focus_point(self, name: str) -> Page | None:
        """A focus point's page, or the overview's; None when the report has no such."""
        book = self.renderer.book
        if name == OVERVIEW:
            return self._keep((name,), lambda: self.renderer.page("overview.html", chapters=book.chapters(name)))
        if name not in book.points:
            return None
        before, after = book.neighbours(name)
        values: dict[str, Any] = {"point": book.points[name], "before": before, "after": after}
        return self._keep(
            (name,), lambda: self.renderer.page("focus_point.html", chapters=book.chapters(name), **values)
        )

    def office(self, name: str) -> Page | None:
        """What one office did; None when the report tells of none by that name."""
        book = self.renderer.book
        agency = next((agency for agency in book.agencies if agency == name), None)
        if agency is None:
            return None
        return self._keep(
            ("office", name),
            lambda: self.renderer.page("office.html", 1, agency=agency, points=book.of_office(agency)),
        )

    def figures(self) -> Page:
        """All key figures."""
        return self._keep(("figures",), lambda: self.renderer.page("figures.html"))

    def lines(self, first: int, last: int) -> Page | None:
        """Lines of the original as received; None when there are no such lines."""
        if not 1 <= first <= last <= len(self.original.lines) or last - first >= MOST_LINES:
            return None
        # Not kept: there are as many such pages as pairs of numbers.
        return Page.of(self.renderer.page("original.html", 1, first=first, last=last))

    def not_found(self, path: str) -> str:
        """The page for an address that leads nowhere, with ways on."""
        return self.renderer.page("not_found.html", path.count("/"), asked=path.strip("/")[:80])

    def _keep(self, key: tuple[str, ...], make: Callable[[], str]) -> Page:
        if key not in self._kept:
            self._kept[key] = Page.of(make())
        return self._kept[key]
