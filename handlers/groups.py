"""Groups and rooms: silent unless mentioned, quoting what is answered, and silent for good when told so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers import event as of
from handlers import wording
from handlers.commands import find
from handlers.conversation import say
from handlers.desk import Desk, Reply
from handlers.event import Event
from handlers.text_message import answer_words


def _mentions_of_bot(message: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Index and length, in UTF-16 units, of every mention of the bot itself; "@All" is not one."""
    mentionees = of.part(message, "mention").get("mentionees")
    spans = []
    for one in mentionees if isinstance(mentionees, list) else []:
        if isinstance(one, Mapping) and one.get("type") == "user" and one.get("isSelf") is True:
            index, length = one.get("index"), one.get("length")
            spans.append((index, length) if isinstance(index, int) and isinstance(length, int) else (0, 0))
    return spans


def without_mentions(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with the stretches at `spans` (UTF-16 units) taken out."""
    units = text.encode("utf-16-le")
    for index, length in sorted(spans, reverse=True):
        units = units[: 2 * index] + units[2 * (index + length) :]
    return " ".join(units.decode("utf-16-le", errors="ignore").split())


def answer_in_group(event: Event, desk: Desk) -> Reply:
    """Answer a text of a group when it mentions the bot and the bot may speak there."""
    message = of.part(event, "message")
    spans = _mentions_of_bot(message)
    if not spans:
        return Reply()
    words = without_mentions(of.text_at(message, "text"), spans)
    command = find(words)
    if command is not None and command.name in ("silent", "speak"):
        return _set_silent(command.name == "silent", event, desk)
    if is_silent(event, desk):
        return Reply()
    return answer_words(words, event, desk) if words else say(wording.EMPTY_MENTION, event, desk)


def is_silent(event: Event, desk: Desk) -> bool:
    """Whether the bot was told to be silent in this group."""
    return of.is_group(event) and desk.store.is_muted(of.place(event))


def _set_silent(silent: bool, event: Event, desk: Desk) -> Reply:
    """Be silent from now on, or speak again; either is confirmed once."""
    desk.store.mute(of.place(event), silent)
    return say(wording.MUTED if silent else wording.UNMUTED, event, desk)
