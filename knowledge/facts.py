"""What kinds of fact look like in text, so that a question for a phone number is not answered with a topic.

A question may ask for a kind of fact the report does not give ("เบอร์โทร"); then the honest answer says which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.models import Figure, Passage

NUMBER = r"\d[\d,]*(?:\.\d+)?"
DATE = (
    r"วันที่|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    r"|วันอาทิตย์|วันจันทร์|วันอังคาร|วันพุธ|วันพฤหัส|วันศุกร์|วันเสาร์|เสาร์|ทุกวัน|ทุกเดือน"
)
WHEN = DATE + r"|ทุกปี|ปีการศึกษา|ภาคเรียน"
EVIDENCE: dict[str, re.Pattern[str]] = {
    "phone": re.compile(r"(?<![\d.,])0[ -]?\d[\d -]{6,10}\d(?!\d)"),
    "email": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "address": re.compile(r"(?:เลขที่|หมู่ที่|ถนน|ตำบล|อำเภอ)\s*\S+"),
    "money": re.compile(rf"{NUMBER}\s*(?:ล้าน|แสน|หมื่น|พัน)?\s*บาท"),
    "person": re.compile(r"(?:นางสาว|นาง|นาย|ดร\.|ว่าที่ร้อยตรี)\s?[ก-๙]+\s[ก-๙]+"),
    "score": re.compile(rf"(?:คะแนน|เฉลี่ย|ผลการประเมิน)[^\d]{{0,40}}{NUMBER}"),
    "account": re.compile(r"@\w|facebook\.com/|เพจ\s*[“\"]|รหัสผ่าน"),
    "order_number": re.compile(r"คำสั่ง.{0,30}ที่\s*\d+\s*/\s*\d{4}|เลขที่\s*\d"),
    "count_people": re.compile(rf"{NUMBER}\s*(?:คน|ราย|ท่าน|รูป|ครอบครัว)|\d\s*:\s*\d"),
    "count_places": re.compile(rf"{NUMBER}\s*(?:แห่ง|โรง|ศูนย์|ตำบล|อำเภอ|บริษัท|หมู่บ้าน|บ้านเรียน|สถาน|วิทยาลัย|หน่วย)"),
    "count_times": re.compile(rf"{NUMBER}\s*(?:ครั้ง|ชั่วโมง|ชม|กรณี|เรื่อง|วัน|สัปดาห์)|ตลอด\s*{NUMBER}"),
    "percent": re.compile(rf"ร้อยละ\s*{NUMBER}|{NUMBER}\s*(?:%|เปอร์เซ็นต์)"),
    "count": re.compile(NUMBER),
    "date": re.compile(DATE),
    "when": re.compile(WHEN),
    "link": re.compile(r"https?://|www\.|[a-z0-9-]+\.(?:go|ac|or|in|co)\.th|\.com|เว็บไซต์|website|เพจ", re.IGNORECASE),
    "place": re.compile(r"โรงเรียน[ก-๙]|วิทยาลัย[ก-๙]|ศูนย์[ก-๙]|อำเภอ[ก-๙]|จังหวัด[ก-๙]|โรงแรม|ห้องประชุม"),
    "what": re.compile(r"หมายถึง"),
    "who": re.compile(r"สำนักงาน|โรงเรียน|วิทยาลัย|กลุ่ม|คณะกรรมการ|นาย|นาง|บริษัท|ธนาคาร|ศูนย์"),
}
NAMES_OF_LACKS = {
    "phone": "เบอร์โทรศัพท์",
    "email": "อีเมล",
    "address": "ที่อยู่",
    "money": "จำนวนเงิน",
    "person": "ชื่อบุคคล",
    "score": "คะแนน",
    "account": "ชื่อบัญชีหรือรหัส",
    "order_number": "เลขที่เอกสาร",
    "count_people": "จำนวนคน",
    "count_places": "จำนวนแห่ง",
    "count_times": "จำนวนครั้งหรือชั่วโมง",
    "percent": "ร้อยละ",
    "date": "วันเวลา",
}
"""Facts whose absence is an answer in itself, with what they are called in Thai."""


def has_fact(passage: Passage, kind: str) -> bool:
    """Whether a passage holds anything of that kind of fact. Kinds without a look ("list") count as absent."""
    pattern = EVIDENCE.get(kind)
    if pattern is None:
        return False
    if kind == "link" and passage.links:
        return True
    return pattern.search(passage.text) is not None or pattern.search(passage.remedy) is not None


COUNTED = frozenset({"count_people", "count_places", "count_times", "percent", "score", "money"})
PLACED = COUNTED | {"person", "date", "address"}
"""Facts that must stand near what they are about: "317 คน" of one thing is no answer about another."""
UNIT_IN_HEADING = frozenset({"count_people", "count_places", "count_times"})
"""Of these a table's cells have the number alone."""
NEARBY = 150
"""Characters on either side of a figure in which its subject is looked for."""


def fact_windows(passage: Passage, kind: str) -> list[str]:
    """The stretches of a passage around each fact of that kind."""
    pattern = EVIDENCE.get(kind)
    if pattern is None:
        return []
    if passage.kind == "table_row" and kind in UNIT_IN_HEADING:
        return [passage.text] if re.search(NUMBER, passage.text) else []
    return [
        text[max(0, match.start() - NEARBY) : match.end() + NEARBY]
        for text in (passage.text, passage.remedy)
        for match in pattern.finditer(text)
    ]


LONGEST_POINT = 160
"""Characters of a stretch that may lead an answer in bold."""


def figure_asked_for(kinds: Sequence[str], passage: Passage, figures: Sequence[Figure]) -> str:
    """The stretch of a passage that has the figure asked for, with what it counts; "" when it has none or several.

    Verbatim: from the beginning of the figure's subject to its unit.
    """
    if not any(kind in COUNTED for kind in kinds):
        return ""
    stretches = []
    for figure in figures:
        if figure.passage != passage.id or not any(shows(figure, kind) for kind in kinds):
            continue
        start = passage.text.find(figure.subject)
        end = passage.text.find(figure.value, max(start, 0)) + len(figure.value)
        unit = passage.text.find(figure.unit, end)
        end = unit + len(figure.unit) if 0 <= unit - end <= 2 else end
        if 0 <= start < end and end - start <= LONGEST_POINT:
            stretches.append(passage.text[start:end])
    return stretches[0] if len(stretches) == 1 else ""


def shows(figure: Figure, kind: str) -> bool:
    """Whether a figure is of the kind of fact asked for."""
    pattern = EVIDENCE.get(kind)
    text = f"{figure.unit} {figure.value}" if figure.unit == "ร้อยละ" else f"{figure.value} {figure.unit}"
    return kind in COUNTED and pattern is not None and pattern.search(text) is not None
