"""Read this first: a signed webhook goes in at one end of a running server, messages come out at LINE's end."""

from __future__ import annotations

import json

from tests.loopback_line import LoopbackLine
from tests.servers import BotServer
from tests.webhooks import body_of, event, new_user, signature, text_event

DEBT = "ครูเป็นหนี้ทำไงดี"


def test_a_question_gets_its_answer(running_bot: BotServer, line: LoopbackLine) -> None:
    """A text question posted by LINE is acknowledged with 200 and answered with its own reply token."""
    asked = text_event(DEBT)

    assert running_bot.post(asked) == 200

    sent = line.reply_to(asked["replyToken"])
    assert "หนี้" in json.dumps(sent.messages, ensure_ascii=False)


def test_every_event_of_a_webhook_is_answered(running_bot: BotServer, line: LoopbackLine) -> None:
    """Events of different people in one webhook are answered each on its own, and an unreadable one costs no other."""
    asked = [text_event("1.3"), text_event("สวัสดีค่ะ"), text_event("MOE Safety Center คืออะไร")]

    assert running_bot.post(asked[0], "not an event", asked[1], {"type": 7}, asked[2]) == 200

    for one in asked:
        assert line.reply_to(one["replyToken"]).messages


def test_the_verify_button_gets_its_200(running_bot: BotServer) -> None:
    """LINE's console sends a webhook without events to see whether we are there."""
    assert running_bot.post() == 200


def test_the_unsigned_are_refused(running_bot: BotServer, line: LoopbackLine) -> None:
    """A webhook without a signature, or with one made with another secret, is refused and does nothing."""
    body = body_of(text_event(DEBT))

    assert running_bot.request("POST", "/callback", body, {})[0] == 401
    assert running_bot.request("POST", "/callback", body, {"X-Line-Signature": "bm8="})[0] == 401
    assert running_bot.request("POST", "/callback", body, {"X-Line-Signature": signature(body, "another")})[0] == 401
    assert running_bot.request("POST", "/callback", body + b" ", {"X-Line-Signature": signature(body)})[0] == 401
    assert not line.wait_for(1, 0.5)


def test_an_event_delivered_twice_is_answered_once(running_bot: BotServer, line: LoopbackLine) -> None:
    """A redelivery, which is the same event with another delivery context, is recognised by its id."""
    asked = text_event(DEBT)

    assert running_bot.post(asked) == 200
    line.reply_to(asked["replyToken"])
    again = {**asked, "deliveryContext": {"isRedelivery": True}}
    assert running_bot.post(again) == running_bot.post(asked, asked) == 200

    assert len(line.wait_for(2, 0.5)) == 1
    assert not line.refused


def test_a_conversation_is_remembered(running_bot: BotServer, line: LoopbackLine) -> None:
    """A follow-up leans on what the same person asked before."""
    user = new_user()
    first, second = text_event("เรื่องหนี้สินครู", user), text_event("แล้วเขต 2 ล่ะ", user)

    running_bot.post(first)
    line.reply_to(first["replyToken"])
    running_bot.post(second)

    assert line.reply_to(second["replyToken"]).messages


def test_what_is_too_old_or_not_ours_to_answer_is_left(running_bot: BotServer, line: LoopbackLine) -> None:
    """Standby, no reply token, an event older than its token: accepted with 200, recorded, not answered."""
    old = text_event(DEBT)
    old["timestamp"] -= 5 * 60 * 1000
    older = text_event(DEBT, deliveryContext={"isRedelivery": True})
    older["timestamp"] -= 21 * 60 * 1000
    without_token = text_event(DEBT)
    del without_token["replyToken"]

    assert running_bot.post(text_event(DEBT, mode="standby"), without_token, old, older) == 200

    assert not line.wait_for(1, 0.8)
    assert not line.refused


def test_a_new_friend_is_welcomed(running_bot: BotServer, line: LoopbackLine) -> None:
    """Following the account brings the welcome."""
    followed = event("follow", follow={"isUnblocked": False})

    assert running_bot.post(followed) == 200

    assert line.reply_to(followed["replyToken"]).messages
