"""The one look of all Flex messages: a type scale, two colours, generous space, letters of the reader's size."""

from __future__ import annotations

from typing import Any

from handlers.desk import Message
from handlers.messages import limits

Component = dict[str, Any]
"""One Flex component in wire form."""

BRAND = "#0B5F59"
"""Places, headings, buttons; 7.4:1 on white."""
ACCENT = "#A8431A"
"""Problems and danger; 6.3:1 on white."""
INK = "#1F2933"
QUIET = "#5A6572"
LINE = "#E3E8EC"
PALE = "#F1F6F5"
PALE_ACCENT = "#FCF1EC"
"""Behind numbers to dial; ink and accent keep 5.6:1 on it."""
SOFT = "#E6EFED"
"""A button that may be tapped, but need not."""
WHITE = "#FFFFFF"

TITLE = "lg"
BODY = "md"
SMALL = "sm"
TINY = "xs"


def text(words: str, size: str = BODY, color: str = INK, *, bold: bool = False, **more: Any) -> Component:
    """A wrapping text that grows with the reader's font size."""
    component: Component = {"type": "text", "text": words, "size": size, "color": color, "wrap": True, "scaling": True}
    if bold:
        component["weight"] = "bold"
    return component | more


def kicker(words: str, color: str = BRAND, **more: Any) -> Component:
    """The small line that says what kind of thing follows."""
    return text(words, TINY, color, bold=True, **more)


def stack(*contents: Component, spacing: str = "sm", **more: Any) -> Component:
    """Components one under the other."""
    return {"type": "box", "layout": "vertical", "spacing": spacing, "contents": list(contents)} | more


def row(*contents: Component, spacing: str = "md", **more: Any) -> Component:
    """Components side by side."""
    return {"type": "box", "layout": "horizontal", "spacing": spacing, "contents": list(contents)} | more


def rule() -> Component:
    """A thin line between parts."""
    return {"type": "separator", "color": LINE, "margin": "lg"}


def button(action: dict[str, Any], *, strong: bool = False, soft: bool = False, **more: Any) -> Component:
    """A button; `strong` for the one thing most people want next, `soft` for what is good to have at hand."""
    component: Component = {
        "type": "button",
        "action": action,
        "height": "sm",
        "style": "primary" if strong else "secondary" if soft else "link",
        "color": SOFT if soft else BRAND,
        "scaling": True,
        "adjustMode": "shrink-to-fit",
    }
    return component | more


def tile(title: str, note: str, action: dict[str, Any], aside: str = "") -> Component:
    """A tappable row: what it opens, a word about it, and small print."""
    lines = [text(title, BODY, BRAND, bold=True)]
    if note:
        lines.append(text(note, SMALL, INK))
    if aside:
        lines.append(text(aside, TINY, QUIET))
    return stack(
        *lines, spacing="xs", action=action, backgroundColor=PALE, cornerRadius="md", paddingAll="md", margin="md"
    )


def chips(actions: list[dict[str, Any]]) -> list[Component]:
    """Short ways on, two side by side."""
    made = [
        stack(
            text(action["label"], SMALL, BRAND, bold=True, align="center"),
            action=action,
            backgroundColor=PALE,
            cornerRadius="md",
            paddingAll="md",
            justifyContent="center",
        )
        for action in actions
    ]
    return [row(*made[first : first + 2], spacing="sm") for first in range(0, len(made), 2)]


def bubble(body: list[Component], footer: list[Component] | None = None) -> Component:
    """A bubble of our size and margins."""
    made: Component = {
        "type": "bubble",
        "size": "mega",
        "body": stack(*body, spacing="md", paddingAll="xl"),
    }
    if footer:
        made["footer"] = stack(*footer, spacing="sm", paddingAll="xl", paddingTop="none")
    return made


def flex(alt_text: str, contents: Component) -> Message:
    """A Flex message; `alt_text` is what notifications, screen readers and old clients show instead of it."""
    return {"type": "flex", "altText": limits.cut(alt_text.strip() or "…", limits.ALT_TEXT), "contents": contents}


def plain(words: str) -> Message:
    """A text message, cut to what LINE takes."""
    return {"type": "text", "text": limits.cut(words, limits.TEXT)}
