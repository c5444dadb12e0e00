"""The table of contents of the conversation: event kind → function, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handlers import bursts, greetings, groups, not_text, postback, privacy, text_message
from handlers import event as of
from handlers.desk import Desk, Reply

Handler = Callable[[Mapping[str, Any], Desk], Reply]
"""One event in, a reply out; an empty reply stays silent."""

EVENTS: dict[str, Handler] = {
    "follow": greetings.welcome,
    "unfollow": privacy.gone,
    "join": greetings.introduce,
    "leave": privacy.gone,
    "memberJoined": greetings.greet_members,
    "postback": postback.answer_postback,
    "unsend": privacy.unsent,
}
"""Kinds of event that are no message. What LINE adds tomorrow is met with silence."""


def respond(event: Mapping[str, Any], desk: Desk) -> Reply:
    """Answer one raw webhook event. On standby another system holds the chat: nothing is said, deletions are done."""
    handler = handler_of(event)
    reply = handler(event, desk) if handler else Reply()
    return reply if of.can_be_answered(event) else Reply(outcome=reply.outcome, answer=reply.answer)


def respond_many(events: list[Mapping[str, Any]], desk: Desk) -> Reply:
    """Answer texts that one person sent in a burst as one conversation, with the last event's reply token."""
    return bursts.answer_burst(events, desk, respond)


def handler_of(event: Mapping[str, Any]) -> Handler | None:
    """The function for this event, None for what needs no answer."""
    kind = of.text_at(event, "type")
    if kind not in ("message", "messageEdited"):
        return EVENTS.get(kind)
    is_text = of.text_at(of.part(event, "message"), "type") == "text"
    if of.is_group(event):
        return edited(groups.answer_in_group, kind) if is_text else None
    return edited(text_message.answer_text, kind) if is_text else not_text.answer


def edited(handler: Handler, kind: str) -> Handler:
    """The same handler for an edited message, after what was stored of its first form is deleted."""
    if kind != "messageEdited":
        return handler

    def answer_anew(event: Mapping[str, Any], desk: Desk) -> Reply:
        """Forget the first form, answer the new one."""
        if message_id := of.text_at(of.part(event, "message"), "id"):
            desk.store.delete_message(message_id)
        return handler(event, desk)

    return answer_anew
