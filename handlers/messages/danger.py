"""The family "danger now": emergency numbers that dial with one tap, before anything else is said."""

from __future__ import annotations

import re

from handlers import wording
from handlers.messages import look
from handlers.messages.actions import Action
from handlers.messages.around import finish
from handlers.messages.contact_cards import CONTACTS_SHOWN, contact_block, phone_action
from handlers.messages.draft import Block, Draft, View
from handlers.messages.excerpts import excerpt_block, shown_excerpts
from knowledge.models import Answer, Contact


def emergency_block(contacts: tuple[Contact, ...]) -> Block:
    """The emergency numbers as buttons that dial."""
    numbers = [
        (value, contact.helps_with or contact.name)
        for contact in contacts
        for kind, value in contact.given
        if is_short(kind, value)
    ] or list(wording.EMERGENCY_NUMBERS)
    components = [look.text(wording.DANGER_FIRST, look.BODY, look.ACCENT, bold=True)]
    words = [wording.DANGER_FIRST]
    for number, helps in numbers:
        words.append(f"{number} {helps}")
        if action := phone_action(f"{wording.CALL} {number}", number):
            components.append(_dialled(number, helps, action))
    return Block("\n".join(words), (look.stack(*components),))


def is_short(kind: str, value: str) -> bool:
    """Whether a channel is one of the public numbers of three or four digits."""
    return kind == "phone" and len(re.sub(r"\D", "", value)) <= 4


def _dialled(number: str, helps: str, action: Action) -> look.Component:
    """A number large enough to hit with a shaking hand, and what it is for."""
    return look.row(
        look.text(number, "xl", look.ACCENT, bold=True, flex=3),
        look.text(helps, look.SMALL, flex=8),
        action=action,
        alignItems="center",
        backgroundColor=look.PALE_ACCENT,
        cornerRadius="md",
        paddingAll="md",
    )


def draft(found: Answer, view: View) -> Draft:
    """Danger now: numbers to dial before anything else, then what the report says of safety."""
    others = [contact for contact in found.contacts if not any(is_short(kind, value) for kind, value in contact.given)]
    blocks = [emergency_block(found.contacts)]
    blocks += [excerpt_block(excerpt, view, wording.DANGER_THEN) for excerpt in shown_excerpts(found, view)]
    blocks += [contact_block(contact) for contact in others[:CONTACTS_SHOWN]]
    return finish(found, view, blocks)
