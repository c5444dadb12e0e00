"""Whose work a passage tells: from its own words, else from what it stands under, else from its chapter."""

from __future__ import annotations

import pytest

from knowledge.models import Agency
from knowledge.parser.offices import Offices, office_key, responsible_agencies
from tests.reports import real

AREA: tuple[Agency, ...] = ("primary1", "primary2", "secondary")


@pytest.mark.parametrize(
    ("identity", "agencies"),
    [
        ("1.1/progress/1.1.3", ("primary1",)),
        ("1.1/progress/1.2/p1", ("primary2",)),
        ("1.1/progress/1.4.2", ("private",)),
        ("1.1/progress/1.5", ("vocational",)),
        ("1.1/progress/1.6.7", ("lifelong",)),
        ("1.2/best_practice/p1", AREA),
        ("1.3/progress/1.1", AREA),
        ("2.6/progress/2.3", ("vocational",)),
        ("2.9/progress/2.3.4", ("secondary",)),
        ("2.9/best_practice/1", ("primary1",)),
        ("2.9/best_practice/2", ("primary2",)),
        ("3.1/progress/1.1", ("primary1",)),
        ("3.2/progress/3.2", ("provincial",)),
        ("3.2/factors/2", ("primary1", "primary2")),
        ("3.3/progress/1.1.1", ("primary1",)),
        ("3.3/progress/1.2.6", ("secondary",)),
        ("3.4/progress/1.1.2#2", ("secondary",)),
        ("3.6/progress/1/p1", ("secondary",)),
        ("3.6-2/progress/2.6", ("vocational",)),
        ("3.7/progress/1.6", ("vocational",)),
        ("4.1/progress/1.2", ("vocational",)),
        ("4.3/progress/3/p1", ("lifelong",)),
        ("5.3/progress/1.4", ()),
        ("6.1/progress/3.3", ("vocational",)),
        ("6.1/progress/4.1", AREA),
    ],
)
def test_a_passage_knows_its_office(identity: str, agencies: tuple[Agency, ...]) -> None:
    """One case for each way the report says who did something."""
    assert next(passage.agencies for passage in real().report.passages if passage.id == identity) == agencies


def test_offices_are_called_what_the_report_calls_them() -> None:
    """The first name is that of the report's own list; other wordings follow."""
    names = real().report.office_names

    assert set(names) == {"primary1", "primary2", "secondary", "private", "vocational", "lifelong", "provincial"}
    assert names["primary2"][0] == "สำนักงานเขตพื้นที่การศึกษาประถมศึกษากำแพงเพชร เขต 2"
    assert "สพป.กำแพงเพชร เขต 1" in names["primary1"]
    assert names["provincial"][0] == "สำนักงานศึกษาธิการจังหวัดกำแพงเพชร"


OFFICES = Offices("กำแพงเพชร", {})


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("สพป.กำแพงเพชร เขต 1 ได้จัดอบรม", ("primary1",)),
        ("สพป.กพ.2 จัดอบรม", ("primary2",)),
        ("สำนักงานเขตพื้นที่ การศึกษาประถมศึกษากำแพงเพชร เขต ๒ เผยแพร่", ("primary2",)),
        ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาอำเภองาว เขต 1 มีการ", ("primary1",)),
        ("สำนักงานเขตพื้นที่ศึกษามัธยมศึกษากำแพงเพชร ได้ดำเนินงาน", ("secondary",)),
        ("สํานักงานเขตพื้นที่การศึกษามัธยมศึกษากำแพงเพชร ได้ดำเนินงาน", ("secondary",)),
        ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษากำแพงเพชร เขต 1-2 ดำเนินการ", ("primary1", "primary2")),
        ("สช. กำหนดแนวทาง", ("private",)),
        ("สถานศึกษา สังกัดสำนักงานคณะกรรมการอาชีวศึกษาจังหวัดกำแพงเพชร มีแนวทาง", ("vocational",)),
        ("กศน.ตำบล จัดกิจกรรม", ("lifelong",)),
        ("ศธจ.กำแพงเพชร รวบรวมข้อมูล", ("provincial",)),
        ("มีการอบรมครู", ()),
        ("ประสานงานกับ สำนักงานศึกษาธิการจังหวัดกำแพงเพชร และ สพป.กำแพงเพชร เขต 1 เป็นเครือข่าย", ()),
    ],
)
def test_wordings_of_offices(text: str, agencies: tuple[Agency, ...]) -> None:
    """Full names, the ministry's abbreviations, torn and misread names are all recognised, partners are not."""
    assert OFFICES.subjects(text) == agencies


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระนอง", "primary1"),
        ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเชียงใหม่ เขต 3", None),
        ("สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาพิษณุโลก อุตรดิตถ์", "secondary"),
        ("กลุ่มส่งเสริมการศึกษาเอกชน", "private"),
        ("วิทยาลัยชุมชน", None),
    ],
)
def test_an_office_of_the_list_gets_its_key(name: str, key: Agency | None) -> None:
    """An office we have no key for is kept as text, under no key."""
    assert office_key(name) == key


def test_the_overviews_last_column_names_offices() -> None:
    """The wording "สพฐ./สอศ./สป. (กศน./สช.)" stands for everybody."""
    assert responsible_agencies("สอศ.") == ("vocational",)
    assert set(responsible_agencies("สพฐ./สอศ./สป. (กศน./สช.)")) == {*AREA, "vocational", "lifelong", "private"}
