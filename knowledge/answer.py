"""Ranked hits into an Answer: which passages are shown, how much of each, and what leads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.browse import KIND_OF_SECTION, Browser
from knowledge.excerpt import FURTHER_STRETCH, FURTHER_WHOLE, STRETCH, WHOLE, best_stretch, opening
from knowledge.facts import COUNTED, EVIDENCE, figure_asked_for, has_fact
from knowledge.listing import Lister
from knowledge.models import OVERVIEW, Answer, AnswerKind, Excerpt, Passage, Section, Turn
from knowledge.overview import asks_who_is_responsible, responsible
from knowledge.question import Question
from knowledge.rank import Hit, Ranking
from knowledge.search import Scores, SearchIndex
from knowledge.thai import compared
from knowledge.topics import asks_for_work, is_topic, names_topic

NEAR = 0.72
"""A further passage is shown when its score is at least this share of the best one's."""
FURTHER = 2
"""So many further passages at most: an answer is read on a phone."""
OF_SECTION = 9
SECTION_BUDGET = 1500
"""A section asked for by name is shown up to so many passages and about so many characters, best first."""
HEAD = 90
"""Characters of an item of a long list, when all of the list is asked for."""
TITLE_WORD = 0.3
"""A word of the focus point's title tells little of where in a passage the answer stands."""
ENUMERATION = re.compile(r"(?<![\d.,])1[.)]?\s?[ก-๙“].+?(?<![\d.,])2[.)]?\s?[ก-๙“]")
"""Items numbered within a running text: "2 โครงการ คือ 1 โครงการ… 2. โครงการ…"."""
LISTED = 1200
"""So long a text is shown whole when all it lists is asked for: two screens of a phone, and nothing is left out."""
FIGURE_NEAR = 0.9
"""Of two passages so nearly as good, the one with a figure answers "how many"."""
OTHER_FOCUS_POINT = 0.93
"""A passage of another focus point is shown too when it is nearly as good: when two answer, both are shown."""


