"""The local LINE's Messaging API: what the bot and `krutham richmenu` call, through LINE's own SDK."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    MarkMessagesAsReadByTokenRequest,
    MessagingApi,
    MessagingApiBlob,
    ReplyMessageRequest,
    ShowLoadingAnimationRequest,
    TextMessage,
)
from werkzeug.serving import make_server

from bot.local_line import open_local_line
from bot.local_line.platform import Platform
from bot.local_line.reply_rules import new_token
from bot.richmenu.drawing import draw
from bot.richmenu.publish import Publisher
from handlers.menu_tabs import tabs_for
from tests.handmade import REPORT

TOKEN = "a-token-for-this-test"
TABS = tabs_for(REPORT)
TIMES = (2, 10)


@dataclass
class Stand:
    """A running stand-in and LINE's SDK on it."""

    url: str
    platform: Platform
    api: MessagingApi
    blob: MessagingApiBlob


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    """The local LINE's API without a bot behind it."""
    app = Flask("stand")
    platform = open_local_line(app, "secret", TOKEN, "http://127.0.0.1:9", TABS)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    client = ApiClient(Configuration(host=url, access_token=TOKEN))
    yield Stand(url, platform, MessagingApi(client), MessagingApiBlob(client))
    server.shutdown()
    server.server_close()


def test_a_reply_is_taken_once(stand: Stand) -> None:
    """The SDK's reply lands with an id for each message, and a second one is refused as LINE refuses it."""
    request = ReplyMessageRequest(replyToken=new_token(), messages=[TextMessage(text="ค่ะ", quickReply=None)])

    sent = stand.api.reply_message(request, _request_timeout=TIMES)
    with pytest.raises(ApiException) as refused:
        stand.api.reply_message(request, _request_timeout=TIMES)

    assert len(sent.sent_messages) == 1
    assert refused.value.status == 400
    assert [entry.status for entry in stand.platform.record.after(0)[-2:]] == [200, 400]


def test_the_loading_animation_reaches_the_person(stand: Stand) -> None:
    """A user's id and five-second steps are taken and shown; a group's id is refused."""
    person = stand.platform.cast.person("teacher")
    loading = ShowLoadingAnimationRequest(chatId=person.user_id, loadingSeconds=5)

    response = stand.api.show_loading_animation_with_http_info(loading, _request_timeout=TIMES)
    with pytest.raises(ApiException):
        stand.api.show_loading_animation(
            ShowLoadingAnimationRequest(chatId="C" + "0" * 32, loadingSeconds=5), _request_timeout=TIMES
        )

    assert response.status_code == 202
    assert stand.platform.record.after(0)[-2].chat == "teacher"


def test_who_the_bot_and_its_friends_are(stand: Stand) -> None:
    """Bot info, the profile of a friend, 404 for a stranger, read marks, and the bytes of a picture that was sent."""
    person = stand.platform.cast.person("head")
    with pytest.raises(ApiException) as stranger:
        stand.api.get_profile(person.user_id, _request_timeout=TIMES)
    person.is_friend = True
    picture = stand.platform.send("head", "head", "image")

    assert stand.api.get_bot_info(_request_timeout=TIMES).display_name == "ครูถาม"
    assert stranger.value.status == 404
    assert stand.api.get_profile(person.user_id, _request_timeout=TIMES).display_name == "ผู้บริหาร"
    stand.api.mark_messages_as_read_by_token(
        MarkMessagesAsReadByTokenRequest(markAsReadToken="t"), _request_timeout=TIMES
    )
    message = picture.shown["body"].split('"id":"')[1].split('"')[0]
    assert bytes(stand.blob.get_message_content(message, _request_timeout=TIMES)).startswith(b"\x89PNG")
    assert picture.status == 0, "nobody listens where this bot should be"


def test_without_the_token_nothing_is_answered(stand: Stand) -> None:
    """Another token is met with 401."""
    stranger = MessagingApi(ApiClient(Configuration(host=stand.url, access_token="another")))

    with pytest.raises(ApiException) as refused:
        stranger.get_bot_info(_request_timeout=TIMES)

    assert refused.value.status == 401


def test_the_rich_menu_is_the_one_that_is_pushed(stand: Stand) -> None:
    """A push finds everything in place; taken away and pushed again, it is what it was before."""
    said: list[str] = []
    publisher = Publisher(stand.url, TOKEN, said.append)
    menus = stand.platform.menus
    before = {alias: menus.get(menu)["name"] for alias, menu in menus.aliases.items()}

    publisher.push(TABS, lambda tab: draw(tab, TABS))
    assert said == []
    publisher.remove()
    assert (menus.objects, menus.aliases, menus.default) == ({}, {}, None)
    publisher.push(TABS, lambda tab: draw(tab, TABS))

    assert {alias: menus.get(menu)["name"] for alias, menu in menus.aliases.items()} == before
    assert menus.picture(menus.alias("krutham-officer")).startswith(b"\x89PNG")


def test_a_menu_can_be_linked_to_one_person(stand: Stand) -> None:
    """The linked menu goes before the default, until it is unlinked."""
    user, menus = stand.platform.cast.person("teacher").user_id, stand.platform.menus
    menu = menus.alias("krutham-officer")

    stand.api.link_rich_menu_id_to_user(user, menu, _request_timeout=TIMES)
    assert stand.api.get_rich_menu_id_of_user(user, _request_timeout=TIMES).rich_menu_id == menu
    assert menus.seen_by(user) == menu
    stand.api.unlink_rich_menu_id_from_user(user, _request_timeout=TIMES)

    assert menus.seen_by(user) == menus.default
