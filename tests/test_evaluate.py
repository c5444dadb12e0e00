"""Measuring answers: each check holds exactly when it should."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.engine import Engine
from knowledge.evaluate import (
    Gold,
    checks,
    figures,
    found_rightly,
    gold_of,
    grade,
    misses,
    read_gold,
    reliability,
    table,
    text_of,
)
from knowledge.models import AGENCIES, OVERVIEW, SECTIONS, Answer, Excerpt, Passage, Turn
from knowledge.thai import normalise, squeeze
from tests.reports import REAL, real

MEASURED = ("questions", "held_back", "final", "fresh", "unseen", "everyday", "apart", "spoken", "sealed", "dev")
SETS = {name: Path(__file__).parent / "eval" / f"{name}.jsonl" for name in (*MEASURED, "outside")}
LINES = len((REAL / "report.txt").read_text(encoding="utf-8").splitlines())
KINDS = {
    "topic", "agency_action", "fact", "list", "best_practice", "problem", "factor", "recommendation", "safety", "noise",
    "followup", "oos", "smalltalk",
}  # fmt: skip
PASSAGE = Passage("5.3/progress/1", "5.3", "progress", "item", "1)", "สมัครที่ td.moe.go.th ได้ 317 คน", 10, 12)


def gold(**changes: object) -> Gold:
    """A question with its gold."""
    fields = {
        "id": "t1", "user": "t1", "q": "สมัครที่ไหน", "outcome": "answer", "fp": ["5.3"], "section": "progress",
        "agency": None, "must": ["317 คน"], "line": 10, "kind": "fact",
    }  # fmt: skip
    return gold_of(fields | changes)


def answer(**changes: object) -> Answer:
    """An answer from one passage."""
    values = {"outcome": "answer", "kind": "passages", "excerpts": (Excerpt(PASSAGE, PASSAGE.text),)}
    values |= {"focus_points": ("5.3",), "section": "progress", "confidence": 0.9}
    return Answer(**values | changes)  # type: ignore[arg-type]


def test_a_right_answer_holds_every_check_that_applies() -> None:
    """A check without gold is absent, not held."""
    assert checks(gold(), answer(), text_of) == {"answered": True, "fp": True, "must": True, "section": True}
    assert "must" not in checks(gold(must=[]), answer(), text_of)
    assert checks(gold(agency="primary1"), answer(agency="primary1"), text_of)["agency"]


@pytest.mark.parametrize(
    ("changes", "failed"),
    [
        ({"focus_points": ("5.2", "5.3")}, {"fp"}),
        ({"section": "problems"}, {"section"}),
        ({"excerpts": ()}, {"must"}),
        ({"outcome": "not_found"}, {"answered", "fp", "must", "section"}),
        ({"outcome": "clarify"}, {"answered", "fp", "must", "section"}),
    ],
)
def test_a_wrong_answer_fails_where_it_is_wrong(changes: dict[str, object], failed: set[str]) -> None:
    """The right focus point counts only in the first place; no answer holds nothing."""
    held = checks(gold(), answer(**changes), text_of)
    assert {name for name, good in held.items() if not good} == failed


def test_must_strings_are_compared_without_spaces_and_case() -> None:
    """Line breaks and spaces of the report do not matter; every string must be there."""
    assert checks(gold(must=["TD.moe.go.th", "317คน"]), answer(), text_of)["must"]
    assert not checks(gold(must=["317 คน", "318 คน"]), answer(), text_of)["must"]


def test_a_question_without_an_answer_is_graded_by_its_outcome_alone() -> None:
    """Not found and small talk."""
    assert checks(gold(outcome="not_found", fp=[]), answer(outcome="not_found"), text_of) == {"not_found": True}
    assert checks(gold(outcome="smalltalk", fp=[]), answer(), text_of) == {"smalltalk": False}


def test_turns_of_one_user_lean_on_each_other() -> None:
    """Another user's turn does not get in between; an answer without a turn leaves the one before."""
    seen: list[tuple[str, Turn | None]] = []

    class Listening:
        def ask(self, text: str, previous: Turn | None = None) -> Answer:
            seen.append((text, previous))
            return answer(turn=None if text == "ขอบคุณ" else Turn(focus_point=text))

    golds = [gold(user=user, q=q) for user, q in (("a", "1"), ("b", "2"), ("a", "ขอบคุณ"), ("a", "3"))]
    graded = grade(Listening(), golds, alter=lambda q: q)
    assert seen == [("1", None), ("2", None), ("ขอบคุณ", Turn(focus_point="1")), ("3", Turn(focus_point="1"))]
    assert all(one.elapsed_ms >= 0 for one in graded)


