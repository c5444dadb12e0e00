"""Tables of the real report: problems with their remedies, schools as rows, a screenshot's debris left out."""

from __future__ import annotations

import pytest

from knowledge.models import Passage
from knowledge.parser.tables import DEBRIS, split_pieces
from tests.reports import real


def problems(focus_point: str, chapter: int = 1) -> list[Passage]:
    """The problems of a focus point's chapter, in order."""
    return [
        passage
        for passage in real().report.passages
        if (passage.focus_point, passage.section, passage.chapter) == (focus_point, "problems", chapter)
    ]


def test_numbers_in_one_cell_pair_with_the_same_numbers_in_the_other() -> None:
    """1.1.3 holds two problems in one cell and their two remedies in the other."""
    first, second = problems("1.1")

    assert (first.marker, second.marker) == ("1.", "2.")
    assert first.remedy.startswith("สร้างความรู้ ความเข้าใจร่วมกัน")
    assert second.remedy.startswith("เสริมสร้างความรู้ความเข้าใจ ควบคู่กับ")


def test_all_remedies_beside_one_problem_are_its() -> None:
    """A row with one problem and several numbered remedies keeps them all, with their numbers."""
    (only,) = problems("1.3")

    assert [f"{number}." for number in (1, 2, 3)] == [piece for piece in ("1.", "2.", "3.") if piece in only.remedy]
    assert problems("3.2")[0].remedy.count("2. การใช้เวลา") == 1
    assert problems("5.3")[2].remedy.startswith("1. สถานีแก้หนี้ครูฯ")
    assert problems("5.3")[0].remedy.startswith("ให้ความรู้ และสร้างวัฒนธรรม")


def test_a_table_goes_on_behind_a_page_break() -> None:
    """2.6.3: problems 4 and 5 stand behind the break, their remedies before it, in rows without a problem."""
    found = problems("2.6")

    assert [problem.marker for problem in found] == ["1.", "2.", "3.", "4.", "5."]
    assert found[3].text.endswith("เพราะคิดว่าน่าเบื่อ ไม่ทันสมัย")
    assert found[3].remedy.startswith("จัดโครงการค่ายคุณธรรม")
    assert found[4].remedy == (
        "ควรให้ครูผู้สอนหรือผู้รับผิดชอบ จัดทำสื่อนวัตกรรม และเทคโนโลยี ให้มีจำนวนเพียงพอ"
        " สำหรับผู้เรียน เพื่อใช้ในการจัดการเรียนการสอน และการจัดกิจกรรม"
    )
    assert (found[4].first_line, found[4].last_line) == (680, 682)


def test_every_problem_has_a_remedy() -> None:
    """The real report leaves no problem without one."""
    assert [passage.id for passage in real().report.passages if passage.kind == "problem" and not passage.remedy] == []


def test_schools_are_rows_with_cells() -> None:
    """3.6's two tables of schools give six and five rows, merged cells filled from above."""
    rows = [passage for passage in real().report.passages if passage.focus_point == "3.6" and passage.cells]
    first, second = ([row for row in rows if row.chapter == chapter] for chapter in (1, 2))

    assert (len(first), len(second)) == (6, 5)
    assert dict(first[2].cells) == {
        "ที่": "2",
        "โรงเรียนคู่ความร่วมมือสังกัด สพฐ.": "บ่อแก้ววิทยา",
        "วิทยาลัย (สังกัด สอศ.)": "วิทยาลัยการอาชีพ ขาณุวรลักษบุรี",
        "สาขาวิชาที่เปิดสอน": "คอมพิวเตอร์ธุรกิจ",
        "จำนวนนักเรียน (คน)": "20",
    }
    assert all(value in first[2].text for _, value in first[2].cells)
    assert {("secondary",), ("vocational",)} == {row.agencies for row in rows}


def test_a_header_repeated_behind_a_page_break_is_ignored() -> None:
    """Lines 31, 1348 and 1441 repeat a header, and the ledger says so."""
    repeated = [entry.number for entry in real().ledger if "repeated behind a page break" in entry.target]

    assert repeated == [31, 1348, 1441]


def test_the_debris_of_a_screenshot_is_ignored_with_a_reason() -> None:
    """Lines 1206 to 1228 are what the scan made of a picture; no passage holds any of it."""
    debris = [entry.number for entry in real().ledger if entry.target == DEBRIS]

    assert list(range(1206, 1229)) == debris
    assert not any("ปีการศึกษา ๒๕๖๒" in passage.text for passage in real().report.passages)


@pytest.mark.parametrize(
    ("cell", "pieces"),
    [
        ("ครูไม่พอ", [(None, "ครูไม่พอ")]),
        ("1. ก 2. ข 3. ค", [(1, "ก"), (2, "ข"), (3, "ค")]),
        ("4. ก ปี 2565 5. ข", [(4, "ก ปี 2565"), (5, "ข")]),
        ("1. ตามข้อ 7. ของระเบียบ", [(1, "ตามข้อ 7. ของระเบียบ")]),
        ("ร้อยละ 1.5 ของครู 1. ก", [(None, "ร้อยละ 1.5 ของครู 1. ก")]),
        ("", []),
    ],
)
def test_only_numbers_that_count_up_from_the_start_cut_a_cell(cell: str, pieces: list[tuple[int | None, str]]) -> None:
    """A number inside a sentence cuts nothing."""
    assert split_pieces(cell) == pieces
