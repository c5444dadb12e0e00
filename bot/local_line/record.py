"""What went over the wire, byte for byte: webhooks to the bot, and the bot's calls. Bounded, and waited upon."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

MOST_ENTRIES = 1_000
MOST_BYTES = 16 * 1024 * 1024
"""The oldest entries go when either is passed."""
MOST_WAITING = 6
"""So many pages wait for news at once, each with a thread of the server's; more of them are answered at once."""
THREADS_KEPT_FREE = 4
"""For an act, the webhook it becomes and the reply to that, all of them served by this process."""

Kind = Literal["webhook", "call"]


@dataclass(slots=True)
class Entry:
    """One request with its answer. `body` is what was sent, byte for byte; a call outside any chat has chat "".

    `status` is None while the answer is awaited, 0 when none came. `display` is what a tap shows in the chat; only the
    phone knows it.
    """

    number: int
    chat: str
    kind: Kind
    at_ms: int
    path: str
    body: bytes
    status: int | None = None
    answer: str = ""
    display: str = ""

    @property
    def shown(self) -> dict[str, Any]:
        """For the page. JSON is UTF-8 text, so that the text is the bytes."""
        return {
            "number": self.number,
            "chat": self.chat,
            "kind": self.kind,
            "at": self.at_ms,
            "path": self.path,
            "body": self.body.decode("utf-8", "replace"),
            "status": self.status,
            "answer": self.answer,
            "display": self.display,
        }


class Record:
    """The last entries, numbered from 1 without gaps. Safe between threads."""

    def __init__(self, now_ms: Callable[[], int], http_threads: int = MOST_WAITING + THREADS_KEPT_FREE) -> None:
        self._now_ms = now_ms
        self._most_waiting = min(MOST_WAITING, http_threads - THREADS_KEPT_FREE)
        self._entries: deque[Entry] = deque()
        self._bytes = 0
        self._last = 0
        self._waiting = 0
        self._changed = threading.Condition()

    def add(
        self,
        chat: str,
        kind: Kind,
        path: str,
        body: bytes,
        status: int | None = None,
        answer: str = "",
        display: str = "",
    ) -> Entry:
        """Keep a request; its answer may be filled in later. The number it got is in what is returned."""
        with self._changed:
            self._last += 1
            entry = Entry(self._last, chat, kind, self._now_ms(), path, body, status, answer, display)
            self._entries.append(entry)
            self._bytes += len(body)
            while len(self._entries) > MOST_ENTRIES or (self._bytes > MOST_BYTES and len(self._entries) > 1):
                self._bytes -= len(self._entries.popleft().body)
            self._changed.notify_all()
        return entry

    @property
    def last(self) -> int:
        """The number of the newest entry, 0 before the first."""
        return self._last

    def after(self, number: int, seconds: float = 0.0) -> list[Entry]:
        """The entries after `number`; with none yet, those that arrive within `seconds`."""
        with self._changed:
            if seconds > 0 and self._waiting < self._most_waiting:
                self._waiting += 1
                try:
                    self._changed.wait_for(lambda: self._last > number, seconds)
                finally:
                    self._waiting -= 1
            return [entry for entry in self._entries if entry.number > number]

    def get(self, number: int) -> Entry | None:
        """The entry `number`, None when it never was or is gone."""
        with self._changed:
            return next((entry for entry in self._entries if entry.number == number), None)
