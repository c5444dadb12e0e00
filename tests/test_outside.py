"""Questions the report does not answer: the table, what is learned of it, and what it does to answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.engine import Engine
from knowledge.errors import SubjectsError
from knowledge.evaluate import read_gold
from knowledge.outside import all_of, learn_outside, load_outside, strangeness
from knowledge.thai import compared
from tests.reports import REAL


def test_themes_and_their_questions_are_read(tmp_path: Path) -> None:
    """A theme is a name for people; its questions are what counts."""
    path = tmp_path / "outside.toml"
    path.write_text('["เงินเดือน"]\nasks = ["เงินเดือนออกวันไหน ", "ขึ้นกี่ขั้น"]\n["วันหยุด"]\nasks = []\n', encoding="utf-8")
    themes = load_outside(path)
    assert themes == {"เงินเดือน": ("เงินเดือนออกวันไหน", "ขึ้นกี่ขั้น"), "วันหยุด": ()}
    assert all_of(themes) == ("เงินเดือนออกวันไหน", "ขึ้นกี่ขั้น")


def test_an_absent_table_is_empty(tmp_path: Path) -> None:
    """A report needs none."""
    assert load_outside(tmp_path / "outside.toml") == {}


@pytest.mark.parametrize("content", ['["a"', "x = 3", '["a"]\nasks = 3', '["a"]\nwords = "b"', '["a"]\nasks = [3]'])
def test_a_broken_table_says_what_is_wrong(tmp_path: Path, content: str) -> None:
    """A file that is none is refused by its name, with what an entry looks like."""
    path = tmp_path / "outside.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SubjectsError, match=r"outside\.toml"):
        load_outside(path)


def test_without_outside_questions_nothing_is_strange() -> None:
    """The sign is silent rather than wrong."""
    assert learn_outside(["ครูเป็นหนี้"], []) == {}
    assert strangeness("อะไรก็ได้", {}) == 0.0


def test_letters_of_either_side_are_told_apart() -> None:
    """Below nought what the report answers, above what it does not."""
    learned = learn_outside(["ครูเป็นหนี้แก้ยังไง", "หนี้ครูแก้ยังไง"], ["เงินเดือนออกวันไหน", "วันหยุดมีวันไหน"])
    assert strangeness("แก้หนี้ยังไง", learned) < 0.0 < strangeness("วันหยุดวันไหน", learned)


def test_the_shipped_questions_are_not_of_a_measuring_set() -> None:
    """Nor does a question stand on both sides."""
    shipped = {compared(ask) for ask in all_of(load_outside(REAL / "outside.toml"))}
    assert len(shipped) > 500
    sets = sorted((Path(__file__).parent / "eval").glob("*.jsonl"))
    assert not shipped & {compared(gold.q) for gold in read_gold(sets)}


def test_the_shipped_questions_are_not_answered(engine: Engine) -> None:
    """All but a few are told as not in the report; what is near a topic may be answered by it."""
    asks = all_of(load_outside(REAL / "outside.toml"))
    answered = [ask for ask in asks if engine.ask(ask).outcome == "answer"]
    assert len(answered) <= 0.06 * len(asks)
