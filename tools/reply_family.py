"""One example of each family of reply, from the real report: what the documentation's pictures are made from.

`python -m tools.reply_family` writes them as JSON to standard output: name → {kind, title, event, messages}.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from bot.settings import PACKAGED_REPORT
from bot.storage.memory import MemoryStore
from handlers import routes
from handlers.conversation import answer_reply
from handlers.desk import Desk
from knowledge.engine import Engine
from knowledge.models import OVERVIEW, Answer, Choice, Contact, Excerpt


@dataclass(frozen=True, slots=True)
class Example:
    """What is typed, or the event that happens, or an answer made for it; and the kind of answer this is."""

    title: str
    typed: str = ""
    kinds: tuple[str | None, ...] = (None,)
    event: dict[str, Any] = field(default_factory=dict)
    made: Callable[[Engine], Answer] | None = None


def _table(engine: Engine) -> Answer:
    """The rows of the report's first table that is no overview."""
    rows = [one for one in engine.report.passages if one.kind == "table_row" and one.focus_point != OVERVIEW]
    of = [one for one in rows if one.focus_point == rows[0].focus_point]
    excerpts = tuple(Excerpt(one, one.text) for one in of)
    return Answer("answer", "table", "", excerpts, (of[0].focus_point,), of[0].section, of[0].agency)


def _clarify(engine: Engine) -> Answer:
    """Three focus points to choose from."""
    points = engine.report.focus_points[:3]
    choices = tuple(Choice(f"จุดเน้น {one.id}", one.id, one.title) for one in points)
    return Answer("clarify", "clarify", choices=choices, focus_points=tuple(one.id for one in points))


def _contact(engine: Engine) -> Answer:
    """A problem whose remedy names whom to turn to, and a contact beside it."""
    found = next(one for one in engine.report.passages if one.kind == "problem" and "ศูนย์การศึกษาพิเศษ" in one.remedy)
    contact = Contact("ศูนย์การศึกษาพิเศษจังหวัด", "เด็กพิการที่เรียนรวมไม่ได้", focus_point=found.focus_point)
    excerpts = (Excerpt(found, found.text),)
    return Answer("answer", "contact", "", excerpts, (found.focus_point,), "problems", contacts=(contact,))


def _safety(engine: Engine) -> Answer:
    """What the report says of the safety centre, and its public channels."""
    found = next(one for one in engine.report.passages if one.kind == "item" and "MOE Safety Center" in one.text)
    given = (("phone", "0-2126-6565"), ("website", "www.MOESafetyCenter.com"), ("line", "@MOESafetyCenter"))
    source = "ข้อมูลสาธารณะ พ.ศ. 2565 ผู้ดูแลควรยืนยันอีกครั้ง"
    contact = Contact("MOE Safety Center", "แจ้งเหตุความปลอดภัยในสถานศึกษา", given, outside=True, source=source)
    excerpts = (Excerpt(found, found.text),)
    return Answer("answer", "safety", "", excerpts, (found.focus_point,), found.section, contacts=(contact,))


def _danger(engine: Engine) -> Answer:
    """Danger now, then the safety topic."""
    return replace(_safety(engine), kind="danger")


FAMILY: dict[str, Example] = {
    "answer": Example("คำตอบ", "อกศม มีกี่คน", ("passages", "figures", "agency")),
    "summary": Example("สรุปจุดเน้น", "1.3", ("summary",)),
    "agency": Example("งานของหน่วยงาน", "1.1 เขต 2", ("agency",)),
    "problems": Example("ปัญหาและวิธีแก้", "1.3 ปัญหา", ("problems",)),
    "recommendations": Example("ข้อเสนอแนะ", "2.2 ข้อเสนอแนะ", ("recommendations",)),
    "best_practice": Example("แบบอย่างที่ดี", "2.9 แบบอย่าง", ("best_practices",)),
    "figures": Example("ตัวเลขสำคัญ", "1.1 ตัวเลข", ("figures",)),
    "table": Example("ตาราง", "โรงเรียนไหนเข้าร่วมทวิศึกษาบ้าง", ("table",), made=_table),
    "policies": Example("นโยบายทั้งหมด", "เมนู", ("overview",)),
    "policy": Example("จุดเน้นของนโยบาย", "นโยบาย 3", ("overview",)),
    "clarify": Example("ให้เลือก", "ความปลอดภัย", ("clarify",), made=_clarify),
    "not_found": Example("ไม่มีในรายงาน", "พรุ่งนี้ฝนตกไหม", ("not_found",)),
    "safety": Example("MOE Safety Center", "MOE Safety Center คืออะไร", ("safety",), made=_safety),
    "danger": Example("เหตุอันตราย", "ช่วยด้วย มีคนทำร้ายเด็ก", ("danger",), made=_danger),
    "contact": Example("ติดต่อที่ไหน", "นักเรียนพิการเรียนรวมไม่ได้ ติดต่อที่ไหน", ("contact",), made=_contact),
    "greeting": Example("ทักทาย", "สวัสดีค่ะ", ("smalltalk",)),
    "help": Example("ช่วยเหลือ", "ช่วยเหลือ", ("smalltalk",)),
    "about": Example("เกี่ยวกับบอท", "เกี่ยวกับบอท", ("smalltalk",)),
    "welcome": Example("ต้อนรับ", event={"type": "follow", "follow": {"isUnblocked": False}}),
}
"""Each family with what brings it about."""


def _event(example: Example) -> dict[str, Any]:
    """The webhook event of an example."""
    common: dict[str, Any] = {
        "type": "message",
        "mode": "active",
        "timestamp": 1_700_000_000_000,
        "source": {"type": "user", "userId": "U" + "0" * 32},
        "webhookEventId": "01EXAMPLE",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": "example",
    }
    if example.event:
        return common | example.event
    return common | {"message": {"type": "text", "id": "1", "quoteToken": "q", "text": example.typed}}


def family(engine: Engine) -> dict[str, dict[str, Any]]:
    """Every example with the messages it brings about, each in a conversation of its own."""
    made: dict[str, dict[str, Any]] = {}
    for name, example in FAMILY.items():
        desk = Desk(
            engine,
            MemoryStore(now_ms=lambda: 1_700_000_000_000),
            lambda: 1_700_000_000_000,
            public_url="https://krutham.example",
            basic_id="@krutham",
            operator={"name": "สำนักงานศึกษาธิการจังหวัด"},
        )
        event = _event(example)
        if example.made is None:
            reply = routes.respond(event, desk)
        else:
            reply = answer_reply(example.made(engine), example.typed, event, desk)
        kind = reply.answer.kind if reply.answer else None
        made[name] = {"kind": kind, "title": example.title, "event": event, "messages": list(reply.messages)}
    return made


if __name__ == "__main__":
    json.dump(family(Engine.open(PACKAGED_REPORT)), sys.stdout, ensure_ascii=False, indent=1)
