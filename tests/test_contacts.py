"""Whom to turn to: only what the report or the operator gives, each with where it is from."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from knowledge.contacts import EMPTY, Directory, load_contacts, read_contacts
from knowledge.engine import Engine
from knowledge.errors import ContactsError
from knowledge.models import AGENCIES
from knowledge.thai import normalise, squeeze
from tests.reports import REAL, real

FILLED = """
[[offices]]
key = "secondary"
name = "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา"
phone = "055 000 000"
email = ""
source = "เว็บไซต์สำนักงาน"
[[offices.found]]
kind = "website"
value = "www.example.go.th"
what = "เว็บไซต์"
focus_point = "6.1"
lines = [1]
"""


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    """The shipped table as it is written."""
    return tomllib.loads((REAL / "contacts.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shipped() -> Directory:
    """The shipped table as answers use it."""
    return load_contacts(REAL / "contacts.toml")


def said() -> str:
    """Everything the corrected report says, and every line as scanned, for comparison."""
    report = real().report
    corrected = " ".join(f"{p.text} {p.remedy} {' '.join(p.links)}" for p in report.passages)
    scanned = (REAL / "report.txt").read_text(encoding="utf-8")
    return squeeze(normalise(corrected)) + "\n" + squeeze(normalise(scanned))


def verbatim(entry: Any) -> list[str]:
    """Every string under a key that promises the report's own words."""
    if isinstance(entry, list):
        return [text for one in entry for text in verbatim(one)]
    if not isinstance(entry, dict):
        return []
    own = [value for key, value in entry.items() if key.endswith("verbatim") and isinstance(value, str)]
    return own + [text for value in entry.values() for text in verbatim(value)]


def test_no_office_has_a_channel_the_operator_did_not_fill_in(table: dict[str, Any]) -> None:
    """The report gives no telephone, e-mail, LINE id or map of any office, so the shipped table has none."""
    assert {office["key"] for office in table["offices"]} == set(AGENCIES)
    for entry in (*table["offices"], *table["partners"]):
        assert not {"phone", "email", "line_id", "map"} & entry.keys(), entry["name"]


def test_what_is_found_in_the_report_stands_there(table: dict[str, Any]) -> None:
    """Every website and channel given for an office is printed in the report."""
    text = said()
    values = [found["value"] for office in table["offices"] for found in office.get("found", ())]
    assert values
    assert [value for value in values if squeeze(normalise(value)) not in text] == []


def test_the_verbatim_words_are_the_reports(table: dict[str, Any]) -> None:
    """What the table quotes of the report is there, letter by letter but for spaces."""
    quotes = verbatim(table)
    text = said()
    assert len(quotes) > 20
    assert [quote for quote in quotes if squeeze(normalise(quote)) not in text] == []


def test_partners_are_named_where_the_table_says(table: dict[str, Any]) -> None:
    """Each line given for a partner is a line of the report with one of its names."""
    texts = [squeeze(normalise(line)) for line in (REAL / "report.txt").read_text(encoding="utf-8").splitlines()]
    for passage in real().report.passages:
        for line in range(passage.first_line, passage.last_line + 1):
            texts[line - 1] += squeeze(normalise(f"{passage.text} {passage.remedy}"))
    absent = []
    for partner in table["partners"]:
        names = [squeeze(normalise(name)) for name in (partner["name"], *partner.get("also_called", ()))]
        for line in partner.get("lines", ()):
            if not any(name in texts[line - 1] for name in names):
                absent.append((partner["name"], line))
    assert absent == []


def test_referrals_send_to_names_in_the_table(table: dict[str, Any], shipped: Directory) -> None:
    """Nobody is sent to a place that the table does not describe, and each referral has a passage to show."""
    for entry in table["referrals"]:
        assert [name for name in entry["send_to"] if shipped.named(name) is None] == []
        inside = [p for p in real().report.passages if p.focus_point == entry["focus_point"]]
        assert any(p.first_line <= line <= p.last_line for p in inside for line in entry["lines"]), entry["situation"]


