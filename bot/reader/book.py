"""The report laid out for reading: focus points into chapters, sections and levels, passages under their parents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from knowledge.models import (
    OVERVIEW,
    SECTIONS,
    Agency,
    BestPractice,
    Figure,
    FocusPoint,
    Level,
    Passage,
    Report,
    Section,
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table that stand one after the other: the column headings, and a passage for each row."""

    headings: tuple[str, ...]
    rows: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One passage in its place. `offices` are those to be named with it: not when the passage above names the same."""

    passage: Passage
    offices: tuple[Agency, ...]
    branches: tuple[Node | Table, ...]
    under: Passage | None = None
    """The passage it stands under, where that one is not shown above it, nor named just before."""


@dataclass(frozen=True, slots=True)
class Part:
    """The passages of one level of a section; a section without levels is one part."""

    level: Level | None
    branches: tuple[Node | Table, ...]


@dataclass(frozen=True, slots=True)
class SectionOfBook:
    """One section of a chapter: its printed number ("1.3.2"), its anchor, how many passages it has."""

    key: Section | None
    number: str
    anchor: str
    count: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of a focus point with its heading as printed."""

    number: int
    title: str
    sections: tuple[SectionOfBook, ...]


class Book:
    """Look-ups over one report, made once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.points: dict[str, FocusPoint] = {point.id: point for point in report.focus_points}
        self.passages: dict[str, Passage] = {passage.id: passage for passage in report.passages}
        self.of_point: dict[str, list[Passage]] = defaultdict(list)
        self.figures: dict[str, list[Figure]] = defaultdict(list)
        self.practices: dict[str, list[BestPractice]] = defaultdict(list)
        for passage in report.passages:
            self.of_point[passage.focus_point].append(passage)
        for figure in report.figures:
            self.figures[figure.focus_point].append(figure)
        for practice in report.best_practices:
            self.practices[practice.passage].append(practice)
        named = {agency for passage in report.passages for agency in passage.agencies}
        self.agencies: tuple[Agency, ...] = tuple(agency for agency in report.office_names if agency in named)

    def neighbours(self, focus_point: str) -> tuple[FocusPoint | None, FocusPoint | None]:
        """The focus points before and after this one."""
        ids = list(self.points)
        at = ids.index(focus_point)
        before = self.points[ids[at - 1]] if at else None
        after = self.points[ids[at + 1]] if at + 1 < len(ids) else None
        return before, after

    def chapters(self, focus_point: str) -> tuple[Chapter, ...]:
        """All there is of a focus point, or of the overview, chapter by chapter."""
        titles = self.points[focus_point].chapter_titles if focus_point in self.points else ()
        passages = self.of_point.get(focus_point, [])
        numbers = sorted({passage.chapter for passage in passages})
        return tuple(
            Chapter(
                number,
                titles[number - 1] if number <= len(titles) else "",
                self._sections(focus_point, number, [p for p in passages if p.chapter == number]),
            )
            for number in numbers
        )

    def of_office(self, agency: Agency) -> dict[FocusPoint, tuple[SectionOfBook, ...]]:
        """What the report tells of one office, by focus point."""
        found = {}
        for point in self.points.values():
            passages = [passage for passage in self.of_point.get(point.id, []) if agency in passage.agencies]
            if passages:
                found[point] = self._sections(point.id, 1, passages, (agency,))
        return found

    def _sections(
        self, focus_point: str, chapter: int, passages: Sequence[Passage], known: tuple[Agency, ...] = ()
    ) -> tuple[SectionOfBook, ...]:
        found = []
        for key in (None, *SECTIONS):
            members = [passage for passage in passages if passage.section == key]
            if not members:
                continue
            number = f"{focus_point}.{SECTIONS.index(key) + 1}" if key else ""
            anchor = f"{key or OVERVIEW}" if chapter == 1 else f"{key or OVERVIEW}-{chapter}"
            found.append(SectionOfBook(key, number, anchor, len(members), self._parts(members, known)))
        return tuple(found)

    def _parts(self, passages: Sequence[Passage], known: tuple[Agency, ...]) -> tuple[Part, ...]:
        levels = dict.fromkeys(passage.level for passage in passages)
        return tuple(Part(level, self._forest([p for p in passages if p.level == level], known)) for level in levels)

    def _forest(self, passages: Sequence[Passage], known: tuple[Agency, ...]) -> tuple[Node | Table, ...]:
        """Passages under those of their parents that are among them; `known` offices go without saying at the top."""
        shown = {passage.id for passage in passages}
        under: dict[str | None, list[Passage]] = defaultdict(list)
        for passage in passages:
            under[passage.parent if passage.parent in shown else None].append(passage)
        return tuple(self._branches(under, None, known))

    def _branches(
        self, under: dict[str | None, list[Passage]], parent: str | None, known: tuple[Agency, ...]
    ) -> Iterable[Node | Table]:
        """What stands under `parent`; passages of the `known` offices, which are named above, do not name them."""
        named_before: str | None = None
        for headings, group in groupby(under.get(parent, ()), _headings):
            members = tuple(group)
            if headings:
                yield Table(headings, members)
                continue
            for passage in members:
                yield Node(
                    passage,
                    () if passage.agencies == known else passage.agencies,
                    tuple(self._branches(under, passage.id, passage.agencies)),
                    self.passages.get(passage.parent or "") if passage.parent not in (parent, named_before) else None,
                )
                named_before = passage.parent


def _headings(passage: Passage) -> tuple[str, ...]:
    return tuple(heading for heading, _ in passage.cells) if passage.kind == "table_row" else ()
