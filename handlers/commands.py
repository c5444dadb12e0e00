"""Typed commands: exact phrases that open something. Everything else is a question for the engine.

Each button and quick reply types one of these, so that whoever sees no buttons (LINE on a computer) can type them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from handlers import wording
from knowledge.models import Agency, Level, Section

CommandName = Literal[
    "menu", "help", "about", "my_data", "delete_my_data", "silent", "speak", "read_on", "policy", "focus_point"
]


@dataclass(frozen=True, slots=True)
class Command:
    """What was typed: `name`, and for policies and focus points which part of the report to open."""

    name: CommandName
    focus_point: str = ""
    section: Section | None = None
    agency: Agency | None = None
    level: Level | None = None
    figures: bool = False
    policy: int | None = None


PHRASES: dict[str, CommandName] = {
    "เมนู": "menu",
    "menu": "menu",
    "สารบัญ": "menu",
    "นโยบายทั้งหมด": "menu",
    "หัวข้อทั้งหมด": "menu",
    "ช่วยเหลือ": "help",
    "วิธีใช้": "help",
    "help": "help",
    "เกี่ยวกับบอท": "about",
    "เกี่ยวกับ": "about",
    "about": "about",
    "ข้อมูลของฉัน": "my_data",
    "ลบข้อมูลของฉัน": "delete_my_data",
    "ลบข้อมูลฉัน": "delete_my_data",
    "เงียบ": "silent",
    "หยุดพูด": "silent",
    "พูดได้": "speak",
    "อ่านต่อ": "read_on",
    "ดูต่อ": "read_on",
    "ต่อ": "read_on",
}
_POLITE = re.compile(r"(?:\s*(?:ค่ะ|คะ|ครับ|คับ|จ้า|จ้ะ|หน่อย|นะ))+$")
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_POLICY = re.compile(r"^นโยบาย(?:ที่|ข้อ)?\s*(\d)$")
_FOCUS_POINT = re.compile(r"^(?:ข้อ|จุดเน้น)?(?:ที่)?\s*(\d\.\d{1,2})\.?(?!\d)\s*(.*)$")

_SECTIONS: dict[str, Section] = {
    **{name: key for key, name in wording.SECTION_COMMANDS.items()},
    **{name: key for key, name in wording.SECTION_NAMES.items()},
    "ปัจจัยขับเคลื่อน": "factors",
    "ปัญหาอุปสรรค": "problems",
    "แบบอย่างที่ดี": "best_practice",
    "นวัตกรรม": "best_practice",
}
_AGENCIES: dict[str, Agency] = {
    **{name: key for key, name in wording.AGENCY_COMMANDS.items()},
    "เขต1": "primary1",
    "เขต2": "primary2",
    "สพม": "secondary",
    "มัธยม": "secondary",
    "อาชีวศึกษา": "vocational",
    "สกร": "lifelong",
    "กศน.": "lifelong",
    "กศน": "lifelong",
    "ศธจ": "provincial",
}
_LEVELS: dict[str, Level] = {"ระดับพื้นที่": "area", "ระดับนโยบาย": "policy"}
_FIGURES = ("ตัวเลขสำคัญ", "ตัวเลข")
_FIGURES_OF = re.compile(r"^(?:ขอ|ดู)?ตัวเลข(?:สำคัญ)?\s*(?:ของ|ใน)?\s*(?:ข้อ|จุดเน้น)?\s*([1-9]\.\d{1,2})$")
"""The other way round: "ตัวเลขสำคัญของ 3.3"."""


_ORDINAL = re.compile(r"^(?:ข้อ|อัน|ตัวเลือก|เรื่อง)?(?:ที่)?\s*(\d{1,2}|แรก)[.)]?$")


def ordinal(text: str) -> int | None:
    """The number of a choice that `text` names ("2", "ข้อ ๒", "อันแรก"), None when it names none."""
    matched = _ORDINAL.match(" ".join(_POLITE.sub("", text.strip()).translate(_DIGITS).split()))
    if matched is None:
        return None
    return 1 if matched[1] == "แรก" else int(matched[1])


def _take(rest: str, table: dict[str, str]) -> tuple[str | None, str]:
    """The value of the longest key that `rest` begins with, and what is left; (None, rest) when none does."""
    for word in sorted(table, key=len, reverse=True):
        if rest.startswith(word):
            return table[word], rest[len(word) :].strip()
    return None, rest


def _focus_point(number: str, rest: str) -> Command | None:
    """A focus point with any of section, office, level and "ตัวเลข" after it, in any order; None if words are left."""
    found: dict[str, str] = {}
    tables: dict[str, dict[str, str]] = {"section": dict(_SECTIONS), "agency": dict(_AGENCIES), "level": dict(_LEVELS)}
    figures = False
    while rest:
        before = rest
        for kind, table in tables.items():
            value, rest = _take(rest, table)
            if value is not None and found.setdefault(kind, value) != value:
                return None
        for word in _FIGURES:
            if rest.startswith(word):
                figures, rest = True, rest[len(word) :].strip()
        if rest == before:
            return None
    return Command("focus_point", number, figures=figures, **found)  # type: ignore[arg-type]  # values of typed tables


def find(text: str) -> Command | None:
    """The command that `text` is, with or without a polite ending; None when it is a question."""
    # As typed first: "ข้อเสนอแนะ" ends in letters that would pass for the particle "นะ".
    return _find(text) or _find(_POLITE.sub("", text.strip()))


def _find(text: str) -> Command | None:
    """The command that exactly these words are."""
    plain = " ".join(text.translate(_DIGITS).split()).strip(' .!?"“”').lower()
    if plain in PHRASES:
        return Command(PHRASES[plain])
    if matched := _POLICY.match(plain):
        return Command("policy", policy=int(matched[1]))
    if matched := _FIGURES_OF.match(plain):
        return Command("focus_point", matched[1], figures=True)
    if matched := _FOCUS_POINT.match(plain):
        return _focus_point(matched[1], matched[2].strip())
    return None
