"""A section's blocks of text as drafts: items with their numbers, and paragraphs that go on over a page break."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge.models import PassageKind, Section
from knowledge.parser.blocks import Block, Marker, split_marker
from knowledge.parser.drafts import Draft
from knowledge.parser.nesting import Nesting
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

SHORTEST_REPEAT = 6
"""Letters from which the end of a page is recognised when it stands again at the top of the next."""

_ENDED = re.compile(r"(?:ดังนี้|ได้แก่|ประกอบด้วย|เป็นต้น|ฯลฯ|ดังต่อไปนี้|ตามลำดับ|[):”]|https?://\S+)$")
_BEGINS = re.compile(
    r"(?:ส(?:ำ|ํา)นักงาน|สถานศึกษา|หน่วยงาน|โรงเรียน|วิทยาลัย|ขั้น|นอกจากนี้|นอกจากนั้น|ทั้งนี้|จากการ|จากผล|ซึ่งในการ"
    r"|โดยทั้ง|สรุป|รายงานผล|คู่มือ|ภาพ|คำอธิบาย|หมายเหตุ|ชื่อ[ก-ฮ])"
)
_GOES_ON = re.compile(
    r"(?:\(|และ|หรือ|ของ|ใน(?!ปี)|ให้|ต่อ|ตาม|ที่(?!ปรึกษา)|ซึ่ง(?!ใน)|กับ|แก่|เพื่อ|โดย(?!ทั้ง)|ระดับ|จาก(?!การ|ผล)|ด้วย|รวม|[\d๐-๙]|[”),./])"
)
_LABEL = re.compile(r"(?P<label>[ก-ฮเ-ไ][ก-๙/()]{1,24}?)\s*:\s*(?=\S)")
_NAME_LABEL = re.compile(r"(?:ชื่อ|นวัตกรรม|ผลงาน|เรื่อง)")


class SectionReader:
    """Turns the blocks of one section into drafts, in reading order.

    `ends_with_name` tells whether a text ends with a whole name: then a page break stands for a blank. Level headings
    found on the way are in `level_lines`; every other line that holds a word is in a draft.
    """

    def __init__(self, section: Section, ends_with_name: Callable[[str], bool] = lambda _: False) -> None:
        self.section = section
        self.level_lines: list[int] = []
        self._ends_with_name = ends_with_name
        self._nesting = Nesting()

    @property
    def drafts(self) -> list[Draft]:
        """The drafts so far."""
        return self._nesting.drafts

    @property
    def last_text(self) -> Draft | None:
        """The text before: what a table stands under."""
        return self._nesting.last_text

    def take_rows(self, rows: Sequence[Draft]) -> None:
        """Take the rows of a table that was read elsewhere."""
        for row in rows:
            row.level = self._nesting.level
            self._nesting.add(row)

    def read(self, block: Block) -> None:
        """Take one block of text (tables are read elsewhere)."""
        text = block.text
        if not text:
            return
        if self.section == "recommendations" and (match := LEVEL_HEADING.fullmatch(text)):
            self._nesting.begin_level(next(level for level, word in LEVEL_WORDS if word == match["level"]))
            self.level_lines.extend(line.number for line in block.lines)
            return
        kind = KIND_OF_SECTION[self.section]
        marker, _ = split_marker(text)
        if NOTHING.fullmatch(text):
            self._add(Draft("none", self.section, parent=self._nesting.last_text), block)
        elif marker is not None and (marker.style != "bare" or self._nesting.fits(marker)):
            draft = Draft(kind, self.section, marker=marker)
            self._nesting.place(draft, marker)
            self._add(draft, block)
        elif self._continues(block, text):
            self._extend(block)
        else:
            self._add(Draft(kind, self.section, parent=self._nesting.paragraph_parent(text)), block)

    def _add(self, draft: Draft, block: Block) -> None:
        draft.level = self._nesting.level
        draft.keeps_lines = self._names_practice(draft.marker, block.text)
        marked = draft.marker is not None
        for line in block.lines:
            text = line.text
            if marked and text:
                text, marked = split_marker(text)[1], False
            draft.add(text, line.number, "\n" if draft.keeps_lines and _LABEL.match(text) else None)
        self._nesting.add(draft)

    def _extend(self, block: Block) -> None:
        last = self.drafts[-1]
        if len(block.text) >= SHORTEST_REPEAT and last.text.endswith(block.text):
            # The scan repeats the end of a page at the top of the next: the words are there already.
            last.extra_lines.extend(line.number for line in block.lines)
            return
        last.keeps_lines = last.keeps_lines or _LABEL.match(block.text) is not None
        separator = "\n" if last.keeps_lines else " " if self._ends_with_name(last.text) else None
        for line in block.lines:
            last.add(line.text, line.number, separator)
            separator = separator if last.keeps_lines else None

    def _continues(self, block: Block, text: str) -> bool:
        """Whether a paragraph without a marker goes on with the draft before it."""
        last = self._nesting.last
        if last is None or last.kind in ("none", "table_row"):
            return False
        if self._names_practice(last.marker, last.text):
            return not _NAME_LABEL.match(text)
        if not last.text or last.text.endswith(text):
            return True
        if block.gap > PAGE_BREAK_GAP or _BEGINS.match(text) or _LABEL.match(text):
            return False
        if _GOES_ON.match(text):
            return True
        heading = last.marker is not None and len(last.marker.path) == 1 and self.section == "progress"
        return not heading and not _ENDED.search(last.text)

    def _names_practice(self, marker: Marker | None, text: str) -> bool:
        """Whether a text is an entry of labelled lines: "ชื่อนวัตกรรม : …", "สถานศึกษา : …"."""
        label = _LABEL.match(text) if self.section == "best_practice" and marker is None else None
        return label is not None and _NAME_LABEL.match(label["label"]) is not None
