"""From a report and its tables to what searching needs, reckoned once and kept in the index file.

The weighting is BM25F: each field of a passage is measured against its own usual length before fields are added up.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate, pairwise

from knowledge.language import load_language
from knowledge.lexicon import Lexicon
from knowledge.models import OVERVIEW, Passage, Report
from knowledge.outside import all_of, learn_outside
from knowledge.section_sense import learn_sections
from knowledge.spelling import HAS_DIGIT_OR_POINT
from knowledge.subjects import Subjects
from knowledge.thai import compared, has_thai, normalise, sound
from knowledge.words import Segmenter, words_of

COMMON = 20
"""A word of so many passages is what a word of the same sound was meant to be."""
SATURATION = 1.1
"""BM25's k1: a word said five times in a long item is not five times as telling."""
FIELDS: Mapping[str, tuple[float, float]] = {
    "text": (1.0, 0.45),
    "remedy": (0.9, 0.2),
    "heading": (0.45, 0.2),
    "title": (0.5, 0.0),
    "subjects": (1.2, 0.5),
}
"""Field → weight and pull of length (BM25's b). An item deep in a list is found by its parents' words too, but one
that says them itself comes first; long items are long because they tell much, so the pull is gentle."""
TOPIC_WEIGHT = 2.0
"""A word of a focus point's own subject index entry counts like one that two of its passages have."""
FOCUS_SATURATION = 3.0
LONGEST_PAIR = 22
SHORTEST_SPELLING = 3
SHORTEST_SMALL_TALK = 5
LONGEST_HEADING = 220
"""Characters of a parent that count as its heading; a parent of a page would drown its items."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything searching needs of one report.

    `postings`: term → passage position → strength 0..1; `focus_postings`: term → focus point id → strength;
    `asks`: passage or focus point id → questions of the subject index, compared form; `meanings`: the lexicon;
    `spellings`: sound key → words worth finding behind a misspelling; `names`: words the segmenter must be told of;
    `section_runs`: run of letters → its log-likelihood in each section; `outside`: theme → questions that the report
    does not answer, compared form; `outside_runs`: run of letters → its log-likelihood inside and outside the report.
    """

    names: frozenset[str]
    postings: Mapping[str, Mapping[int, float]]
    focus_postings: Mapping[str, Mapping[str, float]]
    asks: Mapping[str, tuple[str, ...]]
    meanings: Mapping[str, tuple[str, ...]]
    spellings: Mapping[str, tuple[str, ...]]
    section_runs: Mapping[str, tuple[float, ...]]
    outside: Mapping[str, tuple[str, ...]]
    outside_runs: Mapping[str, tuple[float, ...]]


def prepare(
    report: Report, lexicon: Lexicon, subjects: Subjects, outside: Mapping[str, Iterable[str]] | None = None
) -> Prepared:
    """Reckon what searching needs: about three seconds for a report of 900 passages."""
    segmenter = Segmenter()
    names = segmenter.learn_names(lexicon.phrases)
    strengths = passage_strengths(report, segmenter, subjects)
    add_phrases(strengths, report, subjects, lexicon.terms)
    postings: dict[str, dict[int, float]] = defaultdict(dict)
    for number, strength in enumerate(strengths):
        for term, value in strength.items():
            postings[term][number] = round(value / (value + SATURATION), 4)
    asks = {key: tuple(map(compared, questions)) for key, questions in subjects.asks.items()}
    others = {theme: tuple(map(compared, questions)) for theme, questions in (outside or {}).items()}
    outside_runs = learn_outside((ask for questions in asks.values() for ask in questions), all_of(others))
    section_runs = learn_sections(
        (ask, passage.section) for passage in report.passages if passage.section for ask in asks.get(passage.id, ())
    )
    asks |= {point.id: (compared(point.title), *asks.get(point.id, ())) for point in report.focus_points}
    return Prepared(
        names,
        dict(postings),
        focus_strengths(report, strengths, segmenter, subjects),
        asks,
        dict(lexicon.meanings),
        spellings([*postings, *lexicon.meanings, *pairs(report, segmenter)]),
        section_runs,
        others,
        outside_runs,
    )


def passage_strengths(report: Report, segmenter: Segmenter, subjects: Subjects) -> list[dict[str, float]]:
    """For each passage, term → weighted count over its fields, each field measured by its own usual length."""
    words = lru_cache(maxsize=None)(partial(words_of, segmenter))
    filler = load_language().filler
    by_id: dict[str | None, Passage] = {passage.id: passage for passage in report.passages}
    titles = {point.id: point.title for point in report.focus_points}
    counted: list[dict[str, Counter[str]]] = []
    for passage in report.passages:
        fields = field_texts(passage, by_id, titles, subjects)
        counts = {name: Counter(word for text in texts for word in words(text)) for name, texts in fields.items()}
        counted.append(counts)
    told = Counter(word for counts in counted for name in ("text", "remedy") for word in counts[name])
    told.update(word for text in subjects.words.values() for word in words(text))
    common = {sound(word) for word, passages in told.items() if passages >= COMMON}
    for counts in counted:
        asked = counts["subjects"].items()
        counts["subjects"] = Counter(
            {w: n for w, n in asked if w not in filler and is_word(w, segmenter, told, common)}
        )
    usual = {name: usual_length(counts[name] for counts in counted) for name in FIELDS}
    strengths = []
    for counts in counted:
        strength: dict[str, float] = defaultdict(float)
        for name, (weight, pull) in FIELDS.items():
            norm = 1.0 - pull + pull * counts[name].total() / usual[name]
            for term, times in counts[name].items():
                strength[term] += weight * times / norm
        strengths.append(dict(strength))
    return strengths


