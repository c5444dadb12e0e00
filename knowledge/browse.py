"""Answers that are opened, not asked for: a focus point, one section of it, one passage, key figures, the policies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from knowledge.excerpt import opening
from knowledge.models import (
    OVERVIEW,
    Agency,
    Answer,
    AnswerKind,
    Choice,
    Citation,
    Excerpt,
    Figure,
    FocusPoint,
    Level,
    Passage,
    Report,
    Section,
    Turn,
)

KIND_OF_SECTION: dict[Section, AnswerKind] = {
    "progress": "agency",
    "factors": "factors",
    "problems": "problems",
    "best_practice": "best_practices",
    "recommendations": "recommendations",
}
SHOWN = 8
"""So many passages of a section are opened at once; the rest is counted in `more` and paged to."""
FIGURES_SHOWN = 10
SUMMARY_LENGTH = 320


class Browser:
    """Opens parts of one report by their names."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.points: dict[str, FocusPoint] = {point.id: point for point in report.focus_points}
        self.passage: dict[str, Passage] = {passage.id: passage for passage in report.passages}
        self._of_point: dict[str, list[Passage]] = defaultdict(list)
        self._children: dict[str, list[Passage]] = defaultdict(list)
        for passage in report.passages:
            self._of_point[passage.focus_point].append(passage)
            if passage.parent:
                self._children[passage.parent].append(passage)

    def children(self, passage: Passage) -> Sequence[Passage]:
        """The passages that stand directly under this one."""
        return self._children.get(passage.id, ())

    def family(self, passage: Passage) -> list[Passage]:
        """A passage with everything under it, in reading order."""
        found = [passage]
        for child in self.children(passage):
            found += self.family(child)
        return found

    def of(
        self,
        focus_point: str,
        section: Section | None = None,
        agency: Agency | None = None,
        level: Level | None = None,
    ) -> list[Passage]:
        """The passages of a focus point, narrowed to a section, an office, a level."""
        return [
            passage
            for passage in self._of_point.get(focus_point, [])
            if (section is None or passage.section == section)
            and (agency is None or agency in passage.agencies)
            and (level is None or passage.level in (level, None))
        ]

    def title(self, focus_point: str) -> str:
        """The title of a focus point, "" for what is none."""
        point = self.points.get(focus_point)
        return point.title if point else ""

    def heading(self, passage: Passage) -> str:
        """The beginning of the passage this one stands under, "" when it stands alone."""
        above = self.passage.get(passage.parent or "")
        return opening(above.text) if above is not None else ""

    def whole(self, passage: Passage) -> Excerpt:
        """A passage uncut, with its heading."""
        return Excerpt(passage, passage.text, self.heading(passage))

    def summary(self, focus_point: str) -> str:
        """The reviewed summary of a focus point, or the opening of its first item that tells of work done."""
        if reviewed := self.report.summaries.get(focus_point):
            return reviewed
        items = [p for p in self._of_point.get(focus_point, []) if p.kind == "item" and p.section == "progress"]
        return opening(items[0].text, SUMMARY_LENGTH) if items else ""

    def open_focus_point(
        self,
        focus_point: str,
        section: Section | None = None,
        agency: Agency | None = None,
        level: Level | None = None,
    ) -> Answer:
        """A focus point's summary, or the passages of one section, office or level of it. Unknown ids: not_found."""
        if focus_point not in self.points:
            return Answer("not_found", "not_found", lacks=f"จุดเน้น {focus_point}")
        turn = Turn(focus_point, section, agency, level)
        if section is None and agency is None and level is None:
            point = self.points[focus_point]
            return Answer(
                "answer",
                "summary",
                self.summary(focus_point),
                focus_points=(focus_point,),
                confidence=1.0,
                turn=turn,
                place=Citation(focus_point, None, focus_point, (point.first_line, point.last_line)),
            )
        found = [p for p in self.of(focus_point, section, agency, level) if p.kind != "intro"]
        if not found:
            return Answer("not_found", "not_found", focus_points=(focus_point,), section=section, agency=agency)
        kind = KIND_OF_SECTION[section] if section else "agency"
        return Answer(
            "answer",
            kind,
            excerpts=tuple(self.whole(passage) for passage in found[:SHOWN]),
            focus_points=(focus_point,),
            section=section,
            agency=agency,
            level=level,
            confidence=1.0,
            more=max(0, len(found) - SHOWN),
            turn=Turn(focus_point, section, agency, level, kind, tuple(p.id for p in found[:SHOWN])),
        )

    def open_passage(self, passage_id: str) -> Answer:
        """One passage uncut, with those under it."""
        return self.open_passages((passage_id,))

    def open_passages(self, passage_ids: Sequence[str]) -> Answer:
        """Passages uncut, each with those under it; not_found when none of the ids is known."""
        known = [self.passage[passage_id] for passage_id in passage_ids if passage_id in self.passage]
        if not known:
            return Answer("not_found", "not_found")
        passage = known[0]
        family = list(dict.fromkeys(member for one in known for member in self.family(one)))
        return Answer(
            "answer",
            KIND_OF_SECTION[passage.section] if passage.section in ("problems", "recommendations") else "passages",
            excerpts=tuple(self.whole(member) for member in family[:SHOWN]),
            focus_points=(passage.focus_point,),
            section=passage.section,
            agency=passage.agency,
            level=passage.level,
            confidence=1.0,
            more=max(0, len(family) - SHOWN),
            turn=Turn(
                passage.focus_point,
                passage.section,
                passage.agency,
                passage.level,
                "passages",
                tuple(one.id for one in known),
            ),
        )

    def open_figures(self, focus_point: str | None = None, agency: Agency | None = None) -> Answer:
        """The key figures of a focus point, of an office, or of both; not_found when there are none."""
        figures = [
            figure
            for figure in self.report.figures
            if (focus_point is None or figure.focus_point == focus_point)
            and (agency is None or figure.agency == agency)
        ]
        if not figures:
            return Answer("not_found", "not_found", focus_points=points_of(figures, focus_point), agency=agency)
        shown = figures[:FIGURES_SHOWN]
        return Answer(
            "answer",
            "figures",
            excerpts=tuple(Excerpt(self.passage[figure.passage], figure.subject, shortened=True) for figure in shown),
            focus_points=points_of(figures, focus_point),
            section="progress" if all(self.passage[f.passage].section == "progress" for f in shown) else None,
            agency=agency,
            figures=tuple(shown),
            confidence=1.0,
            more=max(0, len(figures) - FIGURES_SHOWN),
            turn=Turn(focus_point, None, agency, None, "figures"),
        )

    def open_policy(self, number: int | None = None) -> Answer:
        """All policies, or one with its focus points; each is a choice to open, the overview's rows are the proof."""
        policies = [policy for policy in self.report.policies if number in (None, policy.number)]
        if not policies:
            return Answer("not_found", "not_found", lacks=f"นโยบายที่ {number}")
        points = [point for point in self.report.focus_points if number is None or point.policy == number]
        rows = [p for p in self._of_point.get(OVERVIEW, []) if p.kind == "table_row" and row_names(p, points)]
        if number is None:
            lines = [f"{policy.number}. {policy.title}" for policy in policies]
            names = {policy.number: f"นโยบายที่ {policy.number}" for policy in policies}
            choices = [Choice(names[policy.number], names[policy.number], policy.title) for policy in policies]
        else:
            lines = [f"นโยบายที่ {policies[0].number} {policies[0].title}"]
            lines += [f"{point.id} {point.title}" for point in points]
            choices = [Choice(point.id, point.id, point.title) for point in points]
        return Answer(
            "answer",
            "overview",
            "\n".join(lines),
            excerpts=tuple(Excerpt(row, row.text) for row in rows),
            focus_points=(OVERVIEW, *(point.id for point in points[:4])),
            choices=tuple(choices),
            confidence=1.0,
            turn=Turn(points[0].id if number is not None and len(points) == 1 else None, kind="overview"),
        )


def row_names(row: Passage, points: Iterable[FocusPoint]) -> bool:
    """Whether an overview row is that of one of the focus points."""
    text = " ".join(value for _, value in row.cells) or row.text
    return any(f"{point.id} " in text for point in points)


def points_of(figures: Sequence[Figure], focus_point: str | None) -> tuple[str, ...]:
    """The focus points figures come from, at most five."""
    if focus_point is not None:
        return (focus_point,)
    return tuple(dict.fromkeys(figure.focus_point for figure in figures))[:5]
