"""Comings and goings: follow, join, new members."""

from __future__ import annotations

from handlers import event as of
from handlers import wording
from handlers.conversation import reply_with, say, view_of
from handlers.desk import Desk, Reply
from handlers.event import Event
from handlers.groups import is_silent
from handlers.messages import greeting_cards


def welcome(event: Event, desk: Desk) -> Reply:
    """Welcome a new friend, or one who unblocked the bot."""
    again = of.part(event, "follow").get("isUnblocked") is True
    view = view_of(desk, event)
    return reply_with(greeting_cards.welcome(view, again=again), view, event)


def introduce(event: Event, desk: Desk) -> Reply:
    """Say in a group what the bot is for and that it stays silent unless mentioned."""
    return say(wording.GROUP_HELLO, event, desk)


def greet_members(event: Event, desk: Desk) -> Reply:
    """Greet new members of a group in one line, unless told to be silent."""
    return Reply() if is_silent(event, desk) else say(wording.MEMBER_HELLO, event, desk)
