"""Report texts as they are shown: typeset, links to follow, corrected words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from markupsafe import Markup

from bot.reader import wording
from bot.reader.original import Original
from bot.reader.typography import Span, Typesetter
from knowledge.models import Correction, Passage

ALREADY_AN_ADDRESS = re.compile(r"(?i)https?://")


class Shown:
    """Turns passages into markup."""

    def __init__(self, typesetter: Typesetter, original: Original) -> None:
        self.typesetter = typesetter
        self.original = original
        self._lines: dict[int, Markup] = {}

    def plain(self, text: str) -> Markup:
        """A text that is no passage's: a title, a label, a summary."""
        return self.typesetter.set(text)

    def text(self, passage: Passage) -> Markup:
        """The passage's text."""
        return self._with_marks(passage, passage.text)

    def remedy(self, passage: Passage) -> Markup:
        """The solution printed beside a problem."""
        return self._with_marks(passage, passage.remedy)

    def cell(self, passage: Passage, value: str) -> Markup:
        """One cell of a table's row."""
        return self._with_marks(passage, value)

    def as_received(self, number: int) -> Markup:
        """One line of the original with its scanning errors marked, each with what it is read as."""
        if number not in self._lines:
            self._lines[number] = self._set_line(number)
        return self._lines[number]

    def _set_line(self, number: int) -> Markup:
        line = self.original.line(number)
        spans: list[Span] = []
        for correction in self.original.corrections(number, number):
            opening = Markup('<mark class="wrong" title="{}">').format(wording.read_as(correction.right))
            spans += [
                Span(found.start(), found.end(), opening, Markup("</mark>"))
                for found in re.finditer(re.escape(correction.wrong), line)
            ]
        return self.typesetter.set(line, spans)

    def _with_marks(self, passage: Passage, text: str) -> Markup:
        return self.typesetter.set(text, [*_links(passage, text), *self._corrections(passage, text)])

    def _corrections(self, passage: Passage, text: str) -> Iterator[Span]:
        for start, end, correction in self.original.corrected(passage, text):
            yield Span(start, end, _opening(correction), Markup("</ins>"))


def address(link: str) -> str:
    """A printed web address as one a browser opens."""
    whole = link if ALREADY_AN_ADDRESS.match(link) else f"http://{link}"
    return quote(whole, safe=":/?#[]@!$&'()*+,;=%-._~")


def _links(passage: Passage, text: str) -> Iterator[Span]:
    for link in dict.fromkeys(passage.links):
        opening = Markup('<a class="out" href="{}" rel="noopener noreferrer">').format(address(link))
        for found in re.finditer(re.escape(link), text):
            yield Span(found.start(), found.end(), opening, Markup("</a>"))


def _opening(correction: Correction) -> Markup:
    return Markup('<ins class="mended" title="{}">').format(wording.scanned_as(correction.wrong))
