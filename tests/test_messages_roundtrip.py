"""Every family of reply against LINE's own models and every documented limit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from linebot.v3.messaging import FlexMessage, TextMessage
from linebot.v3.messaging.models.message import Message as SDKMessage

from bot.storage.memory import MemoryStore
from handlers import routes
from handlers.desk import Desk
from handlers.messages import guard, limits
from tests.handmade import ANSWERS, HandmadeEngine, in_group, person

TYPED: tuple[str, ...] = (
    "เมนู",
    "นโยบาย 1",
    "1.1",
    "1.1 ปัญหา",
    "1.2 ปัญหา",
    "1.1 ตัวเลข",
    "1.1 เขต 2",
    "2.1 อาชีวะ",
    "ช่วยเหลือ",
    "เกี่ยวกับบอท",
)


@pytest.fixture
def desk() -> Desk:
    """A desk on the handmade report."""
    now = lambda: 1_700_000_000_000  # noqa: E731
    return Desk(
        HandmadeEngine(),
        MemoryStore(now),
        now,
        public_url="https://krutham.example",
        basic_id="@krutham",
        operator={"name": "ศธจ.ทดสอบ", "contact": "info@example.org"},
    )


def every_reply(desk: Desk) -> Iterator[tuple[str, dict[str, object]]]:
    """Each message of each family's reply, for one person and in a group."""
    for text in [*ANSWERS, *TYPED]:
        for event in (person(text), in_group(text)):
            reply = routes.respond(event, desk)
            assert reply.messages, text
            for message in reply.messages:
                yield text, message
    for message in routes.respond(person(type="follow", follow={"isUnblocked": False}), desk).messages:
        yield "follow", message


def test_sdk_models_drop_no_key(desk: Desk) -> None:
    """What the SDK would send is, key by key, what the families built."""
    models = {"text": TextMessage, "flex": FlexMessage}
    for text, message in every_reply(desk):
        model = models[str(message["type"])]

        assert model.from_dict(message).to_dict() == message, text
        assert SDKMessage.from_dict(message).to_dict() == message, text


def test_every_reply_is_within_every_limit(desk: Desk) -> None:
    """No family's reply has a fault, and each has a plain-text fallback that has none either."""
    for text in [*ANSWERS, *TYPED]:
        reply = routes.respond(person(text), desk)

        assert guard.faults(list(reply.messages)) == [], text
        assert guard.faults(list(reply.fallback)) == [], text
        assert all(message["type"] == "text" for message in reply.fallback), text


def test_excerpts_stand_unbroken_in_the_first_reply(desk: Desk) -> None:
    """Up to four excerpts of an answer are in the messages word for word, with the remedy of a problem."""
    for text, answer in ANSWERS.items():
        if answer.kind == "table" or answer.outcome != "answer":
            continue
        said = repr(routes.respond(person(text), desk).messages)
        for excerpt in answer.excerpts[:4]:
            assert excerpt.text in said, text
            assert excerpt.passage.remedy in said, text


def test_alt_text_is_the_answer_itself(desk: Desk) -> None:
    """Notifications and screen readers get the answer, its office and its place."""
    reply = routes.respond(person("มี อกศม. กี่คน"), desk)
    alt = str(reply.messages[0]["altText"])

    assert alt.startswith("มีอาสาสมัคร 317 คน")
    assert "สพป.ทดสอบ เขต 2" in alt
    assert "รายงาน ข้อ 1.1.1 · 1.1)" in alt
    assert len(alt) <= limits.ALT_TEXT
