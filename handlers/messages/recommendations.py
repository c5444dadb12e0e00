"""The family "recommendations": what is advised, by level (area, policy)."""

from __future__ import annotations

from handlers import wording
from handlers.messages.around import finish, kicker_of, leading
from handlers.messages.draft import Draft, View
from handlers.messages.excerpts import excerpt_block, shown_excerpts
from knowledge.models import Answer


def draft(answer: Answer, view: View) -> Draft:
    """Each recommendation; the first of every level says which level it is."""
    blocks = leading(answer, kicker_of(answer)) if not view.start else []
    level = None
    for excerpt in shown_excerpts(answer, view):
        of = excerpt.passage.level
        kicker = f"{wording.SECTION_NAMES['recommendations']} {wording.LEVEL_NAMES[of]}" if of and of != level else ""
        level = of
        blocks.append(excerpt_block(excerpt, view, kicker))
    return finish(answer, view, blocks)
