"""Typed commands: each button's text opens what the button opens, and questions are left alone."""

from __future__ import annotations

from typing import Any

import pytest

from bot.storage.memory import MemoryStore
from handlers import routes
from handlers.commands import Command, find
from handlers.desk import Desk
from tests.handmade import ANSWERS, HandmadeEngine, person


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("เมนู", Command("menu")),
        ("เมนูค่ะ", Command("menu")),
        ("MENU", Command("menu")),
        ("ช่วยเหลือ", Command("help")),
        ("นโยบาย 3", Command("policy", policy=3)),
        ("นโยบายที่ ๓", Command("policy", policy=3)),
        ("1.3", Command("focus_point", "1.3")),
        ("๑.๓ ครับ", Command("focus_point", "1.3")),
        ("ข้อ 1.3", Command("focus_point", "1.3")),
        ("จุดเน้นที่ 1.3", Command("focus_point", "1.3")),
        ("1.3 ปัญหา", Command("focus_point", "1.3", section="problems")),
        ("1.3ปัญหา เขต 2", Command("focus_point", "1.3", section="problems", agency="primary2")),
        ("1.3 เขต1", Command("focus_point", "1.3", agency="primary1")),
        ("1.3 ข้อเสนอแนะ ระดับนโยบาย", Command("focus_point", "1.3", section="recommendations", level="policy")),
        ("1.3 ตัวเลขสำคัญ", Command("focus_point", "1.3", figures=True)),
        ("ตัวเลขสำคัญของ 3.3", Command("focus_point", "3.3", figures=True)),
        ("ขอตัวเลขข้อ ๓.๓", Command("focus_point", "3.3", figures=True)),
        ("อ่านต่อ", Command("read_on")),
    ],
)
def test_commands_are_understood(typed: str, command: Command) -> None:
    """With polite endings, Thai digits, and parts in any order."""
    assert find(typed) == command


@pytest.mark.parametrize(
    "typed", ["", "1.3 ใครทำ", "ข้อ 1.3 มีปัญหาอะไรบ้าง", "เด็กเครียด", "1.3.5", "นโยบาย", "1.3 เขต 1 เขต 2", "10.30 น."]
)
def test_questions_are_left_to_the_engine(typed: str) -> None:
    """Only exact phrases are commands."""
    command = find(typed)

    assert command is None


def test_every_typed_button_is_understood() -> None:
    """Whatever a button types is a command or a question the answer itself proposed: nothing leads nowhere."""
    now = lambda: 1  # noqa: E731
    desk = Desk(HandmadeEngine(), MemoryStore(now), now)
    proposed = {choice.ask for answer in ANSWERS.values() for choice in answer.choices}
    typed: set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("type") == "message" and "label" in node:
                typed.add(node["text"])
            for value in node.values():
                walk(value)
        elif isinstance(node, list | tuple):
            for value in node:
                walk(value)

    for text in ANSWERS:
        walk(routes.respond(person(text), desk).messages)
    walk(routes.respond(person(type="follow"), desk).messages)

    assert len(typed) > 10
    for text in typed - proposed:
        assert find(text) is not None, text
        assert routes.respond(person(text), desk).outcome != "not_found", text
