"""Tables: the rows of problems with their remedies, ordinary tables, and what is only the debris of a picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.models import Section
from knowledge.parser.blocks import Block, Marker
from knowledge.parser.drafts import Draft
from knowledge.parser.lines import Line
from knowledge.parser.structure_words import ORDINAL_HEADER, PROBLEM_HEADER, REMEDY_HEADER

HEADER = "header"
REPEATED_HEADER = "the table's header, repeated behind a page break"
RULE = "a rule of dashes under a table"
DEBRIS = "debris of a picture: a table of empty and repeated cells"

DEBRIS_SHARE = 0.34
"""Below this share of different texts among its cells, a table says nothing: the scan of a screenshot has 0.03."""

_PIECE = re.compile(r"(?:(?<=\s)|^)(?P<number>\d{1,2})\s*[.)](?!\d)\s*(?=\S)")


@dataclass(slots=True)
class TableReading:
    """What a table gave: drafts of its rows, and the lines that are no row with what they are instead."""

    drafts: list[Draft] = field(default_factory=list)
    headers: list[int] = field(default_factory=list)
    ignored: dict[int, str] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)


def is_debris(block: Block) -> bool:
    """Whether a table is what the scan made of a picture: a table written as tags, or hardly a cell of its own."""
    if any("<table" in line.raw.lower() for line in block.lines):
        return True
    cells = [cell for line in block.lines for cell in line.cells]
    different = {cell for cell in cells if cell}
    return len(block.lines) > 2 and len(different) < DEBRIS_SHARE * len(cells)


def is_problem_header(line: Line) -> bool:
    """Whether a row is the header "ปัญหา/อุปสรรค | วิธีการแก้ปัญหา"."""
    filled = [cell for cell in line.cells if cell]
    return (
        len(filled) == 2
        and max(len(cell) for cell in filled) < 60
        and PROBLEM_HEADER.match(filled[0]) is not None
        and REMEDY_HEADER.search(filled[1]) is not None
    )


def split_pieces(text: str) -> list[tuple[int | None, str]]:
    """Return the numbered pieces of a cell, "1. … 2. …"; one piece without a number when it is not numbered.

    Only numbers that count up are pieces: "พ.ศ. 2562" and "ข้อ 5." within a sentence are not.
    """
    starts: list[re.Match[str]] = []
    for match in _PIECE.finditer(text):
        if not starts and match.start() > 0:
            break
        if not starts or int(match["number"]) == int(starts[-1]["number"]) + 1:
            starts.append(match)
    if not starts:
        return [(None, text)] if text else []
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [(int(match["number"]), text[match.end() : end].strip()) for match, end in zip(starts, ends, strict=True)]


@dataclass(slots=True)
class _Remedy:
    number: int | None
    text: str
    line: int


def read_problem_tables(section: Section, blocks: Sequence[Block]) -> TableReading:
    """Return the problems of a section's tables, each with its remedy; the tables are one, cut by page breaks."""
    reading = TableReading()
    waiting: list[_Remedy] = []
    for block in blocks:
        for line in block.lines:
            if not line.text:
                reading.ignored[line.number] = RULE
            elif is_problem_header(line):
                _take_header(reading, line)
            else:
                _take_row(reading, waiting, section, line)
    if not reading.drafts:
        # Remedies without any problem beside them are told by themselves.
        reading.drafts = [_problem(section, remedy.number, remedy.text, remedy.line) for remedy in waiting]
        waiting = []
    _settle(reading.drafts, waiting)
    return reading


def _take_header(reading: TableReading, line: Line) -> None:
    if reading.headers:
        reading.ignored[line.number] = REPEATED_HEADER
    else:
        reading.headers.append(line.number)


