"""Which item stands under which: numbers like 1.5.1), lists that restart within a list, paragraphs between items."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.models import Level
from knowledge.parser.blocks import Marker
from knowledge.parser.drafts import Draft

_NUMBERED = (")", "bare")
_POINTED = (".",)
"""Styles whose numbers belong together: 1) 1.1) 1.2 are one list, "1. 2. 3." within it are another."""

_CONCLUDES = re.compile(r"(?:จากการ|จากผล|ซึ่งในการ|โดยทั้ง|ทั้งนี้|นอกจากนี้|นอกจากนั้น|ส่งผลให้|สรุป)")
_CAPTION = re.compile(r"(?:คำอธิบาย|ภาพ(?:ที่|ประกอบ)?|หมายเหตุ)\s*\d*\s*:")


@dataclass(slots=True, eq=False)
class Running:
    """A list that runs: its style, the last number in it, and what it stands under."""

    style: str
    last: int
    parent: Draft | None


class Nesting:
    """The drafts of one section so far, and where the next one belongs among them."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.level: Level | None = None
        self._lists: list[Running] = []
        self._home: dict[Draft, Running | None] = {}

    def begin_level(self, level: Level) -> None:
        """Begin a level of recommendations: its numbers start anew, under nothing."""
        self.level = level
        self._lists.clear()

    def add(self, draft: Draft) -> None:
        """Add a draft whose parent is set."""
        self._home.setdefault(draft, self._home.get(draft.parent) if draft.parent else None)
        self.drafts.append(draft)

    @property
    def last(self) -> Draft | None:
        """The draft before, unless a level heading stands between."""
        return self.drafts[-1] if self.drafts and self.drafts[-1].level == self.level else None

    @property
    def last_text(self) -> Draft | None:
        """The draft before that is a text: what a table, a new list or a "-ไม่มี-" stands under."""
        last = self.last
        return last.parent if last is not None and last.kind in ("table_row", "none") else last

    def fits(self, marker: Marker) -> bool:
        """Whether a number without a bracket continues the items before it, and so is an item itself."""
        elder = (*marker.path[:-1], marker.path[-1] - 1)
        return any(
            draft.marker is not None and draft.marker.path in (elder, marker.path[:-1])
            for draft in self.drafts
            if draft.level == self.level
        )

    def place(self, draft: Draft, marker: Marker) -> None:
        """Give a numbered or dashed draft its parent."""
        if marker.style == "-":
            last = self.last
            dashed = last is not None and last.marker is not None and last.marker.style == "-"
            draft.parent = last.parent if last is not None and dashed else last
        elif len(marker.path) > 1:
            self._place_by_path(draft, marker)
        else:
            self._place_in_list(draft, marker)

    def _place_by_path(self, draft: Draft, marker: Marker) -> None:
        """Put 1.3) under what its elder brother 1.2) stands under, else under 1)."""
        elder = (*marker.path[:-1], marker.path[-1] - 1)
        for family in (_NUMBERED, _POINTED):
            own = [
                other
                for other in reversed(self.drafts)
                if other.level == self.level and other.marker is not None and other.marker.style in family
            ]
            for length in range(len(marker.path) - 1, 0, -1):
                for other in own:
                    path = other.marker.path if other.marker else ()
                    if path == elder and other.parent is not None:
                        return self._under(draft, other.parent)
                    if path == marker.path[:length]:
                        return self._under(draft, other)
        return None

    def _under(self, draft: Draft, parent: Draft) -> None:
        draft.parent = parent
        self._close_behind(self._home.get(parent))

    def _close_behind(self, running: Running | None) -> None:
        while self._lists and self._lists[-1] is not running:
            self._lists.pop()

    def _place_in_list(self, draft: Draft, marker: Marker) -> None:
        """Let a single number go on with the innermost list that waits for it; a new 1) begins a list of its own."""
        number = marker.path[0]
        same = [running for running in reversed(self._lists) if running.style == marker.style]
        following = next((running for running in same if number == running.last + 1), None)
        if following is None and number != 1:
            # A number is missing or stands twice: the list that runs goes on.
            following = next((running for running in same if number > running.last), same[0] if same else None)
        if following is None:
            anchor = self.last_text
            self._close_behind(self._home.get(anchor) if anchor else None)
            following = Running(marker.style, number, anchor)
            self._lists.append(following)
        else:
            self._close_behind(following)
            following.last = number
        draft.parent = following.parent
        self._home[draft] = following

    def paragraph_parent(self, text: str) -> Draft | None:
        """Return what a paragraph without a number stands under."""
        last = self.last_text
        if last is None:
            return None
        if _CAPTION.match(text):
            # Captions one after the other explain the same text.
            return last.parent if last.marker is None and _CAPTION.match(last.text) else last
        if last.marker is None:
            return last.parent
        innermost = self._lists[-1] if self._lists else None
        caption = innermost.parent if innermost is not None and self._home.get(last) is innermost else None
        if caption is not None and caption.marker is None and caption.parent is not None and len(last.marker.path) <= 1:
            # "ขั้นดำเนินการ" behind the list of "ขั้นเตรียมการ" is its sister.
            return caption.parent
        return last.parent if _CONCLUDES.match(text) and last.parent is not None else last
