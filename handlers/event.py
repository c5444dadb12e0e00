"""What a handler needs to know of a raw webhook event, read defensively: LINE adds fields and kinds without notice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Event = Mapping[str, Any]
"""One event of a webhook's `events`, as parsed from JSON."""


def part(event: Event, name: str) -> Mapping[str, Any]:
    """The object at `name`, or an empty one when it is missing or something else."""
    value = event.get(name)
    return value if isinstance(value, Mapping) else {}


def text_at(where: Mapping[str, Any], name: str) -> str:
    """The string at `name`, or "" when it is missing or something else."""
    value = where.get(name)
    return value if isinstance(value, str) else ""


def place(event: Event) -> str:
    """The conversation's LINE id: the group or room where there is one, else the user; "" when LINE names none."""
    source = part(event, "source")
    return text_at(source, "groupId") or text_at(source, "roomId") or text_at(source, "userId")


def person(event: Event) -> str:
    """Who acted: the user's LINE id, or the conversation's where LINE keeps the user back."""
    return text_at(part(event, "source"), "userId") or place(event)


def is_group(event: Event) -> bool:
    """Whether the event comes from a group or a room, where the bot speaks only when spoken to."""
    source = part(event, "source")
    return text_at(source, "type") in ("group", "room") or bool(text_at(source, "groupId") or text_at(source, "roomId"))


def sent_at(event: Event) -> int:
    """When the event happened, in milliseconds; 0 when LINE does not say."""
    timestamp = event.get("timestamp")
    return timestamp if isinstance(timestamp, int) else 0


def can_be_answered(event: Event) -> bool:
    """Whether a reply could be sent at all: not on standby, and with a reply token."""
    return text_at(event, "mode") != "standby" and bool(text_at(event, "replyToken"))
