"""People's words: the form of the table, the check of it, and the lexicon that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from knowledge.engine import Engine
from knowledge.errors import LexiconError
from knowledge.lexicon import (
    Lexicon,
    check_lexicon,
    entries_of,
    key_form,
    load_lexicon,
    make_lexicon,
    phrase_form,
    searched_text,
)
from knowledge.models import Report
from tests.reports import REAL, real, write_report


def lexicon(**lines: list[str]) -> Lexicon:
    """A lexicon of one group."""
    return make_lexicon(tuple(entries_of({"everyday": {"group": lines}})))


@pytest.fixture(scope="module")
def shipped() -> Lexicon:
    """The lexicon beside the real report."""
    return load_lexicon(REAL / "lexicon.toml")


def corrected() -> Report:
    """The real report, corrections applied."""
    return real().report


def test_a_word_leads_to_the_reports_terms() -> None:
    """Keys and terms are compared normalised and without spaces."""
    table = lexicon(**{"แบงก์ ออมสิน": ["ธนาคาร  ออมสิน"], "PLC": ["ชุมชนแห่งการเรียนรู้"]})
    assert {key: terms for key, terms in table.meanings.items() if terms} == {
        "แบงก์ออมสิน": ("ธนาคารออมสิน",),
        "plc": ("ชุมชนแห่งการเรียนรู้",),
    }
    assert table.terms == {"ธนาคารออมสิน", "ชุมชนแห่งการเรียนรู้"}


def test_an_abbreviation_may_lack_its_points() -> None:
    """On a phone "นร." is typed "นร"; an entry of its own goes before."""
    made = lexicon(**{"นร.": ["นักเรียน"], "ม.ปลาย": ["มัธยมศึกษาตอนปลาย"], "ผอ.": ["ผู้อำนวยการ"], "ผอ": ["ผู้บริหาร"]})
    assert made.meanings["นร"] == ("นักเรียน",)
    assert made.meanings["มปลาย"] == ("มัธยมศึกษาตอนปลาย",)
    assert made.meanings["ผอ"] == ("ผู้บริหาร",)


def test_a_term_is_a_key_of_its_own() -> None:
    """The report's own term is one thing asked for, even where the dictionary would cut it ("ทวิ|ศึกษา")."""
    assert lexicon(เรียนควบ=["ทวิศึกษา"]).meanings["ทวิศึกษา"] == ()


def test_a_key_that_comes_twice_has_the_terms_of_both() -> None:
    """Groups by subject may share a word."""
    entries = (*lexicon(ครู=["ครูผู้สอน"]).entries, *lexicon(ครู=["ครูผู้ช่วย", "ครูผู้สอน"]).entries)
    assert make_lexicon(entries).meanings["ครู"] == ("ครูผู้สอน", "ครูผู้ช่วย")


def test_a_word_never_leads_to_itself() -> None:
    """A loop adds nothing and is left out."""
    assert lexicon(ครู=["ครู", "ครูผู้สอน"]).meanings["ครู"] == ("ครูผู้สอน",)


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ("โควิด-19", "โควิด19"),
        ("ว9/2564", "ว92564"),
        ("สพป.", "สพป."),
        ("m.o.u.", "m.o.u"),
        ("Best Practice", "bestpractice"),
        ("%", ""),
    ],
)
def test_a_key_has_the_form_a_question_gives_its_words(key: str, form: str) -> None:
    """Signs between words are not read from a question, so they are no part of a key."""
    assert key_form(key) == form


