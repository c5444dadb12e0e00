"""The tables of the state database, the same on SQLite and PostgreSQL.

Talkers (people, groups, rooms) appear only as keyed hashes. Times are milliseconds since 1970. The schema's history is
in `migrations/`; a change here needs a migration there.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, String, Table, Text, text

metadata = MetaData()

PENDING = "state <> 'done'"
"""The condition of the indexes over unfinished events; queries must repeat it to the letter, or SQLite scans all."""

DONE = {"state": "done", "payload": None, "talker": "", "message_id": None}
"""What becomes of an event that is done."""

_ROW_NUMBER = BigInteger().with_variant(Integer, "sqlite")

events = Table(
    "events",
    metadata,
    Column("id", _ROW_NUMBER, primary_key=True, autoincrement=True),
    Column("webhook_event_id", String(64), nullable=False, unique=True),
    Column("talker", String(64), nullable=False),
    Column("message_id", String(64)),
    Column("kind", String(32), nullable=False),
    Column("payload", Text),
    Column("timestamp_ms", BigInteger, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("redelivery", Boolean, nullable=False),
    Column("state", String(8), nullable=False),
    Column("claimed_by", String(120)),
    Column("claimed_until_ms", BigInteger),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("outcome", String(32)),
    Index("ix_events_pending", "timestamp_ms", "id", sqlite_where=text(PENDING), postgresql_where=text(PENDING)),
    Index("ix_events_pending_talker", "talker", sqlite_where=text(PENDING), postgresql_where=text(PENDING)),
    Index("ix_events_received", "received_ms"),
)
"""The inbox. `state` is waiting, claimed or done; `payload` is the event's JSON.

A done event is only an id and times, for redeliveries: what it said, whose it was (`talker` is "") and its message are
gone. So no index has to find done events by any of them, each of which cost a page of the disk for every webhook.
"""

conversations = Table(
    "conversations",
    metadata,
    Column("talker", String(64), primary_key=True),
    Column("memory", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False, index=True),
)
"""The last turn of each conversation, as JSON: topics, no text of the person."""

questions = Table(
    "questions",
    metadata,
    Column("id", _ROW_NUMBER, primary_key=True, autoincrement=True),
    Column("talker", String(64), nullable=False, index=True),
    Column("message_id", String(64), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("answer_id", Text, nullable=False),
    Column("asked_ms", BigInteger, nullable=False, index=True),
)

feedback = Table(
    "feedback",
    metadata,
    Column("talker", String(64), primary_key=True),
    Column("answer_id", String(200), primary_key=True),
    Column("verdict", String(8), nullable=False),
    Column("reason", String(64), nullable=False, server_default=""),
    Column("given_ms", BigInteger, nullable=False, index=True),
)

mutes = Table(
    "mutes",
    metadata,
    Column("talker", String(64), primary_key=True),
    Column("since_ms", BigInteger, nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
