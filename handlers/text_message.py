"""The story of one text: a command? else a question; then the answer, laid out, remembered and noted."""

from __future__ import annotations

from handlers import event as of
from handlers import privacy, wording
from handlers.browsing import open_focus_point, open_policies, open_policy, read_on
from handlers.commands import Command, find, ordinal
from handlers.conversation import answer_reply, previous_turn, recalled, say
from handlers.desk import Desk, Reply
from handlers.event import Event
from handlers.messages.actions import BAR
from knowledge.models import Answer


def answer_text(event: Event, desk: Desk) -> Reply:
    """Answer a text message sent by one person."""
    return answer_words(of.text_at(of.part(event, "message"), "text"), event, desk)


def answer_words(words: str, event: Event, desk: Desk) -> Reply:
    """Answer `words`, whether typed, tapped or left of a mention."""
    if not words.strip():
        return say(wording.EMPTY_TEXT, event, desk)
    words = chosen(words, event, desk)
    command = find(words)
    if command is not None and (reply := obey(command, words, event, desk)) is not None:
        return reply
    return answer_reply(desk.engine.ask(words, previous_turn(event, desk)), words, event, desk)


def chosen(words: str, event: Event, desk: Desk) -> str:
    """What the choice asks that `words` names by its number; `words` themselves when they name none."""
    number = ordinal(words)
    turn = recalled(event, desk) if number else None
    choices = [choice for choice in turn.choices if BAR not in choice] if turn else []
    return choices[number - 1] if number and number <= len(choices) else words


def obey(command: Command, words: str, event: Event, desk: Desk) -> Reply | None:
    """What a command opens; None when this report has no such thing and the words are better asked."""
    match command.name:
        case "menu":
            return open_policies(event, desk)
        case "policy":
            return open_policy(command.policy or 0, event, desk)
        case "focus_point":
            return open_focus_point(command, words, event, desk)
        case "read_on":
            return read_on(event, desk)
        case "help" | "about":
            talk = Answer("smalltalk", "smalltalk", smalltalk=command.name, confidence=1.0)
            return answer_reply(talk, words, event, desk)
        case "my_data":
            return privacy.describe(event, desk)
        case "delete_my_data":
            return privacy.erase(event, desk)
        case _:
            return say(wording.ONLY_IN_GROUPS, event, desk)
