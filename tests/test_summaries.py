"""The reviewed summaries: nothing in them that the report does not say in that focus point."""

from __future__ import annotations

import re

import pytest

from knowledge.models import FocusPoint
from knowledge.thai import normalise, squeeze
from tests.reports import real

POINTS = real().report.focus_points
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*[A-Za-z0-9]")
QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
OFFICE_NUMBERS = re.compile(r"เขต \d(?: *และ(?:เขต)? *\d)?")


def said(point: FocusPoint) -> str:
    """All that the report says in a focus point, its titles included, in compared form."""
    passages = [p for p in real().report.passages if p.focus_point == point.id]
    texts = [point.title, *point.chapter_titles, *(f"{p.text} {p.remedy}" for p in passages)]
    return squeeze(normalise(" ".join(texts)))


def summary(point: FocusPoint) -> str:
    """The reviewed summary of a focus point."""
    return real().report.summaries[point.id]


def test_every_focus_point_has_a_summary() -> None:
    """All 27, none for anything else."""
    assert real().report.summaries.keys() == {point.id for point in POINTS}


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_a_summary_is_two_or_three_sentences(point: FocusPoint) -> None:
    """Long enough to tell something, short enough for a phone."""
    assert 120 <= len(summary(point)) <= 480


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_every_number_of_a_summary_stands_in_its_focus_point(point: FocusPoint) -> None:
    """As a whole number, not as a part of another."""
    numbers = set(NUMBER.findall(normalise(summary(point))))
    printed = set(
        NUMBER.findall(
            normalise(" ".join(f"{p.text} {p.remedy}" for p in real().report.passages if p.focus_point == point.id))
        )
    )
    printed |= set(NUMBER.findall(normalise(" ".join((point.title, *point.chapter_titles)))))
    areas = {
        number[-1]
        for p in real().report.passages
        if p.focus_point == point.id
        for number in p.agencies
        if number in ("primary1", "primary2")
    }
    assert sorted(numbers - printed - areas) == []


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_every_latin_word_of_a_summary_stands_in_its_focus_point(point: FocusPoint) -> None:
    """Names of programmes and systems are spelt as there."""
    text = said(point)
    assert [word for word in LATIN.findall(summary(point)) if squeeze(normalise(word)) not in text] == []


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_every_quoted_term_of_a_summary_stands_in_its_focus_point(point: FocusPoint) -> None:
    """What stands in quotation marks is the report's own wording."""
    text = said(point)
    assert [term for term in QUOTED.findall(summary(point)) if squeeze(normalise(term)) not in text] == []