@pytest.mark.parametrize(
    ("lines", "finding"),
    [
        ({"แบงก์": ["ธนาคารโลก"]}, "never matches"),
        ({"แบงก์": ["แบงก์"]}, "loop"),
        ({"แบงก์": []}, "leads nowhere"),
        ({"%": ["ธนาคาร"]}, "never matches"),
        ({"โควิด-19": ["ธนาคาร"], "โควิด19": ["ธนาคาร"]}, "clash"),
    ],
)
def test_the_check_names_each_kind_of_fault(lines: dict[str, list[str]], finding: str) -> None:
    """Entries that never match, clash, loop or lead nowhere are each found once, with the entry named."""
    findings = check_lexicon(lexicon(**lines), "ครูเป็นหนี้ธนาคารออมสิน")
    assert len(findings) == 1
    assert findings[0].startswith(finding)
    assert next(iter(lines)) in findings[0] or "โควิด19" in findings[0]


def test_the_check_is_silent_about_good_entries() -> None:
    """A term is found whatever the spaces in the report."""
    assert check_lexicon(lexicon(แบงก์=["ธนาคาร ออมสิน"]), "เป็นหนี้ธนาคารออมสิน") == []


def test_an_absent_lexicon_is_empty(tmp_path: Path) -> None:
    """A report needs no lexicon."""
    assert load_lexicon(tmp_path / "lexicon.toml").meanings == {}


@pytest.mark.parametrize(
    "content",
    [
        "แบงก์ = ",
        "[nickname.x]\nแบงก์ = ['ธนาคาร']",
        "everyday = 3",
        "[everyday.x]\n'แบงก์' = 3",
        "[everyday]\nแบงก์ = 'ธนาคาร'",
    ],
)
def test_a_broken_lexicon_says_what_is_wrong(tmp_path: Path, content: str) -> None:
    """A file that is no lexicon is refused by name, with what to do."""
    path = tmp_path / "lexicon.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError):
        load_lexicon(path)


def test_a_lexicon_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    """Bytes of another encoding are a fault of the file, told as one."""
    path = tmp_path / "lexicon.toml"
    path.write_bytes("[everyday.x]\n'แบงก์' = ['ธนาคาร']".encode("tis-620"))
    with pytest.raises(LexiconError, match="lexicon"):
        load_lexicon(path)


def test_the_shipped_lexicon_has_no_findings(shipped: Lexicon) -> None:
    """Every term stands in the corrected report; nothing clashes, loops or leads nowhere."""
    assert check_lexicon(shipped, searched_text(corrected())) == []


def test_the_shipped_lexicon_has_several_hundred_entries_of_each_kind(shipped: Lexicon) -> None:
    """Everyday words, abbreviations and romanised forms are all there."""
    assert len(shipped.entries) >= 500
    assert {entry.kind for entry in shipped.entries} == {"everyday", "abbreviations", "romanised"}


def test_every_key_of_the_shipped_lexicon_is_read(engine: Engine, shipped: Lexicon) -> None:
    """Typed alone, each key is understood as itself, as a section it names, or as the word it is a spelling of."""
    unread = []
    for entry in shipped.entries:
        question = engine.understanding.read(entry.key)
        key = key_form(entry.key)
        if not any(concept.typed == key for concept in question.concepts) and not question.sections:
            unread.append(entry.key)
    assert unread == []


def test_words_everyone_types_are_there(shipped: Lexicon) -> None:
    """Bank, home school and drop-out lead to what the report calls them."""
    for key, term in (("แบงก์", "ธนาคาร"), ("โฮมสคูล", "จัดการศึกษาขั้นพื้นฐานโดยครอบครัว"), ("เด็กหลุด", "ออกกลางคัน")):
        assert any(phrase_form(term) in found for found in shipped.meanings[key])


def test_the_command_checks_the_corrected_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`krutham lexicon check` is silent on the shipped lexicon, and fails with the finding named on a faulty one."""
    assert main(["lexicon", "check", "--report", str(REAL)]) == 0
    assert "0 findings" in capsys.readouterr().out
    folder = write_report(tmp_path / "tak", lexicon='[everyday.x]\n"เวร" = ["เวรกลางวัน"]\n')
    assert main(["lexicon", "check", "--report", str(folder)]) == 1
    assert "เวรกลางวัน" in capsys.readouterr().out
