"""Bringing the state database to the newest schema, one process at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from bot.errors import StorageError

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
MIGRATION_LOCK = 0x6B7275_7468
"""The key of PostgreSQL's advisory lock around migrations ("kru", "th")."""


def migrate(engine: Engine, to: str = "head") -> None:
    """Run every migration that is missing up to revision `to`, under a lock that other processes respect.

    Raises StorageError when the database was made by a newer version or cannot be reached.
    """
    try:
        with engine.connect() as connection, _alone(connection, engine):
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, to)
            connection.commit()
    except CommandError as fault:
        raise StorageError(
            f"the state database at {shown(engine)} has a schema this version does not know ({fault}); "
            "run the version that made it, or a newer one"
        ) from fault
    except DBAPIError as fault:
        raise StorageError(f"the state database at {shown(engine)} cannot be used: {reason(fault)}") from fault


def shown(engine: Engine) -> str:
    """The database's address without its password."""
    return engine.url.render_as_string(hide_password=True)


def reason(fault: DBAPIError) -> str:
    """What the database driver said, on one line."""
    return " ".join(str(fault.orig).split())


@contextmanager
def _alone(connection: Connection, engine: Engine) -> Iterator[None]:
    """Hold the migration lock: a lock file beside an SQLite file, an advisory lock in PostgreSQL."""
    if engine.dialect.name == "sqlite":
        with Path(f"{engine.url.database}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    # Waiting for another replica's migration may take longer than any ordinary statement.
    connection.execute(text("SET statement_timeout = 0"))
    connection.execute(text("SET lock_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
        connection.execute(text("RESET statement_timeout"))
        connection.execute(text("RESET lock_timeout"))
        connection.commit()
