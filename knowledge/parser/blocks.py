"""Lines grouped into blocks: a paragraph, an item of a list, or the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.parser.lines import Line
from knowledge.parser.structure_words import LEVEL_HEADING, NOTHING, SECTION_HEADING

_NUMBER = re.compile(r"(?:[-•–]\s*)?(?P<number>\d{1,2}(?:\.\d{1,2})*)\s*\)\s*")
_POINT = re.compile(r"(?:[-•–]\s*)?(?P<number>\d{1,2})\.(?!\d)\s*")
_BARE = re.compile(r"(?:[-•–]\s*)?(?P<number>\d{1,2}(?:\.\d{1,2})+)\.?\s+(?=\S)")
_STEP = re.compile(r"(?P<word>ขั้นตอนที่|ขั้นที่|กิจกรรมที่|ระยะที่)\s*(?P<number>\d{1,2})(?!\d)")
_DASH = re.compile(r"[-•–]\s+(?=\S)")

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI_NUMBER = re.compile(r"(?:[-•–]\s*)?[๐-๙]{1,2}(?:\.[๐-๙]{1,2})*\s*[).]")


@dataclass(frozen=True, slots=True)
class Marker:
    """The number or sign an item begins with.

    `style` tells lists apart that run at the same time: ")", ".", "bare" (2.2 without a bracket), "-", or the word of
    a numbered step. `path` is its number, (1, 5, 1) for "1.5.1)", empty for a dash. `printed` is how it is cited.
    """

    style: str
    path: tuple[int, ...]
    printed: str


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `gap` counts the blank lines before it; `rows` tells a table from a text."""

    lines: tuple[Line, ...]
    gap: int
    rows: bool

    @property
    def text(self) -> str:
        """The lines' texts joined."""
        return " ".join(line.text for line in self.lines if line.text)

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]


def split_marker(text: str) -> tuple[Marker | None, str]:
    """Return the marker `text` begins with and the text behind it; (None, text) when it begins with none."""
    readable = text
    if match := _THAI_NUMBER.match(text):
        readable = text[: match.end()].translate(_THAI_DIGITS) + text[match.end() :]
    if match := _NUMBER.match(readable):
        return Marker(")", _path(match["number"]), match["number"] + ")"), text[match.end() :]
    if match := _POINT.match(readable):
        return Marker(".", _path(match["number"]), match["number"] + "."), text[match.end() :]
    if match := _BARE.match(readable):
        return Marker("bare", _path(match["number"]), match["number"]), text[match.end() :]
    if match := _STEP.match(text):
        # The words stay in the text: "ขั้นตอนที่ 1" is what the item is called.
        return Marker(match["word"], _path(match["number"]), ""), text
    if match := _DASH.match(text):
        return Marker("-", (), "-"), text[match.end() :]
    return None, text


def _path(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def make_blocks(lines: Sequence[Line]) -> list[Block]:
    """Return `lines` as blocks, in order; every line that is not blank is in exactly one."""
    blocks: list[Block] = []
    current: list[Line] = []
    gap = blank = 0
    for line in lines:
        if line.is_blank:
            blank += 1
            continue
        if not current or blank or _begins_block(line, current[-1]):
            if current:
                blocks.append(Block(tuple(current), gap, current[0].is_row))
            current, gap = [], blank
        current.append(line)
        blank = 0
    if current:
        blocks.append(Block(tuple(current), gap, current[0].is_row))
    return blocks


def _begins_block(line: Line, previous: Line) -> bool:
    """Whether a line begins something new although no blank line stands before it."""
    if line.is_row or previous.is_row:
        return line.is_row != previous.is_row
    text = line.text
    if NOTHING.fullmatch(text) or NOTHING.fullmatch(previous.text):
        return True
    if any(heading.match(text) or heading.match(previous.text) for heading in (SECTION_HEADING, LEVEL_HEADING)):
        return True
    marker, _ = split_marker(text)
    return marker is not None
