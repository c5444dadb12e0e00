"""The only file that calls LINE: one shared client, replies by reply token only, never a push.

A reply token works once. A reply whose fate is unknown (a timeout, a 5xx, a broken connection) is therefore tried again
with the same token: if the first try did arrive, LINE refuses the second with "Invalid reply token", and that is the
proof that the person has the answer.
"""

from __future__ import annotations

import json
import logging
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from linebot.v3.messaging import ApiClient, ApiException, Configuration
from urllib3.exceptions import ConnectTimeoutError, HTTPError, MaxRetryError, NewConnectionError
from urllib3.util.retry import Retry

from bot.metrics import Metrics
from handlers.desk import Message

log = logging.getLogger("krutham.line")

CONNECT_AND_READ = (2, 5)
"""Seconds to connect and to wait for an answer; the SDK by itself waits for ever."""

MOST_TRIES = 6
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 4.0
LOOK_AGAIN = 0.1

Result = Literal[
    "delivered", "presumed", "token_refused", "rejected", "unauthorized", "over_quota", "expired", "failed"
]
"""What became of a reply. "presumed": refused as already used after a try of unknown fate; "token_refused": the token
was used or too old on a first try; "rejected": LINE refuses the messages themselves, the plain ones too."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one reply, LINE's id of the last request, and how many requests it took."""

    result: Result
    request_id: str = ""
    tries: int = 0
    fell_back: bool = False


@dataclass(frozen=True, slots=True)
class _Try:
    """What one request told: done (with a result), to be repeated, or to be repeated with plainer messages."""

    result: Result | None = None
    ambiguous: bool = False
    plainer: bool = False
    request_id: str = ""


