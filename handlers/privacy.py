"""A person's own data: what is stored, and deleting it."""

from __future__ import annotations

from handlers import event as of
from handlers import wording
from handlers.conversation import say
from handlers.desk import Desk, Reply
from handlers.event import Event


def describe(event: Event, desk: Desk) -> Reply:
    """Say what is stored of the person who asks."""
    person = of.person(event)
    stored = desk.store.describe(person) if person else {}
    parts = [wording.data_part(kind, count) for kind, count in stored.items() if count]
    return say(wording.data_kept(parts, desk.retention_days) if parts else wording.NO_DATA, event, desk)


def erase(event: Event, desk: Desk) -> Reply:
    """Delete everything stored of the person who asks."""
    person = of.person(event)
    gone = desk.store.erase(person) if person else 0
    return say(wording.DELETED if gone else wording.NOTHING_TO_DELETE, event, desk)


def unsent(event: Event, desk: Desk) -> Reply:
    """Delete what is stored of a message its sender took back; nothing is said."""
    message_id = of.text_at(of.part(event, "unsend"), "messageId")
    if message_id:
        desk.store.delete_message(message_id)
    return Reply()


def gone(event: Event, desk: Desk) -> Reply:
    """The person blocked the bot, or it was removed from the group: delete what is stored of them."""
    if place := of.place(event):
        sent_at = event.get("timestamp")
        desk.store.erase(place, sent_at if isinstance(sent_at, int) else None)
    return Reply()
