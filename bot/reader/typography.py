"""Thai text as markup that breaks well: between words only, no lone ๆ at a line's beginning, figures with their unit.

Browsers break Thai by dictionaries of their own, which know none of the report's names and cut "สถานศึกษา" in two. So
typeset text stands in a `span.t` that does not wrap, but at the `<wbr>` set here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from markupsafe import Markup, escape

NO_BREAK_SPACE = "\u00a0"
BOUND_SPACES = (
    re.compile(r" (?=[ๆฯ])"),
    re.compile(r"(?<=\d) (?=[ก-ฮเ-ไ%])"),
    re.compile(r"(?:(?<=เขต)|(?<=ที่)|(?<=พ\.ศ\.)|(?<=ข้อ)|(?<=ร้อยละ)|(?<=จำนวน)|(?<=ปี)|(?<=รอบที่)) (?=\d)"),
)
"""Spaces a line must not end at: before ๆ, between a figure and its unit, between "เขต" and its number."""
CANNOT_BEGIN = re.compile(f"[ะ-ฺๅ-๎ฯ]|ที่{NO_BREAK_SPACE}")
CANNOT_END = re.compile("[เ-ไ]")
BREAKS_WITHOUT_WORDS = re.compile(r"(?<=[ )/,”])(?=[^\s)/,”\d])|(?<= )(?=\d)|(?<=[ก-๎])(?=[(“])")
"""Where a line may end besides: after a space, a bracket, a stroke; before an opening bracket."""
SHORTEST_PIECE = 2
"""A single letter is what is left of a name the dictionary does not know; it stays with its neighbours."""


class Segmenter(Protocol):
    """What cuts Thai into words: `knowledge.words.Segmenter`."""

    def spans(self, text: str) -> list[tuple[str, int]]:
        """The words of `text` with the place each begins at."""
        ...


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text from `start` to `end` that stands inside an element: its opening and closing tags."""

    start: int
    end: int
    opening: Markup
    closing: Markup


class Typesetter:
    """Turns report text into markup. Thread-safe."""

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter

    def breaks(self, text: str) -> list[int]:
        """The places where a line may end, in order; `text` has its unbreakable spaces already."""
        found = {match.start() for match in BREAKS_WITHOUT_WORDS.finditer(text)}
        words = self._segmenter.spans(text)
        for (word, start), (following, place) in pairwise(words):
            touching = start + len(word) == place
            if touching and min(_letters(word), _letters(following)) >= SHORTEST_PIECE and _may_break(text, place):
                found.add(place)
        return sorted(found)

    def set(self, text: str, spans: Sequence[Span] = ()) -> Markup:
        """`text` as markup with break opportunities, the `spans` wrapped in their tags; overlapping ones are left out.

        Taking the tags out again gives `text`, with some spaces made unbreakable and line ends as `<br>`.
        """
        text = bound(text)
        insertions: list[tuple[int, int, Markup]] = [(place, 1, Markup("<wbr>")) for place in self.breaks(text)]
        for span in apart(spans):
            insertions.append((span.start, 2, span.opening))
            insertions.append((span.end, 0, span.closing))
        pieces: list[Markup] = []
        done = 0
        for place, _, tag in sorted(insertions, key=lambda insertion: insertion[:2]):
            pieces += [escape(text[done:place]), tag]
            done = place
        pieces.append(escape(text[done:]))
        return Markup('<span class="t">{}</span>').format(Markup("").join(pieces).replace("\n", Markup("<br>")))


def _letters(piece: str) -> int:
    """How many letters a piece has; the point of an abbreviation ("ศ.") is none."""
    return len(piece.rstrip("."))


def _may_break(text: str, place: int) -> bool:
    """Whether a line may begin at `place`: never within a letter and its vowels and marks."""
    return not CANNOT_BEGIN.match(text[place]) and not CANNOT_END.match(text[place - 1])


def bound(text: str) -> str:
    """`text` of the same length, its spaces that must stay within a line made unbreakable."""
    for pattern in BOUND_SPACES:
        text = pattern.sub(NO_BREAK_SPACE, text)
    return text


def apart(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, without those that overlap one before."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.end > span.start and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return kept
