"""Question words against passages: scores that add up as said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.engine import Engine
from knowledge.search import Concept, best_of, inverse_frequency


def one(engine: Engine, term: str, weight: float = 1.0) -> dict[int, float]:
    """The passages of one term with their scores."""
    return dict(engine.index.score([Concept(term, ((term, 1.0),), weight)]).passages)


def test_a_passage_with_the_word_scores_and_others_do_not(engine: Engine) -> None:
    """Every passage found has the word in its text, its headings, title or index words."""
    found = one(engine, "หนี้สิน")
    assert found
    assert all(engine.index.postings["หนี้สิน"][number] for number in found)
    assert len(found) < len(engine.index.passages) / 4


def test_rare_words_tell_more_than_common_ones(engine: Engine) -> None:
    """A word of few passages outweighs one that everything has."""
    scores = engine.index.score([Concept("อกศม", (("อกศม", 1.0),)), Concept("นักเรียน", (("นักเรียน", 1.0),))])
    assert scores.rarity[0] > 2 * scores.rarity[1]


def test_scores_of_concepts_add_up(engine: Engine) -> None:
    """Two things asked about count for both."""
    debt, bank = one(engine, "หนี้สิน"), one(engine, "ธนาคาร")
    both = engine.index.score([Concept("a", (("หนี้สิน", 1.0),)), Concept("b", (("ธนาคาร", 1.0),))]).passages
    for number in debt.keys() & bank.keys():
        assert both[number] == pytest.approx(debt[number] + bank[number])


def test_the_best_of_a_concepts_terms_counts_not_their_sum(engine: Engine) -> None:
    """A word and its synonym are one thing asked about."""
    terms = (("หนี้สิน", 1.0), ("ธนาคาร", 0.85))
    together = engine.index.score([Concept("a", terms)]).passages
    alone = engine.index.score([Concept("a", terms[:1]), Concept("b", terms[1:])]).passages
    assert max(together.values()) < max(alone.values())


def test_a_concept_of_half_weight_counts_half(engine: Engine) -> None:
    """Hints count less than subjects."""
    full, half = one(engine, "หนี้สิน"), one(engine, "หนี้สิน", 0.5)
    assert {number: value * 0.5 for number, value in full.items()} == pytest.approx(half)


def test_what_the_report_never_names_is_remembered(engine: Engine) -> None:
    """An unknown thing matches nothing and weighs against an answer, more than an unknown verb."""
    scores = engine.index.score([Concept("บุหรี่ไฟฟ้า", (("บุหรี่ไฟฟ้า", 1.0),)), Concept("วิ่งเล่นไปมา", (("ไม่มีคำนี้", 1.0),))])
    assert scores.matched[0] == {}
    assert scores.passages == {}
    assert scores.rarity[0] > 0.0


def test_a_part_counts_by_its_own_rarity(engine: Engine) -> None:
    """A passage with the whole term stands above those that only have the common part of it."""
    terms = (("ศูนย์เสมารักษ์", 1.0), ("ศูนย์", 0.5))
    scores = engine.index.score([Concept("ศูนย์เสมารักษ์", terms)]).passages
    whole = engine.index.postings["ศูนย์เสมารักษ์"]
    assert whole
    assert min(scores[number] for number in whole) > max(
        value for number, value in scores.items() if number not in whole
    )


def test_nothing_asked_finds_nothing(engine: Engine) -> None:
    """No concept, no score."""
    scores = engine.index.score([])
    assert (scores.passages, scores.focus_points, scores.rarity) == ({}, {}, ())


def test_frequent_terms_are_those_of_many_passages(engine: Engine) -> None:
    """Each has at least so many passages, and no rare word is among them."""
    frequent = engine.index.frequent(50)
    assert "นักเรียน" in frequent
    assert "อกศม" not in frequent
    assert all(len(engine.index.postings[term]) >= 50 for term in frequent)


def test_the_strongest_of_several_terms_is_taken() -> None:
    """Weights scale strengths before they are compared."""
    postings = {"a": {1: 0.4, 2: 0.2}, "b": {1: 0.6}}
    assert best_of(postings, [("a", 1.0), ("b", 0.5), ("c", 1.0)]) == {1: 0.4, 2: 0.2}


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_rarity_falls_as_more_passages_have_a_word(found: int, total: int) -> None:
    """It is never negative, and each further passage makes a word less telling."""
    found = min(found, total)
    assert inverse_frequency(found, total) >= 0.0
    if found < total:
        assert inverse_frequency(found + 1, total) < inverse_frequency(found, total)