class Composer:
    """Composes answers from one report."""

    def __init__(self, index: SearchIndex, browser: Browser) -> None:
        self._index = index
        self._browser = browser
        self._lister = Lister(browser)

    def compose(self, question: Question, scores: Scores, ranking: Ranking, confidence: float) -> Answer:
        """The answer for a question whose best hit is trusted."""
        focus_point = ranking.focus_points[0][0]
        of_section = question.section not in (None, "progress")
        if asks_who_is_responsible(question) and not of_section and focus_point in self._browser.points:
            who, rows = responsible(self._browser, focus_point)
            if rows and who:
                return self._answer("overview", question, scores, rows[:1], ranking, confidence, point=who)
        if work := self._work_asked_for(question, ranking, focus_point):
            chosen = within_budget(work)
            # Of each item its beginning: nothing in particular is looked for.
            asked = replace(question, concepts=())
            return self._answer("agency", asked, scores, chosen, ranking, confidence, left=len(work))
        section = question.section
        if section is not None and focus_point != OVERVIEW:
            return self._of_section(question, scores, ranking, section, confidence)
        if is_topic(question, focus_point) or names_topic(question, scores, self._browser.title(focus_point)):
            return replace(
                self._browser.open_focus_point(focus_point, agency=question.agency)
                if question.agency and self._browser.of(focus_point, agency=question.agency)
                else self._browser.open_focus_point(focus_point),
                confidence=confidence,
                focus_points=order(ranking),
            )
        return self._passages(question, scores, ranking, confidence)

    def _work_asked_for(self, question: Question, ranking: Ranking, focus_point: str) -> list[Hit]:
        """All one office did on a topic, in printed order, when that is what is asked; [] when it is not."""
        if not asks_for_work(question, self._browser.title(focus_point)):
            return []
        told = [hit for hit in ranking.of(focus_point) if hit.passage.section == "progress"]
        told = [hit for hit in told if hit.passage.kind not in ("intro", "none") and of_asked_office(hit, question)]
        return sorted(told, key=lambda hit: hit.position)

    def _of_section(
        self, question: Question, scores: Scores, ranking: Ranking, section: Section, confidence: float
    ) -> Answer:
        focus_point = ranking.focus_points[0][0]
        hits = [hit for hit in ranking.of(focus_point) if hit.passage.section == section]
        hits = [hit for hit in hits if hit.passage.kind != "intro"]
        of_office = [hit for hit in hits if of_asked_office(hit, question)]
        told = any(hit.passage.kind != "none" for hit in hits)
        elsewhere = section == "best_practice" and bool(question.agencies) and not of_office and told
        hits = said_once(narrowed(hits, question))
        if not hits or elsewhere:
            answer = self._passages(question, scores, ranking, confidence)
            return replace(answer, lacks="")
        chosen = within_budget(hits)
        if section != "progress" and len(chosen) == len(hits):
            lead, *rest = chosen
            chosen = [lead, *sorted(rest, key=lambda passage: self._index.position[passage.id])]
        return self._answer(KIND_OF_SECTION[section], question, scores, chosen, ranking, confidence, left=len(hits))

    def _passages(self, question: Question, scores: Scores, ranking: Ranking, confidence: float) -> Answer:
        first = with_figure(ranking.hits, question)
        listed = self._lister.beside(first.passage, question)
        chosen = [*listed.passages[: listed.first], first.passage, *listed.passages[listed.first :]]
        for hit in ranking.hits[:40]:
            if len(chosen) - len(listed.passages) > FURTHER or hit.score < NEAR * first.score:
                break
            same_point = hit.passage.focus_point == first.passage.focus_point
            if hit.passage in chosen or hit.passage.kind in ("intro", "none"):
                continue
            if same_point or hit.score >= OTHER_FOCUS_POINT * first.score:
                chosen.append(hit.passage)
        chosen += self._hinted(question, ranking, chosen)
        kind = KIND_OF_SECTION.get(first.passage.section or "progress", "passages")
        if first.passage.kind == "table_row" and first.passage.focus_point != OVERVIEW:
            rows = [p for p in self._browser.of(first.passage.focus_point) if p.kind == "table_row"]
            return self._answer("table", question, scores, rows, ranking, confidence)
        point = figure_asked_for(question.facts, first.passage, self._browser.report.figures)
        kind = "passages" if kind == "agency" else kind
        heads = listed.passages if listed.heads else ()
        return self._answer(kind, question, scores, chosen, ranking, confidence, point, heads=heads)

    def _hinted(self, question: Question, ranking: Ranking, chosen: Sequence[Passage]) -> list[Passage]:
        """The best passage of a section the question only hints at ("ทำไงดี" → its problem), if it is not there yet."""
        hinted = [section for section in question.sections if section != "progress"]
        if not hinted or any(passage.section in hinted for passage in chosen):
            return []
        of_point = ranking.of(ranking.focus_points[0][0])
        return [hit.passage for hit in of_point if hit.passage.section in hinted and hit.matched > 0.0][:1]

    def _answer(
        self,
        kind: AnswerKind,
        question: Question,
        scores: Scores,
        passages: Sequence[Passage],
        ranking: Ranking,
        confidence: float,
        point: str = "",
        left: int = 0,
        heads: Sequence[Passage] = (),
    ) -> Answer:
        lead, *further = passages
        whole = LISTED if asks_for_all(question) and ENUMERATION.search(lead.text) else WHOLE
        shown = [self._excerpt(lead, question, scores, whole, STRETCH)]
        for passage in further:
            if passage in heads:
                shown.append(self._head(passage))
            else:
                room = (WHOLE, STRETCH) if len(passages) == 2 else (FURTHER_WHOLE, FURTHER_STRETCH)
                shown.append(self._excerpt(passage, question, scores, *room))
        agency = next((agency for agency in question.agencies if agency in lead.agencies), lead.agency)
        return Answer(
            "answer",
            kind,
            point,
            excerpts=tuple(shown),
            focus_points=order(ranking, lead.focus_point),
            section=lead.section,
            agency=agency,
            level=question.level or lead.level,
            confidence=confidence,
            more=max(0, left - len(passages)),
            turn=Turn(
                focus_point=lead.focus_point if lead.focus_point != OVERVIEW else None,
                section=lead.section,
                agency=agency,
                level=lead.level,
                kind=kind,
                passages=tuple(passage.id for passage in passages),
            ),
        )

    def _head(self, passage: Passage) -> Excerpt:
        text = opening(passage.text, HEAD)
        return Excerpt(passage, text, self._browser.heading(passage), shortened=text != passage.text)

    def _excerpt(self, passage: Passage, question: Question, scores: Scores, whole: int, stretch: int) -> Excerpt:
        title = compared(self._browser.title(passage.focus_point))
        terms = [
            (term, weight * rarity * (TITLE_WORD if term in title else 1.0))
            for concept, rarity in zip(question.concepts, scores.rarity, strict=False)
            for term, weight in concept.terms
        ]

        evidence = [EVIDENCE[kind] for kind in question.facts if kind in EVIDENCE]

        def weigh(clause: str) -> float:
            text = compared(clause)
            value = sum(weight for term, weight in terms if term in text)
            if any(pattern.search(clause) for pattern in evidence):
                value += 1.0
            return value

        text = best_stretch(passage.text, weigh, whole, stretch)
        return Excerpt(passage, text, self._browser.heading(passage), shortened=text != passage.text)


