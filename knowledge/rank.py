"""Scores into ranked hits: how section, office, level and the kind of fact asked for move a passage up or down.

Pure. The weights were chosen on one half of the questions and held on the other (`krutham eval`, docs/quality.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import repeat
from typing import NamedTuple

from rapidfuzz import fuzz, process

from knowledge.facts import COUNTED
from knowledge.models import SECTIONS, Agency, Passage, Section, Turn
from knowledge.question import Question
from knowledge.search import Scores, SearchIndex, Shape


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign is worth, in shares of a perfect match (1.0 = every word of the question, fully)."""

    passage: float = 1.0
    focus_point: float = 0.45
    topic_ask: float = 0.45
    topic_words: float = 0.20
    ask: float = 0.60
    section_named: float = 0.37
    section_hinted: float = 0.16
    other_section: float = -0.37
    section_sense: float = 0.22
    office: float = 0.26
    other_office: float = -0.38
    no_office: float = -0.09
    level: float = 0.25
    other_level: float = -0.27
    code: float = 1.50
    fact: float = 0.11
    no_figure: float = -0.15
    intro: float = -0.13
    none: float = -0.10
    overview: float = 0.10
    previous: float = 0.45
    sibling: float = 0.30


WEIGHTS = Weights()
BEST_PASSAGES = 40
BEST_FOCUS_POINTS = 2
COMPARED = 20
TOPICS_COMPARED = 4
"""How many are ordered and compared: more find nothing better on any question set, and take longer."""
CHANCE_LIKENESS = 0.35
"""Two short Thai questions about different things are this much alike by their particles alone."""
LEAST_TOPIC = 0.35
"""A focus point that has little of the question gets little for being the best of them."""


class Nearness:
    """How like a question is to those that each passage and each focus point answers, reckoned when first needed."""

    def __init__(self, question: Question, index: SearchIndex) -> None:
        self._question = question
        self._index = index
        self._of: dict[int | str, float] = {}

    def of_passage(self, position: int) -> float:
        """To the questions of the passage at `position`."""
        found = self._of.get(position)
        if found is None:
            found = self._of[position] = nearness(self._question, self._index.asks[position])
        return found

    def of_topic(self, focus_point: str) -> float:
        """To the questions of a focus point as a whole; 0 for what is none."""
        found = self._of.get(focus_point)
        if found is None:
            asks = self._index.topic_asks.get(focus_point, ())
            found = self._of[focus_point] = nearness(self._question, asks)
        return found


class Hit(NamedTuple):
    """A passage with its score; `matched` is the share of the question's words that stand in it, by rarity."""

    position: int
    passage: Passage
    score: float
    matched: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hits best first; focus points best first with the score of their best; how much of the question was found.

    `coverage` is the share of the question's words, by rarity, that the best focus point has; `known` the share that
    the report has anywhere.
    """

    hits: tuple[Hit, ...]
    focus_points: tuple[tuple[str, float], ...]
    coverage: float
    known: float
    nearness: Nearness = field(compare=False, repr=False)

    def of(self, focus_point: str) -> tuple[Hit, ...]:
        """The hits of one focus point, best first."""
        return tuple(hit for hit in self.hits if hit.passage.focus_point == focus_point)


def rank(
    index: SearchIndex, question: Question, scores: Scores, previous: Turn | None = None, weights: Weights = WEIGHTS
) -> Ranking:
    """Order all passages for `question`; `previous` counts as a hint to its focus point."""
    mass = sum(scores.rarity) or 1.0
    focus_mass = max(max(scores.focus_points.values(), default=0.0), LEAST_TOPIC * mass)
    positions = candidates(index, question, scores, previous)
    near = Nearness(question, index)
    topics = {point: weights.focus_point * score / focus_mass for point, score in scores.focus_points.items()}
    for point in nlargest(TOPICS_COMPARED, topics, key=topics.__getitem__):
        if asks := index.topic_asks.get(point):
            topics[point] += weights.topic_ask * near.of_topic(point)
            topics[point] += weights.topic_words * share_in_one(question, scores, asks, index.topic_together[point])
    extra = dict.fromkeys(question.codes, weights.code)
    if previous is not None and previous.focus_point is not None:
        extra[previous.focus_point] = extra.get(previous.focus_point, 0.0) + weights.previous
    sisters = sisters_of(index, previous)
    wanted = Wanted(question, weights)
    fits: dict[int, float] = {}
    # Plain tuples, worst thing first: a hundred and fifty are sorted twice for every question.
    scored: list[tuple[float, int, float]] = []
    said, of_topic = scores.passages.get, topics.get
    for position in positions:
        focus_point, shape = index.focus_point_of[position], index.shape_of[position]
        fit = fits.get(shape)
        if fit is None:
            fit = fits[shape] = wanted.fit(index.shapes[shape])
        words = said(position, 0.0) / mass
        score = weights.passage * words + of_topic(focus_point, 0.0) + fit
        if focus_point in extra:
            score += extra[focus_point]
            if position in sisters:
                score += weights.sibling
        scored.append((-score, position, words))
    scored.sort()
    scored[:COMPARED] = with_asks(near, scored[:COMPARED], weights)
    scored.sort()
    # As `Hit(…)` makes them, without a call of Python's for each.
    rows = ((position, index.passages[position], -worse, words) for worse, position, words in scored)
    hits = tuple(map(tuple.__new__, repeat(Hit), rows))
    best: dict[str, float] = {}
    for hit in hits:
        best.setdefault(index.focus_point_of[hit.position], hit.score)
    first = next(iter(best), "")
    return Ranking(hits, tuple(best.items()), coverage(index, scores, first), known(scores), near)


def with_asks(
    near: Nearness, scored: Sequence[tuple[float, int, float]], weights: Weights
) -> list[tuple[float, int, float]]:
    """`scored`, best first, with what the questions of the subject index add; not for what cannot come first by it."""
    best = 0.0
    added: list[tuple[float, int, float]] = []
    for worse, position, words in scored:
        if worse - weights.ask <= best:
            worse -= weights.ask * near.of_passage(position)
            best = min(best, worse)
        added.append((worse, position, words))
    return added


def nearness(question: Question, asks: Sequence[str], least: float = 0.0) -> float:
    """0 to 1: how like the question is to the nearest of `asks`, above chance; 0 for less than `least`."""
    if not asks:
        return 0.0
    found = process.extractOne(
        question.squeezed,
        asks,
        scorer=fuzz.ratio,
        processor=None,
        score_cutoff=100 * (CHANCE_LIKENESS + least * (1 - CHANCE_LIKENESS)),
    )
    return (found[1] / 100 - CHANCE_LIKENESS) / (1 - CHANCE_LIKENESS) if found else 0.0


def share_in_one(question: Question, scores: Scores, asks: Sequence[str], together: str) -> float:
    """The greatest share of the question's words, by rarity, that one of `asks` has; `together` is all of them."""
    present: list[list[tuple[str, float]]] = []
    for concept, rarity in zip(question.concepts, scores.rarity, strict=True):
        terms = [(term, weight * rarity) for term, weight in concept.terms if term in together]
        if terms:
            present.append(terms)
    best = 0.0
    for ask in asks if present else ():
        found = 0.0
        for terms in present:
            for term, value in terms:
                if term in ask:
                    found += value
                    break
        best = max(best, found)
    return best / (sum(scores.rarity) or 1.0)