class LineClient:
    """Sends replies. Safe between threads; all share one pool of connections and one pause when LINE is troubled."""

    def __init__(
        self,
        api: str,
        token: str,
        connections: int,
        metrics: Metrics,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        configuration = Configuration(host=api, access_token=token)
        configuration.connection_pool_maxsize = connections
        # Only our own retries: they know the token's life, and what may be repeated.
        configuration.retries = Retry(0, redirect=0)
        self._client = ApiClient(configuration)
        self._metrics = metrics
        self._sleep = sleep
        self._monotonic = monotonic
        self._trouble = _Trouble(monotonic)

    def reply(
        self,
        reply_token: str,
        messages: Sequence[Message],
        fallback: Sequence[Message],
        life_seconds: float,
        tried_before: bool = False,
    ) -> Delivery:
        """Send `messages`; when LINE refuses them, `fallback`. Gives up when `life_seconds` are over.

        `tried_before` says that another process may have sent this reply and died before it could say so.
        """
        deadline = self._monotonic() + life_seconds
        ambiguous, fell_back, request_id = tried_before, False, ""
        sending: Sequence[Message] = messages or fallback
        tries = 0
        while sending and tries < MOST_TRIES:
            if not self._trouble.wait(deadline, self._sleep):
                return Delivery("expired", request_id, tries, fell_back)
            tries += 1
            told = self._try({"replyToken": reply_token, "messages": list(sending)}, ambiguous, deadline)
            request_id = told.request_id or request_id
            if told.result is not None:
                return Delivery(told.result, request_id, tries, fell_back)
            ambiguous = ambiguous or told.ambiguous
            if told.plainer:
                sending, fell_back = () if fell_back else fallback, True
        return Delivery("failed" if sending else "rejected", request_id, tries, fell_back)

    def _try(self, body: dict[str, Any], ambiguous: bool, deadline: float) -> _Try:
        """One request, whatever may happen to it."""
        began = self._monotonic()
        status = "network"
        try:
            request_id = self._post(body, deadline - began)
        except ApiException as refusal:
            status = str(refusal.status)
            return self._refused(refusal, ambiguous)
        except HTTPError as broken:
            self._trouble.more()
            log.warning("LINE's API did not answer", extra={"fault": type(broken).__name__})
            return _Try(ambiguous=not _never_connected(broken))
        except (ValueError, LookupError) as unreadable:
            # The SDK could not decode a body: that of a refusal, which it was about to raise, or that of a 200.
            if isinstance(unreadable.__context__, ApiException):
                status = str(unreadable.__context__.status)
                return self._refused(unreadable.__context__, ambiguous)
            status = "200"
            return _Try(result="delivered")
        else:
            status = "200"
            self._trouble.over()
            return _Try(result="delivered", request_id=request_id)
        finally:
            self._metrics.line_seconds.observe(self._monotonic() - began)
            self._metrics.line_calls.labels(status).inc()

    def _post(self, body: dict[str, Any], left: float) -> str:
        """Post a reply through the SDK's client; returns LINE's id of the request.

        The messages go as the plain data they are. Through the SDK's model classes the same bytes would cost 2.5 ms
        more of the interpreter for an answer of ordinary size, half of what a whole question may cost.
        """
        connect, read = CONNECT_AND_READ
        response = self._client.call_api(
            "/v2/bot/message/reply",
            "POST",
            header_params={"Accept": "application/json", "Content-Type": "application/json"},
            body=body,
            response_types_map={},
            auth_settings=["Bearer"],
            _request_timeout=(min(connect, max(0.1, left)), min(read, max(0.1, left))),
        )
        return _request_id(response.headers)

    def _refused(self, refusal: ApiException, ambiguous: bool) -> _Try:
        """What to do about an answer that is not 200."""
        status, message = int(refusal.status or 0), _message(refusal)
        request_id = _request_id(refusal.headers)
        log.warning("LINE refused a reply", extra={"status": status, "said": message[:200], "request_id": request_id})
        if status >= 500 or status == 0:
            # 0 is the SDK's word for a connection that TLS broke off.
            self._trouble.more()
            return _Try(ambiguous=True, request_id=request_id)
        if status == 429:
            if "monthly limit" in message.lower():
                return _Try(result="over_quota", request_id=request_id)
            self._trouble.more()
            return _Try(request_id=request_id)
        self._trouble.over()
        if status in (401, 403):
            return _Try(result="unauthorized", request_id=request_id)
        if "invalid reply token" in message.lower():
            return _Try(result="presumed" if ambiguous else "token_refused", request_id=request_id)
        return _Try(plainer=True, request_id=request_id)


class _Trouble:
    """A pause all senders keep while LINE refuses or fails: longer with each failure, over with the next success.

    When a pause is over, one sender tries; the others go on as soon as that has gone through.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0

    def more(self) -> None:
        """Another call failed."""
        with self._lock:
            self._failures += 1
            self._until = max(self._until, self._monotonic() + self._pause())

    def over(self) -> None:
        """A call went through."""
        with self._lock:
            self._failures, self._until = 0, 0.0

    def wait(self, deadline: float, sleep: Callable[[float], None]) -> bool:
        """Sleep until it is this caller's turn; False when `deadline` is over before."""
        while True:
            now = self._monotonic()
            with self._lock:
                if now >= deadline:
                    return False
                if self._failures == 0:
                    return True
                if now >= self._until:
                    self._until = now + self._pause()
                    return True
                pause = self._until - now
            # In slices: another sender's success ends the pause early. Not all at the same moment.
            sleep(min(pause, LOOK_AGAIN, deadline - now) * random.uniform(1.0, 1.2))  # noqa: S311 - spreads load only

    def _pause(self) -> float:
        return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(10, self._failures - 1)))


def _never_connected(broken: HTTPError) -> bool:
    cause = broken.reason if isinstance(broken, MaxRetryError) else broken
    return isinstance(cause, (NewConnectionError, ConnectTimeoutError))


def _request_id(headers: Any) -> str:
    return str((headers or {}).get("x-line-request-id") or "")


def _message(refusal: ApiException) -> str:
    """LINE's own words about a refusal."""
    try:
        body = json.loads(refusal.body or b"{}")
    except (ValueError, TypeError):
        return str(refusal.body or "")
    if not isinstance(body, dict):
        return str(body)
    listed = [detail for detail in body.get("details") or () if isinstance(detail, dict)]
    details = "; ".join(f"{detail.get('property')}: {detail.get('message')}" for detail in listed)
    return f"{body.get('message') or ''} {details}".strip()
