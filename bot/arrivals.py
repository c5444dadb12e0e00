"""Reading one raw webhook event into what the inbox stores; nothing an event holds can make this fail."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from bot.storage.events import TEXT, Arrival
from bot.storage.talkers import Pseudonyms
from handlers import event as of

DELETING = frozenset({"unsend", "unfollow", "leave"})
"""Kinds that ask for no reply but for something to be forgotten: they are handled even on standby."""

_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LARGEST_MS = 2**53


def read_arrival(raw: Any, received_ms: int, pseudonyms: Pseudonyms) -> Arrival | None:
    """The event as the inbox stores it, its ids covered; None when it is not an object with a type."""
    if not isinstance(raw, dict) or not of.text_at(raw, "type"):
        return None
    event: dict[str, Any] = pseudonyms.cover(raw)
    return Arrival(
        webhook_event_id=_event_id(raw),
        talker=pseudonyms.key(of.place(event) or of.text_at(event, "replyToken")),
        message_id=_message_id(event),
        kind=_kind(event),
        event=event,
        timestamp_ms=_timestamp_ms(raw) or received_ms,
        received_ms=received_ms,
        redelivery=of.part(raw, "deliveryContext").get("isRedelivery") is True,
        outcome=None if _wants_work(event) else "recorded",
    )


def _wants_work(event: dict[str, Any]) -> bool:
    return event["type"] in DELETING or of.can_be_answered(event)


def _kind(event: dict[str, Any]) -> str:
    is_text = event["type"] == "message" and of.text_at(of.part(event, "message"), "type") == "text"
    return TEXT if is_text and not of.is_group(event) else str(event["type"])[:32].encode("ascii", "replace").decode()


def _event_id(raw: dict[str, Any]) -> str:
    """LINE's id of the event; without a usable one, a digest of all that a redelivery leaves as it was."""
    given = of.text_at(raw, "webhookEventId")
    if _PLAIN_ID.fullmatch(given):
        return given
    lasting = {key: value for key, value in raw.items() if key != "deliveryContext"}
    return hashlib.sha256(json.dumps(lasting, sort_keys=True).encode()).hexdigest()


def _timestamp_ms(raw: dict[str, Any]) -> int | None:
    given = raw.get("timestamp")
    usable = isinstance(given, int) and not isinstance(given, bool) and 0 < given < _LARGEST_MS
    return given if usable else None


def _message_id(event: dict[str, Any]) -> str | None:
    given = of.text_at(of.part(event, "message"), "id")
    return given if _PLAIN_ID.fullmatch(given) else None
