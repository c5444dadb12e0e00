"""The handlers' Store in this process's memory: for the terminal, and while the state database is gone."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from knowledge.models import Outcome, Turn

Key = TypeVar("Key")
Value = TypeVar("Value")

TURN_LIFE_MS = 30 * 60 * 1000
"""How long a conversation is leaned on: half an hour."""

MOST_KEPT = 10_000
"""Entries kept of each kind before the oldest go, so that memory stays flat however many people talk."""


class MemoryStore:
    """`handlers.desk.Store` without a database; bounded, and gone with the process. Safe between threads."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self._lock = threading.Lock()
        self._turns: OrderedDict[str, Turn] = OrderedDict()
        self._questions: OrderedDict[str, str] = OrderedDict()
        self._feedback: OrderedDict[tuple[str, str], tuple[str, str]] = OrderedDict()
        self._muted: OrderedDict[str, None] = OrderedDict()

    def recall(self, talker: str) -> Turn | None:
        """The last turn of this conversation, None when there is none or it is older than half an hour."""
        with self._lock:
            turn = self._turns.get(talker)
        return turn if turn is not None and self._now_ms() - turn.at_ms <= TURN_LIFE_MS else None

    def remember(self, talker: str, turn: Turn) -> None:
        """Keep `turn` as the last one of this conversation."""
        with self._lock:
            _keep(self._turns, talker, turn if turn.at_ms else replace(turn, at_ms=self._now_ms()))

    def note_question(
        self,
        talker: str,
        message_id: str,
        text: str,  # noqa: ARG002 - the protocol's; nobody reads this memory later
        outcome: Outcome,  # noqa: ARG002
        answer_id: str,  # noqa: ARG002
    ) -> None:
        """Count a question for `describe`; its text is not kept."""
        with self._lock:
            _keep(self._questions, message_id, talker)

    def note_feedback(self, talker: str, answer_id: str, verdict: str, reason: str = "") -> bool:
        """Keep a verdict; False when this talker had given the same verdict and reason on this answer already."""
        with self._lock:
            known = self._feedback.get((talker, answer_id))
            if known is not None and known[0] == verdict and reason in ("", known[1]):
                return False
            _keep(self._feedback, (talker, answer_id), (verdict, reason))
            return True

    def mute(self, talker: str, muted: bool) -> None:
        """Make the bot silent in a group, or let it speak again."""
        with self._lock:
            if muted:
                _keep(self._muted, talker, None)
            else:
                self._muted.pop(talker, None)

    def is_muted(self, talker: str) -> bool:
        """Whether the bot was told to be silent here."""
        with self._lock:
            return talker in self._muted

    def delete_message(self, message_id: str) -> int:
        """Forget the question of an unsent message; returns how many there were."""
        with self._lock:
            return 0 if self._questions.pop(message_id, None) is None else 1

    def erase(self, talker: str, until_ms: int | None = None) -> int:  # noqa: ARG002  # nothing waits in memory
        """Forget everything of this talker; returns how many entries went. Nothing waits here, whatever `until_ms`."""
        with self._lock:
            gone = int(self._turns.pop(talker, None) is not None)
            mine = [message_id for message_id, asker in self._questions.items() if asker == talker]
            for message_id in mine:
                del self._questions[message_id]
            given = [key for key in self._feedback if key[0] == talker]
            for key in given:
                del self._feedback[key]
            return gone + len(mine) + len(given)

    def describe(self, talker: str) -> Mapping[str, int]:
        """How much is kept of this talker, by kind."""
        with self._lock:
            return {
                "questions": sum(asker == talker for asker in self._questions.values()),
                "feedback": sum(key[0] == talker for key in self._feedback),
                "conversation": int(talker in self._turns),
            }


def _keep(kept: OrderedDict[Key, Value], key: Key, value: Value) -> None:
    """Put `value` in as the newest entry, and let the oldest go when there are too many."""
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > MOST_KEPT:
        kept.popitem(last=False)
