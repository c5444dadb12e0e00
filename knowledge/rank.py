"""Scores into ranked hits: how section, office, level and the kind of fact asked for move a passage up or down.

Pure. The weights were chosen on one half of the questions and held on the other (`krutham eval`, docs/quality.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple

from rapidfuzz import fuzz, process

from knowledge.facts import COUNTED
from knowledge.models import Agency, Passage, Turn
from knowledge.query import Question
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
BEST_FOCUS_POINTS = 4
"""How many are ordered: enough that no right answer was ever left out, few enough for a millisecond."""
COMPARED = 25
CHANCE_LIKENESS = 0.35
"""Two short Thai questions about different things are this much alike by their particles alone."""
LEAST_TOPIC = 0.35
"""A focus point that has little of the question gets little for being the best of them."""


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
    topics = {
        point: weights.focus_point * scores.focus_points.get(point, 0.0) / focus_mass
        + weights.topic_ask * nearness(question, index.topic_asks[point])
        + weights.topic_words * share_in_one(question, scores, index.topic_asks[point])
        for point in {index.passages[position].focus_point for position in positions} & index.topic_asks.keys()
    }
    parents = parents_of(index, previous)
    fits: dict[int, float] = {}
    hits = []
    for position in positions:
        passage = index.passages[position]
        shape = index.shape_of[position]
        if shape not in fits:
            fits[shape] = fit(index.shapes[shape], question, weights)
        words = scores.passages.get(position, 0.0) / mass
        score = weights.passage * words + topics.get(passage.focus_point, 0.0) + fits[shape]
        if passage.focus_point in question.codes:
            score += weights.code
        if previous is not None and previous.focus_point == passage.focus_point:
            score += weights.previous
            if passage.parent is not None and passage.parent in parents:
                score += weights.sibling
        hits.append(Hit(position, passage, score, words))
    hits.sort(key=lambda hit: (-hit.score, hit.position))
    hits = compared_with_asks(index, question, hits, weights)
    best: dict[str, float] = {}
    for hit in hits:
        best.setdefault(hit.passage.focus_point, hit.score)
    first = hits[0].passage.focus_point if hits else ""
    return Ranking(tuple(hits), tuple(best.items()), coverage(index, scores, first), known(scores))


def compared_with_asks(index: SearchIndex, question: Question, hits: list[Hit], weights: Weights) -> list[Hit]:
    """The first hits again, each with the likeness of the question to the nearest question its subject index has."""
    first = [
        Hit(
            hit.position,
            hit.passage,
            hit.score + weights.ask * nearness(question, index.asks[hit.position]),
            hit.matched,
        )
        for hit in hits[:COMPARED]
    ]
    return sorted([*first, *hits[COMPARED:]], key=lambda hit: (-hit.score, hit.position))


def nearness(question: Question, asks: Sequence[str]) -> float:
    """0 to 1: how like the question is to the nearest of `asks`, above chance."""
    if not asks:
        return 0.0
    _, likeness, _ = process.extractOne(question.squeezed, asks, scorer=fuzz.ratio, processor=None)
    return max(0.0, likeness / 100 - CHANCE_LIKENESS) / (1 - CHANCE_LIKENESS)


def share_in_one(question: Question, scores: Scores, asks: Sequence[str]) -> float:
    """The greatest share of the question's words, by rarity, that one of `asks` has."""
    together = "\n".join(asks)
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


def parents_of(index: SearchIndex, previous: Turn | None) -> frozenset[str]:
    """What the passages last shown stand under: "แล้วเขต 2 ล่ะ" asks for their sisters."""
    shown = previous.passages[:1] if previous is not None else ()
    parents = (index.passages[index.position[shown_id]].parent for shown_id in shown if shown_id in index.position)
    return frozenset(parent for parent in parents if parent is not None)


def candidates(index: SearchIndex, question: Question, scores: Scores, previous: Turn | None) -> list[int]:
    """The passages worth ordering: the best by their words, and all of the best focus points and of those named."""
    found = set(nlargest(BEST_PASSAGES, scores.passages, key=scores.passages.__getitem__))
    points = set(nlargest(BEST_FOCUS_POINTS, scores.focus_points, key=scores.focus_points.__getitem__))
    points.update(question.codes)
    if previous is not None and previous.focus_point is not None:
        points.add(previous.focus_point)
    for point in points:
        found.update(index.of_focus_point.get(point, ()))
    return sorted(found)


def fit(passage: Shape, question: Question, weights: Weights) -> float:
    """How well a passage fits what is asked besides its words."""
    score = 0.0
    if question.sections:
        score += section_fit(passage, question, weights)
    if passage.section:
        score += weights.section_sense * question.sensed.get(passage.section, 0.0)
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
    if any(kind in passage.facts for kind in question.facts):
        score += weights.fact
    figures = [kind for kind in question.facts if kind in COUNTED]
    if figures and not any(kind in passage.facts for kind in figures):
        score += weights.no_figure
    return score


def section_fit(passage: Shape, question: Question, weights: Weights) -> float:
    """Named sections outweigh hinted ones; with one named, the others go down."""
    sure = question.sections.get(passage.section, 0.0) if passage.section else 0.0
    if sure >= 1.0:
        return weights.section_named
    if question.section is not None:
        return weights.other_section
    return weights.section_hinted if sure > 0.0 else 0.0


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
    found = 0.0
    for matched, rarity in zip(scores.matched, scores.rarity, strict=True):
        if any(index.passages[position].focus_point == focus_point for position in matched):
            found += rarity
    return found / mass


def known(scores: Scores) -> float:
    """The share of the question's words, by rarity, that the report has anywhere."""
    mass = sum(scores.rarity)
    if not mass:
        return 0.0
    return sum(rarity for matched, rarity in zip(scores.matched, scores.rarity, strict=True) if matched) / mass
