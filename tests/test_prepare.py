"""What searching needs of a report: which words find which passage, and how strongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.engine import Engine
from knowledge.index import build_index, load_index_for_search
from knowledge.lexicon import Lexicon, entries_of, make_lexicon
from knowledge.models import Report
from knowledge.parser import parse_report
from knowledge.prepare import SHORTEST_SPELLING, Prepared, prepare
from knowledge.subjects import Subjects
from knowledge.thai import sound
from tests.reports import write_report

LEXICON = Lexicon((), {})


@pytest.fixture(scope="module")
def tak(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The short report of another province."""
    return parse_report(write_report(tmp_path_factory.mktemp("tak")))


@pytest.fixture(scope="module")
def prepared(tak: Report) -> Prepared:
    """The short report, prepared without lexicon and subject index."""
    return prepare(tak, LEXICON, Subjects({}))


def passage_number(report: Report, words: str) -> int:
    """The position of the first passage that has these words."""
    return next(number for number, passage in enumerate(report.passages) if words in passage.text)


def test_a_passage_is_found_by_its_words(tak: Report, prepared: Prepared) -> None:
    """Words of the text find it; words it has not do not."""
    number = passage_number(tak, "นักการภารโรง")
    assert number in prepared.postings["ภารโรง"]
    assert "โฮมสคูล" not in prepared.postings


def test_an_item_is_found_by_what_it_stands_under_but_less(prepared: Prepared, tak: Report) -> None:
    """A deep item is found by its parents' words too; one that says them itself is stronger."""
    own = passage_number(tak, "นักเรียนข้ามชาติ")
    row = passage_number(tak, "อุ้มผาง")
    assert tak.passages[row].parent == tak.passages[own].id
    places = prepared.postings["ข้าม"] if "ข้าม" in prepared.postings else prepared.postings["ข้ามชาติ"]
    assert places[own] > places[row] > 0.0


def test_remedies_are_searched(prepared: Prepared, tak: Report) -> None:
    """A problem is found by the words of its solution."""
    number = next(number for number, passage in enumerate(tak.passages) if "บริจาค" in passage.remedy)
    assert number in prepared.postings["บริจาค"]


def test_every_term_is_a_word_with_strengths_between_nought_and_one(engine: Engine) -> None:
    """No empty term; no strength that one word could win by alone."""
    assert "" not in engine.index.postings
    strengths = [strength for places in engine.index.postings.values() for strength in places.values()]
    assert min(strengths) > 0.0
    assert max(strengths) < 1.0


def test_lexicon_terms_are_found_however_they_are_cut(tak: Report) -> None:
    """A term of several words is found where it stands as a run of letters."""
    lexicon = make_lexicon(tuple(entries_of({"everyday": {"group": {"เวร": ["เวรกลางคืนทุกโรงเรียน"]}}})))
    postings = prepare(tak, lexicon, Subjects({})).postings
    assert set(postings["เวรกลางคืนทุกโรงเรียน"]) == {passage_number(tak, "เวรกลางคืนทุกโรงเรียน")}


def test_subject_words_find_their_passage_and_focus_point(tak: Report) -> None:
    """Index words lead to their passage, those of a topic to its focus point, and nowhere else."""
    number = passage_number(tak, "นักการภารโรง")
    subjects = Subjects({tak.passages[number].id: "ลุงภารหล่อ", "2.1": "เครดิตแบงก์"}, {"2.1": ("เก็บหน่วยกิตยังไง",)})
    prepared = prepare(tak, LEXICON, subjects)
    words = [term for term, places in prepared.postings.items() if set(places) == {number} and term in "ลุงภารหล่อ"]
    assert words
    assert prepared.focus_postings["แบงก์"].keys() == {"2.1"}
    assert "เก็บหน่วยกิตยังไง" in prepared.asks["2.1"]


def test_every_focus_point_asks_its_own_title(tak: Report, prepared: Prepared) -> None:
    """A question that is the title finds the topic."""
    assert all(prepared.asks[point.id] for point in tak.focus_points)


def test_spellings_are_keyed_by_sound(prepared: Prepared) -> None:
    """Each word worth finding lies under its own sound; short words and numbers do not."""
    for key, words in prepared.spellings.items():
        assert all(sound(word) == key and len(word) >= SHORTEST_SPELLING for word in words)
        assert not any(letter.isdigit() for word in words for letter in word)


def test_what_is_prepared_survives_the_index_file(tmp_path: Path) -> None:
    """Read back from an index file it is the very same."""
    folder = write_report(tmp_path / "tak", lexicon='[everyday.x]\n"เวรยาม" = ["เวรกลางคืน"]\n')
    report, read = load_index_for_search(build_index(folder, tmp_path / "index.sqlite"))
    lexicon = make_lexicon(tuple(entries_of({"everyday": {"x": {"เวรยาม": ["เวรกลางคืน"]}}})))
    assert report.passages == parse_report(folder).passages
    assert read == prepare(report, lexicon, Subjects({}))


def test_preparing_twice_gives_the_same(tak: Report, prepared: Prepared) -> None:
    """Nothing depends on chance."""
    assert prepare(tak, LEXICON, Subjects({})) == prepared


def test_a_misspelling_in_a_question_passes_for_no_word(tak: Report) -> None:
    """Otherwise it would be read as it stands, and never again as what was meant; a curated index word is one."""
    place = tak.passages[0].id
    subjects = Subjects({place: "โฟโต้ชอป \n เดกเรียนฟทกซ"}, {place: ("เดกเรียนฟทกซ",)}, {place: "โฟโต้ชอป"})
    prepared = prepare(tak, LEXICON, subjects)
    assert "โฟโต้ชอป" in "".join(prepared.postings)
    assert "ฟทกซ" not in prepared.postings


def test_a_word_that_sounds_like_a_common_one_is_a_misspelling(engine: Engine) -> None:
    """The dictionary has เดก; in the questions of the subject index it is เด็ก."""
    assert "เดก" not in engine.index.vocabulary
    assert engine.understanding.read("เดกไม่มาเรียน").normal.startswith("เด็ก")
