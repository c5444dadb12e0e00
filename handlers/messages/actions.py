"""What a tap does. Every tap either types something a person could type as well, or carries a short postback.

A postback's data is a verb and its arguments with bars between: "more|1.1/progress/1.5.1|900".
"""

from __future__ import annotations

from typing import Any

from handlers.messages import limits

Action = dict[str, Any]
"""One LINE action in wire form."""

BAR = "|"


def say(label: str, typed: str) -> Action:
    """Type `typed` for the person."""
    return {
        "type": "message",
        "label": limits.cut(label, limits.FLEX_LABEL),
        "text": limits.cut(typed, limits.ACTION_TEXT, mark=""),
    }


def post(label: str, verb: str, *arguments: str | int, display: str = "") -> Action:
    """Send a postback; `display` shows in the chat as if typed, "" stays quiet."""
    action: Action = {
        "type": "postback",
        "label": limits.cut(label, limits.FLEX_LABEL),
        "data": limits.cut(BAR.join([verb, *map(str, arguments)]), limits.POSTBACK_DATA, mark=""),
    }
    if display:
        action["displayText"] = limits.cut(display, limits.DISPLAY_TEXT)
    return action


def link(label: str, uri: str) -> Action:
    """Open an address (http, https, line or tel)."""
    return {"type": "uri", "label": limits.cut(label, limits.FLEX_LABEL), "uri": uri}


def copy(label: str, words: str) -> Action:
    """Put `words` on the phone's clipboard."""
    return {
        "type": "clipboard",
        "label": limits.cut(label, limits.FLEX_LABEL),
        "clipboardText": limits.cut(words, limits.CLIPBOARD),
    }


def quick_replies(actions: list[Action]) -> dict[str, Any]:
    """The value of a message's `quickReply`: at most thirteen, labels within twenty."""
    items = [
        {"type": "action", "action": action | {"label": limits.cut(action["label"], limits.LABEL)}}
        for action in actions[: limits.QUICK_REPLIES]
    ]
    return {"items": items}
