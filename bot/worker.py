"""The workers: take an event, have it handled, send the reply, mark it done.

One thread hands out (so that the database is asked once for many), many answer (their time is LINE's), one tends: signs
of life, claims of dead processes, expiry.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.boundary import event_facts, guarded
from bot.clock import ClockDifference
from bot.errors import StorageError, StorageGoneError
from bot.inbox import Inbox
from bot.limiter import Limiter
from bot.line_client import Delivery, LineClient
from bot.metrics import Metrics
from bot.settings import Limits
from bot.storage.events import TEXT, Claim
from handlers import event as of
from handlers import wording
from handlers.desk import Desk, Message, Reply
from handlers.routes import respond, respond_many

log = logging.getLogger("krutham.worker")

TOKEN_LIFE_MS = 50_000
"""A reply token lives a minute from the webhook's arrival; what is younger than this can still reach LINE in time."""

REDELIVERY_LIFE_MS = 20 * 60 * 1000
"""LINE's own limit on redelivered events, from the event itself."""

IDLE_SECONDS = 1.0
"""How long the dispatcher sleeps when nothing arrives here: another replica may have left something."""

LONGEST_WAY_SECONDS = 0.2
FEW = 4
"""In a storm of webhooks so few events are handed out, each time after so long; so even a lasting one leaves some
answers. LINE waits two seconds for a 200 and a person gladly longer: acknowledging comes first."""

PURGE_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Tools:
    """What the workers work with."""

    inbox: Inbox
    desk: Desk
    line: LineClient
    metrics: Metrics
    clock_difference: ClockDifference
    limits: Limits


