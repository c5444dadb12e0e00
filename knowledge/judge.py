"""Does the report say it at all? What is foreign to the report, what is missing from it, and how sure a hit is.

The sure-ness is a logistic curve over a few signs, its weights fitted on half of the questions (docs/quality.md).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from pythainlp.corpus import provinces

from knowledge.facts import COUNTED, NAMES_OF_LACKS, PLACED, fact_windows, has_fact
from knowledge.models import Report
from knowledge.outside import strangeness
from knowledge.query import HINTING_WORD, LEXICON_TERM
from knowledge.question import Question
from knowledge.rank import Ranking, nearness
from knowledge.search import Scores, SearchIndex
from knowledge.squeezed import at_word
from knowledge.thai import compared, has_thai, normalise, squeeze
from knowledge.words import parts

SHORT_NAMES = frozenset({"ตาก", "เลย", "แพร่", "น่าน", "ตราด", "พังงา", "ยะลา", "สตูล", "ตรัง", "กระบี่", "ลำปาง"})
"""Provinces whose names are everyday words or parts of them count only after a word that announces a province."""
ANNOUNCED = ("จังหวัด", "จ.")
OFFICE_SHORT = ("สพป", "สพม", "ศธจ", "กศน", "สกร")
OFFICE_OF = (*OFFICE_SHORT, *(f"{name}." for name in OFFICE_SHORT), "ศึกษาธิการจังหวัด", "ศึกษาธิการ", "อาชีวะ")


@dataclass(frozen=True, slots=True)
class Sureness:
    """Weights of the logistic curve over `signs`."""

    base: float = -7.36
    coverage: float = -0.9
    known: float = 0.4
    top: float = -0.7
    margin: float = 5.35
    ask: float = 2.9
    best: float = 3.3
    words: float = 2.1
    together: float = 1.4
    figure: float = -3.25
    outside: float = -8.6
    strange: float = -1.6


SURENESS = Sureness()
WITHOUT_SUBJECTS = 2.0
"""Added to `base` for a report without a subject index: being like none of its questions is then no sign of doubt."""
AT_HOME = -1.0
"""What sounds so much like the report is not compared with all that lies outside it: most questions that it answers."""
NEAR = 0.6
AS_GOOD = 0.85
"""A figure of the office asked for must stand in so good a hit when the best tells of another office's figure."""
CONSIDERED = 6
ASKED_FOR = 0.62
"""So like a question of the subject index, the question is that one, and its passage has the fact."""
PROBLEMS = "problems"
UNMISTAKABLE = ("phone", "email", "person", "order_number", "address")
"""Facts that a passage either shows or has not, however like its question is ("เว็บ เขต 1 ชื่ออะไร", "ผอ. เขต 1 …")."""
PERSON_SHARE = 0.5
"""A person named in passing is not the one asked for."""
WINDOW_SHARE = 0.2
"""So much of a question, by rarity, must stand near the figure that is to answer it."""
ASKS_WHAT = frozenset({"what", "list", "count"})
"""Kinds of question that any passage on the thing answers; "count" comes with the kind that is counted."""
EVERYWHERE = 0.6
"""A word of less rarity stands in more than half of the report: "เด็ก" adds nothing to "เด็กติดยา"."""
RARE = 3.5
"""So rare is a name: a number beside "นักศึกษา" may be of any of them, one beside "อกศม." is theirs."""
TORN = 0.5
"""Below this confidence a question that hints at a part of several focus points ("ครูไม่พอ") is asked back."""
CERTAIN = 0.75
"""So sure of the first passage, a figure in it is the one asked for, in whatever words it is told."""
SURE = 0.22
"""From this confidence on the report answers; below it the bot says that the report does not say. Low, since a person
sees from an answer and its heading that it is not theirs, but cannot see what "not in the report" kept from them; on
held-back questions 0.99 of those with an answer pass it, and 0.05 of those without."""


