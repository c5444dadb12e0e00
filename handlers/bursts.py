"""Several texts in a burst: one conversation, answered once.

People write "สวัสดีค่ะ", "ขอถามหน่อย", "เด็กเครียด", "ส่งต่อใครดี" as four messages. Parts that say nothing alone are asked
together; distinct questions each keep their answer, as far as one reply holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from handlers import event as of
from handlers.commands import find
from handlers.desk import Desk, Reply
from handlers.event import Event
from handlers.messages import limits
from handlers.messages.guard import faults

ANSWERS = 3
"""So many distinct questions of a burst are answered; earlier ones were overtaken by later ones."""

Respond = Callable[[Event, Desk], Reply]


def answer_burst(events: list[Mapping[str, Any]], desk: Desk, respond: Respond) -> Reply:
    """One reply for all `events` of one talker, in order of time; sent with the last event's token."""
    ordered = sorted(events, key=of.sent_at)
    texts = [event for event in ordered if of.text_at(of.part(event, "message"), "type") == "text"]
    if not texts:
        return respond(ordered[-1], desk) if ordered else Reply()
    if len(texts) == 1 or of.is_group(texts[-1]) or any(find(_words(event)) for event in texts):
        return _last_that_speaks([respond(event, desk) for event in texts])
    replies = [respond(event, desk) for event in texts]
    answered = [reply for reply in replies if reply.outcome == "answer"]
    unclear = [reply for reply in replies if reply.outcome in ("clarify", "not_found")]
    if unclear and not any(_is_danger(reply) for reply in answered):
        together = respond(_joined(texts), desk)
        if together.outcome == "answer" or not answered:
            return together
    return _one_reply(answered) if answered else _last_that_speaks(replies)


def _is_danger(reply: Reply) -> bool:
    """Whether somebody may be in danger now."""
    return reply.answer is not None and reply.answer.kind == "danger"


def _words(event: Event) -> str:
    """The text of a message event."""
    return of.text_at(of.part(event, "message"), "text")


def _joined(texts: list[Mapping[str, Any]]) -> Event:
    """The last event with the words of all, each once."""
    words = " ".join(dict.fromkeys(_words(event).strip() for event in texts))
    last = texts[-1]
    return {**last, "message": {**of.part(last, "message"), "text": words}}


def _last_that_speaks(replies: list[Reply]) -> Reply:
    """The last reply that says something."""
    return next((reply for reply in reversed(replies) if reply.messages), replies[-1])


def _one_reply(answered: list[Reply]) -> Reply:
    """The last distinct answers in one reply, quick replies on the last message only, within LINE's five."""
    distinct: dict[tuple[object, ...], Reply] = {}
    for reply in answered:
        assert reply.answer is not None  # every reply with an outcome carries its answer
        found = reply.answer
        key = (found.kind, found.focus_points[:1], found.section, found.agency, found.point)
        distinct.pop(key, None)
        distinct[key] = reply
    # Danger goes first whatever else was asked; of the rest the latest have the first claim on the room.
    danger = [reply for reply in distinct.values() if _is_danger(reply)][:1]
    others = [reply for reply in distinct.values() if not _is_danger(reply)]
    chosen: list[Reply] = []
    for reply in [*danger, *reversed(others)][:ANSWERS]:
        if sum(len(one.messages) for one in chosen) + len(reply.messages) <= limits.MESSAGES:
            chosen.insert(len(danger) if chosen else 0, reply)
    last = chosen[-1]
    messages = [message for reply in chosen for message in reply.messages]
    messages = [{k: v for k, v in message.items() if k != "quickReply"} for message in messages[:-1]] + messages[-1:]
    if faults(messages):
        return last
    fallback = tuple(message for reply in chosen for message in reply.fallback)[-limits.MESSAGES :]
    return replace(last, messages=tuple(messages), fallback=fallback)
