"""The rich menu's words: three tabs by role, six areas each, and what each area types for the person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from handlers import wording
from handlers.commands import find
from handlers.messages.shelf import shelf_of
from knowledge.models import Report

Role = Literal["teacher", "head", "officer"]
Icon = Literal[
    "shield", "heart", "child", "medal", "coin", "book", "siren", "school", "check", "star", "bulb", "chart", "gear",
    "people", "phone", "tool",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its large words, a smaller line under them, what it types, and its picture."""

    label: str
    note: str
    typed: str
    icon: Icon


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: the role it is for, its name, and its six areas from left to right, top to bottom."""

    role: Role
    name: str
    areas: tuple[Area, Area, Area, Area, Area, Area]


CHAT_BAR = "เมนูครูถาม"

_BOOK = Area("เปิดทั้งเล่ม", "ทุกนโยบาย ทุกจุดเน้น", wording.MENU, "book")

_TABS: tuple[Tab, ...] = (
    Tab(
        "teacher",
        "ครู",
        (
            Area("ความปลอดภัย", "MOE Safety Center", "MOE Safety Center คืออะไร", "shield"),
            Area("ช่วยเด็กมีปัญหา", "เครียด ส่งต่อใครได้", "เด็กเครียด ส่งต่อใครได้บ้าง", "heart"),
            Area("เด็กเสี่ยงหลุด", "ตกหล่น ออกกลางคัน", "3.1", "child"),
            Area("วิทยฐานะ PA", "เกณฑ์และปัญหา", "5.1", "medal"),
            Area("หนี้สินครู", "ทางออกที่มี", "5.3", "coin"),
            _BOOK,
        ),
    ),
    Tab(
        "head",
        "ผู้บริหาร",
        (
            Area("แผนเผชิญเหตุ", "คุ้มครองเมื่อเกิดเหตุ", "1.3", "siren"),
            Area("โรงเรียนคุณภาพ", "ทำถึงไหนแล้ว", "2.9", "school"),
            Area("ประกันคุณภาพ", "การประเมินสถานศึกษา", "2.8", "check"),
            Area("แบบอย่างที่ดี", "นวัตกรรมที่ทำจริง", "2.5 แบบอย่าง", "star"),
            Area("ข้อเสนอแนะ", "ระดับพื้นที่และนโยบาย", "2.2 ข้อเสนอแนะ", "bulb"),
            _BOOK,
        ),
    ),
    Tab(
        "officer",
        "เจ้าหน้าที่",
        (
            Area("ตัวเลขสำคัญ", "พร้อมที่มา", "1.1 ตัวเลข", "chart"),
            Area("งานดิจิทัล", "เทคโนโลยีและบริการ", "6.1", "gear"),
            Area("งานบูรณาการ", "ชุมชนและเครือข่าย", "6.2", "people"),
            Area("ติดต่อที่ไหน", "เครือข่ายในรายงาน", "ช่องทางติดต่อหน่วยงานในจังหวัด", "phone"),
            Area("อาชีวศึกษา", "ทักษะอาชีพ", "นโยบาย 4", "tool"),
            _BOOK,
        ),
    ),
)


def _stands(area: Area, report: Report) -> bool:
    """Whether what the area opens has content in this report; questions always stand."""
    command = find(area.typed)
    if command is None:
        return True
    shelf = shelf_of(report)
    if command.figures:
        return shelf.has_figures(command.focus_point)
    if command.section:
        return command.section in shelf.sections(command.focus_point)
    if command.focus_point:
        return command.focus_point in shelf.focus_points
    return command.policy is None or command.policy in {policy.number for policy in report.policies}


def tabs_for(report: Report) -> tuple[Tab, ...]:
    """The tabs for a report: an area whose focus point it does not have gives way to the menu of all policies."""
    made = []
    for tab in _TABS:
        areas = tuple(area if _stands(area, report) else replace(area, typed=wording.MENU) for area in tab.areas)
        made.append(Tab(tab.role, tab.name, areas))  # type: ignore[arg-type]  # as many areas as before
    return tuple(made)
