"""Cutting a passage to the stretch that matters."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.excerpt import best_stretch, clause_spans, opening

TEXTS = st.lists(st.text("กขค งจ้ำ", min_size=1, max_size=30), min_size=1, max_size=40).map(" ".join)


def weighing(word: str) -> Callable[[str], float]:
    """A weight of one for each clause that has the word."""
    return lambda clause: float(word in clause)


def long_text() -> str:
    """A text whose ninetieth clause matters."""
    return " ".join(["ข้อความทั่วไป"] * 90 + ["จำนวน 317 คน"] + ["ข้อความท้าย"] * 60)


def test_a_short_text_stays_whole() -> None:
    """Up to the length of a screen nothing is cut."""
    text = "ครูเป็นหนี้ แก้ได้"
    assert best_stretch(text, weighing("แก้"), whole=40) is text


def test_the_stretch_that_matters_is_kept() -> None:
    """The clause with the fact is shown, wherever it stands."""
    stretch = best_stretch(long_text(), weighing("317"))
    assert "จำนวน 317 คน" in stretch
    assert len(stretch) <= 520


def test_without_a_sign_the_beginning_is_kept() -> None:
    """Items open with their subject."""
    text = long_text()
    assert text.startswith(best_stretch(text, lambda clause: 0.0))


@given(TEXTS, st.integers(1, 80))
def test_a_stretch_is_always_verbatim_and_short(text: str, length: int) -> None:
    """For any text: a contiguous piece of it, cut at spaces, and no longer than asked unless one clause is."""
    stretch = best_stretch(text, lambda clause: float(len(clause) % 3), whole=length, stretch=length)
    assert stretch in text
    if stretch != text:
        longest = max((len(clause) for clause in text.split(" ")), default=0)
        assert len(stretch) <= max(length, longest)
        assert not stretch or stretch == stretch.strip()


@given(TEXTS)
def test_clauses_are_the_runs_between_spaces(text: str) -> None:
    """In order, without overlap; their letters are all the letters there are."""
    spans = clause_spans(text)
    if text.strip(" "):
        assert [text[start:end] for start, end in spans] == text.split()


@given(TEXTS, st.integers(2, 60))
def test_an_opening_is_the_beginning(text: str, most: int) -> None:
    """Verbatim from the first letter, no longer than asked."""
    assert text.startswith(opening(text, most)) or text.lstrip().startswith(opening(text, most))
    assert len(opening(text, most)) <= most or len(text) <= most


@pytest.mark.parametrize("text", ["", " "])
def test_an_empty_text_has_an_empty_stretch(text: str) -> None:
    """Nothing is made of nothing."""
    assert best_stretch(text, weighing("x")).strip() == ""
    assert opening(text).strip() == ""
