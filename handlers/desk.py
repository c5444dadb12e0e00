"""What a handler works with: the report's engine, the store, the clock and the few settings that show in messages.

All of it is handed in by `bot`; nothing here does I/O of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from knowledge.models import Agency, Answer, Level, Outcome, Report, Section, Turn

Message = dict[str, Any]
"""One LINE message object exactly as it goes over the wire (camelCase keys)."""


class Engine(Protocol):
    """What answers questions: `knowledge.engine.Engine`."""

    @property
    def report(self) -> Report:
        """The report that is answered from."""
        ...

    def ask(self, text: str, previous: Turn | None = None) -> Answer:
        """Answer `text`, leaning on `previous` where the question leaves something open."""
        ...

    def open_focus_point(
        self,
        focus_point: str,
        section: Section | None = None,
        agency: Agency | None = None,
        level: Level | None = None,
    ) -> Answer:
        """Browse: a focus point's summary, or all passages of one section, office or level of it, as excerpts."""
        ...

    def open_passage(self, passage: str) -> Answer:
        """The whole of one passage by its id, with the passages that stand under it; not_found when there is none."""
        ...

    def open_figures(self, focus_point: str | None = None, agency: Agency | None = None) -> Answer:
        """The key figures of a focus point, of an office, or of both."""
        ...

    def open_policy(self, number: int | None = None) -> Answer:
        """The policies, or one policy with its focus points."""
        ...


class Store(Protocol):
    """What is kept between messages. `talker` is the raw LINE id of a user, group or room; it is stored hashed."""

    def recall(self, talker: str) -> Turn | None:
        """The last turn of this conversation, None when there is none or it is older than half an hour."""
        ...

    def remember(self, talker: str, turn: Turn) -> None:
        """Keep `turn` as the last one of this conversation."""
        ...

    def note_question(self, talker: str, message_id: str, text: str, outcome: Outcome, answer_id: str) -> None:
        """Keep a question with its outcome, findable by `message_id` for unsend."""
        ...

    def note_feedback(self, talker: str, answer_id: str, verdict: str, reason: str = "") -> bool:
        """Keep 👍 ("up") or 👎 ("down"); False when this talker had given the same verdict on this answer already."""
        ...

    def mute(self, talker: str, muted: bool) -> None:
        """Make the bot silent in a group, or let it speak again."""
        ...

    def is_muted(self, talker: str) -> bool:
        """Whether the bot was told to be silent here."""
        ...

    def delete_message(self, message_id: str) -> int:
        """Delete what is stored of an unsent message; returns how many rows went."""
        ...

    def erase(self, talker: str, until_ms: int | None = None) -> int:
        """Delete everything stored of this talker; returns how many rows went.

        With `until_ms`, what waits to be handled and was sent after that moment stays: who blocks the account and
        unblocks it at once is to be greeted.
        """
        ...

    def describe(self, talker: str) -> Mapping[str, int]:
        """How much is stored of this talker: counts by kind ("questions", "feedback", "conversation")."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a handler may use. `public_url` has no trailing slash; without it no links to the reader are sent.

    `basic_id` is the account's @id, for share links; `retention_days` is told to people who ask about their data.
    """

    engine: Engine
    store: Store
    now_ms: Callable[[], int]
    public_url: str | None = None
    basic_id: str | None = None
    retention_days: int = 90
    operator: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a handler decided: the messages to send (none = stay silent) and what may be logged of it.

    `answer` is set when a question was asked; `fallback` are plain-text messages to send instead when LINE refuses
    `messages`, so that nobody is left without a reply.
    """

    messages: tuple[Message, ...] = ()
    outcome: Outcome | None = None
    answer: Answer | None = None
    fallback: tuple[Message, ...] = ()