def sisters_of(index: SearchIndex, previous: Turn | None) -> frozenset[int]:
    """The positions of what stands beside the passages last shown: "แล้วเขต 2 ล่ะ" asks for their sisters."""
    shown = previous.passages[:1] if previous is not None else ()
    if not shown:
        return frozenset()
    parents = {index.passages[index.position[shown_id]].parent for shown_id in shown if shown_id in index.position}
    return frozenset(number for number, p in enumerate(index.passages) if p.parent is not None and p.parent in parents)


def candidates(index: SearchIndex, question: Question, scores: Scores, previous: Turn | None) -> list[int]:
    """The passages worth ordering: the best by their words, and all of the best focus points and of those named."""
    # Sorted whole: for some hundreds of numbers that is quicker than a heap of forty.
    least = sorted(scores.passages.values())[-BEST_PASSAGES:][:1]
    found = {position for position, score in scores.passages.items() if score >= least[0]}
    points = set(nlargest(BEST_FOCUS_POINTS, scores.focus_points, key=scores.focus_points.__getitem__))
    points.update(question.codes)
    if previous is not None and previous.focus_point is not None:
        points.add(previous.focus_point)
    for point in points:
        found.update(index.of_focus_point.get(point, ()))
    return sorted(found)


class Wanted:
    """What a question asks for besides its words, made ready once for all shapes of passages."""

    def __init__(self, question: Question, weights: Weights) -> None:
        self._question = question
        self._weights = weights
        self._facts = frozenset(question.facts)
        self._figures = self._facts & COUNTED
        self._section = {section: self.of_section(section) for section in (*SECTIONS, None)}

    def fit(self, passage: Shape) -> float:
        """How well a passage fits."""
        question, weights = self._question, self._weights
        score = self._section[passage.section]
        if question.agencies:
            score += office_fit(passage.agencies, question.agencies, weights)
        if question.level and passage.level:
            score += weights.level if passage.level == question.level else weights.other_level
        if passage.kind == "intro":
            score += weights.intro
        if passage.kind == "none" and passage.section not in question.sections:
            score += weights.none
        if passage.overview:
            score += weights.overview
        if not self._facts.isdisjoint(passage.facts):
            score += weights.fact
        if self._figures and self._figures.isdisjoint(passage.facts):
            score += weights.no_figure
        return score

    def of_section(self, section: Section | None) -> float:
        """Named sections outweigh hinted ones; with one named, the others go down. Its sound counts a little."""
        question, weights = self._question, self._weights
        sensed = weights.section_sense * question.sensed.get(section, 0.0) if section else 0.0
        if not question.sections:
            return sensed
        sure = question.sections.get(section, 0.0) if section else 0.0
        if sure >= 1.0:
            return sensed + weights.section_named
        if question.section is not None:
            return sensed + weights.other_section
        return sensed + (weights.section_hinted if sure > 0.0 else 0.0)


def office_fit(theirs: Sequence[Agency], asked: Sequence[Agency], weights: Weights) -> float:
    """An item of the asked office goes up, one of another office down, one of no office stays."""
    if not theirs:
        return weights.no_office
    if any(agency in theirs for agency in asked):
        return weights.office / (1 + 0.15 * (len(theirs) - 1))
    return weights.other_office


def coverage(index: SearchIndex, scores: Scores, focus_point: str) -> float:
    """The share of the question's words, by rarity, that some passage of the focus point has."""
    mass = sum(scores.rarity)
    if not mass:
        return 0.0
    own = index.of_focus_point.get(focus_point, ())
    pairs = zip(scores.matched, scores.rarity, strict=True)
    return sum(rarity for matched, rarity in pairs if any(position in matched for position in own)) / mass


def known(scores: Scores) -> float:
    """The share of the question's words, by rarity, that the report has anywhere."""
    mass = sum(scores.rarity)
    if not mass:
        return 0.0
    return sum(rarity for matched, rarity in zip(scores.matched, scores.rarity, strict=True) if matched) / mass
