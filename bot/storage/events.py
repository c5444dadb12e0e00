"""The inbox's table: events are put in once, handed out once, in each talker's order, and emptied when done."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select, text, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.errors import StorageError
from bot.storage.database import Adding, Database
from bot.storage.tables import DONE, PENDING, conversations, events, feedback, questions

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

    def put(self, arrivals: Sequence[Arrival]) -> None:
        """Store the events that are not there yet. Committed on return."""
        self._database.add(_PUT, [_row(arrival) for arrival in arrivals])

    def claim(self, most: int, now_ms: int, waiting: int = 2**31) -> list[Claim] | None:
        """Take up to `most` events, oldest first, of talkers none of whose earlier events is unfinished.

        `waiting` is about how many there are: when it is no more than what was taken, no bursts are looked for. None
        when another replica is choosing at this moment.
        """
        taker = {"taker": self._instance, "until": now_ms + LEASE_MS}

        def act(connection: Connection) -> list[Claim] | None:
            # Not waited for: everything else of this transaction, webhooks among it, would wait too.
            if connection.dialect.name == "postgresql" and not connection.execute(_CHOOSE_ALONE).scalar():
                return None
            first = connection.execute(_FREE, {"most": most}).all()
            if not first:
                return []
            talkers = [row.talker for row in first] if waiting > len(first) else []
            following = connection.execute(_FOLLOWING, {"talkers": talkers}).all() if talkers else ()
            bursts = [_burst(row, [other for other in following if other.talker == row.talker]) for row in first]
            connection.execute(_TAKE, [{"row": row.id, **taker} for burst in bursts for row in burst])
            return [_claim(burst) for burst in bursts]

        return self._database.write(act, order="z")

    def finish(self, rows: Sequence[int], outcome: str, then: Callable[[StorageError | None], None]) -> None:
        """Mark events done and empty them of what the person wrote, soon; `then` is told when it is so, or is not."""
        done = [{"row": row, "how": outcome} for row in rows]
        self._database.submit(lambda connection: connection.execute(_FINISH, done), then)

    def renew(self, now_ms: int) -> None:
        """Give a sign of life for everything this process has claimed."""
        until = {"taker": self._instance, "until": now_ms + LEASE_MS}
        self._database.write(lambda connection: connection.execute(_RENEW, until).rowcount)

    def release(self, now_ms: int, dead: Sequence[str] = ()) -> int:
        """Put back what was claimed by processes that gave no sign of life, or are known to be `dead`."""
        lost = {"now": now_ms, "dead": list(dead)}
        return self._database.write(lambda connection: connection.execute(_RELEASE, lost).rowcount)

    def give_back(self, rows: Sequence[int]) -> None:
        """Put back claimed events that were not begun; this process is leaving."""
        mine = {"rows": list(rows), "taker": self._instance}
        self._database.write(lambda connection: connection.execute(_GIVE_BACK, mine).rowcount)

    def claimers(self) -> list[str]:
        """The instances that hold claims now."""
        return [
            str(name) for name in self._database.read(lambda connection: connection.execute(_CLAIMERS).scalars().all())
        ]

    def backlog(self) -> int:
        """How many events are unfinished."""
        return int(self._database.read(lambda connection: connection.execute(_BACKLOG).scalar_one()))

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
    waits = arrival.outcome is None
    return {
        "webhook_event_id": arrival.webhook_event_id,
        "talker": arrival.talker if waits else DONE["talker"],
        "message_id": arrival.message_id if waits else DONE["message_id"],
        "kind": arrival.kind,
        "payload": json.dumps(arrival.event, ensure_ascii=True, separators=(",", ":")) if waits else DONE["payload"],
        "timestamp_ms": arrival.timestamp_ms,
        "received_ms": arrival.received_ms,
        "redelivery": arrival.redelivery,
        "state": "waiting" if waits else DONE["state"],
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

# Statements are made once: to make one costs SQLAlchemy more than to run it.
_PUT = Adding(
    {
        "sqlite": sqlite.insert(events).on_conflict_do_nothing(),
        "postgresql": postgresql.insert(events).on_conflict_do_nothing(),
    },
    key="webhook_event_id",
)
_CHOOSE_ALONE = text(f"SELECT pg_try_advisory_xact_lock({CLAIM_LOCK})")
_TAKE = (
    update(events)
    .where(events.c.id == bindparam("row"))
    .values(
        state="claimed",
        claimed_by=bindparam("taker"),
        claimed_until_ms=bindparam("until"),
        attempts=events.c.attempts + 1,
    )
)
_FINISH = (
    update(events)
    .where(events.c.id == bindparam("row"))
    .values(**DONE, outcome=bindparam("how"), claimed_until_ms=None)
)
_CLAIMED = (text(PENDING), events.c.state == "claimed")
_RENEW = (
    update(events)
    .where(*_CLAIMED, events.c.claimed_by == bindparam("taker"))
    .values(claimed_until_ms=bindparam("until"))
)
_FREED = {"state": "waiting", "claimed_by": None, "claimed_until_ms": None}
_LOST = (events.c.claimed_until_ms < bindparam("now")) | events.c.claimed_by.in_(bindparam("dead", expanding=True))
_RELEASE = update(events).where(*_CLAIMED, _LOST).values(**_FREED)
_GIVE_BACK = (
    update(events)
    .where(events.c.id.in_(bindparam("rows", expanding=True)))
    .where(events.c.state == "claimed", events.c.claimed_by == bindparam("taker"))
    .values(**_FREED, attempts=events.c.attempts - 1)
)
_CLAIMERS = select(events.c.claimed_by).where(*_CLAIMED).distinct()
_BACKLOG = select(func.count()).select_from(events).where(text(PENDING))
