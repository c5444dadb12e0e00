"""How a person is reached: the address behind one particular of a contact."""

from __future__ import annotations

import re
from urllib.parse import quote

from bot.reader.shown import address

NUMBER_AND_EXTENSION = re.compile(r"[^\d+]")


def reach(kind: str, value: str) -> str:
    """What a tap on a contact's phone number, LINE account, e-mail or page opens; "" for what can only be read."""
    if kind == "phone":
        digits = NUMBER_AND_EXTENSION.sub("", value.split("ต่อ")[0])
        return f"tel:{digits}" if digits else ""
    if kind == "line":
        return "https://line.me/R/ti/p/" + quote("@" + value.lstrip("@"), safe="")
    if kind == "email":
        return "mailto:" + quote(value, safe="@")
    if kind in ("website", "link", "map", "app") and re.search(r"\w\.\w", value) and " " not in value:
        return address(value)
    return ""
