"""LINE's Messaging API as far as the bot calls it: /v2/bot/… with the channel's Bearer token."""

from __future__ import annotations

import json
import secrets
from typing import Any

from flask import Blueprint, Response, request

from bot.local_line.doorkeeper import admit
from bot.local_line.errors import NotFoundError
from bot.local_line.message_limits import faults_of
from bot.local_line.platform import Platform
from handlers.event import text_at

BLANK_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""A picture of one pixel: what people send in the local LINE is only said to be a picture."""


def answered(status: int, body: Any) -> Response:
    """An answer in LINE's form."""
    response = Response(json.dumps(body), status=status, mimetype="application/json")
    response.headers["X-Line-Request-Id"] = secrets.token_hex(16)
    return response


def messaging_api(platform: Platform) -> Blueprint:
    """The blueprint of chat calls; rich menus have their own."""
    blueprint = Blueprint("messaging_api", __name__, url_prefix="/v2/bot")
    guard_api(blueprint, platform)

    @blueprint.post("/message/reply")
    def reply() -> Response:
        """Take a reply."""
        return answered(*platform.take_reply(request.path, request.get_data(cache=False), dict(request.headers)))

    @blueprint.post("/chat/loading/start")
    def loading() -> Response:
        """Show the loading animation to one person."""
        body = request.get_data()
        read = _object(body)
        chat, seconds = text_at(read, "chatId"), read.get("loadingSeconds", 20)
        good = chat.startswith("U") and seconds in range(5, 61, 5)
        status = 202 if good else 400
        platform.note_call(request.path, body, status, chat)
        wrong = "chatId needs a user's id, loadingSeconds 5 to 60 in steps of 5"
        return answered(status, {} if good else {"message": wrong})

    @blueprint.post("/chat/markAsRead")
    def mark_as_read() -> Response:
        """Take note that a message was read."""
        body = request.get_data()
        good = bool(text_at(_object(body), "markAsReadToken"))
        platform.note_call(request.path, body, 200 if good else 400)
        return answered(200, {}) if good else answered(400, {"message": "markAsReadToken is needed"})

    @blueprint.post("/message/validate/reply")
    def validate() -> Response:
        """Say what would be refused, and send nothing."""
        wrong = [
            {"property": where, "message": what} for where, what in faults_of(_object(request.get_data())["messages"])
        ]
        return answered(400, {"message": "invalid", "details": wrong}) if wrong else answered(200, {})

    @blueprint.get("/info")
    def info() -> Response:
        """Who the bot is."""
        channel = platform.channel
        named = {"userId": channel.bot_id, "basicId": "@local", "displayName": channel.bot_name}
        return answered(200, {**named, "chatMode": "bot", "markAsReadMode": "auto"})

    @blueprint.get("/profile/<user_id>")
    def profile(user_id: str) -> Response:
        """Who a friend is."""
        person = platform.cast.by_user_id(user_id)
        if person is None or not person.is_friend:
            raise NotFoundError("Not found")
        return answered(200, {"userId": user_id, "displayName": person.name, "language": "th"})

    @blueprint.get("/message/<message_id>/content")
    def content(message_id: str) -> Response:
        """The bytes of a picture somebody sent."""
        if not platform.has_message(message_id):
            raise NotFoundError("Not found")
        return Response(BLANK_PICTURE, mimetype="image/png")

    return blueprint


def guard_api(blueprint: Blueprint, platform: Platform) -> None:
    """Let only the bot in, and tell it in LINE's form what is not there."""

    @blueprint.before_request
    def check() -> Response | None:
        admit(request)
        if platform.is_authorized(dict(request.headers)):
            return None
        wrong = "Authentication failed due to the following reason: invalid token."
        return answered(401, {"message": wrong})

    @blueprint.errorhandler(NotFoundError)
    def not_found(fault: NotFoundError) -> Response:
        return answered(404, {"message": str(fault)})


def _object(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`, an empty one when it holds none."""
    try:
        read = json.loads(body)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
