"""Where everything of the rich menu stands, in pixels, and the menu object LINE is given."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from handlers.menu_tabs import CHAT_BAR, Role, Tab

WIDTH, HEIGHT = 2500, 1686
TAB_HEIGHT = 260
COLUMNS, ROWS = 3, 2
DRAWING = 1
"""Counted up when the drawing changes without its words, so that a push knows it is a new menu."""
PREFIX = "krutham"


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def wire(self) -> dict[str, int]:
        """As LINE takes it."""
        return {"x": self.x, "y": self.y, "width": self.width, "height": self.height}


def tab_bounds(number: int, count: int) -> Bounds:
    """The rectangle of one tab in the bar on top."""
    left, right = WIDTH * number // count, WIDTH * (number + 1) // count
    return Bounds(left, 0, right - left, TAB_HEIGHT)


def area_bounds(number: int) -> Bounds:
    """The rectangle of one of the six areas under the bar."""
    column, row = number % COLUMNS, number // COLUMNS
    left, right = WIDTH * column // COLUMNS, WIDTH * (column + 1) // COLUMNS
    height = (HEIGHT - TAB_HEIGHT) // ROWS
    return Bounds(left, TAB_HEIGHT + row * height, right - left, height)


def alias_of(role: Role) -> str:
    """The alias by which a tab is switched to, whichever menu stands behind it."""
    return f"{PREFIX}-{role}"


def menu_object(tab: Tab, tabs: tuple[Tab, ...]) -> dict[str, Any]:
    """The rich menu of one tab in wire form. Its name ends in a digest of all that it shows and does."""
    areas: list[dict[str, Any]] = []
    for number, other in enumerate(tabs):
        if other.role != tab.role:
            switch = {"type": "richmenuswitch", "label": other.name, "richMenuAliasId": alias_of(other.role)}
            switch["data"] = f"tab|{other.role}"
            areas.append({"bounds": tab_bounds(number, len(tabs)).wire, "action": switch})
    for number, area in enumerate(tab.areas):
        action = {"type": "message", "label": area.label, "text": area.typed}
        areas.append({"bounds": area_bounds(number).wire, "action": action})
    made: dict[str, Any] = {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": True,
        "name": "",
        "chatBarText": CHAT_BAR,
        "areas": areas,
    }
    shown = [made, DRAWING, tab.name, [(area.label, area.note, area.icon) for area in tab.areas]]
    digest = hashlib.sha256(json.dumps(shown, ensure_ascii=True).encode()).hexdigest()[:12]
    return made | {"name": f"{alias_of(tab.role)}-{digest}"}
