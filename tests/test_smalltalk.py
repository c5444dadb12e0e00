"""Messages that are no question to the report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.engine import Engine
from knowledge.language import load_language
from knowledge.models import Turn
from knowledge.smalltalk import small_talk, sounds_like_danger, take_out, without_particles
from knowledge.thai import normalise, squeeze

LANGUAGE = load_language()


def danger(text: str) -> bool:
    """Whether a message sounds like danger."""
    return sounds_like_danger(squeeze(normalise(text)), LANGUAGE)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("สวัสดีครับ", "greeting"),
        ("หวัดดีครับบอท", "greeting"),
        ("ดีจ้าาาา", "greeting"),
        ("hello", "greeting"),
        ("สวัสดีค่ะ 🙏", "greeting"),
        ("ขอบคุณมากค่ะ", "thanks"),
        ("แต๊งกิ้ว", "thanks"),
        ("ขอบคุณนะคะที่ช่วย", "thanks"),
        ("ใช้ยังไง", "help"),
        ("เมนู", "help"),
        ("ช่วยเหลือ", "help"),
        ("ถามอะไรได้บ้างคะ", "help"),
        ("คุณเป็นใคร", "about"),
        ("เป็นบอทหรือคน", "about"),
        ("บายจ้า", "bye"),
        ("แค่นี้ก่อนนะคะ", "bye"),
        ("โอเคค่ะ", "acknowledge"),
        ("5555", "acknowledge"),
        ("😊", "acknowledge"),
        ("ฮ่าๆ", "acknowledge"),
        ("เก่งมากเลย", "praise"),
        ("เก่งมาก ขอบใจจ้า", "thanks"),
        ("ขอบคุณค่ะ ไว้มาถามใหม่", "bye"),
        ("หวัดดีตอนบ่ายค่า", "greeting"),
        ("ขอบคุณค่ะ เมื่อวานเอาไปเล่าในที่ประชุมแล้ว", "thanks"),
    ],
)
def test_small_talk_is_known_by_its_kind(engine: Engine, text: str, kind: str) -> None:
    """Greetings, thanks, help, who are you, goodbye, laughter, praise: never searched for."""
    answer = engine.ask(text)
    assert (answer.outcome, answer.smalltalk) == ("smalltalk", kind)
    assert answer.excerpts == ()


@pytest.mark.parametrize("text", ["ขอบคุณค่ะ แล้วพรุ่งนี้ฝนตกไหม", "สวัสดีค่ะ อยากได้ตั๋วหนัง", "สวัสดีภาษาญี่ปุ่นพูดว่าไง"])
def test_thanks_before_a_question_do_not_answer_it(engine: Engine, text: str) -> None:
    """What asks or wants something the report does not say is told so, however polite it begins."""
    assert engine.ask(text).outcome == "not_found"


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("สวัสดีค่ะ ครูเป็นหนี้ทำไงดี", "5.3"),
        ("ขอบคุณค่ะ แล้วโฮมสคูลมีกี่ครอบครัว", "3.3"),
        ("หวัดดีครับแอดมิน อยากรู้ว่าแผนเผชิญเหตุคืออะไร", "1.3"),
        ("สวัสดีครับ ขอสอบถามเรื่องทวิศึกษาหน่อยครับ ขอบคุณล่วงหน้านะครับ", "3.6"),
    ],
)
def test_a_question_with_politeness_around_it_is_a_question(engine: Engine, text: str, point: str) -> None:
    """What is polite is passed over, what is asked is answered."""
    answer = engine.ask(text)
    assert answer.outcome == "answer"
    assert answer.focus_points[0] == point


@pytest.mark.parametrize("text", ["ครูเป็นหนี้", "ปัญหา", "ข้อเสนอแนะ", "1.3", "ช่วยเด็กยากจนยังไง", "", "   "])
def test_what_asks_something_is_no_small_talk(text: str) -> None:
    """Not even a single word that names a section."""
    assert small_talk(text, LANGUAGE) is None


def test_small_talk_leaves_the_conversation_as_it_was(engine: Engine) -> None:
    """Thanks between two questions do not end the topic."""
    turn = Turn(focus_point="5.3", section="problems", kind="problems")
    assert engine.ask("ขอบคุณค่ะ", turn).turn == turn


def test_phrases_are_taken_out_from_the_left() -> None:
    """The message "หวัดดีครับ" is a greeting and a particle, not "หวั" and another greeting."""
    left, kinds = take_out("หวัดดีครับ", LANGUAGE)
    assert left == ""
    assert kinds == {"greeting"}
    assert take_out("ครูเป็นหนี้", LANGUAGE) == ("ครูเป็นหนี้", set())


def test_particles_at_the_end_carry_nothing() -> None:
    """They are taken off, but a word that is nothing else stays."""
    assert without_particles("ชื่ออะไรนะคะ", LANGUAGE) == "ชื่ออะไร"
    assert without_particles("ครับ", LANGUAGE) == "ครับ"


@pytest.mark.parametrize(
    "text",
    [
        "ไฟไหม้โรงเรียน",
        "ช่วยด้วย เด็กจมน้ำ",
        "นักเรียนอยากตาย",
        "เพื่อนโดนรุมทำร้ายหลังโรงเรียน",
        "เด็กถูกล่วงละเมิด",
        "มีคนพกปืนเข้ามา",
        "เด็กชักหมดสติ",
        "มีเด็กโดนงูกัด",
        "ไม่อยากอยู่แล้ว",
        "รถชนหน้าโรงเรียน ทำไงดี",
    ],
)
def test_danger_gets_emergency_numbers_first(engine: Engine, text: str) -> None:
    """A message that sounds like danger now is never "not found": the public numbers come with it."""
    answer = engine.ask(text)
    assert (answer.outcome, answer.kind) == ("answer", "danger")
    numbers = {value for contact in answer.contacts for kind, value in contact.given if kind == "phone"}
    assert {"191", "1669", "199", "1300", "1323"} <= numbers
    assert all(contact.outside and contact.source for contact in answer.contacts)


@pytest.mark.parametrize(
    "text",
    [
        "แผนเผชิญเหตุไฟไหม้มีไหม",
        "มาตรการป้องกันเด็กจมน้ำ",
        "โครงการอบรมเรื่องงูกัด",
        "เขต 1 รับมือไฟไหม้ยังไง",
        "ครูชักชวนผู้ปกครองยังไง",
        "ครูเป็นหนี้",
        "จุดเน้น 1.1 คืออะไร",
    ],
)
def test_plans_against_danger_are_no_danger(engine: Engine, text: str) -> None:
    """Who asks for plans, measures and projects gets the report."""
    assert not danger(text)
    assert engine.ask(text).kind != "danger"


@given(st.text(max_size=60))
def test_any_text_is_small_talk_or_not(text: str) -> None:
    """Telling never fails, and gives one of the known kinds."""
    kind = small_talk(text, LANGUAGE)
    assert kind is None or kind in LANGUAGE.smalltalk


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("ไฟไหม้โรงเรียน", "1.3/progress"),
        ("มีคนพกปืนเข้ามา", "1.3/progress"),
        ("นักเรียนอยากตาย", "3.3/problems"),
        ("เด็กกรีดข้อมือ", "3.3/problems"),
    ],
)
def test_after_the_numbers_stands_what_the_report_says_of_such_a_thing(engine: Engine, text: str, passage: str) -> None:
    """How an incident is reported, or whom to send a troubled child to: one passage, whatever the words may find."""
    answer = engine.ask(text)
    assert [excerpt.passage.id.startswith(passage) for excerpt in answer.excerpts] == [True]
    assert any("MOESafetyCenter" in value for contact in answer.contacts for _, value in contact.given)
