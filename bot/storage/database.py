"""The state database as the process uses it: many readers, one writer that commits in groups, a known state of health.

All writes go through one thread. Whatever has been handed in while it was committing goes into its next transaction, so
a hundred webhooks at once cost one sync of the disk. A caller returns when its write is committed, or gets
StorageGoneError within `WRITE_PATIENCE`: then the bot goes on from memory, and the writer tries again by itself.
"""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Delete, Engine, Insert, Update, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import StorageError, StorageGoneError
from bot.storage.engine import open_engine, reading
from bot.storage.schema import migrate, reason, shown

log = logging.getLogger("krutham.storage")

Result = TypeVar("Result")

WRITE_PATIENCE = 1.2
"""Seconds a caller waits for its commit; LINE waits two for the whole webhook."""

RETRY_SECONDS = 0.5
"""How often a database that is gone is tried again."""

LARGEST_GROUP = 200
"""Writes in one transaction at most, so that the first of them does not wait for long."""

MOST_ROWS = 32
"""Rows in one insert at most; by powers of two up to this, a handful of statements serves groups of any size."""


@dataclass(frozen=True, eq=False)
class Adding:
    """An insert that leaves rows alone that are there already, for each dialect; `key` is the column that decides.

    All rows of a group that come by the same Adding go in with one statement, in the order of their keys, so that two
    replicas with the same rows never wait for each other in a circle.
    """

    statements: Mapping[str, Insert]
    key: str
    _made: dict[tuple[str, int], str] = field(default_factory=dict, repr=False)

    def into(self, connection: Connection, rows: list[dict[str, Any]]) -> int:
        """Insert `rows`, which all have the same columns; returns how many of them were there already.

        As few statements as can be, straight to the driver: between two of them every other thread takes its turn, and
        whoever waits for this commit waits for all of those.
        """
        rows.sort(key=lambda row: str(row[self.key]))
        added = begin = 0
        while begin < len(rows):
            size = min(MOST_ROWS, 1 << (len(rows) - begin).bit_length() - 1)
            part = rows[begin : begin + size]
            added += self._insert(connection, part)
            begin += size
        return len(rows) - added

    def _insert(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> int:
        dialect = connection.dialect
        made = self._made.get((dialect.name, len(rows)))
        if made is None:
            made = str(self.statements[dialect.name].values(list(rows)).compile(dialect=dialect))
            self._made[dialect.name, len(rows)] = made
        # SQLAlchemy's own order and names of several rows' values.
        values: Any
        if dialect.positional:
            columns = [c.key for c in self.statements[dialect.name].table.columns if c.key in rows[0]]
            values = tuple(row[name] for row in rows for name in columns)
        else:
            values = {f"{name}_m{number}": value for number, row in enumerate(rows) for name, value in row.items()}
        return connection.exec_driver_sql(made, values, {"preserve_rowcount": True}).rowcount


@dataclass
class _Write(Generic[Result]):
    """One write handed to the writer: what to do, in which place of its group, and how it went."""

    act: Callable[[Connection], Result] | None
    order: str
    scrub: bool = False
    adding: tuple[Adding, Sequence[dict[str, Any]]] | None = None
    done: threading.Lock | None = None
    then: Callable[[StorageError | None], None] | None = None
    result: Result | None = None
    fault: StorageError | None = None
    given_up: bool = False

    def settle(self) -> None:
        """Tell whoever handed it in that it is committed, or has failed."""
        if self.done is not None:
            self.done.release()
        if self.then is not None:
            self.then(self.fault)


class Database:
    """One state database. `start` begins the writer thread; everything else may be called from any thread."""

    def __init__(self, url: str, readers: int = 8) -> None:
        self.engine: Engine = open_engine(url, readers)
        self._readers = reading(self.engine)
        self._writes: queue.SimpleQueue[_Write[Any] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._connection: Connection | None = None
        self._gone_since: float | None = None
        self._retry_at = 0.0
        self._scrub_due = False
        self._ignored = 0
        self.last_fault = ""

    # ------------------------------------------------------------ life

    def prepare(self) -> None:
        """Bring the schema up to date, setting a damaged SQLite file aside first. Raises StorageError."""
        self._set_aside_if_damaged()
        migrate(self.engine)
        # Connections must not be carried over a fork.
        self.engine.dispose()

    def start(self) -> None:
        """Begin the writer thread."""
        self._thread = threading.Thread(target=self._write_for_ever, name="state-writer", daemon=True)
        self._thread.start()

    def stop(self, patience: float = 5.0) -> None:
        """Commit what was handed in, then close all connections."""
        if self._thread is not None:
            self._writes.put(None)
            self._thread.join(patience)
            self._thread = None
        self.engine.dispose()

    @property
    def is_sqlite(self) -> bool:
        """Whether this is an SQLite file of this machine's own."""
        return self.engine.dialect.name == "sqlite"

    @property
    def gone(self) -> bool:
        """Whether the database did not answer last time."""
        return self._gone_since is not None

    # ------------------------------------------------------------ reading and writing

    def read(self, query: Callable[[Connection], Result]) -> Result:
        """Run `query` outside any transaction. Raises StorageGoneError when the database does not answer."""
        self._refuse_while_gone()
        try:
            with self._readers.connect() as connection:
                return query(connection)
        except (DBAPIError, PoolTimeoutError) as fault:
            raise self._noted(fault) from fault

    def write(self, act: Callable[[Connection], Result], order: str = "m", scrub: bool = False) -> Result:
        """Run `act` in the next transaction and return its result once that is committed.

        `act` may run more than once and must do nothing but SQL. Within a group, acts run by `order`, so that two
        replicas lock the same rows in the same order. `scrub` also clears deleted bytes out of SQLite's log.
        """
        return self._wait_for(_Write(act, order, scrub))

    def add(self, adding: Adding, rows: Sequence[dict[str, Any]]) -> None:
        """Insert those of `rows` that are not there yet, before anything else of the next transaction."""
        self._wait_for(_Write[None](None, "a", adding=(adding, rows)))

    def _wait_for(self, write: _Write[Result]) -> Result:
        self._refuse_while_gone()
        # A bare lock, released by the writer: waking through an Event costs more than the insert it waits for.
        write.done = done = threading.Lock()
        done.acquire()
        self._writes.put(write)
        if not done.acquire(timeout=WRITE_PATIENCE):
            write.given_up = True
            self._mark_gone("a write did not finish in time")
            raise StorageGoneError(f"the state database at {shown(self.engine)} did not commit in time")
        if write.fault is not None:
            raise write.fault
        return write.result  # type: ignore[return-value]

    def submit(
        self, act: Callable[[Connection], Any], then: Callable[[StorageError | None], None], order: str = "m"
    ) -> None:
        """Like `write`, without waiting: `then` is told None once it is committed, or what went wrong.

        Writes of the same order are committed in the order they were handed in, those that wait among them.
        """
        try:
            self._refuse_while_gone()
        except StorageGoneError as fault:
            then(fault)
            return
        self._writes.put(_Write(act, order, then=then))

    def change(self, statement: Update | Delete | Insert, scrub: bool = False) -> int:
        """Run one changing statement by `write`; returns how many rows it touched."""
        return self.write(lambda connection: connection.execute(statement).rowcount, scrub=scrub)

    def probe(self) -> bool:
        """Write a little and see: whether the database works now. Lifts `gone` when it does."""
        self._retry_at = 0.0
        try:
            self.write(_beat)
        except StorageError:
            return False
        return True

    # ------------------------------------------------------------ the writer

    def _write_for_ever(self) -> None:
        stopping = False
        while not stopping:
            try:
                first = self._writes.get(timeout=1.0)
            except queue.Empty:
                self._scrub_if_due()
                continue
            group: list[_Write[Any]] = []
            while True:
                if first is None:
                    stopping = True
                elif not first.given_up:
                    group.append(first)
                if len(group) >= LARGEST_GROUP:
                    break
                try:
                    first = self._writes.get_nowait()
                except queue.Empty:
                    break
            if group:
                self._commit(sorted(group, key=lambda write: write.order))
        self._drop_connection()

    def _commit(self, group: list[_Write[Any]]) -> None:
        """Commit `group` in one transaction; when that fails for one write's sake, each in its own."""
        try:
            self._run(group)
        except SQLAlchemyError as fault:
            if len(group) > 1 and self._still_connected(fault):
                for write in group:
                    self._commit([write])
                return
            known = self._noted(fault)
            for write in group:
                write.fault = known
        for write in group:
            write.settle()
        self._scrub_if_due()

    def _run(self, group: list[_Write[Any]]) -> None:
        if self._connection is None or self._connection.closed or self._connection.invalidated:
            self._connection = self.engine.connect()
        with self._connection.begin():
            ignored = self._add_all(self._connection, group)
            for write in group:
                if write.act is not None:
                    write.result = write.act(self._connection)
        self._ignored += ignored
        self._scrub_due = self._scrub_due or any(write.scrub for write in group)
        if self._gone_since is not None:
            log.warning("state database is back", extra={"gone_seconds": round(time.monotonic() - self._gone_since, 1)})
            self._gone_since = None
            self.last_fault = ""

    def _add_all(self, connection: Connection, group: Sequence[_Write[Any]]) -> int:
        """Insert the rows of all Addings of a group; returns how many were there already."""
        gathered: dict[Adding, list[dict[str, Any]]] = {}
        for write in group:
            if write.adding is not None:
                gathered.setdefault(write.adding[0], []).extend(write.adding[1])
        ignored = 0
        for adding, rows in gathered.items():
            ignored += adding.into(connection, rows)
        return ignored

    def take_ignored(self) -> int:
        """How many rows were there already when they were added, since the last call."""
        taken, self._ignored = self._ignored, 0
        return taken

    def _still_connected(self, fault: SQLAlchemyError) -> bool:
        """Whether the database itself is well and one of the group's writes is what failed."""
        if isinstance(fault, DBAPIError) and not fault.connection_invalidated:
            sqlstate = getattr(fault.orig, "sqlstate", None) or ""
            # 40…: two replicas met in a deadlock; each write alone cannot.
            return isinstance(fault, (IntegrityError, DataError, ProgrammingError)) or sqlstate.startswith("40")
        return False

    def _drop_connection(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            # Closed for good, not put back: the pool it came from may be gone, or the connection broken.
            connection.invalidate()
            connection.close()

    def _scrub_if_due(self) -> None:
        """Empty SQLite's write-ahead log, which still holds what was deleted; again later if a reader is in the way."""
        if not self._scrub_due or not self.is_sqlite or self._connection is None:
            return
        try:
            # Straight to the driver: SQLAlchemy would begin a transaction, and none may be open here.
            row = self._connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._scrub_due = bool(row[0])
        except sqlite3.Error as fault:
            log.warning("the database's log could not be emptied yet", extra={"why": str(fault)})

    # ------------------------------------------------------------ health

    def _refuse_while_gone(self) -> None:
        now = time.monotonic()
        if self._gone_since is not None and now < self._retry_at:
            raise StorageGoneError(f"the state database at {shown(self.engine)} is gone: {self.last_fault}")
        if self._gone_since is not None:
            # One caller tries; the others go on without the database until it is known to be back.
            self._retry_at = now + RETRY_SECONDS

    def _mark_gone(self, why: str) -> None:
        if self._gone_since is None:
            self._gone_since = time.monotonic()
            log.error("state database is gone", extra={"why": why})
        self.last_fault = why
        self._retry_at = time.monotonic() + RETRY_SECONDS

    def _noted(self, fault: SQLAlchemyError) -> StorageError:
        """The error of ours for `fault`; a database that does not answer is marked gone."""
        why = reason(fault) if isinstance(fault, DBAPIError) else " ".join(str(fault).split())
        if isinstance(fault, (IntegrityError, DataError, ProgrammingError)):
            return StorageError(f"the state database refused a statement: {why}")
        self._mark_gone(why)
        if threading.current_thread() is self._thread:
            self._drop_connection()
            if _says_damaged(why):
                self._start_afresh()
        return StorageGoneError(f"the state database at {shown(self.engine)} does not answer: {why}")

    def _start_afresh(self) -> None:
        """Set a damaged SQLite file aside and go on with a new one; never raises."""
        try:
            self.engine.dispose()
            self._set_aside_if_damaged()
            migrate(self.engine)
        except (StorageError, OSError) as fault:
            self._mark_gone(str(fault))

    def _set_aside_if_damaged(self) -> None:
        """Rename an SQLite file that is not a sound database, with its log, so that nothing of it is destroyed."""
        if not self.is_sqlite:
            return
        path = Path(str(self.engine.url.database))
        if not path.exists() or _is_sound(self.engine):
            return
        self.engine.dispose()
        aside = path.with_name(f"{path.name}.damaged-{time.time_ns() // 1_000_000}")
        for suffix in ("", "-wal", "-shm"):
            part = Path(f"{path}{suffix}")
            if part.exists():
                part.rename(f"{aside}{suffix}")
        log.error("state database was damaged; set aside and begun anew", extra={"kept_as": str(aside)})


def _beat(connection: Connection) -> None:
    connection.execute(text("DELETE FROM meta WHERE key = 'beat'"))
    connection.execute(text("INSERT INTO meta (key, value) VALUES ('beat', '1')"))


def _says_damaged(why: str) -> bool:
    return "malformed" in why or "not a database" in why or "disk image" in why


def _is_sound(engine: Engine) -> bool:
    """Whether SQLite itself finds nothing wrong; a file that is merely locked or unreadable counts as sound."""
    try:
        with reading(engine).connect() as connection:
            return bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok")
    except DBAPIError as fault:
        return not _says_damaged(reason(fault))
