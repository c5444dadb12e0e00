"""The plain answer: the point, then the passages it stands on."""

from __future__ import annotations

from handlers import wording
from handlers.messages import look
from handlers.messages.around import finish, kicker_of, leading
from handlers.messages.draft import Block, Draft, View
from handlers.messages.excerpts import excerpt_block, shown_excerpts
from knowledge.models import Agency, Answer


def draft(answer: Answer, view: View) -> Draft:
    """The point in bold, then each passage with its place, and with its office where that changes."""
    kicker = kicker_of(answer)
    blocks = leading(answer, kicker) if not view.start else []
    led = bool(blocks)
    offices: tuple[Agency, ...] | None = None
    for number, excerpt in enumerate(shown_excerpts(answer, view)):
        same = excerpt.passage.agencies == offices
        offices = excerpt.passage.agencies
        top = "" if led or number else kicker
        blocks.append(excerpt_block(excerpt, view, top, leads=not led and not number, same_office=same))
    if not blocks:
        blocks = [Block(wording.HERE_ALL, (look.text(wording.HERE_ALL),))]
    return finish(answer, view, blocks)
