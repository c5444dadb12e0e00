"""A section's blocks as nested drafts: which number continues which list, which paragraph goes on over a page break."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.models import Level, PassageKind, Section
from knowledge.parser.blocks import Block, Marker, split_marker
from knowledge.parser.drafts import Draft
from knowledge.parser.structure_words import LEVEL_HEADING, LEVEL_WORDS, NOTHING

KIND_OF_SECTION: dict[Section, PassageKind] = {
    "progress": "item",
    "factors": "factor",
    "problems": "problem",
    "best_practice": "best_practice",
    "recommendations": "recommendation",
}

PAGE_BREAK_GAP = 1
"""A page break leaves one blank line; where a picture stood there are two or more, and nothing goes on behind it."""

_ENDED = re.compile(r"(?:ดังนี้|ได้แก่|ประกอบด้วย|เป็นต้น|ฯลฯ|ดังต่อไปนี้|ตามลำดับ|[):”]|https?://\S+)$")
_BEGINS = re.compile(
    r"(?:ส(?:ำ|ํา)นักงาน|สถานศึกษา|หน่วยงาน|โรงเรียน|วิทยาลัย|ขั้น|นอกจากนี้|นอกจากนั้น|ทั้งนี้|จากการ|จากผล|ซึ่งในการ"
    r"|โดยทั้ง|สรุป|รายงานผล|คู่มือ|ภาพ|คำอธิบาย|หมายเหตุ|ชื่อ[ก-ฮ])"
)
_GOES_ON = re.compile(
    r"(?:\(|และ|หรือ|ของ|ใน(?!ปี)|ให้|ต่อ|ตาม|ที่(?!ปรึกษา)|ซึ่ง(?!ใน)|กับ|แก่|เพื่อ|โดย(?!ทั้ง)|ระดับ|จาก(?!การ|ผล)|ด้วย|รวม|[\d๐-๙]|[”),./])"
)
_CONCLUDES = re.compile(r"(?:จากการ|จากผล|ซึ่งในการ|โดยทั้ง|ทั้งนี้|นอกจากนี้|นอกจากนั้น|ส่งผลให้|สรุป)")
_LABEL = re.compile(r"(?P<label>[ก-ฮเ-ไ][ก-๙/()]{1,24}?)\s*:\s*(?=\S)")
_CAPTION = re.compile(r"(?:คำอธิบาย|ภาพ(?:ที่|ประกอบ)?|หมายเหตุ)\s*\d*\s*:")
_NAME_LABEL = re.compile(r"(?:ชื่อ|นวัตกรรม|ผลงาน|เรื่อง)")


_NUMBERED = (")", "bare")
_POINTED = (".",)
"""Styles whose numbers belong together: 1) 1.1) 1.2 are one list, "1. 2. 3." within it are another."""


@dataclass(slots=True, eq=False)
class _Sequence:
    """A running list: its style, the last number in it, and what it stands under."""

    style: str
    last: int
    parent: Draft | None


class SectionReader:
    """Turns the blocks of one section into drafts, in reading order.

    `ends_with_name` tells whether a text ends with a whole name: then a page break stands for a blank. Level headings
    found on the way are in `level_lines`; every other line is in a draft.
    """

    def __init__(self, section: Section, ends_with_name: Callable[[str], bool] = lambda _: False) -> None:
        self.section = section
        self._ends_with_name = ends_with_name
        self.drafts: list[Draft] = []
        self.level_lines: list[int] = []
        self._level: Level | None = None
        self._sequences: list[_Sequence] = []
        self._home: dict[Draft, _Sequence | None] = {}

    @property
    def _last(self) -> Draft | None:
        """The draft before, unless a level heading stands between."""
        return self.drafts[-1] if self.drafts and self.drafts[-1].level == self._level else None

    @property
    def last_text(self) -> Draft | None:
        """The draft before that is a text: what a table stands under."""
        last = self._last
        return last.parent if last is not None and last.kind in ("table_row", "none") else last

    def take_rows(self, rows: Sequence[Draft]) -> None:
        """Take the rows of a table that was read elsewhere."""
        self.drafts.extend(rows)

    def read(self, block: Block) -> None:
        """Take one block of text (tables are read elsewhere)."""
        text = block.text
        if self.section == "recommendations" and (match := LEVEL_HEADING.fullmatch(text)):
            self._level = next(level for level, word in LEVEL_WORDS if word == match["level"])
            self._sequences.clear()
            self.level_lines.extend(line.number for line in block.lines)
            return
        if NOTHING.fullmatch(text):
            self._append(block, "none", None, text, self._anchor())
            return
        marker, rest = split_marker(text)
        if marker is not None and not (marker.style == "bare" and not self._fits(marker)):
            self._item(block, marker, rest)
        elif self._continues(block, text):
            self._extend(block)
        else:
            self._append(block, KIND_OF_SECTION[self.section], None, text, self._paragraph_parent(text))

    def _item(self, block: Block, marker: Marker, rest: str) -> None:
        parent, sequence = self._place(marker)
        draft = self._append(block, KIND_OF_SECTION[self.section], marker, rest, parent)
        self._home[draft] = sequence

    def _append(self, block: Block, kind: PassageKind, marker: Marker | None, text: str, parent: Draft | None) -> Draft:
        draft = Draft(kind, self.section, marker=marker, parent=parent, level=self._level)
        draft.keeps_lines = self.section == "best_practice" and marker is None and _names_practice(text)
        for index, line in enumerate(block.lines):
            cut = index == 0 and marker is not None and text != block.text
            piece = split_marker(line.text)[1] if cut else line.text
            draft.add(piece, line.number, "\n" if draft.keeps_lines and _LABEL.match(piece) else None)
        self.drafts.append(draft)
        self._home[draft] = self._home.get(parent) if parent else None
        return draft

    def _extend(self, block: Block) -> None:
        last = self.drafts[-1]
        separator = "\n" if last.keeps_lines or _LABEL.match(block.text) else None
        if separator:
            last.keeps_lines = True
        if len(block.text) > 5 and last.text.endswith(block.text):
            # The scan repeats the end of a page at the top of the next: the words are there already.
            last.extra_lines.extend(line.number for line in block.lines)
            return
        if separator is None and self._ends_with_name(last.text):
            separator = " "
        for line in block.lines:
            last.add(line.text, line.number, separator)
            separator = separator if separator == "\n" else None

    def _continues(self, block: Block, text: str) -> bool:
        """Whether a paragraph without a marker goes on with the draft before it."""
        last = self._last
        if last is None or last.kind in ("none", "table_row") or last.remedy:
            return False
        if self._in_name_block(last):
            return not _NAME_LABEL.match(text)
        if last.text.endswith(text):
            return True
        if block.gap > PAGE_BREAK_GAP or _BEGINS.match(text) or _LABEL.match(text):
            return False
        if _GOES_ON.match(text):
            return True
        heading = last.marker is not None and len(last.marker.path) == 1 and self.section == "progress"
        return not heading and not _ENDED.search(last.text)

    def _in_name_block(self, last: Draft) -> bool:
        return self.section == "best_practice" and last.marker is None and _names_practice(last.text)

    def _fits(self, marker: Marker) -> bool:
        """Whether a number without a bracket continues the items before it, and so is an item itself."""
        elder = (*marker.path[:-1], marker.path[-1] - 1)
        return any(
            draft.marker is not None and draft.marker.path in (elder, marker.path[:-1])
            for draft in self.drafts
            if draft.level == self._level
        )

    def _place(self, marker: Marker) -> tuple[Draft | None, _Sequence | None]:
        if marker.style == "-":
            return self._dash_parent(), None
        if len(marker.path) > 1:
            return self._place_by_path(marker)
        return self._place_in_list(marker)

    def _dash_parent(self) -> Draft | None:
        last = self._last
        if last is not None and last.marker is not None and last.marker.style == "-":
            return last.parent
        return last

    def _place_by_path(self, marker: Marker) -> tuple[Draft | None, _Sequence | None]:
        """Return the item that 1.3) stands under: that of its elder brother 1.2), else 1)."""
        elder = (*marker.path[:-1], marker.path[-1] - 1)
        for family in (_NUMBERED, _POINTED):
            for length in range(len(marker.path) - 1, 0, -1):
                for draft in reversed(self.drafts):
                    if draft.level != self._level or draft.marker is None or draft.marker.style not in family:
                        continue
                    if draft.marker.path == elder and draft.parent is not None:
                        return self._under(draft.parent)
                    if draft.marker.path == marker.path[:length]:
                        return self._under(draft)
        return None, None

    def _under(self, parent: Draft) -> tuple[Draft, _Sequence | None]:
        home = self._home.get(parent)
        self._close_behind(home)
        return parent, home

    def _close_behind(self, sequence: _Sequence | None) -> None:
        while self._sequences and self._sequences[-1] is not sequence:
            self._sequences.pop()

    def _place_in_list(self, marker: Marker) -> tuple[Draft | None, _Sequence]:
        number = marker.path[0]
        same = [sequence for sequence in reversed(self._sequences) if sequence.style == marker.style]
        following = next((sequence for sequence in same if number == sequence.last + 1), None)
        if following is None and number != 1:
            # A number is missing or stands twice: the list that runs goes on.
            following = next((sequence for sequence in same if number > sequence.last), same[0] if same else None)
        if following is not None:
            self._close_behind(following)
            following.last = number
            return following.parent, following
        anchor = self._anchor()
        self._close_behind(self._home.get(anchor) if anchor else None)
        sequence = _Sequence(marker.style, number, anchor)
        self._sequences.append(sequence)
        return anchor, sequence

    def _anchor(self) -> Draft | None:
        """What a new list, or a "-ไม่มี-", stands under: the text just before it."""
        return self.last_text

    def _paragraph_parent(self, text: str) -> Draft | None:
        if _CAPTION.match(text):
            return self._caption_parent()
        last = self.last_text
        if last is None or last.marker is None:
            return last.parent if last else None
        innermost = self._sequences[-1] if self._sequences else None
        caption = innermost.parent if innermost is not None and self._home.get(last) is innermost else None
        if caption is not None and caption.marker is None and caption.parent is not None and len(last.marker.path) <= 1:
            return caption.parent
        if _CONCLUDES.match(text) and last.parent is not None:
            return last.parent
        return last

    def _caption_parent(self) -> Draft | None:
        """What a caption explains: the text before, or what the caption before explained."""
        last = self.last_text
        return last.parent if last is not None and last.marker is None and _CAPTION.match(last.text) else last


def _names_practice(text: str) -> bool:
    match = _LABEL.match(text)
    return match is not None and _NAME_LABEL.match(match["label"]) is not None


def read_section(section: Section, blocks: Sequence[Block]) -> SectionReader:
    """Return a reader that has taken all `blocks` of text of one section."""
    reader = SectionReader(section)
    for block in blocks:
        reader.read(block)
    return reader
