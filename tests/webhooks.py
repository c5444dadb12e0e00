"""Webhook bodies as LINE sends them, and their signature."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
import secrets
import string
import time
from typing import Any

from tests.loopback_line import new_token

SECRET = "the-channel-secret"

CROCKFORD = string.digits + "".join(letter for letter in string.ascii_uppercase if letter not in "ILOU")
"""The digits of a ULID, in which LINE gives webhookEventId (https://github.com/ulid/spec)."""
_numbers = itertools.count(1)


def signature(body: bytes, secret: str = SECRET) -> str:
    """LINE's signature of `body`."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def new_user() -> str:
    """A LINE user id that nobody has had."""
    return "U" + secrets.token_hex(16)


def new_event_id() -> str:
    """A webhookEventId as LINE makes them: a ULID, the time in milliseconds before what is random."""
    number = (time.time_ns() // 1_000_000 << 80) | secrets.randbits(80)
    return "".join(CROCKFORD[number >> shift & 31] for shift in range(125, -5, -5))


def event(kind: str, user: str | None = None, **more: Any) -> dict[str, Any]:
    """An event of `kind` with what all events have; `more` is put on top."""
    made: dict[str, Any] = {
        "type": kind,
        "mode": "active",
        "timestamp": time.time_ns() // 1_000_000,
        "source": {"type": "user", "userId": user or new_user()},
        "webhookEventId": new_event_id(),
        "deliveryContext": {"isRedelivery": False},
        "replyToken": new_token(),
    }
    made.update(more)
    return made


def text_event(text: str, user: str | None = None, **more: Any) -> dict[str, Any]:
    """The event of a text typed in a one-on-one chat."""
    message = {"type": "text", "id": str(next(_numbers) + 10**17), "quoteToken": "quote", "text": text}
    return event("message", user, message=message, **more)


def body_of(*events: Any) -> bytes:
    """A webhook body with these events."""
    return json.dumps({"destination": "U" + "0" * 32, "events": list(events)}, ensure_ascii=False).encode()
