"""From an answer to a reply: laid out for where it will be read, remembered for what is asked next, noted."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from handlers import event as of
from handlers.desk import Desk, Reply
from handlers.event import Event
from handlers.messages import build, draft_of, greeting_cards
from handlers.messages.actions import BAR
from handlers.messages.draft import Draft, View
from handlers.messages.shelf import shelf_of
from knowledge.models import Answer, Turn


def answer_id(report: str, question: str, answer: Answer) -> str:
    """The name of an answer in feedback: the same question and passages give the same id everywhere."""
    parts = [report, " ".join(question.split()), answer.kind, *(one.passage.id for one in answer.excerpts)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def view_of(desk: Desk, event: Event, named: str = "", start: int = 0) -> View:
    """How messages for this event are laid out."""
    return View(
        shelf=shelf_of(desk.engine.report),
        answer_id=named,
        public_url=desk.public_url,
        basic_id=desk.basic_id,
        in_group=of.is_group(event),
        start=start,
    )


def previous_turn(event: Event, desk: Desk) -> Turn | None:
    """What this conversation was about, as the engine wants it: without where "อ่านต่อ" leads."""
    turn = recalled(event, desk)
    if turn and any(BAR in choice for choice in turn.choices):
        return replace(turn, choices=())
    return turn


def recalled(event: Event, desk: Desk) -> Turn | None:
    """What is remembered of this conversation, None without a conversation to remember."""
    place = of.place(event)
    return desk.store.recall(place) if place else None


def remember(event: Event, desk: Desk, turn: Turn | None, onward: str = "") -> None:
    """Keep what a follow-up may lean on; `onward` is what a typed "อ่านต่อ" opens."""
    place = of.place(event)
    if not place or turn is None:
        return
    choices = turn.choices or ((onward,) if onward else ())
    desk.store.remember(place, replace(turn, choices=choices, at_ms=desk.now_ms()))


def turn_of(answer: Answer) -> Turn:
    """The turn of an answer that brings none itself."""
    if answer.turn is not None:
        return answer.turn
    return Turn(
        focus_point=answer.focus_points[0] if answer.focus_points else None,
        section=answer.section,
        agency=answer.agency,
        level=answer.level,
        kind=answer.kind,
        passages=tuple(one.passage.id for one in answer.excerpts),
        choices=tuple(choice.ask for choice in answer.choices),
    )


def turn_after(answer: Answer, event: Event, desk: Desk) -> Turn:
    """What to remember of an answer; one that found nothing leaves the topic as it was."""
    asks = tuple(choice.ask for choice in answer.choices)
    if answer.outcome == "not_found" and not answer.focus_points:
        return replace(recalled(event, desk) or Turn(kind="not_found"), choices=asks)
    turn = turn_of(answer)
    return replace(turn, choices=asks) if asks and not turn.choices else turn


def quoted(event: Event, messages: list[dict[str, object]]) -> list[dict[str, object]]:
    """In a group the first text message quotes the question it answers."""
    token = of.text_at(of.part(event, "message"), "quoteToken")
    if token and of.is_group(event) and messages and messages[0].get("type") == "text":
        return [messages[0] | {"quoteToken": token}, *messages[1:]]
    return messages


def reply_with(draft: Draft, view: View, event: Event, answer: Answer | None = None) -> Reply:
    """The reply of a draft: messages guarded and quoting, fallback beside them."""
    messages, fallback = build(draft, view)
    return Reply(
        messages=tuple(quoted(event, messages)),
        outcome=answer.outcome if answer else None,
        answer=answer,
        fallback=tuple(quoted(event, fallback)),
    )


def say(words: str, event: Event, desk: Desk) -> Reply:
    """One spoken line."""
    return reply_with(greeting_cards.short(words), view_of(desk, event), event)


def answer_reply(answer: Answer, question: str, event: Event, desk: Desk, start: int = 0) -> Reply:
    """Lay out an answer, remember it, and note the question."""
    named = answer_id(desk.engine.report.id, question, answer)
    view = view_of(desk, event, named, start)
    if answer.kind == "smalltalk" and answer.smalltalk == "about":
        draft = greeting_cards.about(view, desk.retention_days, desk.operator)
    else:
        draft = draft_of(answer, view)
    if answer.outcome != "smalltalk":
        remember(event, desk, turn_after(answer, event, desk), draft.onward.data if draft.onward else "")
    note(event, desk, question, answer, named)
    return reply_with(draft, view, event, answer)


def note(event: Event, desk: Desk, question: str, answer: Answer, named: str) -> None:
    """Note the question with its outcome, findable by its message for unsend; taps have no message: not noted."""
    message_id = of.text_at(of.part(event, "message"), "id")
    person = of.person(event)
    if message_id and person:
        desk.store.note_question(person, message_id, question, answer.outcome, named)