class Judge:
    """Knows what lies outside one report: other provinces, years, rounds, codes and offices."""

    def __init__(self, report: Report, index: SearchIndex) -> None:
        self._report = report
        self._index = index
        bare = not any(index.asks)
        self._sureness = replace(SURENESS, base=SURENESS.base + WITHOUT_SUBJECTS) if bare else SURENESS
        self._text = squeeze(normalise(" ".join(f"{p.text} {p.remedy}" for p in report.passages)))
        names = (normalise(str(name)) for name in provinces())
        self._provinces = [name for name in names if name != normalise(report.province)]
        self._points = {point.id for point in report.focus_points}
        self._policies = {policy.number for policy in report.policies}

    def foreign(self, question: Question) -> str:
        """What the question names that lies outside the report, in Thai; "" when nothing does."""
        if missing := [code for code in question.codes if code not in self._points]:
            return f"จุดเน้น {missing[0]}"
        if missing_policies := [number for number in question.policies if number not in self._policies]:
            return f"นโยบายที่ {missing_policies[0]}"
        if question.unknown_offices:
            return question.unknown_offices[0]
        if self._report.round and any(number != self._report.round for number in question.rounds):
            return f"ผลการตรวจราชการรอบที่ {question.rounds[0]}"
        if name := self._other_province(question):
            return f"จังหวัด{name}"
        for year in question.years:
            if str(year) not in self._text and year != self._report.year:
                return f"ปี {year}"
        return ""

    def _other_province(self, question: Question) -> str:
        """Another province, named as that of an office, or one that the report never mentions."""
        squeezed = question.squeezed
        for name in self._provinces:
            if name not in squeezed:
                continue
            if any(office + name in squeezed for office in OFFICE_OF):
                return name
            announced = any(announcing + name in squeezed for announcing in ANNOUNCED)
            stands_alone = name not in SHORT_NAMES and at_word(name, squeezed, question.starts) >= 0
            if name not in self._text and (announced or stands_alone):
                return name
        return ""

    def lacking(self, question: Question, scores: Scores, ranking: Ranking, confidence: float) -> str:
        """The kind of fact asked for that the best passages do not hold, in Thai; "" when they do or none was asked.

        A figure counts only where it stands near words of the question, and in an item of the office asked for.
        """
        hit = ranking.hits[0]
        first = hit.passage
        of_another = question.agencies and first.agencies and not set(first.agencies) & set(question.agencies)
        if not of_another and ranking.nearness.of_passage(hit.position) >= ASKED_FOR:
            kinds = (kind for kind in UNMISTAKABLE if kind in question.facts and not has_fact(first, kind))
            return next((NAMES_OF_LACKS[kind] for kind in kinds), "")
        near = [hit.passage for hit in ranking.hits[:12] if hit.score >= NEAR * ranking.hits[0].score][:CONSIDERED]
        if of_another and COUNTED.intersection(question.facts):
            near = [hit.passage for hit in ranking.hits[:CONSIDERED] if hit.score >= AS_GOOD * ranking.hits[0].score]
        if question.agencies:
            near = [p for p in near if not p.agencies or any(agency in p.agencies for agency in question.agencies)]
        for year in question.years:
            if year != self._report.year and not any(str(year) in passage.text for passage in near):
                return f"ปี {year}"
        for kind, name in NAMES_OF_LACKS.items():
            if kind not in question.facts:
                continue
            if kind in COUNTED and confidence >= CERTAIN and PROBLEMS in question.sections:
                # "จำนวนเด็กไม่ตรงกัน ทำไงดี" tells of a figure and asks for a way out.
                continue
            if kind in PLACED:
                share = PERSON_SHARE if kind == "person" else WINDOW_SHARE
                where = near[:1] if kind == "person" else near
                windows = [window for passage in where for window in fact_windows(passage, kind)]
                held = any(share_near(question, scores, window) >= share for window in windows)
                if kind in COUNTED and not of_another and confidence >= CERTAIN:
                    held = held or bool(fact_windows(first, kind))
            else:
                held = any(has_fact(passage, kind) for passage in near)
            if not held:
                return name
        return ""

    def names_it(self, question: Question, scores: Scores, ranking: Ranking) -> bool:
        """Whether one thing is asked for by its name, and the best hit says it with the fact asked for.

        Such a question is never "not told", however unsure which of several places is meant ("fix it center").
        """
        pairs = zip(question.concepts, scores.rarity, strict=True)
        subjects = [pair for pair in pairs if pair[0].weight >= HINTING_WORD and pair[1] >= EVERYWHERE]
        if len(subjects) != 1 or question.corrections or not ranking.hits:
            return False
        subject, rarity = subjects[0]
        if rarity < RARE and set(question.facts) - ASKS_WHAT:
            return False
        of_lexicon = any(weight == LEXICON_TERM for _, weight in subject.terms)
        if not (question.bare or question.facts or of_lexicon):
            return False
        first = ranking.hits[0].passage
        terms = [term for term, weight in subject.terms if weight >= LEXICON_TERM]
        if not any(term in compared(f"{first.text} {first.remedy}") for term in terms):
            return False
        kinds = set(question.facts) - ASKS_WHAT
        counted = kinds & COUNTED
        near = [compared(window) for kind in counted for window in fact_windows(first, kind)]
        held = not counted or any(term in window for term in terms for window in near)
        return held and all(has_fact(first, kind) for kind in kinds - counted)

    def confidence(self, question: Question, scores: Scores, ranking: Ranking) -> float:
        """How sure it is that the best hit answers the question, between 0 and 1."""
        return logistic(signs(self._index, question, scores, ranking), self._sureness)


