"""Text into words: Thai by the dictionary, Latin words, numbers and addresses whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.thai import normalise
from knowledge.words import Segmenter, index_forms, is_thing, latin_forms, parts, words_of


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """A segmenter with the dictionary alone."""
    return Segmenter()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ครูเป็นหนี้", ["ครู", "เป็นหนี้"]),
        ("เว็บ td.moe.go.th อยู่ไหน", ["เว็บ", "td.moe.go.th", "อยู่", "ไหน"]),
        ("จำนวน 18,013 คน", ["จำนวน", "18,013", "คน"]),
        ("ระบบ e-sar ปี 2566", ["ระบบ", "e-sar", "ปี", "2566"]),
        ("ทักษะ 3r8c", ["ทักษะ", "3r8c"]),
        ("!!! ??? ...", []),
        ("", []),
    ],
)
def test_words_are_cut_whole(segmenter: Segmenter, text: str, words: list[str]) -> None:
    """Latin words, numbers, web addresses and dotted abbreviations are single words; punctuation is none."""
    assert segmenter.words(text) == words


def test_an_abbreviation_keeps_its_points_and_its_number_apart(segmenter: Segmenter) -> None:
    """The number of an area is a word of its own."""
    found = segmenter.words("สพป.กพ.2")
    assert "".join(found) == "สพป.กพ.2"
    assert found[-1] == "2"


@given(st.text(max_size=60))
def test_every_word_stands_where_its_place_says(segmenter: Segmenter, text: str) -> None:
    """The places returned with the words are right, in order and without overlap, for any text."""
    plain = normalise(text)
    end = 0
    for word, place in segmenter.spans(plain):
        assert word
        assert plain[place : place + len(word)] == word
        assert place >= end
        end = place + len(word)


def test_names_are_learned_where_the_dictionary_fails() -> None:
    """A name the dictionary would cut to shreds is learned; a phrase of its own words is not."""
    segmenter = Segmenter()
    assert segmenter.words("โรงเรียนคณฑีพิทยาคม") != ["โรงเรียน", "คณฑีพิทยาคม"]
    assert segmenter.learn_names(["คณฑีพิทยาคม", "ครูโรงเรียน", "PLC"]) == {"คณฑีพิทยาคม"}
    assert segmenter.words("โรงเรียนคณฑีพิทยาคม") == ["โรงเรียน", "คณฑีพิทยาคม"]
    assert segmenter.words("ครูโรงเรียน") == ["ครู", "โรงเรียน"]


def test_given_names_are_known_from_the_start() -> None:
    """A segmenter that is told a report's names cuts by them."""
    assert Segmenter(["คณฑีพิทยาคม"]).words("โรงเรียนคณฑีพิทยาคม") == ["โรงเรียน", "คณฑีพิทยาคม"]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("e-sar", {"esar", "sar"}),
        ("3r8c", {"3r8c", "3r", "8c"}),
        ("18,013", {"18013", "18", "013"}),
        ("plc", {"plc"}),
        ("td.moe.go.th", {"tdmoegoth", "td", "moe", "go", "th"}),
    ],
)
def test_latin_words_are_found_by_their_parts(word: str, forms: set[str]) -> None:
    """A hyphened or dotted word is found joined and by each part of two letters or more."""
    assert set(latin_forms(word)) == forms


def test_nouns_are_found_by_their_verbs() -> None:
    """The noun "การปลูกฝัง" is found by "ปลูกฝัง"; a stem too short to tell anything is not taken."""
    assert index_forms("การปลูกฝัง") == ("การปลูกฝัง", "ปลูกฝัง")
    assert index_forms("การดี") == ("การดี",)
    assert index_forms("อกศม.") == ("อกศม",)


def test_compounds_are_found_by_their_halves() -> None:
    """A compound of two dictionary words has both; a word that is none has no parts."""
    assert parts("เด็กยากจน") == ("เด็ก", "ยากจน")
    assert parts("ครู") == ()
    assert parts("coding") == ()


def test_things_are_told_from_deeds() -> None:
    """A thing the report does not know weighs against an answer; an unknown word counts as a thing."""
    assert is_thing("บุหรี่")
    assert is_thing("ฟหกดฟหกด")
    assert not is_thing("วิ่ง")


def test_report_text_is_indexed_under_all_its_forms(segmenter: Segmenter) -> None:
    """Raw text with Thai digits and capitals is normalised before its words are taken."""
    forms = words_of(segmenter, "การปลูกฝังผ่าน PLC ๕ ครั้ง")
    assert {"ปลูกฝัง", "plc", "5"} <= set(forms)


def test_everyday_words_are_not_cut_by_bookish_ones(segmenter: Segmenter) -> None:
    """A question word with its particle is cut between the two, wherever it stands."""
    assert segmenter.words("ของโรงเรียนไหนคะ")[-2:] == ["ไหน", "คะ"]
