"""A passage in the making: text that still knows which line each of its stretches is from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.models import Agency, Level, PassageKind, Section
from knowledge.parser.blocks import Marker

_THAI_OR_OPENING = re.compile(r"[ก-ฮเ-ไ]")
_THAI_END = re.compile(r"[ก-ฮะ-ฺเ-ๅ็-๎.]$")


@dataclass(slots=True, eq=False)
class Draft:
    """What will become one passage.

    `segments` are (offset in `text`, line number), in order; `extra_lines` hold words of it elsewhere. A piece of a
    draft that was cut counts as `part` 1, 2 … of `whole`. `keeps_lines` joins labelled lines by line ends instead of
    running them together.
    """

    kind: PassageKind
    section: Section | None
    text: str = ""
    marker: Marker | None = None
    segments: list[tuple[int, int]] = field(default_factory=list)
    parent: Draft | None = None
    level: Level | None = None
    remedy: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    agencies: tuple[Agency, ...] = ()
    extra_lines: list[int] = field(default_factory=list)
    part: int = 0
    whole: Draft | None = None
    keeps_lines: bool = False

    def add(self, text: str, line: int, separator: str | None = None) -> None:
        """Append a stretch of one line; `separator` None joins as the page break between the two asks for."""
        if self.text and text:
            self.text += joint(self.text, text) if separator is None else separator
        self.segments.append((len(self.text), line))
        self.text += text

    @property
    def lines(self) -> list[int]:
        """The numbers of all lines this draft holds something of, each once."""
        return sorted({line for _, line in self.segments} | set(self.extra_lines))

    @property
    def printed(self) -> str:
        """The marker as cited, "" for none."""
        return self.marker.printed if self.marker else ""

    def stretch(self, start: int, end: int) -> Draft:
        """Return a draft of the text from `start` to `end`, with the lines that stretch is from."""
        piece = Draft(self.kind, self.section, marker=self.marker, parent=self.parent, level=self.level)
        body = self.text[start:end]
        shift = start + len(body) - len(body.lstrip())
        piece.text = body.strip()
        bounds = [*self.segments[1:], (len(self.text), 0)]
        for (offset, line), (following, _) in zip(self.segments, bounds, strict=True):
            if offset < end and (following > start or (offset == following and offset >= start)):
                piece.segments.append((max(0, offset - shift), line))
        piece.extra_lines = list(self.extra_lines)
        return piece


def joint(before: str, after: str) -> str:
    """Return what belongs between two stretches that a line or page break cut: nothing within Thai text, else a blank.

    Thai sets no blank between words, so a cut word and a cut sentence both join without one.
    """
    if before.endswith(("“", "(", "/", "-")) or after.startswith(("”", ")", ",", "/")):
        return ""
    thai = _THAI_END.search(before) and _THAI_OR_OPENING.match(after) and not before.endswith("ฯลฯ")
    return "" if thai else " "
