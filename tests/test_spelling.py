"""The word that was meant behind what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.engine import Engine
from knowledge.spelling import Reader, Speller, with_one_left_out
from knowledge.thai import normalise, sound


def speller(*words: str) -> Speller:
    """A speller that knows these words."""
    by_sound: dict[str, list[str]] = {}
    for word in words:
        by_sound.setdefault(sound(word), []).append(word)
    return Speller(by_sound)


@pytest.fixture(scope="module")
def reader(engine: Engine) -> Reader:
    """The reader of the real report."""
    return engine.understanding._reader


def read(reader: Reader, text: str) -> str:
    """A typed text as the reader takes it."""
    return reader.correct(normalise(reader.undo_wrong_layout(text)))[0]


def test_a_word_of_the_same_sound_is_found() -> None:
    """Spelling by ear is no obstacle, and nearly as sure as the right spelling."""
    found = speller("ปัญหา", "นักเรียน").nearest("ปันหา")
    assert found is not None
    assert found.meant == "ปัญหา"
    assert found.likeness > 0.9


def test_the_nearest_spelling_of_one_sound_wins() -> None:
    """Of several words of one sound the one typed most like it is meant."""
    found = speller("การ", "กาล", "กาน").nearest("กาล")
    assert found is not None
    assert found.meant == "กาล"


@pytest.mark.parametrize("typed", ["แผนเผชิเหตุ", "แผนเผชชิญเหตุ", "แผนเผชญิเหตุ", "แพนเผชิญเหด"])
def test_slips_in_a_long_word_are_forgiven(typed: str) -> None:
    """A letter missing, added, swapped, or two slips in a long word."""
    found = speller("แผนเผชิญเหตุ", "แผนที่").nearest(typed)
    assert found is not None
    assert found.meant == "แผนเผชิญเหตุ"


def test_short_words_forgive_no_slip() -> None:
    """With three letters everything is one slip from everything."""
    assert speller("หนี้").nearest("มี") is None


def test_slips_can_be_forbidden() -> None:
    """A real word is a slip for another only when it sounds the same."""
    assert speller("แผนเผชิญเหตุ").nearest("แผนเผชิเหตุ", slips=False) is None


def test_of_an_abbreviation_the_first_letter_is_no_slip() -> None:
    """V-NET is another test than O-NET, and PDPA another thing than DPA; a later letter may slip."""
    assert speller("o-net").nearest("v-net") is None
    assert speller("dpa").nearest("pdpa") is None
    found = speller("clean").nearest("claen")
    assert found is not None
    assert found.meant == "clean"


@pytest.mark.parametrize("text", ["เด็กที่ไม่เรียนต่อ", "ครูคนไหน", "ไม่รู้จะทำยังไง", "ที่นี่มีอะไร"])
def test_words_that_join_others_are_no_pieces_of_a_misspelling(reader: Reader, text: str) -> None:
    """They sound like a common word when run together ("ที่ไม่" like "ดีไหม"), and mean what they are."""
    assert read(reader, text) == text


def test_a_slip_in_a_latin_word_comes_before_another_layout(reader: Reader) -> None:
    """Nearly all Latin letters can be read as some Thai word."""
    assert "model" in read(reader, "hearts modle")


def test_nothing_near_is_nothing() -> None:
    """An unknown word stays unknown."""
    assert speller("แผนเผชิญเหตุ", "ความปลอดภัย").nearest("คริปโตเคอเรนซี") is None


@given(st.text(min_size=1, max_size=8))
def test_leaving_one_letter_out(key: str) -> None:
    """As many shorter keys as letters, each shorter by one."""
    shorter = list(with_one_left_out(key))
    assert len(shorter) == len(key)
    assert all(len(other) == len(key) - 1 for other in shorter)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ปันหา", "ปัญหา"),
        ("นวัดกำ", "นวัตกรรม"),
        ("คุนธัม", "คุณธรรม"),
        ("ความปลอดไพ", "ความปลอดภัย"),
        ("โรงเรีนยคุณภาพ", "โรงเรียนคุณภาพ"),
        ("ระดับนะโยบาย", "นโยบาย"),
        ("อกสม", "อกศม"),
    ],
)
def test_misspelt_words_are_read_as_meant(reader: Reader, typed: str, meant: str) -> None:
    """By ear or by a slip of the thumb, the report's word is read."""
    assert meant in read(reader, typed)


@pytest.mark.parametrize(
    "text",
    [
        "ครูเป็นหนี้",
        "วัยเก๋า",
        "ขอบคุณค่ะ",
        "เด็กยากจนได้ทุนไหม",
        "สพป.กพ.2",
        "ครูพี่เลี้ยง 204 คน",
        "โฮมสคูล",
        "plc",
        "heart's model",
    ],
)
def test_what_is_right_stays_as_it_is(reader: Reader, text: str) -> None:
    """Known words and phrases, thanks, offices, numbers and abbreviations are not respelt."""
    assert reader.correct(normalise(text)) == (normalise(text), ())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8i^gxHosouh", "ครูเป็นหนี้"),
        ("8;k,x]vf4yp", "ความปลอดภัย"),
        ("แนกรืเ", "coding"),
        ("ยสแ", "plc"),
        ('-hv 2"9 8nvvtwi', "ข้อ 2.9 คืออะไร"),
        ("-hv #\"# ;jkfh;pginjv'wi", "ข้อ ๒.๒ ว่าด้วยเรื่องไร"),
    ],
)
def test_the_wrong_keyboard_layout_is_undone_both_ways(reader: Reader, typed: str, meant: str) -> None:
    """Thai typed with the English layout on, and English with the Thai one."""
    assert reader.undo_wrong_layout(typed) == meant


@pytest.mark.parametrize(
    "text", ["active learning", "MOE Safety Center", "td.moe.go.th", "ครูเป็นหนี้", "12345", "ok", "😊"]
)
def test_the_right_keyboard_layout_is_left_alone(reader: Reader, text: str) -> None:
    """English that is English and Thai that is Thai stay."""
    assert reader.undo_wrong_layout(text) == text


@given(st.text(max_size=60))
def test_any_text_is_read(engine: Engine, text: str) -> None:
    """Correcting never fails, and loses no letter of a text in which it corrects nothing."""
    plain = normalise(text)
    corrected, made = engine.understanding._reader.correct(plain)
    if not made:
        assert corrected == plain
