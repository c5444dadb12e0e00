"""Look-ups on one report that messages need again and again: what exists, what comes before and after."""

from __future__ import annotations

from knowledge.models import OVERVIEW, SECTIONS, Agency, FocusPoint, Level, Passage, Report, Section

_KEPT = 256
"""So many reports' look-ups are kept; beyond that all are made anew, which takes milliseconds."""


class Shelf:
    """The look-ups of one report, made once by `shelf_of`."""

    def __init__(self, report: Report) -> None:
        """Read through `report` once."""
        self.report = report
        self.focus_points: dict[str, FocusPoint] = {point.id: point for point in report.focus_points}
        self.passages: dict[str, Passage] = {passage.id: passage for passage in report.passages}
        self._order = [point.id for point in report.focus_points]
        self._sections: dict[str, set[Section]] = {}
        self._agencies: dict[tuple[str, Section | None], dict[Agency, None]] = {}
        for passage in report.passages:
            if passage.kind in ("none", "intro") or passage.section is None or passage.focus_point == OVERVIEW:
                continue
            self._sections.setdefault(passage.focus_point, set()).add(passage.section)
            for agency in passage.agencies:
                self._agencies.setdefault((passage.focus_point, passage.section), {})[agency] = None
                self._agencies.setdefault((passage.focus_point, None), {})[agency] = None
        self._children: dict[str, list[Passage]] = {}
        for passage in report.passages:
            if passage.parent:
                self._children.setdefault(passage.parent, []).append(passage)
        self._with_figures = {figure.focus_point for figure in report.figures}

    def passages_of(
        self, focus_point: str, section: Section | None, agency: Agency | None, level: Level | None
    ) -> list[Passage]:
        """The passages of a focus point narrowed as browsing narrows them, in printed order."""
        return [
            passage
            for passage in self.report.passages
            if passage.focus_point == focus_point
            and passage.kind != "intro"
            and (section is None or passage.section == section)
            and (agency is None or agency in passage.agencies)
            and (level is None or passage.level in (level, None))
        ]

    def family(self, passage: Passage) -> list[Passage]:
        """A passage and everything that stands under it, in printed order."""
        found = [passage]
        for child in self._children.get(passage.id, ()):
            found += self.family(child)
        return found

    def title(self, focus_point: str) -> str:
        """The focus point's title, "" when the report has no such focus point."""
        found = self.focus_points.get(focus_point)
        return found.title if found else ""

    def sections(self, focus_point: str) -> tuple[Section, ...]:
        """The sections in which the report says something, in printed order; a bare "-ไม่มี-" is not offered."""
        there = self._sections.get(focus_point, set())
        return tuple(section for section in SECTIONS if section in there)

    def agencies(self, focus_point: str, section: Section | None = None) -> tuple[Agency, ...]:
        """The offices with content in a focus point or one of its sections, in order of appearance."""
        return tuple(self._agencies.get((focus_point, section), ()))

    def has_figures(self, focus_point: str) -> bool:
        """Whether key figures of this focus point are known."""
        return focus_point in self._with_figures

    def neighbours(self, focus_point: str) -> tuple[str | None, str | None]:
        """The ids of the focus points before and after, None at the ends and for unknown ones."""
        if focus_point not in self.focus_points:
            return None, None
        at = self._order.index(focus_point)
        before = self._order[at - 1] if at else None
        after = self._order[at + 1] if at + 1 < len(self._order) else None
        return before, after

    def of_policy(self, number: int) -> tuple[FocusPoint, ...]:
        """The focus points of one policy in printed order."""
        return tuple(point for point in self.report.focus_points if point.policy == number)


_shelves: dict[int, Shelf] = {}


def shelf_of(report: Report) -> Shelf:
    """The look-ups of `report`, made on first use and kept with it."""
    shelf = _shelves.get(id(report))
    if shelf is None or shelf.report is not report:
        if len(_shelves) >= _KEPT:
            _shelves.clear()
        shelf = _shelves[id(report)] = Shelf(report)
    return shelf
