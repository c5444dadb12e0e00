"""The outline of a report: where its policies, focus points, sections and levels begin.

A number alone proves nothing in a scanned report: "2.2 สำนักงานเขต…" is an item of 3.2, and the sections of 1.2 are
numbered 1.1.2 to 1.1.5. So a focus point begins where a number in reading order stands as a heading and the heading of
its first section follows; a section begins where its title says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.models import Section
from knowledge.parser.blocks import Block
from knowledge.parser.lines import Line
from knowledge.parser.structure_words import (
    FOCUS_HEADING,
    POLICY_HEADING,
    SECTION_HEADING,
    SECTION_WORDS,
    TITLE_GOES_ON,
)

_SECTION_STARTS = tuple((section, re.compile(words)) for section, words in SECTION_WORDS)

HEADING_REACH = 2
"""How many blocks may stand between the heading of a focus point and that of its first section: its title's rest."""


@dataclass(slots=True)
class SectionPart:
    """One section of a chapter: its key, the lines of its heading (none for text before the first), its blocks."""

    section: Section
    heading: list[Line]
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Chapter:
    """One chapter: the number of its focus point, the title as printed, and its sections in order.

    `ordinal` counts the chapters of the same focus point from 1.
    """

    policy: int
    focus: int
    title: str
    heading: list[Line]
    ordinal: int = 1
    sections: list[SectionPart] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of its focus point, such as "1.3"."""
        return f"{self.policy}.{self.focus}"

    def lines(self) -> Iterator[Line]:
        """Yield every line of the chapter, in order."""
        yield from self.heading
        for part in self.sections:
            yield from part.heading
            for block in part.blocks:
                yield from block.lines


@dataclass(slots=True)
class Outline:
    """A report's blocks by place: before the first chapter, the policies' headings, the chapters."""

    front: list[Block] = field(default_factory=list)
    policies: dict[int, tuple[str, list[Line]]] = field(default_factory=dict)
    chapters: list[Chapter] = field(default_factory=list)


def make_outline(blocks: Sequence[Block]) -> Outline:
    """Return the outline of a report's blocks; every block is in exactly one place of it."""
    outline = Outline()
    position = 0
    while position < len(blocks):
        block = blocks[position]
        chapter = outline.chapters[-1] if outline.chapters else None
        taken = _take_policy(outline, block) or _take_chapter(outline, blocks, position)
        if not taken and chapter is not None:
            taken = _take_section(chapter, blocks, position)
        if not taken:
            _take_text(outline, block)
            taken = 1
        position += taken
    return outline


def _take_policy(outline: Outline, block: Block) -> int:
    if block.rows:
        return 0
    match = POLICY_HEADING.fullmatch(block.text)
    if not match or int(match["number"]) in outline.policies:
        return 0
    number = int(match["number"])
    known = max(outline.policies, default=0)
    if number != known + 1 and not (known == 0 or number > known):
        return 0
    outline.policies[number] = (match["title"], list(block.lines))
    return 1


def _take_chapter(outline: Outline, blocks: Sequence[Block], position: int) -> int:
    block = blocks[position]
    match = None if block.rows else FOCUS_HEADING.fullmatch(block.text)
    if not match:
        return 0
    policy, focus = int(match["policy"]), int(match["focus"])
    if not _is_next(outline, policy, focus):
        return 0
    reach = _first_section_behind(blocks, position, f"{policy}.{focus}.")
    if not reach:
        return 0
    title, heading = match["title"], list(block.lines)
    for rest in blocks[position + 1 : position + reach]:
        title = f"{title} {rest.text}"
        heading.extend(rest.lines)
    ordinal = 1 + sum(1 for other in outline.chapters if (other.policy, other.focus) == (policy, focus))
    outline.chapters.append(Chapter(policy, focus, title, heading, ordinal))
    return reach


def _is_next(outline: Outline, policy: int, focus: int) -> bool:
    """Whether a number may begin a chapter here: the one after the last, the first of a policy, or the last again."""
    if not outline.chapters:
        return True
    last = outline.chapters[-1]
    return (policy, focus) >= (last.policy, last.focus)


def _first_section_behind(blocks: Sequence[Block], position: int, prefix: str) -> int:
    """Return how far behind `position` the heading of a first section stands, 0 when none does.

    It must be the section of progress, or carry the focus point's own number: behind the last item of a section
    stands a section's heading too, but that of the next one.
    """
    for distance, block in enumerate(blocks[position + 1 : position + 2 + HEADING_REACH], start=1):
        if block.rows:
            return 0
        if match := SECTION_HEADING.match(block.text):
            first = section_of(block.text[match.end() :]) == "progress"
            return distance if first or match["number"].startswith(prefix) else 0
        if not TITLE_GOES_ON.match(block.text) and (FOCUS_HEADING.match(block.text) or _is_item(block)):
            return 0
    return 0


def _is_item(block: Block) -> bool:
    return block.text[:1] in "-•" or block.text[:3].rstrip(".) ").isdigit()


def section_of(title: str) -> Section | None:
    """Return the section a heading's title names, by the word it begins with."""
    for section, pattern in _SECTION_STARTS:
        if pattern.match(title):
            return section
    return None


def _take_section(chapter: Chapter, blocks: Sequence[Block], position: int) -> int:
    block = blocks[position]
    match = None if block.rows else SECTION_HEADING.match(block.text)
    if not match:
        return 0
    section = section_of(block.text[match.end() :])
    if section is None or any(part.section == section and part.heading for part in chapter.sections):
        return 0
    heading, taken = list(block.lines), 1
    behind = blocks[position + 1] if position + 1 < len(blocks) else None
    if behind is not None and not behind.rows and TITLE_GOES_ON.match(behind.text):
        heading.extend(behind.lines)
        taken = 2
    chapter.sections.append(SectionPart(section, heading))
    return taken


def _take_text(outline: Outline, block: Block) -> None:
    if not outline.chapters:
        outline.front.append(block)
        return
    chapter = outline.chapters[-1]
    if not chapter.sections:
        chapter.sections.append(SectionPart("progress", []))
    chapter.sections[-1].blocks.append(block)