def _take_row(reading: TableReading, waiting: list[_Remedy], section: Section, line: Line) -> None:
    left = split_pieces(line.cells[0])
    right = [piece for cell in line.cells[1:] for piece in split_pieces(cell)]
    problems = [_problem(section, number, text, line.number) for number, text in left]
    reading.drafts.extend(problems)
    remedies = [_Remedy(number, text, line.number) for number, text in right]
    if len(problems) == 1:
        _give(problems[0], remedies)
    elif len(remedies) == 1 and remedies[0].number is None and waiting:
        # The cell goes on behind the page break: these are the last words of the last remedy.
        waiting.append(_Remedy(waiting[-1].number, remedies[0].text, line.number))
    else:
        waiting.extend(remedies)


def _problem(section: Section, number: int | None, text: str, line: int) -> Draft:
    marker = Marker(".", (number,), f"{number}.") if number is not None else None
    draft = Draft("problem", section, marker=marker)
    draft.add(text, line)
    return draft


def _give(problem: Draft, remedies: Sequence[_Remedy]) -> None:
    """Hang remedies on a problem; several keep their numbers, so that they can be told apart."""
    for remedy in remedies:
        numbered = len(remedies) > 1 and remedy.number is not None
        words = f"{remedy.number}. {remedy.text}" if numbered else remedy.text
        problem.remedy = f"{problem.remedy} {words}".strip()
        problem.extra_lines.append(remedy.line)


def _settle(problems: list[Draft], waiting: Sequence[_Remedy]) -> None:
    """Pair the remedies that stand in other rows, or many to a cell, with the problem of their number.

    A remedy without a partner goes to the problem before it in number, so that no word is lost.
    """
    for remedy in waiting:
        _give(_partner(problems, remedy), [remedy])


def _partner(problems: Sequence[Draft], remedy: _Remedy) -> Draft:
    numbered = {draft.marker.path[0]: draft for draft in problems if draft.marker}
    if remedy.number is None or not numbered:
        return problems[-1]
    lower = [number for number in numbered if number <= remedy.number]
    return numbered[max(lower)] if lower else problems[0]


def read_table(section: Section, block: Block, parent: Draft | None, known: Sequence[str]) -> TableReading:
    """Return the rows of an ordinary table as drafts with cells.

    `known` are the column headings of the table before; a table that begins with them goes on behind a page break.
    Cells left empty because they were merged take the value above them.
    """
    reading = TableReading()
    rows = [line for line in block.lines if line.text]
    reading.ignored.update({line.number: RULE for line in block.lines if not line.text})
    columns = list(rows[0].cells) if rows else []
    if rows and columns == list(known):
        reading.ignored[rows.pop(0).number] = REPEATED_HEADER
    elif rows and len(columns) == len(known) and (columns[0].isdigit() or not columns[0]):
        columns = list(known)
    elif rows:
        reading.headers.append(rows.pop(0).number)
    reading.columns = columns
    above: list[str] = []
    for line in rows:
        values = _fill(list(line.cells), above)
        above = values
        reading.drafts.append(_row(section, line.number, columns, values, parent))
    return reading


def _fill(values: list[str], above: Sequence[str]) -> list[str]:
    """Fill the empty cells at the left, merged in print, from the row above."""
    for index, value in enumerate(values):
        if value:
            break
        if index < len(above):
            values[index] = above[index]
    return values


def _row(section: Section, line: int, columns: Sequence[str], values: Sequence[str], parent: Draft | None) -> Draft:
    names = [*columns, *[""] * (len(values) - len(columns))]
    cells = tuple((name, value) for name, value in zip(names, values, strict=False) if value)
    draft = Draft("table_row", section, parent=parent, cells=cells)
    ordinal = next((value for name, value in cells if ORDINAL_HEADER.fullmatch(name)), None)
    if ordinal and ordinal.isdigit():
        draft.marker = Marker("row", (int(ordinal),), ordinal)
    draft.add(row_text(cells), line)
    return draft


def row_text(cells: Sequence[tuple[str, str]]) -> str:
    """Return a row as one line to read: each heading with its value."""
    return " · ".join(f"{name} {value}".strip() for name, value in cells)
