"""The phone: the page at `/`, and what it asks of the local LINE."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, request, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

from bot.local_line.cast import Person
from bot.local_line.doorkeeper import admit
from bot.local_line.errors import LocalLineError, NotFoundError
from bot.local_line.platform import Platform
from bot.local_line.record import Entry
from handlers.event import text_at

STATIC = Path(__file__).parent / "static"
FONTS = Path(__file__).parent.parent / "richmenu" / "font"
LONGEST_WAIT = 2.0
"""Seconds the page's question for news is held; a server that ends has to wait for it."""

Asked = Mapping[str, Any]
ACTS: dict[str, Callable[[Platform, Asked], Entry]] = {
    "text": lambda platform, asked: platform.say(_at(asked, "chat"), _at(asked, "who"), _at(asked, "text")),
    "send": lambda platform, asked: platform.send(_at(asked, "chat"), _at(asked, "who"), _at(asked, "kind")),
    "postback": lambda platform, asked: platform.tap(
        _at(asked, "chat"), _at(asked, "who"), _at(asked, "data"), _at(asked, "display")
    ),
    "switch": lambda platform, asked: platform.switch_menu(_at(asked, "who"), _at(asked, "alias"), _at(asked, "data")),
    "follow": lambda platform, asked: platform.befriend(_at(asked, "who"), True),
    "block": lambda platform, asked: platform.befriend(_at(asked, "who"), False),
    "invite": lambda platform, asked: platform.invite(_at(asked, "who"), True),
    "remove": lambda platform, asked: platform.invite(_at(asked, "who"), False),
    "unsend": lambda platform, asked: platform.unsend(_at(asked, "who"), _at(asked, "message")),
    "edit": lambda platform, asked: platform.edit(_at(asked, "who"), _at(asked, "message"), _at(asked, "text")),
    "redeliver": lambda platform, asked: platform.redeliver(_at(asked, "chat")),
}
"""What can be done with the phone."""


def phone(platform: Platform) -> Blueprint:
    """The blueprint of the page and of its questions."""
    blueprint = Blueprint("phone", __name__)
    blueprint.before_request(functools.partial(admit, request))
    _add_files(blueprint, platform)

    @blueprint.get("/local-line/state")
    def state() -> Response:
        """Who is there, and everything that happened."""
        return jsonify(
            {
                "bot": platform.channel.bot_name,
                "people": [_shown(person) for person in platform.cast.people.values()],
                "groupHasBot": platform.cast.group.has_bot,
                "menus": _menus(platform),
                "entries": [entry.shown for entry in platform.record.after(0)],
            }
        )

    @blueprint.get("/local-line/entries")
    def entries() -> Response:
        """What happened after the entry `after`, waiting a moment for it; 409 when this process never had that one."""
        after = request.args.get("after", 0, type=int)
        if after > platform.record.last:
            return Response("{}", status=409, mimetype="application/json")
        return jsonify([entry.shown for entry in platform.record.after(after, LONGEST_WAIT)])

    @blueprint.get("/local-line/entries/<int:number>/body")
    def body(number: int) -> Response:
        """What was sent, byte for byte."""
        entry = platform.record.get(number)
        return Response(entry.body, mimetype="application/json") if entry else abort(404)

    @blueprint.post("/local-line/acts")
    def act() -> Response:
        """Do something with the phone; answers with the webhook that came of it."""
        asked = request.get_json()
        if not isinstance(asked, dict) or _at(asked, "act") not in ACTS:
            raise LocalLineError(f"an act is needed, one of {', '.join(ACTS)}")
        return jsonify(ACTS[_at(asked, "act")](platform, asked).shown)

    @blueprint.post("/local-line/people")
    def more_people() -> Response:
        """Somebody new."""
        role = _at(request.get_json(), "role")
        try:
            return jsonify(_shown(platform.cast.more(role)))
        except StopIteration:
            raise NotFoundError(f"there is no role {role!r}") from None

    @blueprint.errorhandler(LocalLineError)
    def refused(fault: LocalLineError) -> tuple[Response, int]:
        return jsonify({"message": str(fault)}), 404 if isinstance(fault, NotFoundError) else 400

    return blueprint


def _add_files(blueprint: Blueprint, platform: Platform) -> None:
    @blueprint.get("/")
    def page() -> AnyResponse:
        """The page."""
        return send_from_directory(STATIC, "index.html")

    @blueprint.get("/local-line/static/<path:name>")
    def static(name: str) -> AnyResponse:
        """Its parts."""
        return send_from_directory(STATIC, name)

    @blueprint.get("/local-line/fonts/<path:name>")
    def font(name: str) -> AnyResponse:
        """The Thai font the rich menu is drawn with, for machines that have none."""
        return send_from_directory(FONTS, name, max_age=86_400)

    @blueprint.get("/local-line/menus/<menu>.png")
    def picture(menu: str) -> AnyResponse:
        """A rich menu's picture."""
        return Response(platform.menus.picture(menu), mimetype="image/png")

    @blueprint.get("/favicon.ico")
    def icon() -> AnyResponse:
        """Browsers ask for it by themselves."""
        return redirect("/local-line/static/icon.svg")


def _menus(platform: Platform) -> dict[str, Any]:
    """The rich menus by alias."""
    menus = platform.menus
    return {alias: menus.get(menu) for alias, menu in menus.aliases.items() if menu in menus.objects}


def _shown(person: Person) -> dict[str, Any]:
    return {
        "key": person.key,
        "name": person.name,
        "menu": person.menu,
        "userId": person.user_id,
        "isFriend": person.is_friend,
        "hasBlocked": person.has_blocked,
    }


def _at(asked: Any, name: str) -> str:
    return text_at(asked, name) if isinstance(asked, dict) else ""
