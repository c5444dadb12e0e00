"""The rich menus of the local LINE: what was created, its pictures, aliases, the default, and who sees which."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from bot.local_line.errors import NotFoundError

MOST_MENUS = 100
Picture = Callable[[], bytes]
"""Draws the picture when it is first looked at: at start nobody waits for drawings."""


class Menus:
    """LINE's shelf of rich menus for one channel."""

    def __init__(self) -> None:
        self.objects: dict[str, dict[str, Any]] = {}
        self.pictures: dict[str, Picture] = {}
        self.aliases: dict[str, str] = {}
        self.linked: dict[str, str] = {}
        self.default: str | None = None

    def create(self, menu: dict[str, Any]) -> str:
        """Keep a menu object; returns its id. The oldest goes when the shelf is full."""
        made = f"richmenu-{secrets.token_hex(16)}"
        self.objects[made] = menu
        if len(self.objects) > MOST_MENUS:
            self.delete(next(iter(self.objects)))
        return made

    def get(self, menu: str) -> dict[str, Any]:
        """The menu object with its id. Raises NotFoundError."""
        if menu not in self.objects:
            raise NotFoundError("richmenu not found")
        return {"richMenuId": menu, **self.objects[menu]}

    def delete(self, menu: str) -> None:
        """Take a menu away; an alias that names it stays, as at LINE. Raises NotFoundError."""
        self.get(menu)
        del self.objects[menu]
        self.pictures.pop(menu, None)
        self.default = None if self.default == menu else self.default
        self.linked = {user: linked for user, linked in self.linked.items() if linked != menu}

    def picture(self, menu: str) -> bytes:
        """The menu's picture as PNG or JPEG. Raises NotFoundError when none was uploaded."""
        if menu not in self.pictures:
            raise NotFoundError("richmenu image not found")
        return self.pictures[menu]()

    def alias(self, alias: str) -> str:
        """The menu behind an alias. Raises NotFoundError."""
        if alias not in self.aliases:
            raise NotFoundError("richmenu alias not found")
        return self.aliases[alias]

    def link(self, user_id: str, menu: str) -> None:
        """Show `menu` to one user. Raises NotFoundError."""
        self.get(menu)
        self.linked[user_id] = menu

    def seen_by(self, user_id: str) -> str | None:
        """The menu a user sees: the linked one before the default, None when there is neither."""
        return self.linked.get(user_id) or self.default
