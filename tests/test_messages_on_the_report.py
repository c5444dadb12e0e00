"""The conversation on the real report: every tap leads somewhere, nothing is lost on the way, excerpts are verbatim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from linebot.v3.messaging.models.message import Message

from bot.storage.memory import MemoryStore
from handlers import routes, wording
from handlers.desk import Desk
from handlers.messages import guard
from handlers.messages.excerpts import items_on_lines
from knowledge.engine import Engine
from tests.handmade import person
from tools.reply_family import FAMILY, family

ONWARD = ("more", "list", "rows", "figures")


def now() -> int:
    """A clock that stands still."""
    return 1_700_000_000_000


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A desk on the real report."""
    return Desk(engine, MemoryStore(now), now, public_url="https://krutham.example", basic_id="@krutham")


def actions(node: Any) -> Iterator[dict[str, Any]]:
    """Every action in a reply."""
    if isinstance(node, dict):
        if "label" in node and node.get("type") in ("message", "postback", "uri", "clipboard"):
            yield node
        for value in node.values():
            yield from actions(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from actions(value)


def tap(data: str) -> dict[str, Any]:
    """A postback event."""
    return {key: value for key, value in person().items() if key != "message"} | {
        "type": "postback",
        "postback": {"data": data},
    }


def test_every_tap_from_the_menu_leads_somewhere(desk: Desk) -> None:
    """All that can be reached by tapping is answered, fits LINE, and no button is a dead end."""
    typed, posts = {wording.MENU}, set()
    waiting = [wording.MENU]
    while waiting:
        text = waiting.pop()
        reply = routes.respond(person(text), desk)
        assert reply.outcome != "not_found", text
        assert guard.faults(list(reply.messages)) == [], text
        for action in actions(reply.messages):
            if action["type"] == "message" and action["text"] not in typed:
                typed.add(action["text"])
                waiting.append(action["text"])
            elif action["type"] == "postback" and action["data"].split("|")[0] in ONWARD:
                posts.add(action["data"])
    seen: set[str] = set()
    while posts:
        data = posts.pop()
        seen.add(data)
        reply = routes.respond(tap(data), desk)
        assert wording.OLD_BUTTON not in repr(reply.messages), data
        assert guard.faults(list(reply.messages)) == [], data
        for action in actions(reply.messages):
            if action["type"] == "postback" and action["data"].split("|")[0] in ONWARD and action["data"] not in seen:
                posts.add(action["data"])

    assert len(typed) > 300
    assert len(seen) > 100


def spaceless(shown: str) -> str:
    """A repr without spaces and line breaks: items of a list may begin a line of their own."""
    return "".join(shown.replace("\\n", "").split())


def test_paging_through_a_section_loses_nothing(engine: Engine, desk: Desk) -> None:
    """Typing "อ่านต่อ" to the end of every section shows each of its passages; a very long one pages by itself."""
    for point in engine.report.focus_points:
        for section, word in wording.SECTION_COMMANDS.items():
            wanted = [
                passage
                for passage in engine.report.passages
                if passage.focus_point == point.id
                and passage.section == section
                and passage.kind not in ("intro", "none")
            ]
            if not wanted:
                continue
            pages = [repr(routes.respond(person(f"{point.id} {word}"), desk).messages)]
            while wording.NOTHING_TO_READ_ON not in (page := repr(routes.respond(person("อ่านต่อ"), desk).messages)):
                pages.append(page)
                assert len(pages) < 60, point.id
            whole = spaceless("".join(pages))
            for passage in wanted:
                assert spaceless(repr(passage.text)[1:-1][:400]) in whole, passage.id
                assert spaceless(repr(passage.remedy)[1:-1]) in whole, passage.id


def test_reading_on_shows_the_whole_of_any_passage(engine: Engine, desk: Desk) -> None:
    """The pages of a passage, put together, are the passage and all that stands under it."""
    from handlers.messages.excerpts import whole_text

    longest = sorted(engine.report.passages, key=lambda one: len(one.text), reverse=True)[:25]
    for passage in longest:
        pages, data = [], f"more|{passage.id}|0"
        while data:
            reply = routes.respond(tap(data), desk)
            pages.append(reply.messages[0]["contents"]["body"]["contents"][0]["contents"][0]["text"])
            further = [one["data"] for one in actions(reply.messages) if one.get("data", "").startswith("more|")]
            data = further[0] if further else ""
            assert len(pages) < 60
        family_of = (one for one in (engine.open_passage(passage.id).excerpts))
        assert "".join("".join(pages).split()).startswith("".join(whole_text(tuple(family_of)).split()))


@pytest.mark.parametrize("name", sorted(FAMILY))
def test_each_family_has_an_example(name: str, engine: Engine) -> None:
    """The examples from which the documentation's pictures are made are of the kind they are named for."""
    made = family(engine)[name]

    assert made["kind"] in FAMILY[name].kinds
    assert guard.faults(made["messages"]) == []
    for message in made["messages"]:
        assert Message.from_dict(message).to_dict() == message


def test_in_danger_the_numbers_dial_and_the_safety_center_stands_below(desk: Desk) -> None:
    """Five emergency numbers first, each a button; the Safety Center's own channels at the end."""
    [message] = routes.respond(person(text="ไฟไหม้โรงเรียน"), desk).messages
    dialled = [action["uri"] for action in actions(message) if action.get("uri", "").startswith("tel:")]
    assert dialled[:5] == ["tel:191", "tel:1669", "tel:199", "tel:1300", "tel:1323"]
    assert dialled[5:] == ["tel:021266565"]
    assert message["altText"].startswith(wording.DANGER_FIRST)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "มี 2 โครงการ คือ 1 โครงการก จำนวน 2 คน 2. โครงการข",
            ["มี 2 โครงการ คือ", "1 โครงการก จำนวน 2 คน", "2. โครงการข"],
        ),
        ("ประกอบด้วย 1) แผน 2) คน 3) เงิน", ["ประกอบด้วย", "1) แผน", "2) คน", "3) เงิน"]),
        ("1. เพียงข้อเดียว จำนวน 3 ครั้ง", ["1. เพียงข้อเดียว จำนวน 3 ครั้ง"]),
        ("ระหว่างวันที่ 1 มกราคม และ 2 กุมภาพันธ์", ["ระหว่างวันที่ 1 มกราคม และ 2 กุมภาพันธ์"]),
    ],
)
def test_the_items_of_a_list_begin_lines(text: str, lines: list[str]) -> None:
    """Numbers that count up begin a line each; any other number stays where it is."""
    assert items_on_lines(text).split("\n") == lines
