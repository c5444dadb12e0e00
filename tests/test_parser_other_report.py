"""Another province's report in the same form is read without a line of code changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.models import Passage, Report
from knowledge.parser import line_ledger, parse_report
from tests.reports import TAK, write_report


@pytest.fixture
def tak(tmp_path: Path) -> Report:
    """The report of ตาก, of two policies and three focus points."""
    return parse_report(write_report(tmp_path / "tak-2567-1"))


def by_id(report: Report) -> dict[str, Passage]:
    """The passages by id."""
    return {passage.id: passage for passage in report.passages}


def test_province_policies_and_titles_come_from_the_report(tak: Report) -> None:
    """Thai digits in the title are read too."""
    assert (tak.id, tak.province, tak.year, tak.round) == ("tak-2567-1", "ตาก", 2567, 1)
    assert [policy.title for policy in tak.policies] == ["เรียนดี มีความสุข", "อาชีพเพื่อชีวิต"]
    assert [point.id for point in tak.focus_points] == ["1.1", "1.2", "2.1"]
    assert tak.focus_points[0].chapter_titles == ("การลดภาระครูทุกสังกัด (สพฐ./สอศ.)",)


def test_offices_are_that_provinces(tak: Report) -> None:
    """Names, statements cut by office, and a page break within an office's name."""
    passages = by_id(tak)

    assert tak.office_names["secondary"][0] == "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาตาก"
    assert (
        passages["1.1/progress/1.1#1"].agencies,
        passages["1.1/progress/1.1#2"].agencies,
    ) == (("primary1",), ("secondary",))
    assert "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตาก เขต 2 และหน่วยงานอื่น" in passages["1.1/progress/1.2"].text
    assert passages["2.1/progress/1.1"].agencies == ("vocational",)


def test_an_item_between_a_heading_and_the_next_section_is_no_focus_point(tak: Report) -> None:
    """The item "1.2 ปัจจัยนี้…" stands where 1.2 could begin, but the section behind it is 1.1's."""
    assert next(point.first_line for point in tak.focus_points if point.id == "1.2") == 61


def test_tables_go_on_over_a_form_feed(tak: Report) -> None:
    """The remedy numbered 3 in the first half belongs to the problem 3 in the second."""
    third = by_id(tak)["1.1/problems/3"]

    assert (third.text, third.remedy) == ("เอกสารมาก", "ใช้ระบบออนไลน์ ประหยัด")


def test_rows_best_practices_and_figures(tak: Report) -> None:
    """What makes the answers rich needs nothing of the first province either."""
    rows = [passage for passage in tak.passages if passage.kind == "table_row" and passage.focus_point == "1.2"]
    entry = tak.best_practices[0]
    figures = {(figure.value, figure.unit) for figure in tak.figures}

    assert dict(rows[2].cells) == {"ที่": "2", "อำเภอ": "อุ้มผาง", "จำนวนนักเรียน (คน)": "95"}
    assert (entry.name, entry.school, entry.agency) == ("ห้องเรียนปลอดเอกสาร", "โรงเรียนบ้านแม่สอด", "primary2")
    assert {("112", "โรงเรียน"), ("1,204", "คน"), ("45.5", "ร้อยละ")} <= figures


def test_a_report_without_an_overview_still_has_its_titles(tmp_path: Path) -> None:
    """Without the table, policies and titles are the chapters' own, and the offices stand behind the title."""
    body = TAK[TAK.index("นโยบายที่ 1") :]
    report = parse_report(write_report(tmp_path / "bare", body))

    assert [(p.number, p.title) for p in report.policies] == [(1, "เรียนดี มีความสุข"), (2, "อาชีพเพื่อชีวิต")]
    assert (report.focus_points[0].title, report.focus_points[0].responsible) == ("การลดภาระครูทุกสังกัด", "สพฐ./สอศ.")


def test_windows_line_ends_and_byte_order_mark_change_nothing(tmp_path: Path, tak: Report) -> None:
    """The same report saved by another editor is the same data."""
    folder = tmp_path / "windows" / "tak-2567-1"
    write_report(folder)
    (folder / "report.txt").write_bytes(b"\xef\xbb\xbf" + TAK.replace("\n", "\r\n").encode())

    assert parse_report(folder) == tak


def test_a_focus_point_only_the_overview_names_is_kept(tmp_path: Path) -> None:
    """It has a title and a row, but no chapter."""
    report = parse_report(write_report(tmp_path / "gap", TAK.replace("2. อาชีพ", "\t1.3 งานใหม่\tสพฐ.\n2. อาชีพ", 1)))
    point = next(point for point in report.focus_points if point.id == "1.3")

    assert (point.title, point.chapter_titles, point.first_line, point.last_line) == ("งานใหม่", (), 15, 15)


def test_its_ledger_is_whole(tmp_path: Path) -> None:
    """Every line that is not blank has its place."""
    folder = write_report(tmp_path / "tak")
    source = (folder / "report.txt").read_text(encoding="utf-8").split("\n")

    assert [entry.number for entry in line_ledger(folder)] == [
        number for number, line in enumerate(source, start=1) if line.strip()
    ]
