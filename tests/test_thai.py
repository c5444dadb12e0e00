"""Thai as it is typed: each fault of typing on its own, and what holds for any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.thai import (
    KEDMANEE,
    QWERTY,
    has_thai,
    join_sara_am,
    normalise,
    shorten_stretched,
    sound,
    squeeze,
    typed_as_latin,
    typed_as_thai,
    visible,
)

THAI = st.text(st.sampled_from([chr(code) for code in range(0x0E01, 0x0E5C) if chr(code).isprintable()]), max_size=40)
TEXT = st.one_of(st.text(max_size=60), THAI, st.text(st.sampled_from("กขนมาำเแ่้๊ํัิีูๆ aZ1๒.\u200b"), max_size=30))
NIKHAHIT, SARA_AA, SARA_AM, MAI_THO = "\u0e4d", "\u0e32", "\u0e33", "\u0e49"


@pytest.mark.parametrize(
    "typed",
    [
        "น" + MAI_THO + SARA_AM,
        "น" + SARA_AM + MAI_THO,
        "น" + NIKHAHIT + MAI_THO + SARA_AA,
        "น" + MAI_THO + NIKHAHIT + SARA_AA,
        "น" + NIKHAHIT + SARA_AA + MAI_THO,
        unicodedata.normalize("NFKC", "น" + MAI_THO + SARA_AM),
    ],
)
def test_every_spelling_of_sara_am_is_one(typed: str) -> None:
    """น้ำ typed in any order, whole or in two characters, is the same word, the tone mark before the one ำ."""
    assert normalise(typed) == "น" + MAI_THO + SARA_AM


def test_sara_am_without_a_tone_mark_is_joined() -> None:
    """The two characters that look like ำ become it, in the middle of a text."""
    assert join_sara_am("ท" + NIKHAHIT + SARA_AA + "งาน") == "ทำงาน"


def test_sara_am_is_never_split() -> None:
    """Unicode NFKC is not used: ำ stays one character, since the report and all tables have it so."""
    assert normalise("กำลังทำคำสั่ง") == "กำลังทำคำสั่ง"
    assert unicodedata.normalize("NFKC", "ทำ") != "ทำ"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ที่่นี่่", "ที่นี่"),
        ("ดีีีจัง", "ดีจัง"),
        ("ปัั\u0e31ญหา", "ปัญหา"),
        ("เเก้ปัญหา", "แก้ปัญหา"),
        ("มากกกกกก", "มาก"),
        ("helppppp", "help"),
        ("ข้อ ๒.๙", "ข้อ 2.9"),
        ("ครู\u200bเป็น\u200bหนี้", "ครูเป็นหนี้"),
        ("\ufeffครู\u200d", "ครู"),
        ("ครู\u00a0หนี้\u3000ไหม", "ครู หนี้ ไหม"),
        ("ＰＡ　１", "pa 1"),
        ("“จิตศึกษา”", '"จิตศึกษา"'),
        ("PLC", "plc"),
        ("  ครู \n\t หนี้  ", "ครู หนี้"),
        ("มากๆ เลย", "มาก เลย"),
        ("", ""),
    ],
)
def test_faults_of_typing_that_carry_no_meaning_are_removed(typed: str, meant: str) -> None:
    """Doubled marks, เเ for แ, stretched letters, Thai digits, invisible and full-width characters, quotes, case."""
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    "word", ["กรรมการ", "สรรพสิ่ง", "ธรรมะ", "programming", "1000000", "ทรรศนะ", "ระบบบริหาร", "ต้นแบบบ้าง", "คะแนนนักเรียน"]
)
def test_true_doubles_and_long_numbers_stay(word: str) -> None:
    """A word with two of a letter, and a number with many zeros, are no stretched letters."""
    assert shorten_stretched(word) == word
    assert normalise(word) == word


@given(TEXT)
def test_normalising_twice_changes_nothing(text: str) -> None:
    """What is normalised is in its final form, for any text at all."""
    once = normalise(text)
    assert normalise(once) == once


@given(TEXT)
def test_nothing_normalised_holds_what_normalising_removes(text: str) -> None:
    """No split ำ, no เเ, no Thai digit, no zero-width character, no outer or double space is left in any text."""
    plain = normalise(text)
    assert NIKHAHIT + SARA_AA not in plain
    assert "เเ" not in plain
    assert not set(plain) & set("๐๑๒๓๔๕๖๗๘๙\u200b\u200d\ufeffๆ")
    assert plain == " ".join(plain.split())


@given(TEXT)
def test_squeezed_text_has_no_space_and_loses_nothing_else(text: str) -> None:
    """Squeezing takes out white space and only that."""
    squeezed = squeeze(text)
    assert not any(letter.isspace() for letter in squeezed)
    assert squeezed == "".join(letter for letter in text if not letter.isspace())


@pytest.mark.parametrize(
    ("by_ear", "right"),
    [
        ("ปันหา", "ปัญหา"),
        ("ศึกสา", "ศึกษา"),
        ("อนุบาน", "อนุบาล"),
        ("พัทนา", "พัฒนา"),
        ("คู", "ครู"),
        ("ไจ", "ใจ"),
        ("เหดุ", "เหตุ"),
        ("กิจกำ", "กิจกรรม"),
        ("พัดทะนาการ", "พัฒนาการ"),
        ("ปะถมไว", "ปฐมวัย"),
        ("วิดทะยาลัย", "วิทยาลัย"),
        ("สำเหร็ด", "สำเร็จ"),
        ("บัด", "บัตร"),
        ("คแนน", "คะแนน"),
        ("ทำเเล้ว", "ทำแล้ว"),
    ],
)
def test_words_spelt_by_ear_sound_like_the_right_ones(by_ear: str, right: str) -> None:
    """Sound-alike letters, silent letters, missing tones and long vowels made short give one sound key."""
    assert sound(normalise(by_ear)) == sound(normalise(right))


@pytest.mark.parametrize(
    ("one", "other"), [("ครู", "ไข่"), ("ปัญหา", "ปัจจัย"), ("เด็ก", "ดี"), ("หนี้", "หมู่"), ("คะแนน", "แกนนำ")]
)
def test_different_words_sound_different(one: str, other: str) -> None:
    """The sound key does not make everything one."""
    assert sound(one) != sound(other)


@given(TEXT)
def test_any_text_has_a_sound(text: str) -> None:
    """Sound keys exist for any text, have no tone mark and are at most twice as long as it (ำ is two sounds)."""
    key = sound(text)
    assert not set(key) & set("่้๊๋")
    assert len(key) <= 2 * len(text)


def test_tone_marks_do_not_change_the_sound() -> None:
    """A word with its tone marks missing or wrong is the same by ear."""
    assert sound("โรงเรียนบ้านใหม่") == sound("โรงเรียนบานไหม")


@pytest.mark.parametrize(
    ("keys", "meant"), [("8i^gxHosouh", "ครูเป็นหนี้"), ("ปัญหา", "ปัญหา"), ("8;k,x]vf4yp", "ความปลอดภัย"), ("l;ylfu", "สวัสดี")]
)
def test_thai_typed_on_the_english_layout_is_read_back(keys: str, meant: str) -> None:
    """Each key stands for the letter it has on the Thai keyboard; Thai letters stay."""
    assert typed_as_thai(keys) == meant


def test_english_typed_on_the_thai_layout_is_read_back() -> None:
    """The Thai letters "แนกรืเ" lie on the keys of "coding"."""
    assert typed_as_latin("แนกรืเ") == "coding"


def test_the_two_layouts_are_each_others_inverse() -> None:
    """Every key of one layout leads to a key of the other and back."""
    assert len(QWERTY) == len(KEDMANEE) == len(set(QWERTY))
    assert typed_as_latin(typed_as_thai(QWERTY)) == QWERTY


def test_visible_text_keeps_letters_as_typed() -> None:
    """Only what nobody can see is taken out; nothing is interpreted yet."""
    assert visible("เเก้\u200bปััญหา") == "เเก้ปััญหา"


@pytest.mark.parametrize(
    ("text", "expected"), [("ครู", True), ("a ก b", True), ("coding 21", False), ("", False), ("😊", False)]
)
def test_thai_is_told_from_other_text(text: str, expected: bool) -> None:
    """One Thai letter is enough."""
    assert has_thai(text) is expected
