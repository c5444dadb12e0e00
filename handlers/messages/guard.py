"""The guard every reply passes: LINE refuses a whole reply for one bad field, and then nobody is answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handlers.desk import Message
from handlers.messages import limits, look

_ACTION_LIMITS = {
    "data": limits.POSTBACK_DATA,
    "displayText": limits.DISPLAY_TEXT,
    "text": limits.ACTION_TEXT,
    "uri": limits.URI,
    "clipboardText": limits.CLIPBOARD,
}

FLEX_TEXT = 10_000
"""Our own bound on one text of a bubble; LINE names none, and the bubble's bytes are bounded anyway."""
BLOCKS = ("header", "hero", "body", "footer")
"""The parts of a bubble."""


def _over(where: str, value: Any, limit: int) -> tuple[str, ...]:
    """A fault when `value` is no text, empty, or over `limit`."""
    if not isinstance(value, str) or not value or value.isspace():
        return (f"{where} is empty",)
    if 2 * len(value) <= limit or limits.fits(value, limit):
        return ()
    return (f"{where} has {limits.utf16_units(value)} units, more than {limit}",)


def _action_faults(where: str, action: Mapping[str, Any], label: int) -> list[str]:
    """What LINE would refuse in one action."""
    found: list[str] = []
    for name, value in action.items():
        limit = label if name == "label" else _ACTION_LIMITS.get(name)
        if limit is not None and (faults_of := _over("", value, limit)):
            found += (f"{where}.{name}{fault}" for fault in faults_of)
    uri = action.get("uri")
    if isinstance(uri, str) and not uri.startswith(("http://", "https://", "line://", "tel:")):
        found.append(f"{where}.uri has no scheme that LINE opens: {uri[:40]}")
    return found


def _component_faults(where: str, component: Mapping[str, Any]) -> list[str]:
    """What LINE would refuse in a Flex component and everything inside it, named by the kind of component."""
    found: list[str] = []
    inside = [component]
    while inside:
        one = inside.pop()
        if "text" in one:
            found += (f"{where} {one.get('type')}.text{fault}" for fault in _over("", one["text"], FLEX_TEXT))
        if "action" in one:
            faults_of = _action_faults(".action", one["action"], limits.FLEX_LABEL)
            found += (f"{where} {one.get('type')}{fault}" for fault in faults_of)
        inside += one.get("contents", ())
        if one.get("type") == "bubble":
            inside += (one[block] for block in BLOCKS if block in one)
    return found


def _flex_faults(where: str, message: Message) -> Iterator[str]:
    """What LINE would refuse in a Flex message."""
    yield from _over(f"{where}.altText", message.get("altText"), limits.ALT_TEXT)
    contents = message.get("contents") or {}
    bubbles = contents.get("contents", []) if contents.get("type") == "carousel" else [contents]
    if not bubbles or len(bubbles) > limits.BUBBLES:
        yield f"{where} has {len(bubbles)} bubbles"
    for number, bubble in enumerate(bubbles):
        if (size := limits.json_bytes(bubble)) > limits.BUBBLE_BYTES:
            yield f"{where} bubble {number} has {size} bytes"
    if len(bubbles) > 1 and limits.json_bytes(contents) > limits.CAROUSEL_BYTES:
        yield f"{where} has {limits.json_bytes(contents)} bytes"
    yield from _component_faults(f"{where}.contents", contents)


def faults(messages: list[Message]) -> list[str]:
    """Everything LINE would refuse in this reply, [] when it may go out."""
    found: list[str] = []
    if not 1 <= len(messages) <= limits.MESSAGES:
        found.append(f"{len(messages)} messages")
    for number, message in enumerate(messages):
        where = f"messages[{number}]"
        if message.get("type") == "text":
            found += _over(f"{where}.text", message.get("text"), limits.TEXT)
        elif message.get("type") == "flex":
            found += _flex_faults(where, message)
        quick = message.get("quickReply", {}).get("items", [])
        if quick and number + 1 < len(messages):
            found.append(f"{where} has quick replies that LINE will not show")
        if len(quick) > limits.QUICK_REPLIES:
            found.append(f"{where} has {len(quick)} quick replies")
        for item in quick:
            found += _action_faults(f"{where}.quickReply", item["action"], limits.LABEL)
    return found


def guarded(messages: list[Message], fallback: list[Message]) -> list[Message]:
    """`messages` when LINE would take them, else the same reply as plain text, with its quick replies if they fit."""
    if not faults(messages):
        return messages
    plain = [look.plain(message["text"]) for message in fallback if message.get("text", "").strip()][: limits.MESSAGES]
    quick = messages[-1].get("quickReply") if messages else None
    if plain and quick:
        rescued = [*plain[:-1], plain[-1] | {"quickReply": quick}]
        if not faults(rescued):
            return rescued
    return plain