def signs(index: SearchIndex, question: Question, scores: Scores, ranking: Ranking) -> dict[str, float]:
    """What the sureness is reckoned from, each between 0 and about 1."""
    mass = sum(scores.rarity)
    if not ranking.hits or not mass:
        return dict.fromkeys(Sureness.__dataclass_fields__.keys() - {"base"}, 0.0)
    first, best = ranking.focus_points[0]
    second = ranking.focus_points[1][1] if len(ranking.focus_points) > 1 else 0.0
    found_rarity = (r for found, r in zip(scores.matched, scores.rarity, strict=True) if found)
    telling = max(found_rarity, default=0.0) / 7
    near = ranking.nearness
    ask = max([*(near.of_passage(hit.position) for hit in ranking.hits[:3]), near.of_topic(first)])
    strange = strangeness(without_known_latin(question, scores), index.outside_runs)
    return {
        "coverage": ranking.coverage,
        "known": ranking.known,
        "top": max(hit.matched for hit in ranking.of(first)[:3]),
        "margin": min(1.0, max(0.0, best - second)),
        "ask": ask,
        "best": min(1.5, ranking.hits[0].score),
        "words": min(6, len(question.concepts)) / 6,
        "together": telling * float(all(ranking.hits[0].position in found for found in scores.matched)),
        # More like one that the report does not answer than like any that it does; short questions are like many.
        "outside": max(0.0, nearness(question, index.outside, ask) - ask) if strange > AT_HOME else 0.0,
        "strange": max(-1.0, min(1.0, strange)),
        "figure": 1.0 - figure_share(question, scores, ranking) if COUNTED.intersection(question.facts) else 0.0,
    }


def without_known_latin(question: Question, scores: Scores) -> str:
    """The question without the Latin words that the report has: by their letters they all sound like no Thai report."""
    text = question.squeezed
    for concept, matched in zip(question.concepts, scores.matched, strict=True):
        if matched and not has_thai(concept.typed):
            text = text.replace(concept.typed, "")
    return text


def figure_share(question: Question, scores: Scores, ranking: Ranking) -> float:
    """How much of the question, by rarity, stands near a figure of the kind asked for in the first passages."""
    kinds = [kind for kind in question.facts if kind in COUNTED]
    windows = [w for hit in ranking.hits[:3] for kind in kinds for w in fact_windows(hit.passage, kind)]
    return max((share_near(question, scores, window) for window in windows), default=0.0)


def share_near(question: Question, scores: Scores, window: str) -> float:
    """The share of the question's words, by rarity, that stand in a stretch of text."""
    text = compared(window)
    found = sum(
        rarity
        for concept, rarity in zip(question.concepts, scores.rarity, strict=True)
        if any(term in text for term, _ in concept.terms) or any(part in text for part in parts(concept.typed)[1:])
    )
    return found / (sum(scores.rarity) or 1.0)


def logistic(values: dict[str, float], weights: Sureness) -> float:
    """The logistic curve over named signs."""
    total = weights.base + sum(getattr(weights, name) * value for name, value in values.items())
    return 1.0 / (1.0 + math.exp(-total))
