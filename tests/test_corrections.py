"""Reviewed corrections of scanning errors, summaries, and the errors a report's folder can meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import (
    CorrectionError,
    ReportEmptyError,
    ReportEncodingError,
    ReportFormatError,
    ReportMissingError,
    SummaryError,
)
from knowledge.parser import parse_report
from knowledge.parser.corrections import apply_corrections
from tests.reports import REAL, TAK, real, write_report

ENTRY = '[[correction]]\nline = 23\nwrong = "ลดภาระ"\nright = "แบ่งเบาภาระ"\nreason = "เพื่อทดสอบ"\n'


def text_of(identity: str) -> str:
    """The text and remedy of the real report's passage of that id."""
    found = next(passage for passage in real().report.passages if passage.id == identity)
    return found.text + found.remedy


@pytest.mark.parametrize(
    ("identity", "right", "wrong"),
    [
        ("1.1/progress/1.4.3", "ฟื้นฟู", "พันฟู"),
        ("1.1/factors/4", "ศูนย์เสมารักษ์ ศธจ.กำแพงเพชร", "ศูนย์เสมอภาค"),
        ("1.3/progress/1.3", "สำนักงานคณะกรรมการการอาชีวศึกษา", "อำนวยการศึกษา"),
        ("3.1/progress/1.1", "ประถมศึกษากำแพงเพชร เขต 1", "อำเภองาว"),
        ("5.3/progress/1.2", "ปัญหาหนี้สิน", "ปัญหานี้สิน"),
    ],
)
def test_clear_scanning_errors_are_corrected(identity: str, right: str, wrong: str) -> None:
    """What people read is what was meant."""
    assert right in text_of(identity)
    assert wrong not in text_of(identity)


def test_every_correction_has_its_reason_and_its_place() -> None:
    """The list can be reviewed: each entry names its line, says why, and still matches the report as received."""
    source = (REAL / "report.txt").read_text(encoding="utf-8").split("\n")

    for entry in real().report.corrections:
        assert entry.wrong in source[entry.line - 1]
        assert len(entry.reason) >= 5


def test_a_corrected_office_is_found() -> None:
    """1.3's third item is the vocational office's, once its name can be read."""
    assert next(p.agencies for p in real().report.passages if p.id == "1.3/progress/1.3") == ("vocational",)


def test_corrections_are_applied_to_their_line_only(tmp_path: Path) -> None:
    """Line 23 changes; the same word elsewhere stays; the report's file is not touched."""
    folder = write_report(tmp_path / "tak", corrections=ENTRY)
    report = parse_report(folder)

    assert [entry.line for entry in report.corrections] == [23]
    assert next(p.text for p in report.passages if p.first_line == 23) == "หน่วยงานมีการแบ่งเบาภาระครู ดังนี้"
    assert report.focus_points[0].title == "การลดภาระครู"
    assert (folder / "report.txt").read_text(encoding="utf-8") == TAK


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        (ENTRY.replace("line = 23", "line = 24"), "does not stand in it"),
        (ENTRY.replace("line = 23", "line = 9000"), "lines"),
        (ENTRY.replace("line = 23", 'line = "23"'), "line number"),
        (ENTRY.replace("line = 23", "line = 0"), "line number"),
        (ENTRY.replace('reason = "เพื่อทดสอบ"', ""), "reason"),
        (ENTRY.replace('"แบ่งเบาภาระ"', '"ลดภาระ"'), "delete the entry"),
        ("correction = 3", "[[correction]]"),
        ("[[correction", "Mend the file"),
    ],
)
def test_an_entry_that_is_wrong_or_no_longer_matches_is_an_error(tmp_path: Path, toml: str, says: str) -> None:
    """A correction is never skipped in silence; the error says what to do."""
    with pytest.raises(CorrectionError, match=says.replace("[", r"\[")):
        parse_report(write_report(tmp_path / "tak", corrections=toml))


def test_a_right_text_that_holds_the_wrong_one_is_applied_once() -> None:
    """ศษ → ศึกษ twice would not end."""
    entry = real().report.corrections[0]

    assert apply_corrections([""] * (entry.line - 1) + [entry.wrong * 2], [entry])[-1] == entry.right * 2


def test_summaries_are_read_where_they_are(tmp_path: Path) -> None:
    """A summary belongs to a focus point of the report; line ends in it are blanks."""
    toml = '[focus_points."1.2"]\nsummary = """เด็กชายแดน\n  ได้เรียน"""\n'

    assert parse_report(write_report(tmp_path / "tak", summaries=toml)).summaries == {"1.2": "เด็กชายแดน ได้เรียน"}
    assert set(real().report.summaries) == {point.id for point in real().report.focus_points}


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('[focus_points."9.9"]\nsummary = "x"', "no focus point '9.9'"),
        ('[focus_points."1.2"]\nsummary = 5', "must be a text"),
        ("[focus_points", "Mend the file"),
    ],
)
def test_unusable_summaries_are_an_error(tmp_path: Path, toml: str, says: str) -> None:
    """A summary of something the report does not have is a mistake to be told."""
    with pytest.raises(SummaryError, match=says):
        parse_report(write_report(tmp_path / "tak", summaries=toml))


def test_a_folder_without_a_report_is_an_error(tmp_path: Path) -> None:
    """The message names the file and the option."""
    with pytest.raises(ReportMissingError, match=r"report\.txt.*--report"):
        parse_report(tmp_path)


@pytest.mark.parametrize("text", ["", " \n\t\n\f"])
def test_an_empty_report_is_an_error(tmp_path: Path, text: str) -> None:
    """White space is no report."""
    with pytest.raises(ReportEmptyError, match="holds no text"):
        parse_report(write_report(tmp_path / "tak", text))


def test_a_report_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    """The message shows the byte and its place."""
    folder = write_report(tmp_path / "tak")
    (folder / "report.txt").write_bytes("รายงาน".encode("cp874"))

    with pytest.raises(ReportEncodingError, match=r"0xc3 at position 0.*UTF-8"):
        parse_report(folder)


def test_another_text_is_no_report(tmp_path: Path) -> None:
    """A text without a focus point is refused, not read as an empty report."""
    with pytest.raises(ReportFormatError, match="no focus point"):
        parse_report(write_report(tmp_path / "tak", "รายงานการประชุม\n\n1. เรื่องแจ้ง\n2. เรื่องพิจารณา\n"))
