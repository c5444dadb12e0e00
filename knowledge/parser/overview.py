"""What stands before the first chapter: the title, the list of offices, the table of policies and focus points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.models import Agency
from knowledge.parser.blocks import Block, Marker, split_marker
from knowledge.parser.drafts import Draft
from knowledge.parser.lines import Line
from knowledge.parser.offices import office_key
from knowledge.parser.structure_words import FOCUS_HEADER, FOCUS_HEADING, POLICY_HEADER, PROVINCE, ROUND, YEAR
from knowledge.parser.tables import REPEATED_HEADER, row_text

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_POLICY_CELL = re.compile(r"(?:นโยบายที่\s*)?(?P<number>\d{1,2})[.)]?\s*(?P<title>\S.*)")


@dataclass(frozen=True, slots=True)
class FocusRow:
    """One focus point as the overview's table has it."""

    policy: int
    focus: int
    title: str
    responsible: str
    line: int


@dataclass(slots=True)
class Front:
    """The parts before the first chapter; `title_lines`, `headers` and `ignored` account for lines in no draft."""

    title: str = ""
    province: str = ""
    year: int | None = None
    round: int | None = None
    offices: dict[Agency, list[str]] = field(default_factory=dict)
    policies: dict[int, str] = field(default_factory=dict)
    focus_rows: list[FocusRow] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    title_lines: list[int] = field(default_factory=list)
    headers: list[int] = field(default_factory=list)
    ignored: dict[int, str] = field(default_factory=dict)


def read_front(blocks: Sequence[Block]) -> Front:
    """Return what stands before the first chapter."""
    front = Front()
    columns: list[str] = []
    policy = 0
    for position, block in enumerate(blocks):
        if block.rows:
            for line in block.lines:
                policy, columns = _take_row(front, line, policy, columns)
        elif position == 0 or _is_bold(block):
            _take_title(front, block)
        elif block.text:
            _take_text(front, block)
    _read_title(front)
    return front


def _is_bold(block: Block) -> bool:
    return block.first.raw.strip().startswith("**") and block.lines[-1].raw.strip().endswith("**")


def _take_title(front: Front, block: Block) -> None:
    front.title = front.title or block.text
    front.title_lines.extend(line.number for line in block.lines)


def _read_title(front: Front) -> None:
    """Read province, year and round from the title; the province may stand only in the text below it."""
    for text in (front.title, *(draft.text for draft in front.drafts)):
        if match := PROVINCE.search(text):
            front.province = match["name"]
            break
    if match := YEAR.search(front.title):
        front.year = int(match["year"].translate(_DIGITS))
    if match := ROUND.search(front.title):
        front.round = int(match["round"].translate(_DIGITS))


def _take_text(front: Front, block: Block) -> None:
    marker, rest = split_marker(block.text)
    if marker is not None:
        draft = Draft("item", None, marker=marker)
        draft.add(rest, block.first.number)
        draft.extra_lines = [line.number for line in block.lines]
        if key := office_key(rest):
            front.offices.setdefault(key, []).append(rest)
            draft.agencies = (key,)
    else:
        draft = Draft("intro", None)
        for line in block.lines:
            draft.add(line.text, line.number)
        # What opens with an office's name tells of that office ("สำนักงานศึกษาธิการจังหวัด… เป็นหน่วยงาน …").
        if key := office_key(block.text.split()[0]):
            draft.agencies = (key,)
    front.drafts.append(draft)


def _take_row(front: Front, line: Line, policy: int, columns: list[str]) -> tuple[int, list[str]]:
    """Take one row of the overview's table; return the policy it stands under and the column headings."""
    cells = list(line.cells)
    if len(cells) > 1 and POLICY_HEADER.match(cells[0]) and FOCUS_HEADER.search(cells[1]) and len(cells[0]) < 40:
        if columns:
            front.ignored[line.number] = REPEATED_HEADER
        else:
            front.headers.append(line.number)
        return policy, cells
    if match := _POLICY_CELL.fullmatch(cells[0]):
        policy = int(match["number"])
        front.policies.setdefault(policy, match["title"])
    focus = FOCUS_HEADING.fullmatch(cells[1]) if len(cells) > 1 else None
    marker = None
    if focus:
        number = (int(focus["policy"]), int(focus["focus"]))
        marker = Marker("row", number, f"{number[0]}.{number[1]}")
        responsible = cells[2] if len(cells) > 2 else ""
        front.focus_rows.append(FocusRow(*number, focus["title"], responsible, line.number))
    if not cells[0] and policy in front.policies:
        cells[0] = f"{policy}. {front.policies[policy]}"
    names = [*columns, *[""] * len(cells)]
    draft = Draft("table_row", None, marker=marker)
    draft.cells = tuple((name, value) for name, value in zip(names, cells, strict=False) if value)
    draft.add(row_text(draft.cells), line.number)
    front.drafts.append(draft)
    return policy, columns
