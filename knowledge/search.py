"""Question × passages → ranked hits. Pure: postings in, scores out; no I/O, no wording.

Every knob is a named constant with the case that made it so; `krutham eval` shows what a change to one costs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from knowledge.facts import EVIDENCE, has_fact
from knowledge.models import OVERVIEW, Agency, Level, Passage, PassageKind, Report, Section
from knowledge.outside import all_of
from knowledge.prepare import Prepared
from knowledge.words import is_thing

Key = TypeVar("Key", int, str)
Terms = Sequence[tuple[str, float]]

NESTED_TERM = 0.5
"""What a shorter lexicon key inside a longer one leads to: "ครูเป็นหนี้" still knows "ครู"."""
UNKNOWN_THING = 0.75
"""How rare a thing counts that the report never names, of the rarest: "บุหรี่ไฟฟ้า" must weigh against an answer."""
UNKNOWN_DEED = 0.2
"""The same for verbs and such: "หัด", "เพิ่ง", "เร่ง" are how people talk, not what they ask about."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked about: what was typed, and the terms of the report that may stand for it, with weights."""

    typed: str
    terms: tuple[tuple[str, float], ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Scores:
    """How well every passage and focus point speaks of the concepts.

    `passages` and `focus_points` are summed concept scores by position and by id; `matched` tells for each concept
    which passages have it (position → strength 0..1); `rarity` is each concept's idf, unknown concepts included.
    """

    passages: Mapping[int, float]
    focus_points: Mapping[str, float]
    matched: tuple[Mapping[int, float], ...]
    rarity: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What ranking looks at in a passage besides its words; many passages share one."""

    section: Section | None
    kind: PassageKind
    agencies: tuple[Agency, ...]
    level: Level | None
    overview: bool
    facts: frozenset[str]


class SearchIndex:
    """An inverted index over one report: term → passages, and term → focus points, weights ready to be added up."""

    def __init__(self, report: Report, prepared: Prepared) -> None:
        self.report = report
        self.passages: tuple[Passage, ...] = report.passages
        self.position = {passage.id: number for number, passage in enumerate(report.passages)}
        self.postings = prepared.postings
        self.focus_postings = prepared.focus_postings
        self.vocabulary = frozenset(self.postings)
        self.outside = all_of(prepared.outside)
        self.outside_runs = prepared.outside_runs
        self.asks = tuple(prepared.asks.get(passage.id, ()) for passage in report.passages)
        self.topic_asks = {point.id: prepared.asks.get(point.id, ()) for point in report.focus_points}
        self.topic_together = {point: "\n".join(asks) for point, asks in self.topic_asks.items()}
        numbers: dict[Shape, int] = {}
        self.shape_of = tuple(numbers.setdefault(shape_of(passage), len(numbers)) for passage in report.passages)
        self.shapes = tuple(numbers)
        self.focus_point_of = tuple(passage.focus_point for passage in report.passages)
        self.of_focus_point: dict[str, list[int]] = defaultdict(list)
        for number, passage in enumerate(report.passages):
            self.of_focus_point[passage.focus_point].append(number)

    def frequent(self, least: int) -> frozenset[str]:
        """Terms that at least so many passages have."""
        return frozenset(term for term, places in self.postings.items() if len(places) >= least)

    def _found(
        self, postings: Mapping[str, Mapping[Key, float]], full: Terms, part: Terms, total: int
    ) -> tuple[Mapping[Key, float], float]:
        """Where a concept stands and how rare it is; a part of it ("ศูนย์" of "ศูนย์ CVM") counts by its own rarity."""
        whole = best_of(postings, full)
        idf = inverse_frequency(len(whole), total) if whole else 0.0
        if not part:
            return whole, idf
        found = dict(whole)
        for term, weight in part:
            places = postings.get(term, {})
            own = inverse_frequency(len(places), total)
            top = max(idf, weight * own)
            for place, strength in places.items():
                value = weight * own * strength / top if top else 0.0
                if value > found.get(place, 0.0):
                    found[place] = value
            idf = idf or top
        return found, idf

    def _unknown(self, concept: Concept) -> float:
        most = inverse_frequency(0, len(self.passages))
        return most * (UNKNOWN_THING if is_thing(concept.typed) else UNKNOWN_DEED)

    def score(self, concepts: Sequence[Concept]) -> Scores:
        """Add up what each passage and focus point says about each concept; the best of a concept's terms counts."""
        passages: dict[int, float] = {}
        focus_points: dict[str, float] = {}
        matched: list[Mapping[int, float]] = []
        rarity: list[float] = []
        for concept in concepts:
            full = [(term, weight) for term, weight in concept.terms if weight > NESTED_TERM]
            part = [(term, weight) for term, weight in concept.terms if weight <= NESTED_TERM]
            here, idf = self._found(self.postings, full, part, len(self.passages))
            there, focus_idf = self._found(self.focus_postings, full, part, len(self.report.focus_points) + 1)
            if not here:
                idf = self._unknown(concept)
            worth, focus_worth = concept.weight * idf, concept.weight * focus_idf
            add_up(passages, here, worth)
            add_up(focus_points, there, focus_worth)
            matched.append(here)
            rarity.append(idf * concept.weight)
        return Scores(passages, focus_points, tuple(matched), tuple(rarity))


def shape_of(passage: Passage) -> Shape:
    """The shape of a passage."""
    return Shape(
        passage.section,
        passage.kind,
        passage.agencies,
        passage.level,
        passage.focus_point == OVERVIEW,
        frozenset(kind for kind in EVIDENCE if has_fact(passage, kind)),
    )


def add_up(sums: dict[Key, float], found: Mapping[Key, float], worth: float) -> None:
    """Add what one concept is worth wherever it was found."""
    if not sums:
        sums.update({place: worth * strength for place, strength in found.items()})
        return
    so_far = sums.get
    for place, strength in found.items():
        sums[place] = so_far(place, 0.0) + worth * strength


def best_of(postings: Mapping[str, Mapping[Key, float]], terms: Sequence[tuple[str, float]]) -> Mapping[Key, float]:
    """Where any of the terms stands, with the strength of the best of them; for one word alone its own postings."""
    if len(terms) == 1 and terms[0][1] == 1.0:
        return postings.get(terms[0][0], {})
    best: dict[Key, float] = {}
    for term, weight in terms:
        places = postings.get(term)
        if places is None:
            continue
        if not best:
            copied = weight == 1.0
            best = dict(places) if copied else {place: weight * strength for place, strength in places.items()}
            continue
        for place, strength in places.items():
            if (value := weight * strength) > best.get(place, 0.0):
                best[place] = value
    return best


def inverse_frequency(found: int, total: int) -> float:
    """BM25's idf, never negative: how telling a term is that `found` of `total` documents have."""
    return math.log(1.0 + (total - found + 0.5) / (found + 0.5))
