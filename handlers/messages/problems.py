"""The family "problem → remedy": each problem of the report with the solution printed beside it."""

from __future__ import annotations

from handlers.messages.around import finish, kicker_of, leading
from handlers.messages.draft import Draft, View
from handlers.messages.excerpts import excerpt_block, problem_block, shown_excerpts
from knowledge.models import Answer


def draft(answer: Answer, view: View) -> Draft:
    """The point where there is one, then the pairs."""
    blocks = leading(answer, kicker_of(answer)) if not view.start else []
    for excerpt in shown_excerpts(answer, view):
        blocks.append((problem_block if excerpt.passage.kind == "problem" else excerpt_block)(excerpt, view))
    return finish(answer, view, blocks)
