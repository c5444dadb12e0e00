"""What LINE takes as a reply, as strictly as LINE does: the local LINE and the tests' stand-in both judge by it.

The Bearer token; no retry key; at most five messages within their limits; reply tokens that work once and live a
minute. Refusals have LINE's own shape.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from bot.local_line.message_limits import faults_of

TOKEN_LIFE_SECONDS = 60
LARGEST_BODY = 2 * 1024 * 1024
MOST_MESSAGES = 5
TOKEN_MARK = "local"  # noqa: S105 - how a reply token begins
MOST_REMEMBERED = 200_000
"""Tokens remembered as used or delivered again; an older one is too old by its own date long before."""

Value = TypeVar("Value")


class ReplyRefusedError(Exception):
    """LINE would not take this reply: the HTTP status, and the body LINE sends with it."""

    def __init__(self, status: int, message: str, wrong: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(f"{status} {message}")
        self.status = status
        self.body: dict[str, Any] = {"message": message}
        if wrong:
            self.body["details"] = [{"property": where, "message": what} for where, what in wrong[:10]]


def new_token() -> str:
    """A reply token as of a webhook sent now. It tells when it was issued, so that any process can make them."""
    return f"{TOKEN_MARK}-{time.time_ns() // 1_000_000}-{secrets.token_hex(8)}"


def is_local(token: str) -> bool:
    """Whether a reply token was issued by `new_token`; LINE's own are plain hexadecimal."""
    return token.startswith(f"{TOKEN_MARK}-")


class ReplyRules:
    """Judges reply calls for the channel with the access token `token`. Safe between threads."""

    def __init__(self, token: str, *, check_limits: bool = True, now: Callable[[], float] = time.time) -> None:
        self.token = token
        self.check_limits = check_limits
        self._now = now
        self._used: OrderedDict[str, None] = OrderedDict()
        self._again: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def is_authorized(self, headers: Mapping[str, str]) -> bool:
        """Whether a call carries the channel's access token."""
        given = headers.get("Authorization") or ""
        return secrets.compare_digest(given.encode("utf-8", "surrogatepass"), f"Bearer {self.token}".encode())

    def delivered_again(self, token: str) -> None:
        """A redelivered webhook gives an unused token another minute."""
        with self._lock:
            _keep(self._again, token, self._now())

    def take(self, body: bytes, headers: Mapping[str, str]) -> tuple[str, list[dict[str, Any]]]:
        """The token and the messages of a reply call, whose token is used up by it.

        Raises ReplyRefusedError when LINE would refuse the call.
        """
        if not self.is_authorized(headers):
            raise ReplyRefusedError(401, "Authentication failed due to the following reason: invalid token.")
        if headers.get("X-Line-Retry-Key"):
            raise ReplyRefusedError(400, "Retry key is not accepted on this endpoint")
        if len(body) > LARGEST_BODY:
            raise ReplyRefusedError(413, "Request entity too large")
        try:
            read = json.loads(body)
        except ValueError:
            raise ReplyRefusedError(400, "The request body could not be parsed as JSON") from None
        messages: Any = read.get("messages") if isinstance(read, dict) else None
        if not isinstance(messages, list) or not 1 <= len(messages) <= MOST_MESSAGES:
            wrong = [("messages", f"Size must be between 1 and {MOST_MESSAGES}")]
        else:
            wrong = list(faults_of(messages)) if self.check_limits else []
        if wrong or not isinstance(messages, list):
            raise ReplyRefusedError(400, f"The request body has {len(wrong)} error(s)", wrong)
        token = str(read.get("replyToken"))
        if not self._use(token):
            raise ReplyRefusedError(400, "Invalid reply token")
        return token, messages

    def _use(self, token: str) -> bool:
        """Use the token up; False when it was used, is too old, or never issued."""
        mark, _, rest = token.partition("-")
        issued, _, secret = rest.partition("-")
        if mark != TOKEN_MARK or not issued.isdigit() or not secret:
            return False
        with self._lock:
            since = self._again.get(token, int(issued) / 1000)
            if token in self._used or self._now() - since >= TOKEN_LIFE_SECONDS:
                return False
            _keep(self._used, token, None)
            return True


def sent_messages(messages: Sequence[Any]) -> dict[str, Any]:
    """LINE's body after an accepted reply: id and quote token of each message, in order."""
    first = time.time_ns()
    return {"sentMessages": [{"id": str(first + number), "quoteToken": "q"} for number in range(len(messages))]}


def _keep(kept: OrderedDict[str, Value], key: str, value: Value) -> None:
    kept[key] = value
    while len(kept) > MOST_REMEMBERED:
        kept.popitem(last=False)
