"""Accepted events, each handed out once: in the database, or in memory while the database is gone."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence

from bot.errors import StorageError, StorageGoneError
from bot.metrics import Metrics
from bot.storage.database import Database
from bot.storage.events import Arrival, Claim, EventTable

log = logging.getLogger("krutham.inbox")

MOST_IN_MEMORY = 2_000
MOST_REMEMBERED = 20_000

CHOOSE_AGAIN_SECONDS = 0.005
"""Until the next try when another replica was choosing its events."""

CROWD = 30
CROWD_SECONDS = 0.1
"""So many webhooks within so long are a storm, half as many again as have to be answered at once (200 a second); it is
over when this long no new crowd has come. Arrivals are counted, not those waiting: on a slow disk many wait for a
commit, and giving way hastens none."""


def instance_name() -> str:
    """A name for this process: host, process number and something unique."""
    return f"{socket.gethostname()[:60]}/{os.getpid()}/{secrets.token_hex(4)}"


class MemoryInbox:
    """The events accepted while the database was gone: bounded, each id once, one of a talker at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[Arrival] = deque()
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._busy: set[str] = set()
        self._handled: list[Arrival] = []
        self._later: list[Arrival] = []

    def put(self, arrivals: Sequence[Arrival]) -> tuple[int, int]:
        """Keep the events not seen before; returns how many were new and how many found no room."""
        new = dropped = 0
        with self._lock:
            for arrival in arrivals:
                if arrival.webhook_event_id in self._seen:
                    continue
                if len(self._waiting) >= MOST_IN_MEMORY:
                    dropped += 1
                    continue
                new += 1
                self._seen[arrival.webhook_event_id] = None
                if len(self._seen) > MOST_REMEMBERED:
                    self._seen.popitem(last=False)
                (self._waiting if arrival.outcome is None else self._handled).append(arrival)
        return new, dropped

    def take(self, most: int) -> list[Claim]:
        """Hand out up to `most` events, oldest first, of talkers none of whose events is being answered."""
        taken: list[Claim] = []
        with self._lock:
            for arrival in sorted(self._waiting, key=lambda waiting: waiting.timestamp_ms):
                if len(taken) == most:
                    break
                if arrival.talker not in self._busy:
                    self._busy.add(arrival.talker)
                    self._waiting.remove(arrival)
                    taken.append(_claim(arrival))
        return taken

    def finish(self, claim: Claim, outcome: str) -> None:
        """Note that an event handed out here is done."""
        with self._lock:
            self._busy.discard(claim.talker)
            self._handled.append(_arrival(claim, outcome))
            del self._handled[:-MOST_REMEMBERED]

    def again(self, claim: Claim) -> None:
        """Keep an event that needs the database until `bring_back`."""
        with self._lock:
            self._busy.discard(claim.talker)
            self._later.append(_arrival(claim))
            del self._later[:-MOST_IN_MEMORY]

    def bring_back(self) -> None:
        """The database is back: let what waited for it be taken again."""
        with self._lock:
            self._waiting.extend(self._later)
            self._later.clear()

    def knows(self, webhook_event_id: str) -> bool:
        """Whether this event was accepted here."""
        with self._lock:
            return webhook_event_id in self._seen

    def handled(self) -> list[Arrival]:
        """What was done here since the last call, for the database to remember."""
        with self._lock:
            handled, self._handled = self._handled, []
            return handled

    def not_yet(self, handled: Sequence[Arrival]) -> None:
        """The database could not take `handled` after all."""
        with self._lock:
            self._handled[:0] = handled

    def __len__(self) -> int:
        return len(self._waiting) + len(self._busy)


