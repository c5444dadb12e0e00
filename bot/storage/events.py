"""The inbox's table: events are put in once, handed out once, in each talker's order, and emptied when done."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select, text, tuple_, update

from bot.storage.database import Database
from bot.storage.store import insert_into
from bot.storage.tables import PENDING, conversations, events, feedback, questions

CLAIM_LOCK = 0x6B7275_636C
"""The key of PostgreSQL's advisory lock: one replica chooses at a time, so that no talker is handed to two."""

LEASE_MS = 15_000
"""How long a claim holds without a sign of life; a minute is all a reply token has."""

TEXT = "text"
"""The kind of a text in a one-on-one chat: several in a row may be answered together."""

BURST_MS = 2_000
LONGEST_BURST = 5
"""Texts of one person that wait together and were sent within two seconds are one question in pieces."""

EVENT_DAYS = 7
"""How long finished events are remembered, for LINE's redeliveries."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One event as it came in, ready to be stored.

    `talker` is hashed and `event` has its ids covered. `kind` is LINE's type, or TEXT for a text in a one-on-one chat.
    An event with an `outcome` is only recorded: there is nothing to do for it.
    """

    webhook_event_id: str
    talker: str
    message_id: str | None
    kind: str
    event: dict[str, Any]
    timestamp_ms: int
    received_ms: int
    redelivery: bool
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One event handed out to be answered, with the texts that its sender sent just before it.

    `event` is the last of them, whose reply token is used, and `earlier` the ones before; `rows` are all of theirs in
    the table, none for an event that is only in memory. `attempt` counts from 1.
    """

    rows: tuple[int, ...]
    webhook_event_id: str
    talker: str
    kind: str
    event: dict[str, Any]
    earlier: tuple[dict[str, Any], ...]
    timestamp_ms: int
    received_ms: int
    redelivery: bool
    attempt: int


class EventTable:
    """The operations of one process, known to others as `instance`, on the inbox."""

    def __init__(self, database: Database, instance: str) -> None:
        self._database = database
        self._instance = instance
        self._held = (events.c.state == "claimed", events.c.claimed_by == instance)

    def put(self, arrivals: Sequence[Arrival]) -> int:
        """Store the events that are not there yet; returns how many were new. Committed on return."""
        rows = sorted((_row(arrival) for arrival in arrivals), key=lambda row: str(row["webhook_event_id"]))

        def act(connection: Connection) -> int:
            new = 0
            for row in rows:
                adding = insert_into(connection, events).values(row).on_conflict_do_nothing()
                new += connection.execute(adding).rowcount
            return new

        return self._database.write(act, order=f"a{rows[0]['webhook_event_id']}" if rows else "a")

    def claim(self, most: int, now_ms: int) -> list[Claim]:
        """Take up to `most` events, oldest first, of talkers none of whose earlier events is unfinished."""
        until = now_ms + LEASE_MS

        def act(connection: Connection) -> list[Claim]:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CLAIM_LOCK})
            first = connection.execute(_FREE, {"most": most}).all()
            if not first:
                return []
            following = connection.execute(_FOLLOWING, {"talkers": [row.talker for row in first]}).all()
            bursts = [_burst(row, [other for other in following if other.talker == row.talker]) for row in first]
            taken = {"state": "claimed", "claimed_by": self._instance, "claimed_until_ms": until}
            rows = [row.id for burst in bursts for row in burst]
            connection.execute(
                update(events).where(events.c.id.in_(rows)).values(**taken, attempts=events.c.attempts + 1)
            )
            return [_claim(burst) for burst in bursts]

        return self._database.write(act, order="z")

    def finish(self, rows: Sequence[int], outcome: str) -> None:
        """Mark events done and empty them of what the person wrote."""
        done = update(events).where(events.c.id.in_(rows))
        values = {"state": "done", "payload": None, "outcome": outcome, "claimed_until_ms": None}
        self._database.change(done.values(values))

    def renew(self, now_ms: int) -> None:
        """Give a sign of life for everything this process has claimed."""
        mine = update(events).where(text(PENDING), *self._held)
        self._database.change(mine.values(claimed_until_ms=now_ms + LEASE_MS))

    def release(self, now_ms: int, dead: Sequence[str] = ()) -> int:
        """Put back what was claimed by processes that gave no sign of life, or are known to be `dead`."""
        lost = (events.c.claimed_until_ms < now_ms) | events.c.claimed_by.in_(dead)
        back = update(events).where(text(PENDING), events.c.state == "claimed", lost)
        freed = {"state": "waiting", "claimed_by": None, "claimed_until_ms": None}
        return self._database.change(back.values(freed))

    def give_back(self, rows: Sequence[int]) -> None:
        """Put back claimed events that were not begun; this process is leaving."""
        if not rows:
            return
        mine = update(events).where(
            events.c.id.in_(rows), events.c.state == "claimed", events.c.claimed_by == self._instance
        )
        freed = {"state": "waiting", "claimed_by": None, "claimed_until_ms": None, "attempts": events.c.attempts - 1}
        self._database.change(mine.values(freed))

    def claimers(self) -> list[str]:
        """The instances that hold claims now."""
        query = select(events.c.claimed_by).where(text(PENDING), events.c.state == "claimed").distinct()
        return [str(name) for name in self._database.read(lambda connection: connection.execute(query).scalars().all())]

    def backlog(self) -> int:
        """How many events are unfinished."""
        query = select(func.count()).select_from(events).where(text(PENDING))
        return self._database.read(lambda connection: connection.execute(query).scalar_one())

    def purge(self, now_ms: int, retention_days: int) -> int:
        """Delete what has had its time: finished events, conversations, and texts older than the retention."""
        day = 24 * 60 * 60 * 1000
        kept_since = now_ms - retention_days * day
        old = (
            delete(events).where(events.c.state == "done", events.c.received_ms < now_ms - EVENT_DAYS * day),
            delete(conversations).where(conversations.c.at_ms < now_ms - day),
            delete(questions).where(questions.c.asked_ms < kept_since),
            delete(feedback).where(feedback.c.given_ms < kept_since),
        )
        return self._database.write(
            lambda connection: sum(connection.execute(statement).rowcount for statement in old), scrub=True
        )


def _row(arrival: Arrival) -> dict[str, Any]:
    # Escaped to ASCII: whatever strange characters an event holds, both databases can keep it.
    payload = json.dumps(arrival.event, ensure_ascii=True, separators=(",", ":")) if arrival.outcome is None else None
    return {
        "webhook_event_id": arrival.webhook_event_id,
        "talker": arrival.talker,
        "message_id": arrival.message_id,
        "kind": arrival.kind,
        "payload": payload,
        "timestamp_ms": arrival.timestamp_ms,
        "received_ms": arrival.received_ms,
        "redelivery": arrival.redelivery,
        "state": "waiting" if arrival.outcome is None else "done",
        "outcome": arrival.outcome,
    }


def _burst(first: Any, following: Sequence[Any]) -> list[Any]:
    """`first` and the texts right after it that belong to the same burst."""
    burst = [first]
    for row in following:
        if row.id == first.id:
            continue
        joins = first.kind == row.kind == TEXT and row.timestamp_ms - first.timestamp_ms <= BURST_MS
        if not joins or len(burst) == LONGEST_BURST:
            break
        burst.append(row)
    return burst


def _claim(burst: Sequence[Any]) -> Claim:
    *earlier, last = burst
    return Claim(
        rows=tuple(row.id for row in burst),
        webhook_event_id=last.webhook_event_id,
        talker=last.talker,
        kind=last.kind,
        event=json.loads(last.payload),
        earlier=tuple(json.loads(row.payload) for row in earlier),
        timestamp_ms=last.timestamp_ms,
        received_ms=last.received_ms,
        redelivery=bool(last.redelivery),
        attempt=last.attempts + 1,
    )


def _free() -> Select[Any]:
    """Waiting events of talkers with no event being answered and none waiting from before."""
    other = events.alias("other")
    before = tuple_(other.c.timestamp_ms, other.c.id) < tuple_(events.c.timestamp_ms, events.c.id)
    blocked = (
        select(other.c.id)
        .where(other.c.talker == events.c.talker, other.c.id != events.c.id, text(f"other.{PENDING}"))
        .where((other.c.state == "claimed") | before)
        .exists()
    )
    return (
        select(events)
        .where(text(f"events.{PENDING}"), events.c.state == "waiting", ~blocked)
        .order_by(events.c.timestamp_ms, events.c.id)
        .limit(bindparam("most"))
    )


_FREE = _free()
_FOLLOWING = (
    select(events)
    .where(text(PENDING), events.c.state == "waiting", events.c.talker.in_(bindparam("talkers", expanding=True)))
    .order_by(events.c.timestamp_ms, events.c.id)
)
