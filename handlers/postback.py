"""Taps that carry a postback: reading on, questions tapped in groups, 👍 and 👎. Old buttons explain themselves."""

from __future__ import annotations

from handlers import event as of
from handlers import wording
from handlers.browsing import ONWARD, Opener
from handlers.conversation import reply_with, say, view_of
from handlers.desk import Desk, Reply
from handlers.event import Event
from handlers.groups import is_silent
from handlers.messages import actions, greeting_cards
from handlers.messages.actions import BAR
from handlers.text_message import answer_words


def answer_postback(event: Event, desk: Desk) -> Reply:
    """Answer a tap; switching the rich menu's tab is no question and gets no answer."""
    postback = of.part(event, "postback")
    if "newRichMenuAliasId" in of.part(postback, "params"):
        return Reply()
    if is_silent(event, desk):
        return Reply()
    reply = open_data(of.text_at(postback, "data"), event, desk)
    return reply if reply is not None else say(wording.OLD_BUTTON, event, desk)


def open_data(data: str, event: Event, desk: Desk) -> Reply | None:
    """What postback data leads to; None when nothing here knows it or it names what the report no longer has."""
    verb, *arguments = data.split(BAR)
    opener = _OPENERS.get(verb)
    return opener(arguments, event, desk) if opener else None


def _ask(arguments: list[str], event: Event, desk: Desk) -> Reply | None:
    """ask|words: a question tapped where typing would go unheard."""
    return answer_words(BAR.join(arguments), event, desk) if arguments else None


def _useful(arguments: list[str], event: Event, desk: Desk) -> Reply | None:
    """up|answer: thanks once, silence after that."""
    return _rated(arguments, "up", wording.FEEDBACK_UP, event, desk)


def _not_useful(arguments: list[str], event: Event, desk: Desk) -> Reply | None:
    """down|answer: asks why, once, with reasons to tap."""
    if not arguments or not of.person(event) or not desk.store.note_feedback(of.person(event), arguments[0], "down"):
        return Reply()
    reasons = [actions.post(label, "why", arguments[0], key, display=label) for key, label in wording.FEEDBACK_REASONS]
    return reply_with(greeting_cards.short(wording.FEEDBACK_DOWN, *reasons), view_of(desk, event), event)


def _why(arguments: list[str], event: Event, desk: Desk) -> Reply | None:
    """why|answer|reason: the reason behind a 👎."""
    if len(arguments) < 2 or arguments[1] not in dict(wording.FEEDBACK_REASONS):
        return None
    person = of.person(event)
    if not person or not desk.store.note_feedback(person, arguments[0], "down", arguments[1]):
        return Reply()
    return say(wording.FEEDBACK_REASON, event, desk)


def _rated(arguments: list[str], verdict: str, thanks: str, event: Event, desk: Desk) -> Reply | None:
    """Keep a verdict and acknowledge it the first time."""
    person = of.person(event)
    if not arguments or not person:
        return Reply()
    return say(thanks, event, desk) if desk.store.note_feedback(person, arguments[0], verdict) else Reply()


_OPENERS: dict[str, Opener] = {
    **ONWARD,
    "ask": _ask,
    "up": _useful,
    "down": _not_useful,
    "why": _why,
}
"""Every verb a button of ours carries."""
