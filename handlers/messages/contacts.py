"""The family "whom to turn to": contacts and the passages that send people there; also the MOE Safety Center topic."""

from __future__ import annotations

from handlers import wording
from handlers.messages import look
from handlers.messages.around import finish, kicker_of, leading
from handlers.messages.contact_cards import CONTACTS_SHOWN, contact_block
from handlers.messages.draft import Block, Draft, View
from handlers.messages.excerpts import excerpt_block, shown_excerpts
from knowledge.models import Answer


def draft(found: Answer, view: View) -> Draft:
    """The contacts first, then the passages that send people there; for the safety topic the other way round."""
    lead = leading(found, kicker_of(found))
    reached = [contact_block(contact) for contact in found.contacts[:CONTACTS_SHOWN]]
    read = [excerpt_block(excerpt, view) for excerpt in shown_excerpts(found, view)]
    if not reached and found.kind == "contact" and not found.lacks:
        reached = [Block(wording.NO_CONTACT, (look.text(wording.NO_CONTACT, look.BODY, look.ACCENT, bold=True),))]
    return finish(found, view, lead + (read + reached if found.kind == "safety" else reached + read))
