"""LINE's documented limits, checked on messages as they were received.

Written from LINE's documentation and not from `handlers.messages.limits`: what is sent is judged by someone else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

ACTION_LIMITS = {"data": 300, "displayText": 300, "fillInText": 300, "text": 300, "uri": 1000, "clipboardText": 1000}
KINDS = ("sticker", "image", "video", "audio", "location", "imagemap", "template")
BUBBLE_BYTES, CAROUSEL_BYTES = 30 * 1024, 50 * 1024

Faults = Iterator[tuple[str, str]]
"""What is wrong, as LINE tells it: the property, and a word about it."""


def faults_of(messages: list[Any]) -> Faults:
    """Every documented limit that `messages` break."""
    for number, message in enumerate(messages):
        at = f"messages[{number}]"
        if not isinstance(message, dict):
            yield at, "must be an object"
            continue
        kind = message.get("type")
        if kind in ("text", "textV2"):
            yield from _length(at + ".text", message.get("text"), 5000)
        elif kind == "flex":
            yield from _length(at + ".altText", message.get("altText"), 1500)
            yield from _container(at + ".contents", message.get("contents"))
        elif kind not in KINDS:
            yield at + ".type", f"unknown type {kind!r}"
        items = (message.get("quickReply") or {}).get("items", [])
        if len(items) > 13:
            yield at + ".quickReply.items", "Size must be between 1 and 13"
        for index, item in enumerate(items):
            yield from _action(f"{at}.quickReply.items[{index}].action", item.get("action"), label=20)


def _length(at: str, text: Any, most: int) -> Faults:
    if not isinstance(text, str) or not text:
        yield at, "must be a non-empty string"
    elif max(len(text), len(text.encode("utf-16-le", "surrogatepass")) // 2) > most:
        yield at, f"Length must be between 1 and {most}"


def _container(at: str, container: Any) -> Faults:
    if not isinstance(container, dict) or container.get("type") not in ("bubble", "carousel"):
        yield at, "must be a bubble or a carousel"
        return
    carousel = container["type"] == "carousel"
    bubbles = container.get("contents", []) if carousel else [container]
    if not 1 <= len(bubbles) <= 12:
        yield at, "Size must be between 1 and 12"
    if carousel and len({bubble.get("size") for bubble in bubbles}) > 1:
        yield at, "all bubbles must have the same size"
    if carousel and len(json.dumps(container)) > CAROUSEL_BYTES:
        yield at, "carousel JSON over 50 KB"
    for index, bubble in enumerate(bubbles):
        if len(json.dumps(bubble)) > BUBBLE_BYTES:
            yield f"{at}.contents[{index}]", "bubble JSON over 30 KB"
        for block in ("header", "hero", "body", "footer"):
            yield from _component(f"{at}.contents[{index}].{block}", bubble.get(block))


def _component(at: str, component: Any) -> Faults:
    if not isinstance(component, dict):
        return
    if component.get("action") is not None:
        yield from _action(at + ".action", component["action"], label=40)
    if component.get("type") == "text" and not component.get("contents"):
        yield from _length(at + ".text", component.get("text"), 10_000)
    if component.get("type") == "box":
        for index, child in enumerate(component.get("contents", [])):
            yield from _component(f"{at}.contents[{index}]", child)


def _action(at: str, action: Any, label: int) -> Faults:
    if not isinstance(action, dict) or not action.get("type"):
        yield at, "must be an action"
        return
    if "label" in action:
        yield from _length(at + ".label", action["label"], label)
    for name, most in ACTION_LIMITS.items():
        if name in action:
            yield from _length(f"{at}.{name}", action[name], most)
