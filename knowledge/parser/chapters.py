"""One chapter's sections as drafts: its texts and tables read, cut into statements, given to their offices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.models import Agency
from knowledge.parser.blocks import Block
from knowledge.parser.drafts import Draft
from knowledge.parser.items import SectionReader
from knowledge.parser.offices import Offices
from knowledge.parser.outline import Chapter, SectionPart
from knowledge.parser.tables import DEBRIS, is_debris, is_problem_header, read_problem_tables, read_table

OF_THE_NAMED = frozenset({"best_practice", "factors"})
CUT_KINDS = ("item", "best_practice", "factor")
"""What is cut into one passage per office; problems and recommendations are each one thought."""

OPENING_LENGTH = 260
"""A longer paragraph tells something itself, even if a list follows."""

CAPTION_LENGTH = 90
"""A paragraph this short with items under it is their caption: "ขั้นเตรียมการ"."""


@dataclass(slots=True)
class ChapterReading:
    """A chapter's drafts in reading order, and what its lines are that stand in none."""

    drafts: list[Draft] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    ignored: dict[int, str] = field(default_factory=dict)


def read_chapter(chapter: Chapter, offices: Offices, only: Agency | None, *, alone: bool) -> ChapterReading:
    """Return the drafts of one chapter.

    `only` is the one office its focus point is for, None when there are several; its work needs no name. `alone` is
    False for a focus point of several chapters: each is then one office's, the one it speaks of most.
    """
    reading = ChapterReading(titles=[line.number for line in chapter.heading])
    for part in chapter.sections:
        reading.titles.extend(line.number for line in part.heading)
        for draft in _read_part(part, reading, offices):
            reading.drafts.extend(_cut(draft, offices))
    _reparent(reading.drafts)
    _give_own_offices(reading.drafts, offices)
    _mark_intros(reading.drafts)
    default = only if only or alone else _chief(reading.drafts, offices)
    _give_inherited_offices(reading.drafts, offices, default)
    return reading


def _read_part(part: SectionPart, reading: ChapterReading, offices: Offices) -> list[Draft]:
    reader = SectionReader(part.section, offices.ends_with_name)
    drafts: list[Draft] = []
    problem_blocks: list[Block] = []
    columns: list[str] = []
    for block in part.blocks:
        if not block.rows:
            reader.read(block)
        elif part.section == "problems" or any(is_problem_header(line) for line in block.lines):
            problem_blocks.append(block)
        elif is_debris(block):
            reading.ignored.update({line.number: DEBRIS for line in block.lines})
        else:
            table = read_table(part.section, block, reader.last_text, columns)
            columns = table.columns
            reading.ignored.update(table.ignored)
            reading.titles.extend(table.headers)
            reader.take_rows(table.drafts)
    if problem_blocks:
        table = read_problem_tables(part.section, problem_blocks)
        reading.ignored.update(table.ignored)
        reading.titles.extend(table.headers)
        drafts.extend(table.drafts)
    reading.titles.extend(reader.level_lines)
    return [*drafts, *reader.drafts]


def _cut(draft: Draft, offices: Offices) -> Iterator[Draft]:
    """Yield the statements of a draft that tells of several offices one after the other, else the draft itself."""
    cuts = offices.statements(draft.text) if draft.kind in CUT_KINDS else []
    if not cuts:
        yield draft
        return
    for number, (start, end) in enumerate(zip(cuts, [*cuts[1:], len(draft.text)], strict=True), start=1):
        piece = draft.stretch(start, end)
        piece.part, piece.whole = number, draft
        yield piece


def _reparent(drafts: Sequence[Draft]) -> None:
    """Let what stood under a draft that was cut stand under its last piece, which it follows in print."""
    last_piece = {draft.whole: draft for draft in drafts if draft.whole is not None}
    for draft in drafts:
        if draft.parent is not None:
            draft.parent = last_piece.get(draft.parent, draft.parent)


def _mark_intros(drafts: Sequence[Draft]) -> None:
    """Mark what only introduces the items under it: "1) หน่วยงาน/สถานศึกษา…", a short paragraph ending "ดังนี้"."""
    parents = {draft.parent for draft in drafts if draft.parent is not None}
    for draft in drafts:
        if draft.kind == "item" and draft in parents and (_is_heading(draft) or _is_opening(draft)):
            draft.kind = "intro"


def _is_heading(draft: Draft) -> bool:
    """Whether an item is a heading of the report's own form: 1) 2) 3) right under the section."""
    top = draft.parent is None or (draft.parent.parent is None and draft.parent.marker is None)
    return top and draft.marker is not None and len(draft.marker.path) == 1 and draft.marker.style == ")"


def _is_opening(draft: Draft) -> bool:
    if draft.marker is not None or len(draft.text) > OPENING_LENGTH:
        return False
    if draft.text.endswith(("ดังนี้", "ได้แก่")):
        return draft.parent is None or not draft.agencies
    return len(draft.text) < CAPTION_LENGTH


def _give_own_offices(drafts: Sequence[Draft], offices: Offices) -> None:
    for draft in drafts:
        draft.agencies = offices.subjects(draft.text) if draft.kind != "table_row" else ()


def _give_inherited_offices(drafts: Sequence[Draft], offices: Offices, default: Agency | None) -> None:
    """Give drafts that name no acting office their parent's, else those they are of, else the chapter's."""
    for draft in drafts:
        inherited = _inherited(draft)
        if draft.agencies and not (offices.is_general(draft.agencies) and set(inherited) < set(draft.agencies)):
            continue
        if draft.kind == "intro" or (draft.agencies and not inherited):
            continue
        draft.agencies = inherited or _of_text(draft, offices)
        if not draft.agencies and default and draft.kind != "none":
            draft.agencies = (default,)


def _of_text(draft: Draft, offices: Offices) -> tuple[Agency, ...]:
    """Return the offices a text is of, when none acts in it: what helped or went well is of the office it names."""
    if draft.kind == "table_row":
        return ()
    owners = offices.owners(draft.text)
    return owners or (offices.named(draft.text) if draft.section in OF_THE_NAMED else ())


def _inherited(draft: Draft) -> tuple[Agency, ...]:
    parent = draft.parent
    while parent is not None:
        if parent.agencies and not (parent.kind == "intro" and parent.marker is None):
            return parent.agencies
        parent = parent.parent
    return ()


def _chief(drafts: Sequence[Draft], offices: Offices) -> Agency | None:
    """Return the office that a chapter of its own belongs to: the one its section of progress speaks of most."""
    counts = Counter(
        agency
        for draft in drafts
        if draft.section == "progress"
        for agency in draft.agencies or offices.owners(draft.text)
    )
    return counts.most_common(1)[0][0] if counts else None