class Inbox:
    """What the webhook puts in and the workers take out.

    `arrived` is set when there may be something to take.
    """

    def __init__(
        self, database: Database, metrics: Metrics, now_ms: Callable[[], int], full: int, instance: str | None = None
    ) -> None:
        self.database = database
        self.arrived = threading.Event()
        self.instance = instance or instance_name()
        self._table = EventTable(database, self.instance)
        self._memory = MemoryInbox()
        self._metrics = metrics
        self._now_ms = now_ms
        self._full = full
        self._lock = threading.Lock()
        self._in_table = 0
        self._unfinished: dict[tuple[int, ...], str] = {}
        self._counting_since = 0.0
        self._counted = 0
        self._crowded_until = 0.0

    @property
    def backlog(self) -> int:
        """About how many events are accepted and not done; exact once a second."""
        return self._in_table + len(self._memory)

    def accept(self, arrivals: Sequence[Arrival]) -> None:
        """Keep `arrivals` for good; on return they are committed, or in memory when the database is gone."""
        if not arrivals:
            return
        self._count_arrival()
        self._accept(arrivals)

    def _count_arrival(self) -> None:
        # Without a lock: in a storm all threads would queue at it, and a few arrivals missed change nothing.
        now = time.monotonic()
        if now - self._counting_since > CROWD_SECONDS:
            self._counting_since, self._counted = now, 0
        self._counted += 1
        if self._counted > CROWD:
            self._crowded_until = now + CROWD_SECONDS

    @property
    def crowded_seconds(self) -> float:
        """How much longer answering should give way to the webhooks that are being accepted; 0 when it need not."""
        return max(0.0, self._crowded_until - time.monotonic())

    def _accept(self, arrivals: Sequence[Arrival]) -> None:
        if self.backlog >= self._full:
            self._metrics.dropped.inc(len(arrivals))
            return
        try:
            self._table.put(arrivals)
            self._count(sum(arrival.outcome is None for arrival in arrivals))
        except StorageGoneError:
            new, dropped = self._memory.put(arrivals)
            self._metrics.in_memory.inc(new)
            self._metrics.dropped.inc(dropped)
            self._metrics.duplicates.inc(len(arrivals) - new - dropped)
        for arrival in arrivals:
            self._metrics.count_event(arrival.kind)
        if not self.arrived.is_set():
            self.arrived.set()

    def take(self, most: int, busy: int = 0) -> list[Claim]:
        """Hand out up to `most` events; each is this caller's until it is finished. `busy` are still out."""
        taken = self._memory.take(most)
        if len(taken) < most:
            try:
                claimed = self._table.claim(most - len(taken), self._now_ms(), self._in_table - busy)
            except StorageError:
                claimed = []
            if claimed is None:
                time.sleep(CHOOSE_AGAIN_SECONDS)
                self.arrived.set()
            for claim in claimed or ():
                # Stored and also taken into memory, when a commit's answer came too late: answered there.
                if self._memory.knows(claim.webhook_event_id) and not claim.earlier:
                    self.finish(claim, "in_memory")
                else:
                    taken.append(claim)
        return taken

    def finish(self, claim: Claim, outcome: str) -> None:
        """Mark an event done; if the database is gone, as soon as it is back."""
        self._metrics.finished.labels(outcome).inc()
        if not claim.rows:
            self._memory.finish(claim, outcome)
            return
        self._count(-len(claim.rows))
        self._finish_rows(claim.rows, outcome)

    def _finish_rows(self, rows: tuple[int, ...], outcome: str) -> None:
        def then(fault: StorageError | None) -> None:
            if fault is not None:
                with self._lock:
                    self._unfinished[rows] = outcome

        self._table.finish(rows, outcome, then)

    def again(self, claim: Claim) -> None:
        """Put an event back that cannot be handled while the database is gone."""
        if not claim.rows:
            self._memory.again(claim)
        # One from the table comes back by itself when its claim runs out.

    def give_back(self, claims: Sequence[Claim]) -> None:
        """Put back claimed events that were not begun, for another process."""
        if not claims:
            return
        try:
            self._table.give_back([row for claim in claims for row in claim.rows])
        except StorageError:
            log.warning("claims could not be given back; they run out by themselves", extra={"claims": len(claims)})

    # ------------------------------------------------------------ once a second

    def tend(self) -> None:
        """Signs of life, claims of the dead, what the database missed, the exact backlog. Raises StorageError."""
        if self.database.gone and not self.database.probe():
            self._metrics.database_up.set(0)
            return
        self._metrics.database_up.set(1)
        self._metrics.duplicates.inc(self.database.take_ignored())
        self._catch_up()
        now_ms = self._now_ms()
        self._table.renew(now_ms)
        if self._table.release(now_ms, [name for name in self._table.claimers() if is_dead(name, self.instance)]):
            self.arrived.set()
        self._in_table = self._table.backlog()
        self._metrics.backlog.set(self.backlog)

    def _catch_up(self) -> None:
        """Tell the database what was done while it was gone, and do what had to wait for it."""
        self._memory.bring_back()
        handled = self._memory.handled()
        if handled:
            try:
                self._table.put(handled)
            except StorageError:
                self._memory.not_yet(handled)
                raise
        with self._lock:
            unfinished, self._unfinished = self._unfinished, {}
        for rows, outcome in unfinished.items():
            self._finish_rows(rows, outcome)

    def purge(self, retention_days: int) -> int:
        """Delete what has had its time. Raises StorageError."""
        return self._table.purge(self._now_ms(), retention_days)

    def _count(self, difference: int) -> None:
        # Without a lock, as in _count_arrival: what a race loses is found again within a second (see tend).
        self._in_table = max(0, self._in_table + difference)


def is_dead(instance: str, ours: str) -> bool:
    """Whether a process that claimed events ran on this host and is no more; of other hosts we cannot know."""
    host, _, rest = instance.partition("/")
    number = rest.partition("/")[0]
    if instance == ours or host != ours.partition("/")[0] or not number.isdigit():
        return False
    if int(number) == os.getpid():
        # A container's restarted process has its predecessor's number.
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _claim(arrival: Arrival) -> Claim:
    return Claim(
        rows=(),
        webhook_event_id=arrival.webhook_event_id,
        talker=arrival.talker,
        kind=arrival.kind,
        event=arrival.event,
        earlier=(),
        timestamp_ms=arrival.timestamp_ms,
        received_ms=arrival.received_ms,
        redelivery=arrival.redelivery,
        attempt=1,
    )


def _arrival(claim: Claim, outcome: str | None = None) -> Arrival:
    return Arrival(
        webhook_event_id=claim.webhook_event_id,
        talker=claim.talker,
        message_id=None,
        kind=claim.kind,
        event=claim.event,
        timestamp_ms=claim.timestamp_ms,
        received_ms=claim.received_ms,
        redelivery=claim.redelivery,
        outcome=outcome,
    )
