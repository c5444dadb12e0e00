"""Does the report say it at all? What is foreign to the report, what is missing from it, and how sure a hit is.

The sure-ness is a logistic curve over a few signs, its weights fitted on half of the questions (docs/quality.md).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from pythainlp.corpus import provinces

from knowledge.facts import NAMES_OF_LACKS, has_fact
from knowledge.models import Report
from knowledge.query import Question
from knowledge.rank import Ranking
from knowledge.search import Scores
from knowledge.thai import normalise, squeeze

SHORT_NAMES = frozenset({"ตาก", "เลย", "แพร่", "น่าน", "ตราด", "พังงา", "ยะลา", "สตูล", "ตรัง", "กระบี่", "ลำปาง"})
"""Provinces whose names are everyday words or parts of them count only after a word that announces a province."""
ANNOUNCED = re.compile(r"(?:จังหวัด|จ\.|สพป\.?|สพม\.?|ศธจ\.?|ของ|ที่)([ก-๙]{3,})")


@dataclass(frozen=True, slots=True)
class Sureness:
    """Weights of the logistic curve: each sign is between 0 and about 1."""

    base: float = -4.2
    coverage: float = 3.4
    known: float = 1.2
    top: float = 3.0
    margin: float = 0.8
    unknown_words: float = -0.5


SURENESS = Sureness()
SURE = 0.0
"""From this confidence on the report answers; below it the bot says that the report does not say."""


class Judge:
    """Knows what lies outside one report: other provinces, years, rounds, codes and offices."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._text = squeeze(normalise(" ".join(f"{p.text} {p.remedy}" for p in report.passages)))
        self._provinces = [name for name in map(normalise, provinces()) if name not in self._text]
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
        if name := self._other_province(question.squeezed):
            return f"จังหวัด{name}"
        for year in question.years:
            if str(year) not in self._text and year != self._report.year:
                return f"ปี {year}"
        return ""

    def _other_province(self, squeezed: str) -> str:
        for name in self._provinces:
            if name in SHORT_NAMES:
                if any(match[1].startswith(name) for match in ANNOUNCED.finditer(squeezed)):
                    return name
            elif name in squeezed:
                return name
        return ""

    def lacking(self, question: Question, ranking: Ranking) -> str:
        """The kind of fact asked for that the best passages do not hold, in Thai; "" when they do or none was asked."""
        for kind, name in NAMES_OF_LACKS.items():
            if kind not in question.facts:
                continue
            near = [hit for hit in ranking.hits[:12] if hit.score >= 0.6 * ranking.hits[0].score][:6]
            if not any(has_fact(hit.passage, kind) for hit in near):
                return name
        return ""

    def confidence(self, question: Question, scores: Scores, ranking: Ranking) -> float:
        """How sure it is that the best hit answers the question, between 0 and 1."""
        return logistic(signs(question, scores, ranking), SURENESS)


def signs(question: Question, scores: Scores, ranking: Ranking) -> dict[str, float]:
    """What the sureness is reckoned from."""
    if not ranking.hits or not scores.rarity:
        return {"coverage": 0.0, "known": 0.0, "top": 0.0, "margin": 0.0, "unknown_words": 0.0}
    best = ranking.focus_points[0][1]
    second = ranking.focus_points[1][1] if len(ranking.focus_points) > 1 else 0.0
    return {
        "coverage": ranking.coverage,
        "known": ranking.known,
        "top": max(hit.matched for hit in ranking.of(ranking.focus_points[0][0])[:3]),
        "margin": min(1.0, max(0.0, best - second)),
        "unknown_words": float(sum(1 for matched in scores.matched if not matched)),
    }


def logistic(values: dict[str, float], weights: Sureness) -> float:
    """The logistic curve over named signs."""
    total = weights.base + sum(getattr(weights, name) * value for name, value in values.items())
    return 1.0 / (1.0 + math.exp(-total))
