"""Whom to turn to: offices, partners and public lines, each with where its particulars are from."""

from __future__ import annotations

import re
from urllib.parse import quote

from handlers import wording
from handlers.messages import actions, limits, look
from handlers.messages.actions import Action
from handlers.messages.draft import Block
from knowledge.models import Contact

CONTACTS_SHOWN = 6
"""More than a screen of contacts is a phone book; the rest is reached by asking for one."""


def phone_action(label: str, number: str) -> Action | None:
    """A tap that dials; None when there is no number in it."""
    digits = re.sub(r"[^\d+]", "", number.split("ต่อ")[0])
    return actions.link(label, f"tel:{digits}") if digits else None


def _action(kind: str, value: str) -> Action | None:
    """The tap for one particular of a contact; None for what can only be read."""
    if kind == "phone":
        return phone_action(f"{wording.CALL} {value}", value)
    if kind == "line":
        account = "@" + value.lstrip("@")
        return actions.link(f"LINE {account}", f"https://line.me/R/ti/p/{quote(account, safe='')}")
    if kind in ("website", "link", "map", "app") and re.search(r"\w\.\w", value) and " " not in value:
        address = value if value.startswith(("http://", "https://")) else f"https://{value}"
        address = quote(address, safe=":/?#[]@!$&'()*+,;=%-._~")
        return actions.link(f"{wording.OPEN} {value}", address) if len(address) <= limits.URI else None
    return None


def contact_block(contact: Contact) -> Block:
    """One place to turn to: its name, what it helps with, how to reach it, and where that is from."""
    words = [contact.name]
    components = [look.text(contact.name, look.BODY, bold=True)]
    if contact.helps_with:
        words.append(contact.helps_with)
        components.append(look.text(contact.helps_with, look.SMALL, look.QUIET))
    for kind, value in contact.given:
        words.append(value)
        action = _action(kind, value)
        told = f"{wording.APP} {value}" if kind == "app" else value
        components.append(look.button(action, soft=True, margin="sm") if action else look.text(told, look.SMALL))
    if contact.outside:
        source = f"{wording.FROM_OUTSIDE}: {contact.source}" if contact.source else wording.FROM_OUTSIDE
    else:
        source = contact.source or (
            f"{wording.NAMED_IN_REPORT} {wording.focus_point_label(contact.focus_point)}" if contact.focus_point else ""
        )
    if not contact.given:
        words.append(wording.NO_CONTACT)
        components.append(look.text(wording.NO_CONTACT, look.SMALL, look.QUIET))
    if source:
        words.append(source)
        components.append(look.text(source, look.TINY, look.QUIET))
    return Block("\n".join(words), (look.stack(*components, spacing="xs"),))


def contacts_block(contacts: tuple[Contact, ...]) -> Block:
    """Several contacts under one small heading."""
    blocks = [contact_block(contact) for contact in contacts[:CONTACTS_SHOWN]]
    words = "\n\n".join([wording.CONTACTS, *(block.words for block in blocks)])
    components = [component for block in blocks for component in block.components]
    return Block(words, (look.stack(look.kicker(wording.CONTACTS), *components, spacing="md"),))
