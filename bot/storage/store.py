"""`handlers.desk.Store` on the state database. While that is gone, the process's own memory stands in for it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.errors import StorageError, StorageGoneError
from bot.storage.database import Database
from bot.storage.memory import TURN_LIFE_MS, MemoryStore
from bot.storage.tables import DONE, PENDING, conversations, events, feedback, mutes, questions
from bot.storage.talkers import Pseudonyms
from bot.storage.turns import from_json, to_json
from knowledge.models import Outcome, Turn

log = logging.getLogger("krutham.storage")


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what happens when the row is there already, in the dialect of `connection`."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def storable(text: str) -> str:
    """`text` without what a database cannot hold: zero bytes and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


class DatabaseStore:
    """What handlers keep between messages. Talkers are hashed here; raw ids go no further."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms, now_ms: Callable[[], int]) -> None:
        self._database = database
        self._key = pseudonyms.key
        self._now_ms = now_ms
        self._meanwhile = MemoryStore(now_ms)
        # Turns on their way into the database, which is not waited for.
        self._fresh: dict[str, Turn] = {}

    def recall(self, talker: str) -> Turn | None:
        """The last turn of this conversation, None when there is none or it is older than half an hour."""
        sought = {"key": self._key(talker), "oldest": self._now_ms() - TURN_LIFE_MS}
        fresh = self._fresh.get(talker)
        if fresh is not None:
            return fresh
        try:
            memory = self._database.read(lambda connection: connection.execute(_RECALL, sought).scalar())
        except StorageGoneError:
            return self._meanwhile.recall(talker)
        return from_json(memory) if memory is not None else None

    def remember(self, talker: str, turn: Turn) -> None:
        """Keep `turn` as the last one of this conversation."""
        kept = turn if turn.at_ms else replace(turn, at_ms=self._now_ms())
        row = {"talker": self._key(talker), "memory": to_json(kept), "at_ms": kept.at_ms}
        self._fresh[talker] = kept

        def then(fault: StorageError | None) -> None:
            if self._fresh.get(talker) is kept:
                del self._fresh[talker]
            if fault is not None:
                self._meanwhile.remember(talker, kept)

        self._database.submit(lambda connection: connection.execute(_REMEMBER[connection.dialect.name], row), then)

    def note_question(self, talker: str, message_id: str, text: str, outcome: Outcome, answer_id: str) -> None:
        """Keep a question with its outcome, findable by `message_id` for unsend."""
        row = {
            "talker": self._key(talker),
            "message_id": storable(message_id)[:64],
            "text": storable(text),
            "outcome": outcome,
            "answer_id": storable(answer_id),
            "asked_ms": self._now_ms(),
        }

        def then(fault: StorageError | None) -> None:
            if fault is not None:
                log.warning("a question was not kept", extra={"why": str(fault)})

        self._database.submit(lambda connection: connection.execute(_NOTE, row), then)

    def note_feedback(self, talker: str, answer_id: str, verdict: str, reason: str = "") -> bool:
        """Keep 👍 ("up") or 👎 ("down"); False when this talker had given the same verdict on this answer already."""
        key, answer, why = self._key(talker), storable(answer_id)[:200], storable(reason)[:64]
        here = (feedback.c.talker == key, feedback.c.answer_id == answer)

        def act(connection: Connection) -> bool:
            known = connection.execute(select(feedback.c.verdict, feedback.c.reason).where(*here)).first()
            if known is not None and known.verdict == verdict and why in ("", known.reason):
                return False
            row = {"verdict": storable(verdict)[:8], "reason": why, "given_ms": self._now_ms()}
            adding = insert_into(connection, feedback).values(talker=key, answer_id=answer, **row)
            connection.execute(adding.on_conflict_do_update(index_elements=["talker", "answer_id"], set_=row))
            return True

        try:
            return self._database.write(act)
        except StorageGoneError:
            return self._meanwhile.note_feedback(talker, answer_id, verdict, reason)

    def mute(self, talker: str, muted: bool) -> None:
        """Make the bot silent in a group, or let it speak again."""
        row = {"talker": self._key(talker), "since_ms": self._now_ms()}

        def act(connection: Connection) -> None:
            if muted:
                connection.execute(insert_into(connection, mutes).values(row).on_conflict_do_nothing())
            else:
                connection.execute(delete(mutes).where(mutes.c.talker == row["talker"]))

        try:
            self._database.write(act)
        except StorageGoneError:
            self._meanwhile.mute(talker, muted)

    def is_muted(self, talker: str) -> bool:
        """Whether the bot was told to be silent here."""
        sought = {"key": self._key(talker)}
        try:
            return self._database.read(lambda connection: connection.execute(_MUTED, sought).first()) is not None
        except StorageGoneError:
            return self._meanwhile.is_muted(talker)

    def delete_message(self, message_id: str) -> int:
        """Delete what is stored of an unsent message, answered or still waiting; returns how many rows went."""
        sought = storable(message_id)[:64]

        def act(connection: Connection) -> int:
            gone = connection.execute(delete(questions).where(questions.c.message_id == sought)).rowcount
            waiting = update(events).where(text(PENDING), events.c.message_id == sought, events.c.state == "waiting")
            return gone + connection.execute(waiting.values(**DONE, outcome="unsent")).rowcount

        self._meanwhile.delete_message(message_id)
        return self._database.write(act, scrub=True)

    def erase(self, talker: str, until_ms: int | None = None) -> int:
        """Delete everything stored of this talker; returns how many rows went.

        What waits and was sent after `until_ms` stays.
        """
        key = self._key(talker)

        def act(connection: Connection) -> int:
            gone = 0
            for table in (conversations, questions, feedback, mutes):
                gone += connection.execute(delete(table).where(table.c.talker == key)).rowcount
            waiting = update(events).where(text(PENDING), events.c.talker == key, events.c.state == "waiting")
            if until_ms is not None:
                waiting = waiting.where(events.c.timestamp_ms <= until_ms)
            connection.execute(waiting.values(**DONE, outcome="erased"))
            return gone

        self._meanwhile.erase(talker)
        self._fresh.pop(talker, None)
        return self._database.write(act, scrub=True)

    def describe(self, talker: str) -> Mapping[str, int]:
        """How much is stored of this talker: counts by kind."""
        key = self._key(talker)

        def count(connection: Connection, table: Table) -> int:
            return connection.execute(select(func.count()).select_from(table).where(table.c.talker == key)).scalar_one()

        def query(connection: Connection) -> dict[str, int]:
            return {
                "questions": count(connection, questions),
                "feedback": count(connection, feedback),
                "conversation": count(connection, conversations),
            }

        try:
            return self._database.read(query)
        except StorageGoneError:
            return self._meanwhile.describe(talker)


# Statements of every question are made once: to make one costs SQLAlchemy more than to run it.
_RECALL = select(conversations.c.memory).where(
    conversations.c.talker == bindparam("key"), conversations.c.at_ms >= bindparam("oldest")
)
_NOTE = insert(questions)
_MUTED = select(mutes.c.talker).where(mutes.c.talker == bindparam("key"))


def _remembering(adding: sqlite.Insert | postgresql.Insert) -> sqlite.Insert | postgresql.Insert:
    changed = {"memory": adding.excluded.memory, "at_ms": adding.excluded.at_ms}
    return adding.on_conflict_do_update(index_elements=["talker"], set_=changed)


_REMEMBER = {
    "sqlite": _remembering(sqlite.insert(conversations)),
    "postgresql": _remembering(postgresql.insert(conversations)),
}
