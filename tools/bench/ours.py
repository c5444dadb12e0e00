"""KruTham's two ways through: the engine alone, and the whole way from a text to the messages LINE would be sent."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.commands.ask import text_event
from bot.opening import open_desk
from bot.readable import as_on_the_phone
from bot.settings import Settings
from bot.storage.memory import MemoryStore
from handlers.desk import Desk, Reply
from handlers.routes import respond
from knowledge.engine import Engine
from knowledge.models import Answer

Asked = Callable[[str], Any]
Told = Callable[[Any], dict[str, Any]]


def engine_alone(index: Path) -> tuple[Asked, Told]:
    """`Engine.ask`; what counts as found is the first passage."""
    engine = Engine.open(index)
    return engine.ask, lambda answer: found(answer, first_text(answer))


def whole_way(index: Path) -> tuple[Asked, Told]:
    """Webhook event in, LINE messages out; what counts as found is what a person reads of them."""
    desk = desk_on(index)
    return asker(desk), lambda reply: found(reply.answer, shown(reply))


def desk_on(index: Path, engine: Engine | None = None) -> Desk:
    """A desk as `krutham ask` has it, on this index, or on an engine that is open already."""
    settings = Settings.from_environment({}, index=str(index), serving=False)
    return open_desk(settings, MemoryStore(now_ms), now_ms, engine)


def asker(desk: Desk) -> Callable[[str], Reply]:
    """A function that answers each text as one that a new person types."""
    numbers = itertools.count(1)

    def ask(text: str) -> Reply:
        number = next(numbers)
        return respond(text_event(f"person {number}", text, number, desk.now_ms()), desk)

    return ask


def now_ms() -> int:
    """The wall clock."""
    return time.time_ns() // 1_000_000


def found(answer: Answer | None, text: str) -> dict[str, Any]:
    """What `questions.graded` wants to know; anything but an answer counts as nothing found."""
    if answer is None or answer.outcome != "answer":
        return {"focus_point": None, "lines": None, "text": ""}
    passage = answer.excerpts[0].passage if answer.excerpts else None
    return {
        "focus_point": answer.focus_points[0] if answer.focus_points else None,
        "lines": [passage.first_line, passage.last_line] if passage else None,
        "text": text,
    }


def first_text(answer: Answer) -> str:
    """The whole text of the first passage, or the leading point of an answer without one."""
    if not answer.excerpts:
        return answer.point
    passage = answer.excerpts[0].passage
    return " ".join([passage.text, passage.remedy, *passage.links])


def shown(reply: Reply) -> str:
    """The messages as read on the phone, without the quick replies below them."""
    return as_on_the_phone([{**message, "quickReply": {}} for message in reply.messages])


OURS: dict[str, Callable[[Path], tuple[Asked, Told]]] = {
    "KruTham, the engine": engine_alone,
    "KruTham, text to LINE messages": whole_way,
}
