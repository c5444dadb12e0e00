"""The local LINE: a stand-in for the platform inside the bot's own process, and the page that is its phone."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Sequence

from flask import Flask

from bot.local_line.cast import Cast
from bot.local_line.menu_api import menu_api
from bot.local_line.menus import Menus
from bot.local_line.messaging_api import messaging_api
from bot.local_line.phone import phone
from bot.local_line.platform import Channel, Platform
from handlers import wording
from handlers.menu_tabs import Tab


def open_local_line(
    app: Flask, secret: str, token: str, bot_url: str, tabs: Sequence[Tab], http_threads: int = 24
) -> Platform:
    """Put the local LINE on `app`: its API, its phone, the rich menu, with these throw-away credentials."""
    from bot.richmenu.layout import alias_of

    cast = Cast([(tab.role, tab.name, alias_of(tab.role)) for tab in tabs])
    channel = Channel(secret, token, bot_url, wording.BOT_NAME, "U" + secrets.token_hex(16))
    platform = Platform(channel, cast, _menus(tuple(tabs)), http_threads)
    for blueprint in (messaging_api(platform), menu_api(platform), phone(platform)):
        app.register_blueprint(blueprint)
    return platform


def _menus(tabs: tuple[Tab, ...]) -> Menus:
    """The rich menu as `krutham richmenu push` would leave it at LINE, its pictures drawn when first looked at."""
    from bot.richmenu.drawing import draw
    from bot.richmenu.layout import alias_of, menu_object

    menus = Menus()
    for tab in tabs:
        menu = menus.create(menu_object(tab, tabs))
        menus.aliases[alias_of(tab.role)] = menu
        menus.pictures[menu] = functools.cache(functools.partial(draw, tab, tabs))
    menus.default = menus.aliases[alias_of(tabs[0].role)]
    return menus
