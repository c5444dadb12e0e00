"""Which office a person means: the ministry's standard names, abbreviations and everyday nicknames of its offices.

The names are the ministry's own everywhere in the country; the numbers of primary areas are read from the question and
held against the areas the report covers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.models import Agency

PRIMARY_AREA = re.compile(
    r"(?:สพป|ประถมศึกษา|ประถม|เขตประถม|เขตพื้นที่(?:การศึกษา)?|เขต|กพ)"
    r"(?:\.|ของ|การศึกษา|ประถมศึกษา|กำแพงเพชร|กำแพง|กพ|จังหวัด|จ\.|เขตพื้นที่|เขต|ที่|area|[ ./-])*"
    r"(?P<number>\d+)(?:(?:-|และ|กับ|,|/)(?:เขต|สพป|ที่|\.)*(?P<second>\d))?(?!\d*[.)%]\d|\d)"
)
NUMBER_WORDS = {"หนึ่ง": "1", "สอง": "2", "สาม": "3", "นึง": "1"}
NUMBER_WORD = re.compile(r"(?<=เขต)(หนึ่ง|สอง|สาม|นึง)")

SCHOOL = r"(?:โรงเรียน|สถานศึกษา|รร\.?)?"
"""A school before the name of its office ("รร.เอกชน") is part of the name."""
NO_LEVEL = r"(?<!ชั้น)(?<!ระดับ)(?<!เด็ก)(?<!นักเรียน)(?<!จบ)"
NO_WAY_TO = r"(?<!มหา)(?<!ไป)(?<!ไปเรียนที่)"
"""A college as a place that pupils go to ("ค่ารถไปวิทยาลัย") is not the office that tells of it."""
BESIDE = r"(?<!ควบ)(?<!พ่วง)(?<!คู่)(?<!\+)(?<!กับ)(?<!ได้)"
"""A certificate taken beside another ("ม.6 ควบ ปวช.") is a programme of two offices."""
SECONDARY = NO_LEVEL + r"มัธยม(?:ศึกษา)?(?!ศึกษา|ปีที่|ตอน|ต้น|ปลาย|\d)"
PATTERNS: tuple[tuple[Agency, re.Pattern[str]], ...] = (
    ("provincial", re.compile(r"ศธจ|ศธ\.จังหวัด|ศึกษาธิการจังหวัด|ศึกษาธิการกำแพง|(?<!กระทรวง)ศึกษาธิการ(?!ภาค)")),
    ("secondary", re.compile(r"สพม|เขตมัธยม|(?:เขตพื้นที่|พื้นที่)(?:การศึกษา)?มัธยม|" + SCHOOL + SECONDARY)),
    ("private", re.compile(SCHOOL + r"(?<!ภาค)(?<!บริษัท)(?<!องค์กร)(?<!หน่วยงาน)เอกชน|สช\.|สช(?![า-ฺเ-๎])")),
    ("lifelong", re.compile(r"กศน|สกร\.?(?![ก-ฮ]า)|ส่งเสริมการเรียนรู้(?:จังหวัด|อำเภอ|ตำบล)?|การศึกษานอกโรงเรียน")),
    (
        "vocational",
        re.compile(
            r"อาชีวะ|อาชีวศึกษา|อาชีวศึก|อชว|สอศ|สอจ|"
            + NO_WAY_TO
            + r"วิทยาลัย|เด็กช่าง|สายอาชีพ|เทคนิคกำแพง|สารพัดช่าง|"
            + BESIDE
            + r"(?:ปวช|ปวส)"
        ),
    ),
)
"""Tried in this order on the text without spaces; a level of schooling ("ชั้นมัธยม", "ม.3") is no office."""


@dataclass(frozen=True, slots=True)
class OfficesNamed:
    """The offices a question names, in its order, and the primary areas it names that the report does not cover."""

    agencies: tuple[Agency, ...]
    unknown: tuple[str, ...] = ()


def offices_named(squeezed: str) -> OfficesNamed:
    """The offices named in a question (normalised, without spaces)."""
    text = NUMBER_WORD.sub(lambda match: NUMBER_WORDS[match.group()], squeezed)
    found: list[tuple[int, Agency]] = []
    unknown: list[str] = []
    for match in PRIMARY_AREA.finditer(text):
        for group in ("number", "second"):
            number = match.group(group)
            if number in ("1", "2"):
                found.append((match.start(group), "primary1" if number == "1" else "primary2"))
            elif number:
                unknown.append(f"เขต {number}")
    for agency, pattern in PATTERNS:
        if (place := pattern.search(text)) is not None:
            found.append((place.start(), agency))
    return OfficesNamed(tuple(dict.fromkeys(agency for _, agency in sorted(found))), tuple(unknown))


def office_spans(squeezed: str) -> list[tuple[int, int]]:
    """Where in a question (normalised, without spaces) offices are named."""
    patterns = (PRIMARY_AREA, *(pattern for _, pattern in PATTERNS))
    return [match.span() for pattern in patterns for match in pattern.finditer(squeezed)]
