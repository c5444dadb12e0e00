"""The subject index: the form of the table, and the one that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import SubjectsError
from knowledge.subjects import Subjects, load_subjects, unknown_keys
from knowledge.thai import normalise
from tests.reports import REAL, real


@pytest.fixture(scope="module")
def shipped() -> Subjects:
    """The subject index beside the real report."""
    return load_subjects(REAL / "subjects.toml")


def test_words_and_questions_of_an_entry_are_read(tmp_path: Path) -> None:
    """An entry's words and questions are searched together; its questions are kept apart too."""
    path = tmp_path / "subjects.toml"
    path.write_text('["1.3"]\nwords = "เผชิญเหตุ"\nasks = ["เกิดเหตุทำไง"]\n["1.4"]\nwords = "หนี้"\n', encoding="utf-8")
    subjects = load_subjects(path)
    assert "เผชิญเหตุ" in subjects.of("1.3")
    assert "เกิดเหตุทำไง" in subjects.of("1.3")
    assert subjects.asks["1.3"] == ("เกิดเหตุทำไง",)
    assert subjects.asks["1.4"] == ()
    assert subjects.of("9.9") == ""


def test_an_absent_subject_index_is_empty(tmp_path: Path) -> None:
    """A report needs none."""
    assert load_subjects(tmp_path / "subjects.toml") == Subjects({})


@pytest.mark.parametrize("content", ['["1.3"', "x = 3", '["1.3"]\nwords = 3', '["1.3"]\nasks = 3'])
def test_a_broken_subject_index_says_what_is_wrong(tmp_path: Path, content: str) -> None:
    """A file that is none is refused by its name, with what an entry looks like."""
    path = tmp_path / "subjects.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SubjectsError, match=r"subjects\.toml"):
        load_subjects(path)


def test_keys_that_name_nothing_are_told() -> None:
    """An entry for a passage that is not there never matches."""
    assert unknown_keys(Subjects({"1.1": "a", "1.1/x": "b"}), frozenset({"1.1"})) == ["1.1/x"]


def test_the_shipped_index_names_only_what_the_report_has(shipped: Subjects) -> None:
    """Every key is a focus point or a passage of the real report."""
    report = real().report
    known = {passage.id for passage in report.passages} | {point.id for point in report.focus_points}
    assert unknown_keys(shipped, frozenset(known)) == []


def test_every_focus_point_has_an_entry_with_questions(shipped: Subjects) -> None:
    """All 27 topics can be found by people's words."""
    points = [point.id for point in real().report.focus_points]
    assert len(points) == 27
    assert [point for point in points if not shipped.asks.get(point)] == []


def test_no_entry_is_a_question_of_the_measuring_sets(shipped: Subjects) -> None:
    """The index holds no question by which the answers are measured: figures reached so would be worth nothing."""
    from knowledge.evaluate import read_gold

    names = ("dev", "held_back", "final", "fresh", "unseen", "everyday", "apart", "spoken", "sealed")
    sets = [Path(__file__).parent / "eval" / f"{name}.jsonl" for name in names]
    asked = {normalise(gold.q) for gold in read_gold(sets)}
    own = {normalise(ask) for asks in shipped.asks.values() for ask in asks}
    assert sorted(asked & own) == []
