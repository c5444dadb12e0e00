"""Whether a question asks for a focus point as a whole, or for all that one office did in it."""

from __future__ import annotations

import re

from knowledge.choices import VAGUE
from knowledge.models import OVERVIEW
from knowledge.query import HINTING_WORD, LEXICON_TERM
from knowledge.question import Question
from knowledge.search import Scores
from knowledge.thai import has_thai, normalise, squeeze

LATIN_WORD = re.compile(r"[a-z0-9]+")
SENSED = 0.9
"""A text that sounds so surely like one section asks for more than its subject ("แล้วทำไมยังปลดหนี้ไม่ได้")."""


def is_topic(question: Question, focus_point: str) -> bool:
    """Whether nothing but the focus point itself is asked for: only its code is left."""
    return bool(question.codes) and not question.subject and not question.sections and focus_point != OVERVIEW


def names_topic(question: Question, scores: Scores, title: str) -> bool:
    """Whether nothing but a focus point's name is typed ("หนี้ครู", "coding"); words of every title name none."""
    asks_more = question.sections or question.facts or question.level or question.agencies
    if asks_more or max(question.sensed.values(), default=0.0) >= SENSED:
        return False
    return question.subject and max(scores.rarity, default=0.0) >= VAGUE and all_in_title(question, title)


def asks_for_work(question: Question, title: str) -> bool:
    """Whether what one office did on a topic is asked, and nothing else ("ปฐมวัย เขต 2 ทำอะไรบ้าง")."""
    asks_more = set(question.facts) - {"list"} or question.level or set(question.sections) - {"progress"}
    asks_all = question.subject or "list" in question.facts or question.section == "progress"
    return bool(question.agency and asks_all and not asks_more) and all_in_title(question, title)


def all_in_title(question: Question, title: str) -> bool:
    """Whether all the question says, hints included, stands in the title as typed or as the lexicon has it."""
    normal = normalise(title)
    latin, thai = set(LATIN_WORD.findall(normal)), squeeze(normal)

    def stands(term: str) -> bool:
        return term in thai if has_thai(term) else term in latin

    said = (concept.terms for concept in question.concepts if concept.weight >= HINTING_WORD)
    return bool(title) and all(any(weight >= LEXICON_TERM and stands(term) for term, weight in terms) for terms in said)
