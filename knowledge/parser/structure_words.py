"""The words by which a report in this form names its parts, as tables; no rule stands here."""

from __future__ import annotations

import re
from typing import Final

from knowledge.models import Level, Section

SECTION_WORDS: Final[tuple[tuple[Section, str], ...]] = (
    ("progress", r"ความก้าวหน้า|ผลการดำเนินงาน(?:ตามนโยบาย)?\s*$"),
    ("factors", r"ปัจจัย\s*(?:ที่)?\s*(?:ขับเคลื่อน|ความสำเร็จ|แห่งความสำเร็จ|สู่ความสำเร็จ)"),
    ("problems", r"ปัญหา\s*(?:และ|/)?\s*อุปสรรค"),
    ("best_practice", r"นวัตกรรม|แบบอย่างที่ดี|(?i:best\s*practice)"),
    ("recommendations", r"ข้อเสนอแนะ"),
)
"""What the title of a section begins with. The printed number is not asked: it is wrong too often."""

SECTION_HEADING: Final = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){2})\.?\s+(?=(?:" + "|".join(words for _, words in SECTION_WORDS) + "))"
)

LEVEL_WORDS: Final[tuple[tuple[Level, str], ...]] = (("area", "พื้นที่"), ("policy", "นโยบาย"))

LEVEL_HEADING: Final = re.compile(
    r"(?:[-•]\s*)?(?:\d{1,2}(?:\.\d{1,2})*[.)]\s*)?(?:ข้อเสนอแนะ\s*)?(?:ใน|เชิง)?\s*ระดับ\s*(?P<level>พื้นที่|นโยบาย)"
    r"\s*(?:\([^()]*\))?\s*:?$"
)

NOTHING: Final = re.compile(r"[-–—.\s(]*ไม่มี[-–—.\s)]*")

POLICY_HEADING: Final = re.compile(r"นโยบายที่\s*(?P<number>\d{1,2})\s*[.:]?\s*(?P<title>\S.*)")
POLICY_TAIL: Final = re.compile(r"\s*มีจุดเน้น(?:\s*จำนวน)?\s*\d+\s*ประเด็น.*$")
"""What the heading of a policy adds to its title: "มีจุดเน้น จำนวน 2 ประเด็น ดังนี้"."""

FOCUS_HEADING: Final = re.compile(r"(?P<policy>\d{1,2})\.(?P<focus>\d{1,2})\.?\s+(?P<title>\S.*)")

RESPONSIBLE: Final = re.compile(r"\s*\((?P<who>[^()]*(?:สพฐ|สอศ|กศน|สกร|สช|สป)\.[^()]*(?:\([^()]*\))?[^()]*)\)\s*$")
"""The offices in brackets behind the title of a chapter."""

TITLE_GOES_ON: Final = re.compile(r"ที่(?:คิดว่า)?(?:เป็นต้นแบบ|เป็นแบบอย่าง)")
"""How the second half of a best-practice heading begins when a page break cut it."""

PROBLEM_HEADER: Final = re.compile(r"ปัญหา")
REMEDY_HEADER: Final = re.compile(r"วิธี|แนวทาง|แก้ไข|แก้ปัญหา")
POLICY_HEADER: Final = re.compile(r"นโยบาย")
FOCUS_HEADER: Final = re.compile(r"จุดเน้น|ประเด็น")
ORDINAL_HEADER: Final = re.compile(r"(?:ลำดับ)?\s*ที่|ลำดับ|เลขที่|no\.?", re.IGNORECASE)

PROVINCE: Final = re.compile(r"ศึกษาธิการ\s*จังหวัด\s*(?P<name>[ก-ฮเ-ไะ-ฺ็-๎]+)")
YEAR: Final = re.compile(r"พ\.?\s*ศ\.?\s*(?P<year>[๐-๙\d]{4})")
ROUND: Final = re.compile(r"รอบ(?:ที่)?\s*(?P<round>[๐-๙\d]{1,2})")