class Workers:
    """All threads behind the webhook. `start` in the process that serves; `stop` drains."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._limiter = Limiter(tools.limits.user_burst, tools.limits.user_per_minute)
        self._work: queue.SimpleQueue[Claim | None] = queue.SimpleQueue()
        self._idle = tools.limits.workers
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin all threads."""
        targets: list[tuple[str, Callable[[], None]]] = [("dispatcher", self._dispatch), ("tender", self._tend)]
        targets += [(f"worker-{number}", self._work_for_ever) for number in range(1, self._tools.limits.workers + 1)]
        self._threads = [threading.Thread(target=target, name=name, daemon=True) for name, target in targets]
        for thread in self._threads:
            thread.start()

    def stop(self, patience: float = 8.0) -> bool:
        """Take nothing new, finish what was begun, give back the rest; False when something was left unfinished."""
        deadline = time.monotonic() + patience
        self._stopping.set()
        self._tools.inbox.arrived.set()
        left: list[Claim] = []
        while True:
            try:
                claim = self._work.get_nowait()
            except queue.Empty:
                break
            if claim is not None:
                left.append(claim)
        self._tools.inbox.give_back(left)
        for _ in self._threads:
            self._work.put(None)
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not self.alive

    @property
    def alive(self) -> bool:
        """Whether any thread runs."""
        return any(thread.is_alive() for thread in self._threads)

    @property
    def well(self) -> bool:
        """Whether every thread runs."""
        return bool(self._threads) and all(thread.is_alive() for thread in self._threads)

    # ------------------------------------------------------------ handing out

    def _dispatch(self) -> None:
        arrived = self._tools.inbox.arrived
        while not self._stopping.is_set():
            arrived.wait(IDLE_SECONDS)
            arrived.clear()
            while self._idle > 0 and not self._stopping.is_set():
                self._give_way()
                claims: list[Claim] = guarded(self._take, list, doing="taking events")
                if not claims:
                    break
                with self._lock:
                    self._idle -= len(claims)
                for claim in claims:
                    self._work.put(claim)

    def _take(self) -> list[Claim]:
        idle = self._idle
        most = min(idle, FEW) if self._tools.inbox.crowded_seconds else idle
        return self._tools.inbox.take(most, self._tools.limits.workers - idle)

    def _work_for_ever(self) -> None:
        while (claim := self._work.get()) is not None:
            self._attend(claim)
            with self._lock:
                self._idle += 1
                busy = self._tools.limits.workers - self._idle
            if self._tools.inbox.backlog > busy:
                self._tools.inbox.arrived.set()

    def _give_way(self) -> None:
        """Wait until a storm is over, but not for long."""
        until = time.monotonic() + LONGEST_WAY_SECONDS
        while (crowded := self._tools.inbox.crowded_seconds) and time.monotonic() < until:
            if self._stopping.wait(crowded):
                return

    def _tend(self) -> None:
        purge_at = time.monotonic() + 5
        while not self._stopping.wait(1.0):
            try:
                self._tools.inbox.tend()
                if time.monotonic() >= purge_at:
                    gone = self._tools.inbox.purge(self._tools.desk.retention_days)
                    purge_at = time.monotonic() + PURGE_SECONDS
                    log.info("expired rows deleted", extra={"rows": gone})
            except StorageError as fault:
                log.warning("the state database could not be tended", extra={"fault": str(fault)})

    # ------------------------------------------------------------ one event

    def _attend(self, claim: Claim) -> None:
        """Answer one event and mark it done, whatever happens."""
        try:
            outcome = guarded(lambda: self._answer(claim), lambda: "error", **event_facts(claim.event))
        except StorageGoneError:
            self._tools.inbox.again(claim)
            return
        self._tools.inbox.finish(claim, outcome)

    def _answer(self, claim: Claim) -> str:
        """Decide, send and report; returns the event's outcome."""
        began = time.perf_counter()
        life_ms = self._life_left_ms(claim)
        if life_ms <= 0 and of.can_be_answered(claim.event):
            log.info("too old to answer", extra={**event_facts(claim.event), "late_ms": -life_ms})
            return "expired"
        reply, outcome = self._decide(claim)
        decided = time.perf_counter()
        self._tools.metrics.answer_seconds.observe(decided - began)
        delivery = self._send(claim, reply, life_ms)
        waited_ms = self._tools.desk.now_ms() - claim.received_ms
        log.info(
            "event done",
            extra={
                **event_facts(claim.event),
                "outcome": outcome,
                "delivery": delivery.result if delivery else None,
                "plain": delivery.fell_back if delivery else None,
                "request_id": delivery.request_id if delivery else None,
                "attempt": claim.attempt,
                "joined": len(claim.earlier),
                "handle_ms": round((decided - began) * 1000, 1),
                "send_ms": round((time.perf_counter() - decided) * 1000, 1),
                "total_ms": waited_ms,
            },
        )
        self._tools.metrics.wait_seconds.observe(max(0, waited_ms) / 1000)
        return outcome if delivery is None or delivery.result in ("delivered", "presumed") else delivery.result

    def _life_left_ms(self, claim: Claim) -> int:
        """How much longer the reply token can be used."""
        now_ms = self._tools.desk.now_ms()
        from_arrival = claim.received_ms + TOKEN_LIFE_MS - now_ms
        life_ms = REDELIVERY_LIFE_MS if claim.redelivery else TOKEN_LIFE_MS
        from_event = claim.timestamp_ms + self._tools.clock_difference.ms + life_ms - now_ms
        return min(from_arrival, from_event)

    def _decide(self, claim: Claim) -> tuple[Reply, str]:
        """The reply to one event, or to the burst it ends, with the outcome to record."""
        if of.can_be_answered(claim.event) and not of.is_group(claim.event):
            if not self._limiter.admits(claim.talker, len(claim.earlier) + 1):
                told = self._limiter.may_tell(claim.talker)
                return Reply(_plain(wording.SLOW_DOWN) if told else ()), "limited"
            if self._tools.inbox.backlog > self._tools.limits.backlog_busy:
                return Reply(_plain(wording.BUSY)), "busy"
        reply = guarded(lambda: self._respond(claim), lambda: None, **event_facts(claim.event))
        if reply is None:
            return Reply(_plain(wording.SORRY) if claim.kind == TEXT else ()), "error"
        return reply, reply.outcome or "done"

    def _respond(self, claim: Claim) -> Reply | None:
        """What the handlers say to the event, or to the burst it ends."""
        if claim.earlier:
            return respond_many([*claim.earlier, claim.event], self._tools.desk)
        return respond(claim.event, self._tools.desk)

    def _send(self, claim: Claim, reply: Reply, life_ms: int) -> Delivery | None:
        """Send the reply; None when there is nothing to say or no way to say it."""
        if not (reply.messages or reply.fallback) or not of.can_be_answered(claim.event):
            return None
        token = of.text_at(claim.event, "replyToken")
        delivery = self._tools.line.reply(
            token, reply.messages, reply.fallback, life_ms / 1000, tried_before=claim.attempt > 1
        )
        self._tools.metrics.deliveries.labels(delivery.result).inc()
        return delivery


def _plain(text: str) -> tuple[Message, ...]:
    return ({"type": "text", "text": text},)
