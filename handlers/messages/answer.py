"""The plain answer: the point, then the passages it stands on."""

from __future__ import annotations

from handlers import wording
from handlers.messages import look
from handlers.messages.around import finish, kicker_of, leading
from handlers.messages.draft import Block, Draft, View
from handlers.messages.excerpts import excerpt_block, shown_excerpts
from knowledge.models import Answer


def draft(answer: Answer, view: View) -> Draft:
    """The point in bold, then each passage with its office and place."""
    kicker = kicker_of(answer)
    blocks = leading(answer, kicker) if not view.start else []
    led = bool(blocks)
    for number, excerpt in enumerate(shown_excerpts(answer, view)):
        blocks.append(excerpt_block(excerpt, view, "" if led or number else kicker, leads=not led and not number))
    if not blocks:
        blocks = [Block(wording.HERE_ALL, (look.text(wording.HERE_ALL),))]
    return finish(answer, view, blocks)
