"""The outline of the real report: 27 focus points found by what their headings say, not by what is printed wrong."""

from __future__ import annotations

import pytest

from knowledge.models import OVERVIEW, SECTIONS, Passage
from tests.reports import real

FIRST_LINES = {
    "1.1": 53, "1.2": 201, "1.3": 242, "2.1": 289, "2.2": 362, "2.3": 434, "2.4": 508, "2.5": 550, "2.6": 623,
    "2.7": 703, "2.8": 756, "2.9": 820, "3.1": 956, "3.2": 1081, "3.3": 1137, "3.4": 1236, "3.5": 1285, "3.6": 1329,
    "3.7": 1460, "4.1": 1521, "4.2": 1581, "4.3": 1639, "5.1": 1734, "5.2": 1803, "5.3": 1894, "6.1": 1976, "6.2": 2078,
}  # fmt: skip

WITHOUT_SECTION = {("3.7", "factors"), ("4.3", "recommendations")}
"""What the report does not print: 3.7 has no section 2, and 4.3 ends with its best practices."""


def passages_of(focus_point: str, section: str | None = None) -> list[Passage]:
    """The passages of one focus point, or of one of its sections."""
    return [
        passage
        for passage in real().report.passages
        if passage.focus_point == focus_point and section in (None, passage.section)
    ]


def test_title_says_whose_report_it_is() -> None:
    """Province, year and round are read from the title."""
    report = real().report

    assert (report.province, report.year, report.round) == ("กำแพงเพชร", 2566, 2)
    assert report.title.startswith("แบบรายงานผลการดำเนินงานตามนโยบายการตรวจราชการ")
    assert report.id == "kamphaengphet-2566-2"


def test_six_policies_with_the_overviews_titles() -> None:
    """The policies are numbered from 1 and carry the overview's wording."""
    policies = real().report.policies

    assert [policy.number for policy in policies] == [1, 2, 3, 4, 5, 6]
    assert policies[0].title == "การจัดการศึกษาเพื่อความปลอดภัย"
    assert policies[5].title == "การพัฒนาระบบราชการ และการบริการภาครัฐยุคดิจิทัล"


def test_every_focus_point_begins_at_its_line() -> None:
    """There are 27 focus points, each first line that of its heading."""
    assert {point.id: point.first_line for point in real().report.focus_points} == FIRST_LINES


@pytest.mark.parametrize("focus_point", FIRST_LINES)
def test_every_focus_point_has_its_sections(focus_point: str) -> None:
    """Each focus point has passages in every section that the report prints, and in none that it does not."""
    found = {passage.section for passage in passages_of(focus_point)}
    expected = {section for section in SECTIONS if (focus_point, section) not in WITHOUT_SECTION}

    assert found == expected


def test_misnumbered_sections_belong_to_the_focus_point_they_stand_in() -> None:
    """1.2 is headed "1.2." and its sections are numbered 1.1.2 to 1.1.5; they are still its own."""
    assert [entry.number for entry in real().ledger if entry.number == 223 and entry.target == "1.2"] == [223]
    assert {225, 227} == {passage.first_line for passage in passages_of("1.2", "factors")}
    assert [passage.kind for passage in passages_of("1.2", "recommendations")] == ["none"]


def test_a_focus_point_that_stands_twice_is_one_with_two_chapters() -> None:
    """3.6 is told by the secondary office, then by the vocational office."""
    point = next(point for point in real().report.focus_points if point.id == "3.6")

    assert (len(point.chapter_titles), point.first_line, point.last_line) == (2, 1329, 1458)
    assert {1, 2} == {passage.chapter for passage in passages_of("3.6")}
    assert all(passage.first_line >= 1389 for passage in passages_of("3.6") if passage.chapter == 2)


def test_an_item_that_looks_like_a_heading_is_an_item() -> None:
    """Line 1099, "2.2 สำนักงานเขต…" without a bracket, is an item of 3.2 beside 2.1)."""
    item = next(passage for passage in real().report.passages if passage.first_line == 1099)

    assert (item.focus_point, item.section, item.marker) == ("3.2", "progress", "2.2")
    assert item.parent == "3.2/progress/2"
    assert item.agencies == ("primary2",)


def test_a_heading_that_names_the_wrong_project_is_only_a_heading() -> None:
    """The first 3.6.4 names the boarding project of 3.5; what stands under it is 3.6's: there is none."""
    heading = next(entry for entry in real().ledger if entry.number == 1371)

    assert (heading.use, heading.target) == ("title", "3.6")
    assert [
        (passage.kind, passage.chapter) for passage in passages_of("3.6", "best_practice") if passage.chapter == 1
    ] == [("none", 1)]


def test_titles_of_the_overview_and_of_the_chapters_are_both_kept() -> None:
    """2.9's chapter says "การขับเคลื่อนโครงการ…", its overview "โครงการโรงเรียนคุณภาพ"."""
    point = next(point for point in real().report.focus_points if point.id == "2.9")

    assert (point.title, point.chapter_titles) == ("โครงการโรงเรียนคุณภาพ", ("การขับเคลื่อนโครงการโรงเรียนคุณภาพ",))
    assert point.responsible == "สพฐ."


def test_a_heading_cut_by_a_page_break_is_whole() -> None:
    """The second half of 2.9.4's heading, line 931, is a title and no best practice."""
    entry = next(entry for entry in real().ledger if entry.number == 931)

    assert (entry.use, entry.target) == ("title", "2.9")


def test_overview_tells_offices_and_focus_points() -> None:
    """Before the first chapter stand an introduction, six offices and a row for each focus point."""
    overview = [passage for passage in real().report.passages if passage.focus_point == OVERVIEW]
    offices = [passage for passage in overview if passage.kind == "item"]
    rows = [passage for passage in overview if passage.kind == "table_row"]

    assert "จำนวน 6 หน่วยงาน" in overview[0].text
    assert [passage.agencies for passage in offices] == [
        ("primary1",), ("primary2",), ("secondary",), ("private",), ("vocational",), ("lifelong",),
    ]  # fmt: skip
    assert [passage.marker for passage in rows] == list(FIRST_LINES)
    assert dict(rows[1].cells)["นโยบาย"] == "1. การจัดการศึกษาเพื่อความปลอดภัย"
    assert all(passage.section is None for passage in overview)


def test_ids_are_unique_and_parents_exist() -> None:
    """Every passage can be cited, and what it stands under can be shown with it."""
    passages = real().report.passages
    ids = {passage.id for passage in passages}

    assert len(ids) == len(passages)
    assert {passage.parent for passage in passages if passage.parent} <= ids
    assert all(passage.text for passage in passages)
