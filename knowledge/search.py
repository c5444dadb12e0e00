"""Question × passages → ranked hits. Pure: postings in, scores out; no I/O, no wording.

Every knob is a named constant with the case that made it so; `krutham eval` shows what a change to one costs.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeVar

from knowledge.facts import EVIDENCE, has_fact
from knowledge.lexicon import Lexicon
from knowledge.models import OVERVIEW, Agency, Level, Passage, PassageKind, Report, Section
from knowledge.subjects import Subjects
from knowledge.thai import has_thai, normalise, squeeze
from knowledge.words import Segmenter, is_thing, words_of

Key = TypeVar("Key", int, str)
Terms = Sequence[tuple[str, float]]

SATURATION = 1.1
"""BM25 k1: a word said five times in a long item is not five times as telling."""
LENGTH_PULL = 0.45
"""BM25 b, low: the report's long items are long because they tell much, not because they wander."""
FIELD_WEIGHT = {"text": 1.0, "remedy": 0.9, "heading": 0.45, "title": 0.5, "subjects": 1.2}
"""An item deep in a list is found by its parents' words too, but one that says them itself comes first."""
NESTED_TERM = 0.5
"""What a shorter lexicon key inside a longer one leads to: "ครูเป็นหนี้" still knows "ครู"."""
UNKNOWN_THING = 0.75
"""How rare a thing counts that the report never names, of the rarest: "บุหรี่ไฟฟ้า" must weigh against an answer."""
UNKNOWN_DEED = 0.2
"""The same for verbs and such: "หัด", "เพิ่ง", "เร่ง" are how people talk, not what they ask about."""
TOPIC_WEIGHT = 2.0
"""A word of a focus point's own subject index entry counts like one that two of its passages have."""
LONGEST_PAIR = 22
LONGEST_HEADING = 220
"""Characters of a parent that count as its heading; a parent of a page would drown its items."""


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

    def __init__(
        self, report: Report, lexicon: Lexicon, segmenter: Segmenter, subjects: Subjects = Subjects({})
    ) -> None:
        self.report = report
        self._subjects = subjects
        self.passages: tuple[Passage, ...] = report.passages
        self.position = {passage.id: number for number, passage in enumerate(report.passages)}
        self.squeezed = tuple(squeezed_text(passage) for passage in report.passages)
        self._segmenter = segmenter
        self._words = lru_cache(maxsize=None)(partial(words_of, segmenter))
        counts = [self._count(passage) for passage in report.passages]
        lengths = [sum(count.values()) for count in counts]
        self._add_phrases(counts, lexicon.terms)
        self.postings = saturated(counts, lengths)
        topics = {point.id: Counter(words_of(segmenter, subjects.of(point.id))) for point in report.focus_points}
        self.focus_postings = saturated_by_focus_point(report, counts, topics)
        self.vocabulary = frozenset(self.postings)
        self.asks = tuple(
            tuple(squeeze(normalise(ask)) for ask in subjects.asks.get(passage.id, ())) for passage in report.passages
        )
        self.topic_asks = {
            point.id: tuple(squeeze(normalise(ask)) for ask in (point.title, *subjects.asks.get(point.id, ())))
            for point in report.focus_points
        }
        self.shapes = tuple(shape_of(passage) for passage in report.passages)
        self.of_focus_point: dict[str, list[int]] = defaultdict(list)
        for number, passage in enumerate(report.passages):
            self.of_focus_point[passage.focus_point].append(number)

    def _count(self, passage: Passage) -> Counter[str]:
        fields = {
            "text": " ".join([passage.text, *passage.links]),
            "remedy": passage.remedy,
            "title": self._title(passage),
            "subjects": self._subjects.of(passage.id),
        }
        count: Counter[str] = Counter()
        for name, text in fields.items():
            for word in self._words(text):
                count[word] += FIELD_WEIGHT[name]  # type: ignore[assignment]  # weights are fractions of a count
        for text in heading_texts(self.report, self.position, passage):
            for word in self._words(text):
                count[word] += FIELD_WEIGHT["heading"]  # type: ignore[assignment]  # as above
        return count

    def pairs(self, filler: frozenset[str]) -> frozenset[str]:
        """Neighbouring words of the report that stand together more than once, run together ("ไร้สัญชาติ")."""
        counts: Counter[str] = Counter()
        for passage in self.passages:
            spans = self._segmenter.spans(normalise(f"{passage.text} {passage.remedy}"))
            for (left, start), (right, place) in zip(spans, spans[1:]):
                if start + len(left) == place and left not in filler and right not in filler and has_thai(left + right):
                    counts[left + right] += 1
        return frozenset(pair for pair, times in counts.items() if times > 1 and len(pair) <= LONGEST_PAIR)

    def frequent(self, least: int) -> frozenset[str]:
        """Terms that at least so many passages have."""
        return frozenset(term for term, places in self.postings.items() if len(places) >= least)

    def _title(self, passage: Passage) -> str:
        for point in self.report.focus_points:
            if point.id == passage.focus_point:
                return point.title
        return ""

    def _add_phrases(self, counts: Sequence[Counter[str]], phrases: Iterable[str]) -> None:
        texts = [
            text + squeeze(normalise(self._subjects.of(passage.id)))
            for passage, text in zip(self.passages, self.squeezed, strict=True)
        ]
        for phrase in phrases:
            for count, text in zip(counts, texts, strict=True):
                if phrase not in count and phrase in text:
                    count[phrase] = 1

    def _found(
        self, postings: Mapping[str, Mapping[Key, float]], full: Terms, part: Terms, total: int
    ) -> tuple[dict[Key, float], float]:
        """Where a concept stands and how rare it is; a part of it ("ศูนย์" of "ศูนย์ CVM") counts by its own rarity."""
        found = best_of(postings, full)
        idf = inverse_frequency(len(found), total) if found else 0.0
        for term, weight in part:
            places = postings.get(term, {})
            own = inverse_frequency(len(places), total)
            top = max(idf, weight * own)
            for place, strength in places.items():
                value = weight * own * strength / top if top else 0.0
                if value > found.get(place, 0.0):
                    found[place] = value
            idf = top if not idf else idf
        return found, idf

    def _unknown(self, concept: Concept) -> float:
        most = inverse_frequency(0, len(self.passages))
        return most * (UNKNOWN_THING if is_thing(concept.typed) else UNKNOWN_DEED)

    def score(self, concepts: Sequence[Concept]) -> Scores:
        """Add up what each passage and focus point says about each concept; the best of a concept's terms counts."""
        passages: dict[int, float] = defaultdict(float)
        focus_points: dict[str, float] = defaultdict(float)
        matched: list[Mapping[int, float]] = []
        rarity: list[float] = []
        for concept in concepts:
            full = [(term, weight) for term, weight in concept.terms if weight > NESTED_TERM]
            part = [(term, weight) for term, weight in concept.terms if weight <= NESTED_TERM]
            here, idf = self._found(self.postings, full, part, len(self.passages))
            there, focus_idf = self._found(self.focus_postings, full, part, len(self.report.focus_points) + 1)
            if not here:
                idf = self._unknown(concept)
            for number, strength in here.items():
                passages[number] += concept.weight * idf * strength
            for focus_point, strength in there.items():
                focus_points[focus_point] += concept.weight * focus_idf * strength
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


