"""The edge's named errors. Each message says what was wrong, shows the value and says what to do next.

BotError
├── SettingsError            the environment names something unusable
├── StartError               a start cannot go on: a busy port, an unwritable folder
├── StorageError             the state database cannot be used
│   └── StorageGoneError     … just now; it is tried again
└── InputError               a command was given something it cannot read
"""

from __future__ import annotations


class BotError(Exception):
    """Anything the edge knows how to name; the command line prints it in one line and exits with 2."""


class SettingsError(BotError):
    """One or more settings are unusable; the message names every one of them."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("settings: " + "; ".join(faults))


class StartError(BotError):
    """The process cannot start as asked."""


class StorageError(BotError):
    """The state database cannot be used as it is."""


class StorageGoneError(StorageError):
    """The state database does not answer now: locked, full, read-only or gone. The bot goes on without it."""


class InputError(BotError):
    """A command cannot read what it was given."""
