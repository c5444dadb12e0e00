"""What a question leaves open and the turn before fills in."""

from __future__ import annotations

import pytest

from knowledge.engine import Engine
from knowledge.followup import HALF_HOUR_MS, Lean, completed, fresh, leaning
from knowledge.models import Answer, Turn

DEBT = Turn(focus_point="5.3", section="problems", kind="problems", passages=("5.3/problems/1",))


def dialogue(engine: Engine, *texts: str) -> list[Answer]:
    """The answers to a conversation, each turn leaning on the one before."""
    turn: Turn | None = None
    answers = []
    for text in texts:
        answer = engine.ask(text, turn)
        turn = answer.turn or turn
        answers.append(answer)
    return answers


@pytest.mark.parametrize(
    ("text", "lean"),
    [
        ("แล้วเขต 2 ล่ะ", Lean.WHOLLY),
        ("มีปัญหาอะไรบ้าง", Lean.WHOLLY),
        ("ข้อเสนอแนะล่ะ", Lean.WHOLLY),
        ("ใครทำ", Lean.WHOLLY),
        ("กี่คน", Lean.WHOLLY),
        ("ขอแบบละเอียด", Lean.MORE),
        ("อ่านต่อ", Lean.MORE),
        ("แล้วเรื่องธนาคารล่ะ", Lean.PARTLY),
        ("โรงเรียนคุณภาพทำความปลอดภัยยังไง", Lean.NOT),
        ("ข้อ 1.3 มีปัญหาอะไร", Lean.NOT),
        ("นโยบายที่ 3", Lean.NOT),
        ("เปลี่ยนเรื่อง มีปัญหาอะไรบ้าง", Lean.NOT),
    ],
)
def test_how_far_a_question_leans(engine: Engine, text: str, lean: Lean) -> None:
    """Wholly when it names no subject, partly with one leaning word, not at all with its own subject or code."""
    assert leaning(engine.understanding.read(text), DEBT) is lean


def test_nothing_leans_on_nothing(engine: Engine) -> None:
    """Without a turn before, or one without a focus point, a question stands alone."""
    question = engine.understanding.read("แล้วเขต 2 ล่ะ")
    assert leaning(question, None) is Lean.NOT
    assert leaning(question, Turn(kind="overview")) is Lean.NOT


def test_another_office_keeps_the_section(engine: Engine) -> None:
    """Asking "and area 2?" after a question about problems is asking for area 2's problems; a named section wins."""
    read = engine.understanding.read
    assert completed(read("แล้วเขต 2 ล่ะ"), DEBT).section == "problems"
    assert completed(read("แล้วข้อเสนอแนะของเขต 2 ล่ะ"), DEBT).section == "recommendations"
    assert completed(read("ครูเป็นหนี้"), DEBT).section is None


def test_a_hint_alone_names_its_section(engine: Engine) -> None:
    """With no subject of its own, "who does it well?" asks for good examples."""
    assert completed(engine.understanding.read("มีใครทำได้ดีๆ มั้ย"), DEBT).section == "best_practice"


def test_a_turn_is_remembered_for_half_an_hour() -> None:
    """Then the conversation begins anew; without a clock it stays."""
    turn = Turn(focus_point="1.1", at_ms=1000)
    assert fresh(turn, 1000 + HALF_HOUR_MS) == turn
    assert fresh(turn, 1001 + HALF_HOUR_MS) is None
    assert fresh(turn, 0) == turn
    assert fresh(None, 5000) is None


def test_other_sections_of_the_same_topic(engine: Engine) -> None:
    """A conversation stays with its topic from section to section, thanks in between or not."""
    answers = dialogue(engine, "ครูเป็นหนี้มีปัญหาอะไรบ้าง", "แล้วมีข้อเสนอแนะไหม", "ขอบคุณค่ะ", "มีปัจจัยความสำเร็จอะไร")
    assert [answer.focus_points[:1] for answer in answers] == [("5.3",), ("5.3",), (), ("5.3",)]
    assert [answer.section for answer in answers] == ["problems", "recommendations", None, "factors"]