def test_figures_misses_and_table_agree() -> None:
    """Held and asked are counted for each check, and each miss is named once."""

    class Two:
        def ask(self, text: str, previous: Turn | None = None) -> Answer:
            return answer() if text == "ถูก" else answer(focus_points=("1.1",))

    graded = grade(Two(), [gold(q="ถูก"), gold(q="ผิด", id="t2")])
    assert figures(graded) == {"answered": (2, 2), "fp": (1, 2), "must": (2, 2), "section": (2, 2)}
    (miss,) = misses(graded)
    assert miss.startswith("t2")
    assert "fp" in miss
    assert "0.500  (1/2)" in table(graded, "set")
    assert [found_rightly(one) for one in graded] == [True, False]


def test_the_reliability_table_puts_each_question_into_one_bin() -> None:
    """How sure against how right; small talk does not count; full sureness is in the last bin."""

    class Sure:
        def ask(self, text: str, previous: Turn | None = None) -> Answer:
            return answer(confidence=float(text))

    golds = [gold(q="0.1"), gold(q="0.95", fp=["1.1"]), gold(q="1.0"), gold(q="1.0", outcome="smalltalk")]
    rows = reliability(grade(Sure(), golds))
    assert [count for _, _, count, _ in rows] == [1, 0, 0, 0, 2]
    assert [right for _, _, _, right in rows] == [1.0, 0.0, 0.0, 0.0, 0.5]


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"id": "x"}', "3"])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    """By file and line number."""
    path = tmp_path / "set.jsonl"
    fields = {name: getattr(gold(), name) for name in Gold.__dataclass_fields__}
    path.write_text(f"{json.dumps(fields)}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"set\.jsonl, line 3"):
        read_gold([path])


@pytest.mark.parametrize("name", SETS)
def test_the_question_sets_keep_their_format(name: str) -> None:
    """Ids unique, keys known, line numbers inside the report, gold only where there is an answer."""
    golds = read_gold([SETS[name]])
    ids = [one.id for one in golds]
    points = {point.id for point in real().report.focus_points} | {OVERVIEW}
    assert len(golds) >= 100
    assert len(ids) == len(set(ids))
    for one in golds:
        assert one.outcome in ("answer", "not_found", "smalltalk"), one.id
        assert set(one.fp) <= points, one.id
        assert bool(one.fp) == (one.outcome == "answer"), one.id
        assert one.section is None or one.section in SECTIONS, one.id
        assert one.agency is None or one.agency in AGENCIES, one.id
        assert one.kind in KINDS, one.id
        assert one.outcome == "answer" or not one.must, one.id
        assert one.line is None or 1 <= one.line <= LINES, one.id


@pytest.mark.parametrize("name", SETS)
def test_must_strings_stand_in_the_report(name: str) -> None:
    """What an answer has to contain is really there: in the corrected report, or in the scan."""
    passages = real().report.passages
    texts = [f"{p.text} {p.remedy} {' '.join(p.links)} {' '.join(value for _, value in p.cells)}" for p in passages]
    said = squeeze(normalise("\n".join([real().report.title, *texts])))
    absent = [
        (one.id, text) for one in read_gold([SETS[name]]) for text in one.must if squeeze(normalise(text)) not in said
    ]
    assert absent == []


def test_no_question_stands_in_two_sets() -> None:
    """What is tuned on cannot be what is checked with."""
    asked: dict[str, str] = {}
    twice = []
    for name in MEASURED:
        for one in read_gold([SETS[name]]):
            if one.outcome != "answer" or one.kind == "followup":
                continue
            text = squeeze(normalise(one.q))
            if asked.setdefault(text, name) != name:
                twice.append((one.id, one.q))
    assert twice == []


def test_the_engine_can_be_graded(engine: Engine) -> None:
    """Ten questions through the real engine."""
    graded = grade(engine, read_gold([SETS["dev"]])[:10])
    assert len(graded) == 10
    assert all(one.answer.outcome for one in graded)
