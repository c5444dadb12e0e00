"""What a question leaves open and the turn before fills in: "แล้วเขต 2 ล่ะ", "มีปัญหาอะไรบ้าง", "ขอแบบละเอียด"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from knowledge.models import Turn
from knowledge.question import Question, is_subject
from knowledge.rank import Ranking

NAMED_BY_A_HINT = ("best_practice", "recommendations", "factors")
"""Sections that a hint names when nothing else is asked; "ทำไง" hints at problems but may ask what was done."""
HALF_HOUR_MS = 30 * 60 * 1000
TELLING = 0.6
"""A word of less rarity stands in more than half of the report: "ของ รร.ไหน" is about the school before."""
SENSED = 0.7
"""From this likelihood on the sound of a question without cue words names its section ("ทำแล้วไปได้ดีเพราะอะไร")."""
LEAVES = 0.2
"""Another focus point must be so much better before a leaning question is taken for a new subject."""
LEAVES_IN_CONTRAST = 1.0
"""The same for "อาชีวะล่ะ ทำกับใคร": it says itself that the subject is the one before."""
FEW_WORDS = 1
"""A leaning question of so few subject words is still about the subject before ("แล้วเรื่องงบล่ะ")."""


class Lean(Enum):
    """How far a question leans on the turn before."""

    NOT = "not"
    PARTLY = "partly"
    WHOLLY = "wholly"
    MORE = "more"


def leaning(question: Question, previous: Turn | None, rarity: Sequence[float] | None = None) -> Lean:
    """Whether the question is to be understood from the turn before; words of little `rarity` name no subject."""
    if previous is None or question.changes:
        return Lean.NOT
    if previous.focus_point is None or question.codes or question.policies:
        return Lean.NOT
    rare = rarity or [TELLING] * len(question.concepts)
    subjects = [c for c, how_rare in zip(question.concepts, rare, strict=True) if is_subject(c) and how_rare >= TELLING]
    if question.wants_more and not subjects:
        return Lean.MORE
    if not subjects:
        asks_something = question.sections or question.agencies or question.facts or question.leans or question.level
        return Lean.WHOLLY if asks_something else Lean.NOT
    if question.leans or len(subjects) <= FEW_WORDS:
        return Lean.PARTLY
    return Lean.NOT


def completed(question: Question, previous: Turn) -> Question:
    """The question with what it leaves open taken from the turn before: its section when only the office changed.

    With no subject of its own a hint at a section is as good as its name ("มีใครทำได้ดีๆ มั้ย").
    """
    if not (question.sections or question.subject or question.agencies or question.level):
        sensed = max(question.sensed, key=question.sensed.__getitem__, default=None)
        if sensed in NAMED_BY_A_HINT and question.sensed[sensed] >= SENSED:
            return replace(question, sections={sensed: 1.0})
    if question.sections and not question.subject:
        first, weight = next(iter(question.sections.items()))
        if weight >= 1.0 or first in NAMED_BY_A_HINT:
            return replace(question, sections={first: 1.0})
        if previous.section is None or not question.agencies:
            return question
    if not question.agencies or previous.section is None or question.section is not None:
        return question
    if previous.section == "progress":
        return question
    return replace(question, sections={previous.section: 1.0})


def turns_away(question: Question, ranking: Ranking, previous: Turn) -> bool:
    """Whether a partly leaning question is better answered elsewhere than in the focus point before."""
    best = dict(ranking.focus_points)
    first, score = ranking.focus_points[0]
    leaves = LEAVES_IN_CONTRAST if question.contrasts else LEAVES
    return first != previous.focus_point and score - best.get(previous.focus_point or "", 0.0) > leaves


def fresh(previous: Turn | None, now_ms: int) -> Turn | None:
    """The turn before, unless it is older than half an hour."""
    if previous is None or (now_ms and previous.at_ms and now_ms - previous.at_ms > HALF_HOUR_MS):
        return None
    return previous
