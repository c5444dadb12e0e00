"""Answer → LINE messages: one small file a family, one look, and a guard for every limit of LINE's."""

from __future__ import annotations

from collections.abc import Callable

from handlers import wording
from handlers.desk import Message
from handlers.messages import (
    agency,
    answer,
    best_practice,
    browse,
    choices,
    contacts,
    danger,
    figures,
    greeting_cards,
    not_found,
    problems,
    recommendations,
    summary,
    table,
)
from handlers.messages.draft import Draft, View, as_text, assemble
from handlers.messages.guard import guarded
from knowledge.models import Answer, AnswerKind

FAMILIES: dict[AnswerKind, Callable[[Answer, View], Draft]] = {
    "passages": answer.draft,
    "factors": answer.draft,
    "summary": summary.draft,
    "agency": agency.draft,
    "problems": problems.draft,
    "recommendations": recommendations.draft,
    "best_practices": best_practice.draft,
    "figures": figures.draft,
    "table": table.draft,
    "overview": browse.draft,
    "contact": contacts.draft,
    "safety": contacts.draft,
    "danger": danger.draft,
    "clarify": choices.draft,
    "not_found": not_found.draft,
}
"""Which family lays out which kind of answer; small talk has its own words."""

_SPOKEN = {
    "greeting": wording.GREETING,
    "thanks": wording.THANKS,
    "bye": wording.BYE,
    "acknowledge": wording.ACKNOWLEDGE,
    "praise": wording.PRAISE,
}


def draft_of(found: Answer, view: View) -> Draft:
    """The draft of any answer; small talk about help or the bot itself needs more than this and is made by handlers."""
    if found.kind == "smalltalk":
        if found.smalltalk == "help":
            return greeting_cards.help_card()
        return greeting_cards.short(_SPOKEN.get(found.smalltalk, wording.GREETING))
    return FAMILIES[found.kind](found, view)


def build(draft: Draft, view: View) -> tuple[list[Message], list[Message]]:
    """The messages of a draft, guarded, and their plain-text fallback."""
    fallback = as_text(draft)
    return guarded(assemble(draft, view), fallback), fallback
