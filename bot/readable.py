"""LINE messages as lines of text, the way a person reads them on the phone, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

RULE = "─" * 32


def as_on_the_phone(messages: Sequence[Mapping[str, Any]]) -> str:
    """All messages in order, a rule between bubbles, quick replies last."""
    parts = ["\n".join(_message_lines(message)) for message in messages]
    quick = [_button(item.get("action", {})) for item in _quick_items(messages)]
    if quick:
        parts.append(" ".join(quick))
    return f"\n{RULE}\n".join(parts)


def _quick_items(messages: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return list(messages[-1].get("quickReply", {}).get("items", [])) if messages else []


def _button(action: Mapping[str, Any]) -> str:
    return f"[{action.get('label') or action.get('text') or action.get('displayText') or '…'}]"


def _message_lines(message: Mapping[str, Any]) -> Iterator[str]:
    if message.get("type") == "flex":
        yield from _bubbles(message.get("contents", {}))
    else:
        yield str(message.get("text") or message.get("altText") or f"({message.get('type')})")


def _bubbles(container: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a bubble, or of a carousel's bubbles with a short rule between them."""
    bubbles = container.get("contents", []) if container.get("type") == "carousel" else [container]
    for number, bubble in enumerate(bubbles):
        if number:
            yield RULE[:8]
        for block in ("header", "hero", "body", "footer"):
            yield from _component(bubble.get(block) or {})


def _component(component: Mapping[str, Any]) -> Iterator[str]:
    kind = component.get("type")
    if kind == "text":
        spans = "".join(str(span.get("text", "")) for span in component.get("contents", []))
        yield str(component.get("text") or spans)
    elif kind == "button":
        yield _button(component.get("action", {}))
    elif kind == "separator":
        yield ""
    elif kind == "box":
        yield from _box(component)


def _box(box: Mapping[str, Any]) -> Iterator[str]:
    """What stands side by side stays on one line; what stands below goes on the next."""
    inner = [list(_component(child)) for child in box.get("contents", [])]
    if box.get("layout") in ("horizontal", "baseline") and all(len(lines) <= 1 for lines in inner):
        yield "  ".join(line for lines in inner for line in lines)
        return
    for lines in inner:
        yield from lines
