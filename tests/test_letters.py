"""Kinds of questions told apart by their letters: what is learned, and what it hears."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.engine import Engine
from knowledge.letters import LEAST_SEEN, learn, likelihoods, runs
from knowledge.section_sense import learn_sections, sense

ASKS = [("ไปได้ดีเพราะอะไร", 0), ("สำเร็จเพราะอะไร", 0), ("แก้ยังไงดี", 1), ("จะแก้ยังไง", 1)]


def test_the_ends_of_a_text_are_runs_too() -> None:
    """How a question begins and ends tells much."""
    assert runs("กขค") == {"^กข", "กขค", "ขค$"}
    assert runs("ก") == {"^ก$"}


def test_runs_heard_once_are_not_kept() -> None:
    """What only one question has would be learned by heart."""
    learned = learn(ASKS, 2)
    assert "เพร" in learned
    assert "ไปไ" not in learned
    assert all(len(values) == 2 for values in learned.values())
    assert learn(ASKS[:1] * (LEAST_SEEN - 1), 2) == {}


def test_a_text_is_likelier_in_the_kind_whose_letters_it_has() -> None:
    """Also one that stands in neither word for word; nothing is said of letters never heard."""
    learned = learn(ASKS, 2)
    for text, kind in (("ดีเพราะอะไร", 0), ("แก้กันยังไง", 1)):
        found = likelihoods(text, learned)
        assert found.index(max(found)) == kind
    assert likelihoods("xyz", learned) == []


@given(st.text(max_size=80))
def test_the_sections_of_any_text_share_one(text: str) -> None:
    """Likelihoods of sections are shares, or nothing at all."""
    learned = learn_sections([("ไปได้ดีเพราะอะไร", "factors"), ("สำเร็จเพราะอะไร", "factors"), ("แก้ยังไง", "problems")])
    shares = sense(text, learned)
    assert shares == {} or abs(sum(shares.values()) - 1.0) < 1e-9


def test_ways_of_asking_that_no_cue_word_names_are_heard(engine: Engine) -> None:
    """By the subject index of the real report, misspelt ones included."""
    for text, section in (
        ("งานนี้เดินหน้ามาได้เพราะใครช่วยหนุน", "factors"),
        ("มีโรงเรียนไหนทำไว้เจ๋งๆ ให้เราไปลอกแบบได้มั้ย", "best_practice"),
        ("อยากให้ข้างบนส่งคนมาเพิ่ม เขียนบอกไว้มั้ย", "recommendations"),
    ):
        shares = engine.understanding.read(text).sensed
        assert max(shares, key=lambda one: shares[one]) == section


def test_a_name_alone_sounds_like_no_section(engine: Engine) -> None:
    """Where its passages happen to stand says nothing of what is asked."""
    for text in ("fix it center", "MOE Safety Center คืออะไร", "ทวิศึกษา"):
        assert engine.understanding.read(text).sensed == {}
