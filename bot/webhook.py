"""POST /callback: the signature over the raw bytes, then the inbox, then 200. No work happens here."""

from __future__ import annotations

import base64
import hmac
import json
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from flask import Blueprint, Request, Response, request

from bot.arrivals import read_arrival
from bot.clock import ClockDifference
from bot.inbox import Inbox
from bot.metrics import Metrics
from bot.storage.talkers import Pseudonyms

log = logging.getLogger("krutham.webhook")


def is_signed(body: bytes, signature: str, line_secrets: Sequence[str]) -> bool:
    """Whether `signature` is that of `body` with one of the channel's secrets; in constant time for each."""
    given = signature.encode("utf-8", "surrogatepass")
    good = False
    for secret in line_secrets:
        expected = base64.b64encode(hmac.digest(secret.encode(), body, "sha256"))
        good |= hmac.compare_digest(expected, given)
    return good


def read_events(body: bytes) -> list[Any]:
    """The `events` of a webhook body. Raises ValueError when it is not strict JSON of that shape."""
    try:
        read = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(read, dict) or not isinstance(read.get("events"), list):
        raise ValueError('an object with a list of "events" is needed')
    events: list[Any] = read["events"]
    return events


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def webhook(
    line_secrets: Sequence[str],
    inbox: Inbox,
    pseudonyms: Pseudonyms,
    metrics: Metrics,
    clock_difference: ClockDifference,
    now_ms: Callable[[], int],
    body_bytes: int,
) -> Blueprint:
    """The blueprint that receives LINE's webhooks."""
    blueprint = Blueprint("webhook", __name__)
    # What every good webhook needs alike is made once: in a storm it is a tenth of its way.
    accepted = metrics.webhooks.labels("200")
    empty = Response(mimetype="text/plain")

    @blueprint.post("/callback")
    def callback() -> Response:
        """Accept the events of one webhook."""
        began = time.perf_counter()
        status = _receive(request)
        (accepted if status == 200 else metrics.webhooks.labels(str(status))).inc()
        metrics.accept_seconds.observe(time.perf_counter() - began)
        return empty if status == 200 else Response(f"{status}\n", status=status, mimetype="text/plain")

    def _receive(received: Request) -> int:
        signature = received.environ.get("HTTP_X_LINE_SIGNATURE")
        if not signature:
            return 401
        length = received.content_length
        if length is None:
            return 411
        if length > body_bytes:
            return 413
        # As the server hands it over: a body cut short has another signature.
        body: bytes = received.environ["wsgi.input"].read(length)
        if not is_signed(body, signature, line_secrets):
            return 401
        try:
            events = read_events(body)
        except ValueError as fault:
            # Signed by LINE and yet not readable: worth a line, without the body.
            log.warning("a signed webhook is no webhook", extra={"fault": str(fault)[:200], "bytes": len(body)})
            return 400
        accept(events)
        return 200

    def accept(events: Sequence[Any]) -> None:
        received_ms = now_ms()
        arrivals = []
        for raw in events:
            arrival = read_arrival(raw, received_ms, pseudonyms)
            if arrival is None:
                metrics.malformed.inc()
                continue
            if not arrival.redelivery:
                clock_difference.learn(received_ms - arrival.timestamp_ms)
            arrivals.append(arrival)
        inbox.accept(arrivals)

    return blueprint