def test_another_office_of_the_same_topic(engine: Engine) -> None:
    """The section asked for stays, the office changes."""
    answers = dialogue(engine, "1.3 แบบอย่างที่ดี", "แล้ว สพม. ล่ะ", "แล้วเขต 2 ล่ะ")
    assert [answer.section for answer in answers] == ["best_practice"] * 3
    assert [answer.agency for answer in answers[1:]] == ["secondary", "primary2"]
    assert {answer.focus_points[0] for answer in answers} == {"1.3"}


def test_an_office_the_topic_does_not_tell_of_is_not_found(engine: Engine) -> None:
    """The bot says so instead of showing another office's work."""
    _, answer = dialogue(engine, "สพป. เขต 1 ทำอะไรบ้างเรื่องเด็กยากจน", "แล้วเขต 2 ล่ะ")
    assert engine.browser.of("3.3", agency="primary2") == []
    assert (answer.outcome, answer.agency, answer.focus_points) == ("not_found", "primary2", ("3.3",))


def test_another_office_keeps_the_topic_whatever_else_is_asked(engine: Engine) -> None:
    """Saying "อาชีวะล่ะ" keeps the subject, though another focus point has more of the words."""
    _, answer = dialogue(engine, "2.1", "อาชีวะล่ะ ไปจับมือกับบริษัทไหนไว้")
    assert (answer.focus_points[0], answer.agency) == ("2.1", "vocational")


def test_a_leaning_question_stays_unless_another_topic_is_clearly_better(engine: Engine) -> None:
    """A word that is a little more at home elsewhere does not change the subject; a topic of its own does."""
    _, stayed = dialogue(engine, "2.3", "แล้วเสนออะไรถึงข้างบนไว้บ้าง ระดับนโยบายอะ")
    _, left = dialogue(engine, "2.3", "แล้วเรื่องหนี้ครูเสนออะไรไว้บ้าง")
    assert (stayed.focus_points[0], left.focus_points[0]) == ("2.3", "5.3")
    assert stayed.section == left.section == "recommendations"


def test_a_question_without_cue_words_is_heard(engine: Engine) -> None:
    """What it sounds like names the section when nothing else is in it."""
    _, answer = dialogue(engine, "3.6", "ทำแล้วไปได้ดีเพราะอะไรคะ")
    assert (answer.focus_points[0], answer.section) == ("3.6", "factors")


def test_more_shows_the_same_passages_whole(engine: Engine) -> None:
    """Saying "in detail, please" opens what was shown, uncut, with what stands under it."""
    short, whole = dialogue(engine, "แผนเผชิญเหตุของเขต 1", "ขอแบบละเอียด")
    assert whole.excerpts[0].passage == short.excerpts[0].passage
    assert all(excerpt.text == excerpt.passage.text and not excerpt.shortened for excerpt in whole.excerpts)
    assert len(whole.excerpts[0].text) >= len(short.excerpts[0].text)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("โรงเรียนคุณภาพมีกี่แห่ง", "2.9"),
        ("เปลี่ยนเรื่อง โรงเรียนคุณภาพมีกี่แห่ง", "2.9"),
        ("ข้อ 3.6", "3.6"),
        ("active learning มีปัญหาอะไรบ้าง", "2.4"),
    ],
)
def test_a_new_topic_is_recognised(engine: Engine, text: str, point: str) -> None:
    """A question with its own subject leaves the topic before."""
    _, answer = dialogue(engine, "ครูเป็นหนี้มีปัญหาอะไรบ้าง", text)
    assert answer.outcome == "answer"
    assert answer.focus_points[0] == point


def test_a_question_with_its_own_subject_is_answered_as_without_a_past(engine: Engine) -> None:
    """What was asked before does not colour it."""
    text = "โรงเรียนคุณภาพทำความปลอดภัยยังไง"
    assert engine.ask(text, DEBT) == engine.ask(text)
