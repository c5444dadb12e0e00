"""Key figures and best practices: what the report counts and praises, verbatim, with its place and office."""

from __future__ import annotations

import pytest

from knowledge.models import Agency, BestPractice, Figure
from knowledge.parser.figures import find_figures
from tests.reports import real

PASSAGES = {passage.id: passage for passage in real().report.passages}


def figure(passage: str, value: str, unit: str) -> Figure:
    """The figure of that passage with that value and unit."""
    return next(
        found for found in real().report.figures if (found.passage, found.value, found.unit) == (passage, value, unit)
    )


@pytest.mark.parametrize(
    ("passage", "value", "unit", "subject", "agency"),
    [
        ("1.1/progress/1.2.5", "317", "คน", "อาสาสมัครการศึกษาประจำหมู่บ้าน (อกศม.)", "primary2"),
        ("1.1/progress/1.2/p1", "100", "ร้อยละ", "มีแผนเผชิญเหตุระดับสถานศึกษา", "primary2"),
        ("1.1/progress/1.3.2", "32", "แห่ง", "ผู้รับผิดชอบงานด้านความปลอดภัยในสถานศึกษา", "secondary"),
        ("1.3/progress/1.1", "3", "ช่วงเวลา", "เป็นการวางแผนป้องกันความเสี่ยง", None),
        ("2.2/best_practice/2", "15", "เรื่อง", "บทความวิจัยในชั้นเรียน", None),
        ("2.7/progress/2.1#1", "1 - 5", "ปี", "ที่มีอายุราชการระหว่าง", "primary1"),
        ("2.9/progress/1.3.4", "1.5", "ชั่วโมง", "ทุกวันอังคารหลังเลิกเรียน", "secondary"),
        ("3.3/progress/1.1.1", "18,013", "คน", "มีผู้เรียนในกลุ่มยากจน", "primary1"),
        ("3.3/progress/2.1", "180", "คน", "เมียนมา", "primary1"),
        ("3.3/progress/3", "15-24", "ปี", "เยาวชนอายุ", None),
        ("4.3/progress/2.2", "55", "ปี", "อายุตั้งแต่", "lifelong"),
        ("5.1/progress/1.2", "97.90", "ร้อยละ", "ผู้บริหาร จำนวน 1,764", "primary1"),
        ("5.3/progress/2.5", "30", "%", "ผู้เกษียณอายุราชการแล้วมีเงินเหลือใช้เก็บ", None),
    ],
)
def test_a_number_knows_what_it_counts(
    passage: str, value: str, unit: str, subject: str, agency: Agency | None
) -> None:
    """Value, unit and subject are the report's own words; the office is the passage's."""
    found = figure(passage, value, unit)

    assert (found.subject, found.agency) == (subject, agency)


def test_figures_are_verbatim() -> None:
    """Every subject and value stands in its passage."""
    for found in real().report.figures:
        passage = PASSAGES[found.passage]
        assert found.subject in passage.text or found.subject in passage.remedy
        assert found.value in passage.text or found.value in passage.remedy
        assert found.focus_point == passage.focus_point


def test_a_column_with_a_unit_gives_figures() -> None:
    """The column "จำนวนนักเรียน (คน)" of 3.6's tables counts pupils, row by row."""
    found = [entry for entry in real().report.figures if PASSAGES[entry.passage].cells and entry.focus_point == "3.6"]

    assert [entry.value for entry in found] == ["20", "20", "20", "20", "16", "20", "20", "20", "20", "20", "20"]
    assert {"คน"} == {entry.unit for entry in found}
    assert "คณฑีพิทยาคม" in found[4].subject


@pytest.mark.parametrize(
    "words",
    ["ปีการศึกษา 2566", "พ.ศ. 2545", "ชั้นมัธยมศึกษาปีที่ 3", "ศธ.02", "วันที่ 20 มิถุนายน", "เขต 2 ได้", "1.5.1)", "ศตวรรษที่ 21"],
)
def test_years_levels_and_numbers_of_items_are_no_figures(words: str) -> None:
    """A number that counts nothing is none of the key figures."""
    from dataclasses import replace

    passage = replace(PASSAGES["1.1/progress/1.2.5"], text=f"ดำเนินงาน {words} อย่างต่อเนื่อง")

    assert find_figures([passage]) == ()


def practice(passage: str) -> BestPractice:
    """The best practice of that passage."""
    return next(entry for entry in real().report.best_practices if entry.passage == passage)


@pytest.mark.parametrize(
    ("passage", "name", "agency"),
    [
        ("1.1/best_practice/1", "โครงการอาสาสมัครการศึกษาประจำหมู่บ้าน (อกศม.)", "primary2"),
        ("2.1/best_practice/1", "กิจกรรม 3 ประสานสู่การจัดการเรียนรู้และพัฒนาสมรรถนะผู้เรียน", None),
        ("2.2/best_practice/1", "ตลาดนัดนักเรียน", None),
        ("2.3/best_practice/1", "3P DCAR = ทีพี ดีคาร์", "primary1"),
        ("2.5/best_practice/p2", "ผลงานดีเด่น ด้าน Coding ประเภท Unplugged Coding และประเภท Plugged Coding", "secondary"),
        ("2.7/best_practice/p1", "โครงการ Fin.ดี We Can Do", None),
        ("2.8/best_practice/1", "นวัตกรรมเครือข่ายคุณภาพสถานศึกษา 1 ช่วย 3", "primary1"),
        ("6.2/best_practice/2", "ศูนย์ซ่อมสร้างเพื่อชุมชน (Fix it center)", "vocational"),
    ],
)
def test_a_best_practice_has_a_name_and_an_owner(passage: str, name: str, agency: Agency | None) -> None:
    """The name is what the report labels, quotes or calls a project."""
    assert (practice(passage).name, practice(passage).agency) == (name, agency)


def test_labelled_lines_are_one_entry() -> None:
    """2.5: the innovation's name, school and captions make one passage; the next name begins the next."""
    passage = PASSAGES["2.5/best_practice/p1"]
    entry = practice(passage.id)

    assert (passage.first_line, passage.last_line) == (582, 595)
    assert (entry.school, entry.agency) == ("โรงเรียนบ้านแปลงสี", "primary2")
    assert entry.name == "การจัดการเรียนการสอน Coding โดยใช้กระบวนการดำเนินงานรูปแบบ GRACE Model"


def test_a_person_and_a_link_are_kept() -> None:
    """Whom to ask and where to look, as far as the report says."""
    assert practice("2.5/best_practice/p3").person == "นางสาวฐานิตา แก้วศรี"
    assert practice("6.1/best_practice/p1").link == "http://kpp2bigdata.rf.gd/index.php"


def test_a_school_belongs_to_the_office_the_report_names() -> None:
    """2.9's kindergarten is เขต 2's because 2.9.1 says so."""
    entry = practice("2.9/best_practice/2")

    assert (entry.school, entry.agency) == ("โรงเรียนอนุบาลบึงสามัคคี (บ้านทุ่งสนุ่น)", "primary2")


def test_names_are_verbatim_and_every_section_with_practices_has_one() -> None:
    """No name is invented, and no best-practice passage of its own goes without entry."""
    entries = real().report.best_practices

    assert all(entry.name and entry.name in PASSAGES[entry.passage].text for entry in entries)
    assert {entry.focus_point for entry in entries} == {
        passage.focus_point for passage in PASSAGES.values() if passage.kind == "best_practice"
    }
