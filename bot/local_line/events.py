"""Webhook events as LINE makes them, and the body and signature they travel with."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
import secrets
import time
from typing import Any

from bot.local_line.cast import Group, Person
from bot.local_line.reply_rules import new_token

Event = dict[str, Any]

WITHOUT_REPLY = frozenset({"unsend", "unfollow", "leave"})
_numbers = itertools.count(time.time_ns() // 1_000_000 * 1000)


def event(kind: str, person: Person, group: Group | None = None, **more: Any) -> Event:
    """An event of `kind`, done by `person`, in `group` if given; `more` is what this kind has of its own."""
    made: Event = {
        "type": kind,
        **more,
        "webhookEventId": "01" + secrets.token_hex(12).upper(),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": time.time_ns() // 1_000_000,
        "source": _source(kind, person, group),
        "mode": "active",
    }
    if kind not in WITHOUT_REPLY:
        made["replyToken"] = new_token()
    return made


def _source(kind: str, person: Person, group: Group | None) -> dict[str, str]:
    if group is None:
        return {"type": "user", "userId": person.user_id}
    # LINE names the person in a group's message events only.
    named = {"userId": person.user_id} if kind in ("message", "messageEdited") else {}
    return {"type": "group", "groupId": group.group_id, **named}


def text_message(text: str, bot_name: str, bot_id: str, in_group: bool, message_id: str | None = None) -> Event:
    """A text; in a group every "@" with the bot's name is a mention of it."""
    made: Event = {"type": "text", "id": message_id or new_id(), "quoteToken": secrets.token_urlsafe(24), "text": text}
    mentionees = _mentions(text, f"@{bot_name}", bot_id) if in_group else []
    if mentionees:
        made["mention"] = {"mentionees": mentionees}
    return made


def _mentions(text: str, called: str, bot_id: str) -> list[Event]:
    """Where `called` stands in `text`, counted in UTF-16 units as LINE counts."""
    found: list[Event] = []
    at = text.find(called)
    while at >= 0:
        index = len(text[:at].encode("utf-16-le")) // 2
        length = len(called.encode("utf-16-le")) // 2
        found.append({"index": index, "length": length, "type": "user", "userId": bot_id, "isSelf": True})
        at = text.find(called, at + len(called))
    return found


def other_message(kind: str) -> Event:
    """A message that is no text: sticker, image, video, audio, file or location. Raises KeyError for other kinds."""
    provided: dict[str, Event] = {
        "sticker": {"stickerId": "52002734", "packageId": "11537", "stickerResourceType": "ANIMATION"},
        "image": {"contentProvider": {"type": "line"}},
        "video": {"duration": 5_000, "contentProvider": {"type": "line"}},
        "audio": {"duration": 5_000, "contentProvider": {"type": "line"}},
        "file": {"fileName": "plan.pdf", "fileSize": 2_138},
        "location": {"title": "", "address": "", "latitude": 16.4828, "longitude": 99.5227},
    }
    made = {"type": kind, "id": new_id(), **provided[kind]}
    if kind in ("sticker", "image", "video"):
        made["quoteToken"] = secrets.token_urlsafe(24)
    return made


def new_id() -> str:
    """A message id nobody has had."""
    return str(next(_numbers))


def body_of(bot_id: str, made: Event) -> bytes:
    """The webhook's body with this one event."""
    return json.dumps({"destination": bot_id, "events": [made]}, ensure_ascii=False, separators=(",", ":")).encode()


def signature(body: bytes, secret: str) -> str:
    """LINE's signature of `body`."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