def test_emergency_numbers_are_the_public_five_and_say_they_are_from_outside(shipped: Directory) -> None:
    """191, 1669, 199, 1300 and 1323, none of them of the report."""
    assert [contact.given for contact in shipped.emergency] == [
        (("phone", number),) for number in ("191", "1669", "199", "1300", "1323")
    ]
    assert all(contact.outside and contact.source and contact.helps_with for contact in shipped.emergency)


def test_the_safety_centers_channels_are_marked_as_from_outside(shipped: Directory) -> None:
    """Its public channels, with the source said."""
    safety = shipped.safety_center
    assert safety is not None
    assert dict(safety.given) == {
        "app": "MOE Safety Center",
        "website": "www.MOESafetyCenter.com",
        "line": "@MOESafetyCenter",
        "phone": "0-2126-6565",
    }
    assert safety.outside
    assert "2565" in safety.source


def test_what_the_operator_fills_in_is_shown_with_its_source() -> None:
    """A filled field appears; an empty one does not; the report's own website stays."""
    (office,) = read_contacts(FILLED, "contacts.toml").office("secondary")
    assert office.given == (("phone", "055 000 000"), ("website", "www.example.go.th"))
    assert office.source == "เว็บไซต์สำนักงาน"


def test_an_office_that_is_not_in_the_table_has_no_contact() -> None:
    """Nothing is made up."""
    assert read_contacts(FILLED, "contacts.toml").office("private") == ()
    assert EMPTY.office("private") == ()
    assert EMPTY.office(None) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("เด็กเครียด ส่งต่อใคร", "นักจิตวิทยา"),
        ("นักเรียนพิการเรียนรวมไม่ได้ ติดต่อที่ไหน", "ศูนย์การศึกษาพิเศษ"),
        ("ครอบครัวนักเรียนลำบาก ติดต่อหน่วยงานไหน", "พัฒนาสังคม"),
    ],
)
def test_the_report_says_whom_to_turn_to(engine: Engine, text: str, name: str) -> None:
    """A situation leads to the passage that names the place, and to the place; no channel is invented for it."""
    answer = engine.ask(text)
    assert answer.outcome == "answer"
    assert answer.excerpts[0].passage.focus_point == "3.3"
    assert any(name in contact.name for contact in answer.contacts)
    assert all(contact.given == () for contact in answer.contacts)


def test_no_answer_gives_a_number_of_an_office(engine: Engine) -> None:
    """Asked for any office's telephone number, the bot says that the report has none, and shows none."""
    for office in (
        "สพป.กำแพงเพชร เขต 1",
        "สพป.กำแพงเพชร เขต 2",
        "สพม.กำแพงเพชร",
        "ศธจ.กำแพงเพชร",
        "สกร.จังหวัด",
        "อาชีวศึกษาจังหวัด",
    ):
        answer = engine.ask(f"ขอเบอร์โทรศัพท์ {office}")
        assert (answer.outcome, answer.lacks) == ("not_found", "เบอร์โทรศัพท์")
        assert not [value for contact in answer.contacts for kind, value in contact.given if kind == "phone"]


def test_a_report_without_the_file_has_no_contacts(tmp_path: Path) -> None:
    """An absent file is an empty directory."""
    assert load_contacts(tmp_path / "contacts.toml") == EMPTY


@pytest.mark.parametrize(
    "content",
    [
        "offices = [",
        "[[offices]]\nname = 'x'",
        "[[emergency]]\nnumber = '191'",
        "[[referrals]]\nsituation = 'x'",
        "offices = 3",
        "[[offices]]\nkey = 'private'\nname = 'x'\n[[offices.found]]\nvalue = 'x'",
    ],
)
def test_a_broken_table_names_itself(tmp_path: Path, content: str) -> None:
    """The error names the file, so that it can be mended."""
    path = tmp_path / "contacts.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ContactsError, match=r"contacts\.toml"):
        load_contacts(path)


def test_a_table_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    """With the remedy said."""
    path = tmp_path / "contacts.toml"
    path.write_bytes("# ติดต่อ".encode("tis-620"))
    with pytest.raises(ContactsError, match="UTF-8"):
        load_contacts(path)