def is_word(word: str, segmenter: Segmenter, told: Container[str], common: Container[str]) -> bool:
    """Whether a word of the subject index is one, rather than a misspelling in one of its questions.

    A misspelling must not pass for a word of the report: it would no longer be read as what was meant. It is one that
    neither the report nor the dictionary has, or that sounds like a common word of the report ("เดก").
    """
    return word in told or (segmenter.knows(word) and sound(word) not in common)


def usual_length(counts: Iterable[Counter[str]]) -> float:
    """The mean length of a field over the passages that have it."""
    lengths = [count.total() for count in counts if count]
    return sum(lengths) / len(lengths) if lengths else 1.0


def field_texts(
    passage: Passage, by_id: Mapping[str | None, Passage], titles: Mapping[str, str], subjects: Subjects
) -> dict[str, list[str]]:
    """The searched texts of a passage by field."""
    return {
        "text": [passage.text, *passage.links],
        "remedy": [passage.remedy],
        "heading": heading_texts(by_id, passage),
        "title": [titles.get(passage.focus_point, "")],
        "subjects": [subjects.of(passage.id)],
    }


def heading_texts(by_id: Mapping[str | None, Passage], passage: Passage) -> list[str]:
    """The beginnings of the passages this one stands under, nearest first."""
    texts: list[str] = []
    parent = passage.parent
    while parent in by_id and len(texts) < 4:
        above = by_id[parent]
        texts.append(above.text[:LONGEST_HEADING])
        parent = above.parent
    return texts


def add_phrases(
    strengths: Sequence[dict[str, float]], report: Report, subjects: Subjects, phrases: Iterable[str]
) -> None:
    """Count each lexicon term wherever it stands as a run of letters, since segmentation may cut it otherwise."""
    texts = [compared(" ".join([p.text, p.remedy, *p.links, subjects.of(p.id)])) for p in report.passages]
    together = "\n".join(texts)
    beginnings = list(accumulate((len(text) + 1 for text in texts), initial=0))
    for phrase in phrases:
        place = together.find(phrase)
        while place >= 0:
            number = bisect_right(beginnings, place) - 1
            strengths[number].setdefault(phrase, 1.0)
            place = together.find(phrase, beginnings[number + 1])


def focus_strengths(
    report: Report, strengths: Sequence[Mapping[str, float]], segmenter: Segmenter, subjects: Subjects
) -> dict[str, dict[str, float]]:
    """Term → focus point id → strength: strong for a term of many of its passages or of its subject index entry."""
    totals: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for passage, strength in zip(report.passages, strengths, strict=True):
        if passage.focus_point != OVERVIEW:
            for term, value in strength.items():
                totals[term][passage.focus_point] += value
    for point in report.focus_points:
        for term in words_of(segmenter, subjects.of(point.id)):
            totals[term][point.id] += TOPIC_WEIGHT
    return {
        term: {point: round(value / (value + FOCUS_SATURATION), 4) for point, value in places.items()}
        for term, places in totals.items()
    }


def pairs(report: Report, segmenter: Segmenter) -> frozenset[str]:
    """Neighbouring words of the report that stand together more than once, run together ("ไร้สัญชาติ")."""
    filler = load_language().filler
    counts: Counter[str] = Counter()
    for passage in report.passages:
        spans = segmenter.spans(normalise(f"{passage.text} {passage.remedy}"))
        for (left, start), (right, place) in pairwise(spans):
            if start + len(left) == place and left not in filler and right not in filler and has_thai(left + right):
                counts[left + right] += 1
    return frozenset(pair for pair, times in counts.items() if times > 1 and len(pair) <= LONGEST_PAIR)


def spellings(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Sound key → the words of report, lexicon and language that sound so."""
    language = load_language()
    cues = [cue.phrase for cue in language.sections]
    cues += [phrase for phrase in language.smalltalk_inside if len(phrase) >= SHORTEST_SMALL_TALK]
    by_sound: dict[str, list[str]] = defaultdict(list)
    for word in sorted({*words, *cues, *language.filler}):
        if len(word) >= SHORTEST_SPELLING and not HAS_DIGIT_OR_POINT.search(word):
            by_sound[sound(word)].append(word)
    return {key: tuple(same) for key, same in sorted(by_sound.items())}