def best_of(postings: Mapping[str, Mapping[Key, float]], terms: Iterable[tuple[str, float]]) -> dict[Key, float]:
    """Where any of the terms stands, with the strength of the best of them."""
    best: dict[Key, float] = {}
    for term, weight in terms:
        for place, strength in postings.get(term, {}).items():
            if (value := weight * strength) > best.get(place, 0.0):
                best[place] = value
    return best


def inverse_frequency(found: int, total: int) -> float:
    """BM25's idf, never negative: how telling a term is that `found` of `total` documents have."""
    return math.log(1.0 + (total - found + 0.5) / (found + 0.5))


def saturated(counts: Sequence[Counter[str]], lengths: Sequence[float]) -> dict[str, dict[int, float]]:
    """term → passage position → BM25 strength between 0 and 1."""
    average = sum(lengths) / max(len(lengths), 1) or 1.0
    postings: dict[str, dict[int, float]] = defaultdict(dict)
    for number, (count, length) in enumerate(zip(counts, lengths, strict=True)):
        norm = SATURATION * (1.0 - LENGTH_PULL + LENGTH_PULL * length / average)
        for term, times in count.items():
            postings[term][number] = times / (times + norm)
    return dict(postings)


def saturated_by_focus_point(
    report: Report, counts: Sequence[Counter[str]], topics: Mapping[str, Counter[str]]
) -> dict[str, dict[str, float]]:
    """term → focus point id → strength: strong for a term of many of its passages or of its subject index entry."""
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for focus_point, count in topics.items():
        totals[focus_point].update({term: TOPIC_WEIGHT * times for term, times in count.items()})  # type: ignore[arg-type]
    for passage, count in zip(report.passages, counts, strict=True):
        if passage.focus_point != OVERVIEW:
            totals[passage.focus_point].update(count)
    postings: dict[str, dict[str, float]] = defaultdict(dict)
    for focus_point, count in totals.items():
        for term, times in count.items():
            postings[term][focus_point] = times / (times + 3.0)
    return dict(postings)


def squeezed_text(passage: Passage) -> str:
    """A passage's own words without spaces: where phrases are looked for."""
    return squeeze(normalise(f"{passage.text} {passage.remedy} {' '.join(passage.links)}"))


def heading_texts(report: Report, position: Mapping[str, int], passage: Passage) -> list[str]:
    """The beginnings of the passages this one stands under, outermost last."""
    texts: list[str] = []
    parent = passage.parent
    while parent is not None and parent in position and len(texts) < 4:
        above = report.passages[position[parent]]
        texts.append(above.text[:LONGEST_HEADING])
        parent = above.parent
    return texts


