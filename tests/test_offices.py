"""Which office a question names."""

from __future__ import annotations

import pytest

from knowledge.models import Agency
from knowledge.offices import office_spans, offices_named


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("สพป.กพ.2", ["primary2"]),
        ("สพป.กำแพงเพชรเขต1", ["primary1"]),
        ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษากำแพงเพชรเขต2", ["primary2"]),
        ("เขต2", ["primary2"]),
        ("เขตสอง", ["primary2"]),
        ("ประถมเขต1", ["primary1"]),
        ("เขต1-2", ["primary1", "primary2"]),
        ("เขต1และเขต2", ["primary1", "primary2"]),
        ("เขต2กับ1", ["primary2", "primary1"]),
        ("สพม.กำแพงเพชร", ["secondary"]),
        ("มัธยม", ["secondary"]),
        ("เขตมัธยม", ["secondary"]),
        ("โรงเรียนเอกชน", ["private"]),
        ("สช.", ["private"]),
        ("กศน.ตำบล", ["lifelong"]),
        ("สกร.จังหวัด", ["lifelong"]),
        ("อาชีวะ", ["vocational"]),
        ("วิทยาลัยเทคนิค", ["vocational"]),
        ("เด็กช่าง", ["vocational"]),
        ("ศธจ.", ["provincial"]),
        ("ศึกษาธิการจังหวัด", ["provincial"]),
        ("ศธจ.กับสพม.", ["provincial", "secondary"]),
        ("อาชีวะกับเขต1", ["vocational", "primary1"]),
        ("ปวช.ทำอะไรบ้าง", ["vocational"]),
        ("ม.6ควบปวช.", []),
        ("ค่ารถไปวิทยาลัย", []),
    ],
)
def test_offices_are_known_by_all_their_names(text: str, agencies: list[Agency]) -> None:
    """Full names, abbreviations and nicknames, several in the order they are named."""
    assert list(offices_named(text).agencies) == agencies
    assert offices_named(text).unknown == ()


@pytest.mark.parametrize(
    "text",
    [
        "ชั้นมัธยม",
        "ระดับมัธยมศึกษา",
        "เด็กมัธยม",
        "นักเรียนมัธยม",
        "มัธยมศึกษาปีที่3",
        "มัธยมต้น",
        "ม.3",
        "ป.1",
        "มหาวิทยาลัย",
        "กระทรวงศึกษาธิการ",
        "ศึกษาธิการภาค18",
        "ภาคเอกชน",
        "องค์กรเอกชน",
        "สชาติ",
        "ร้อยละ2.5",
        "ครูเป็นหนี้",
        "",
    ],
)
def test_a_level_of_schooling_or_another_body_is_no_office(text: str) -> None:
    """A word that merely holds an office's name names none."""
    found = offices_named(text)
    assert found.agencies == ()
    assert found.unknown == ()


@pytest.mark.parametrize(("text", "unknown"), [("เขต3", "เขต 3"), ("สพป.กำแพงเพชรเขต4", "เขต 4"), ("เขต12", "เขต 12")])
def test_an_area_the_report_does_not_cover_is_told(text: str, unknown: str) -> None:
    """There are two primary areas; another number is named as unknown, not read as one of them."""
    found = offices_named(text)
    assert found.agencies == ()
    assert found.unknown == (unknown,)


def test_a_decimal_number_is_no_area() -> None:
    """What looks like an area's number and goes on after a point is a figure."""
    assert offices_named("เขต2.5").agencies == ()


def test_the_places_of_names_cover_them() -> None:
    """Letters that name an office are known, so that they are not searched as subject words."""
    text = "โครงการของสพม.กับเขต2"
    covered = "".join(text[start:end] for start, end in sorted(office_spans(text)))
    assert "สพม" in covered
    assert "เขต2" in covered
    assert "โครงการ" not in covered
