"""SQLAlchemy engines for the two databases, with what each needs to be fast, durable and bounded in time."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from bot.errors import StorageError

BUSY_TIMEOUT_MS = 1_000
"""How long SQLite waits for another process's lock before the write counts as failed."""

CONNECT_SECONDS = 2
STATEMENT_MS = 5_000


def open_engine(url: str, readers: int = 8) -> Engine:
    """An engine on `url`; connections are made when first used. `readers` bounds its connections.

    Raises StorageError when `url` is not one of a database we know.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(url, readers)
        return create_engine(
            parsed,
            pool_size=readers,
            max_overflow=2,
            pool_timeout=CONNECT_SECONDS,
            pool_recycle=1800,
            connect_args={
                "connect_timeout": CONNECT_SECONDS,
                "options": f"-c statement_timeout={STATEMENT_MS} -c lock_timeout={STATEMENT_MS}",
                "application_name": "krutham",
                "keepalives_idle": 10,
                "tcp_user_timeout": 5_000,
            },
        )
    except (ArgumentError, NoSuchModuleError, ValueError, TypeError):
        raise StorageError("DATABASE_URL is not an address of a database; see the settings") from None


def _sqlite(url: str, readers: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=readers,
        max_overflow=2,
        pool_timeout=CONNECT_SECONDS,
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, record: Any) -> None:  # noqa: ARG001 - SQLAlchemy's signature
        # The driver's own transactions begin late and commit early; ours are said aloud (see `begin`).
        connection.isolation_level = None
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",  # a 200 to LINE means the event survives a power cut
            f"busy_timeout = {BUSY_TIMEOUT_MS}",
            "secure_delete = ON",  # what is deleted is overwritten
            "foreign_keys = ON",
            "wal_autocheckpoint = 500",
            "temp_store = MEMORY",  # what an insert of many rows would need to be undone, else written to a file
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A write lock from the start: a transaction that turns from reading to writing can fail at any point.
        if not connection.get_execution_options().get("reading"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def reading(engine: Engine) -> Engine:
    """`engine` for single statements that only read: no transaction is opened around them."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(reading=True)
    return engine.execution_options(isolation_level="AUTOCOMMIT")