def asks_for_all(question: Question) -> bool:
    """Whether all items of a list are asked for: by its words, or as what an office did."""
    return "list" in question.facts or (bool(question.agencies) and not question.facts)


def with_figure(hits: Sequence[Hit], question: Question) -> Hit:
    """The best hit; for "how many", one nearly as good that has such a figure when the best has none."""
    first = hits[0]
    counted = COUNTED.intersection(question.facts)
    if not counted or any(has_fact(first.passage, kind) for kind in counted):
        return first
    of_point = (hit for hit in hits if hit.passage.focus_point == first.passage.focus_point)
    near = (hit for hit in of_point if hit.score >= FIGURE_NEAR * first.score)
    return next((hit for hit in near if any(has_fact(hit.passage, kind) for kind in counted)), first)


def narrowed(hits: Sequence[Hit], question: Question) -> list[Hit]:
    """Hits of the asked level and office, where there are any; else those of all."""
    found = list(hits)
    if question.level:
        found = [hit for hit in found if hit.passage.level in (question.level, None)] or found
    if question.agencies:
        own = [hit for hit in found if not hit.passage.agencies or of_asked_office(hit, question)]
        found = own if any(hit.passage.agencies for hit in own) else found
    return found


def of_asked_office(hit: Hit, question: Question) -> bool:
    """Whether a hit's passage tells of an office that is asked for."""
    return any(agency in hit.passage.agencies for agency in question.agencies)


def said_once(hits: Sequence[Hit]) -> list[Hit]:
    """The hits, with each "-ไม่มี-" of one level and office once: two chapters may share a focus point's number."""
    told: dict[object, Hit] = {}
    for hit in hits:
        passage = hit.passage
        told.setdefault((passage.level, passage.agencies) if passage.kind == "none" else passage.id, hit)
    return list(told.values())


def within_budget(hits: Sequence[Hit]) -> list[Passage]:
    """The best passages of a section, as many as a reply holds; always the first."""
    chosen: list[Passage] = []
    letters = 0
    for hit in hits[:OF_SECTION]:
        letters += min(len(hit.passage.text), FURTHER_WHOLE) + len(hit.passage.remedy)
        if chosen and letters > SECTION_BUDGET:
            break
        chosen.append(hit.passage)
    return chosen


def order(ranking: Ranking, first: str | None = None) -> tuple[str, ...]:
    """Focus points best first, at most five, `first` in front."""
    points = [focus_point for focus_point, _ in ranking.focus_points]
    if first is not None:
        points = [first, *(point for point in points if point != first)]
    return tuple(points[:5])
