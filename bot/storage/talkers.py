"""People, groups and rooms as keyed hashes: LINE's ids never reach a disk."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from bot.errors import StartError
from bot.storage.database import Database

NAMING_KEYS = frozenset({"userId", "groupId", "roomId"})
"""The keys of a webhook event whose values are LINE ids of people and places."""


class Pseudonyms:
    """Turns LINE ids into others of the same shape that only the holder of `pepper` could link to the real ones."""

    def __init__(self, pepper: bytes) -> None:
        self._pepper = pepper

    def key(self, talker: str) -> str:
        """What stands for `talker` in the database: 64 hexadecimal digits."""
        return hmac.digest(self._pepper, b"key:" + talker.encode("utf-8", "surrogatepass"), "sha256").hex()

    def name(self, line_id: str) -> str:
        """What stands for a LINE id inside a stored event: its first letter (U, C, R) and 32 hexadecimal digits."""
        digest = hmac.digest(self._pepper, b"name:" + line_id.encode("utf-8", "surrogatepass"), "sha256")
        return line_id[:1] + digest.hex()[:32]

    def cover(self, event: Any) -> Any:
        """A copy of `event` in which every id of a person or place is replaced by its pseudonym."""
        if isinstance(event, dict):
            return {
                key: self.name(value) if key in NAMING_KEYS and isinstance(value, str) and value else self.cover(value)
                for key, value in event.items()
            }
        if isinstance(event, list):
            return [self.cover(part) for part in event]
        return event


def find_pepper(given: str | None, data: Path, database: Database) -> bytes:
    """The key of the hashes: KRUTHAM_PEPPER, else a random one made once and kept.

    It is kept in a file only we may read, or in the database where several replicas have to agree on it.
    Raises StartError when the file cannot be read or made.
    """
    if given:
        return given.encode()
    if database.is_sqlite:
        return _from_file(data / "pepper")
    return database.read(_from_database)


def _from_file(path: Path) -> bytes:
    try:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            kept = path.read_bytes().strip()
        else:
            kept = secrets.token_hex(32).encode()
            with os.fdopen(descriptor, "wb") as file:
                file.write(kept + b"\n")
    except OSError as fault:
        raise StartError(
            f"the key of the hashes at {path} cannot be used: {fault.strerror}; set KRUTHAM_PEPPER"
        ) from fault
    if len(kept) < 16:
        raise StartError(f"the key of the hashes at {path} is too short; restore it, or set KRUTHAM_PEPPER")
    return kept


def _from_database(connection: Connection) -> bytes:
    fresh = secrets.token_hex(32)
    connection.execute(
        text("INSERT INTO meta (key, value) VALUES ('pepper', :fresh) ON CONFLICT DO NOTHING"), {"fresh": fresh}
    )
    return str(connection.execute(text("SELECT value FROM meta WHERE key = 'pepper'")).scalar_one()).encode()
