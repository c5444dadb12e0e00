"""What is asked: section, level, office, code, kind of fact and subject of a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.engine import Engine
from knowledge.models import Section
from knowledge.question import Question
from knowledge.squeezed import FARTHEST_HALF, Mask, at_word, squeezed_spans, word_starts
from tests.noise import FORMS, noisy


def question(engine: Engine, text: str) -> Question:
    """`text`, understood."""
    return engine.understanding.read(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ข้อ ๒.๙", ("2.9",)),
        ("2.9", ("2.9",)),
        ("จุดเน้น 1.3 มีปัญหาอะไร", ("1.3",)),
        ("3.6 และ 4.1", ("3.6", "4.1")),
        ("1.3 1.3", ("1.3",)),
        ("9.9", ("9.9",)),
        ("ข้อ 1.1.3", ("1.1",)),
        ("1.1.2566", ()),
        ("1.1.7", ()),
        ("PM2.5 มีไหม", ()),
        ("PM 2.5", ()),
        ("ร้อยละ 2.5", ()),
        ("2.5%", ()),
        ("2.5 ล้านบาท", ()),
        ("1.5 ชั่วโมง", ()),
        ("เกรด 2.5", ()),
        ("10.5", ()),
        ("td1.3.th", ()),
        ("ครูเป็นหนี้", ()),
    ],
)
def test_codes_of_focus_points_are_told_from_other_numbers(engine: Engine, text: str, codes: tuple[str, ...]) -> None:
    """A code is one digit, a point and one or two more, and no measure, share, grade or name."""
    assert question(engine, text).codes == codes


def test_a_place_as_printed_names_its_section(engine: Engine) -> None:
    """Who types the place an answer gave ("รายงาน ข้อ 1.3.3") is shown that section."""
    assert question(engine, "รายงาน ข้อ 1.3.3").section == "problems"
    assert question(engine, "๓.๖.๕ มีอะไรบ้าง").section == "recommendations"
    assert question(engine, "1.3").section is None


@pytest.mark.parametrize(
    ("text", "policies"),
    [
        ("นโยบาย 5", (5,)),
        ("นโยบายที่ ๓", (3,)),
        ("นโยบาย 3 มีปัญหาอะไรคะ", (3,)),
        ("นโยบายข้อ 2 มีอะไร", (2,)),
        ("นโยบาย 1.3", ()),
        ("นโยบาย", ()),
    ],
)
def test_policies_are_known_by_number(engine: Engine, text: str, policies: tuple[int, ...]) -> None:
    """Any way of numbering a policy; a focus point's code is none."""
    assert question(engine, text).policies == policies


def test_years_and_rounds_are_read(engine: Engine) -> None:
    """Years in full or short, rounds by number."""
    asked = question(engine, "ผลตรวจราชการ รอบ 1 ปี 2565")
    assert asked.rounds == (1,)
    assert asked.years == (2565,)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("1.3 ปัญหา", "problems"),
        ("มีอุปสรรคอะไร", "problems"),
        ("ครูเป็นหนี้แก้ยังไง", "problems"),
        ("ปัจจัยความสำเร็จของทวิศึกษา", "factors"),
        ("ขอตัวอย่างที่ดีเรื่องอนุบาล", "best_practice"),
        ("best practice ของ active learning", "best_practice"),
        ("มีข้อเสนอแนะอะไร", "recommendations"),
        ("ความก้าวหน้าเรื่องหนี้ครู", "progress"),
        ("ครูเป็นหนี้", None),
    ],
)
def test_the_section_is_read_from_what_is_asked(engine: Engine, text: str, section: Section | None) -> None:
    """Words that name a part of the report name it outright; a topic alone names none."""
    assert question(engine, text).section == section


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("ข้อเสนอแนะระดับพื้นที่", "area"),
        ("ข้อเสนอแนะระดับนโยบาย", "policy"),
        ("ข้อเสนอแนะถึงกระทรวง", "policy"),
        ("ข้อเสนอแนะ", None),
        ("พื้นที่กับนโยบายเสนออะไรไว้", None),
    ],
)
def test_the_level_of_recommendations_is_read(engine: Engine, text: str, level: str | None) -> None:
    """Area or policy level, where it is said."""
    assert question(engine, text).level == level


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("เบอร์โทร สพม.", "phone"),
        ("มีกี่คน", "count_people"),
        ("มีกี่โรงเรียน", "count_places"),
        ("ร้อยละเท่าไหร่", "percent"),
        ("เงินเดือนครูเท่าไหร่", "money"),
        ("ใครเป็นคนทำ", "who"),
        ("โรงเรียนไหนบ้าง", "place"),
        ("เข้าเว็บไหน", "link"),
        ("ทวิศึกษาคืออะไร", "what"),
        ("เมื่อไหร่", "when"),
        ("มีอะไรบ้าง", "list"),
        ("อีเมลกลุ่มนิเทศ", "email"),
    ],
)
def test_the_kind_of_fact_is_read(engine: Engine, text: str, fact: str) -> None:
    """How many, who, where, when, what is, which link: each is known by its words."""
    assert fact in question(engine, text).facts


@pytest.mark.parametrize("text", ["ภัยไซเบอร์", "ความปลอดภัยไซเบอร์ของเด็ก"])
def test_a_cue_inside_a_word_is_none(engine: Engine, text: str) -> None:
    """The cue "เบอร์" (a phone number) does not stand in "ไซเบอร์" (cyber)."""
    assert "phone" not in question(engine, text).facts


def test_phrases_are_found_where_words_begin() -> None:
    """A phrase counts from the beginning of a word only, in one part or two."""
    text = "ภัยไซเบอร์ เบอร์โทร"
    squeezed = "ภัยไซเบอร์เบอร์โทร"
    starts = word_starts([("ภัย", 0), ("ไซเบอร์", 3), ("เบอร์โทร", 11)], text)
    assert at_word("เบอร์", squeezed, starts) == squeezed.rindex("เบอร์")
    assert at_word("ไซ", squeezed, starts) == 3
    assert at_word("ปัญหา", squeezed, starts) == -1
    assert at_word("ภัย…โทร", squeezed, starts) == 0
    assert at_word("ภัย…เบอร์หนี้", squeezed, starts) == -1
    assert at_word("เด็กที่…ชื่อ", "เด็กที่ชนะชื่ออะไร", {0: 0}) == 0
    assert at_word("เด็กที่…ชื่อ", "มีเด็กที่ทำดีมั้ยกิจกรรมชื่ออะไร", {2: 2}) == -1


def test_the_halves_of_a_phrase_stand_near_each_other() -> None:
    """The head of a school at the beginning of a long message is not whose name is asked for at its end."""
    near, far = "ผอ.คนใหม่ชื่อ", f"ผอ.{'บอกมา' * FARTHEST_HALF}ชื่อ"
    assert at_word("ผอ.…ชื่อ", near, {0: 0}) == 0
    assert at_word("ผอ.…ชื่อ", far, {0: 0}) == -1


def test_a_word_behind_filler_begins_a_word(engine: Engine) -> None:
    """The name เป็นต้นแบบ is one piece, and "ต้นแบบ" begins in it: the cue is seen, no subject is left."""
    assert word_starts([("เป็นต้นแบบ", 0)], "เป็นต้นแบบ", {"เป็น"}, {"ต้นแบบ"}) == {0: 0, 4: 0}
    asked = question(engine, "มีอะไรที่เขายกเป็นต้นแบบมั้ย")
    assert (asked.section, asked.subject) == ("best_practice", False)


def test_where_someone_lives_is_no_question_for_an_address(engine: Engine) -> None:
    """The words "ที่อยู่" also begin a relative clause."""
    assert "address" not in question(engine, "เด็กที่อยู่หอวิทยาลัยเกษตร หาเงินได้มั้ย").facts
    assert "address" in question(engine, "ขอที่อยู่ สพม.กำแพงเพชร").facts


def test_a_few_is_no_question_for_a_number(engine: Engine) -> None:
    """The words "ไม่กี่คน" tell that there are few; "กี่คน" asks how many."""
    assert "count_people" not in question(engine, "คนทำคอมมีไม่กี่คน งานล้นมือ").facts
    assert "count_people" in question(engine, "คนทำคอมมีกี่คน").facts


def test_a_hint_that_the_whole_question_sounds_like_names_its_section(engine: Engine) -> None:
    """One cue alone only hints; a problem is never widened to all problems."""
    assert question(engine, "ศูนย์ความเป็นเลิศของอาชีวะ ที่ทำได้ดีเพราะอะไรครับ").section == "factors"
    assert question(engine, "เน็ตช้ามาก ทำไงดี").section is None


def test_places_are_told_without_spaces() -> None:
    """Words keep their order and move left by the spaces before them."""
    assert squeezed_spans([("ครู", 0), ("หนี้", 5), ("ไหม", 11)], "ครู  หนี้  ไหม") == [("ครู", 0), ("หนี้", 3), ("ไหม", 7)]


def test_the_heaviest_letter_gives_a_word_its_weight() -> None:
    """A cue inside a longer word does not erase it; a word that is all cue is erased."""
    mask = Mask(6)
    mask.mark([(0, 3)], 0.0)
    assert mask.weight(0, 3) == 0.0
    assert mask.weight(0, 4) == 1.0


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("สวัสดีค่ะ รบกวนสอบถามหน่อยนะคะ เรื่องโฮมสคูลค่ะ ขอบคุณค่ะ", {"โฮมสคูล"}),
        ("แล้วเขต 2 ล่ะ", set()),
        ("มีปัญหาอะไรบ้าง", set()),
        ("เปลี่ยนเรื่อง โฮมสคูล", {"โฮมสคูล"}),
        ("มีจุดเน้นอะไรบ้าง", set()),
    ],
)
def test_only_words_of_the_subject_are_searched(engine: Engine, text: str, subjects: set[str]) -> None:
    """Politeness, offices, cues and filler name no subject; what is left does, whole."""
    asked = question(engine, text)
    found = {concept.typed for concept in asked.concepts if concept.weight >= 0.6}
    assert found == subjects
    assert asked.subject is bool(subjects)


def test_politeness_is_not_taken_out_of_words(engine: Engine) -> None:
    """Addressing someone as "พี่ๆ" is politeness; the พี่ of "ครูพี่เลี้ยง" is part of a word."""
    assert "พี่เลี้ยง" in question(engine, "พี่ๆ ครูพี่เลี้ยงมีกี่คน").squeezed


def test_a_word_leads_to_the_reports_terms(engine: Engine) -> None:
    """People's word and the report's term are searched together, the own word first."""
    terms = dict(question(engine, "แบงก์").concepts[0].terms)
    assert terms["แบงก์"] > terms["ธนาคาร"] > 0.5


def test_leaning_changing_and_asking_for_more_are_told(engine: Engine) -> None:
    """Words that lean on the turn before, leave it, or ask for the rest of it."""
    assert question(engine, "แล้วเขต 2 ล่ะ").leans
    assert question(engine, "เปลี่ยนเรื่อง ขอถามเรื่องหนี้").changes
    assert question(engine, "ขอแบบละเอียด").wants_more
    plain = question(engine, "ครูเป็นหนี้")
    assert (plain.leans, plain.changes, plain.wants_more) == (False, False, False)


@pytest.mark.parametrize(
    "form", ["decomposed_am", "zero_width", "doubled_tones", "thai_digits", "with_emoji", "wrong_layout"]
)
def test_forms_of_typing_are_understood_alike(engine: Engine, form: str) -> None:
    """The same question, typed in another form, names the same section, office and subject."""
    assert form in FORMS
    text = "สพป.เขต 2 ทำความปลอดภัยมีปัญหาอะไร"
    plain, typed = question(engine, text), question(engine, noisy(text, form))
    assert (typed.section, typed.agencies) == (plain.section, plain.agencies)
    assert [concept.typed for concept in typed.concepts] == [concept.typed for concept in plain.concepts]


@given(st.text(max_size=80))
def test_any_text_is_understood_as_something(engine: Engine, text: str) -> None:
    """Reading never fails, and what it reads is well formed."""
    asked = engine.understanding.read(text)
    assert not any(letter.isspace() for letter in asked.squeezed)
    assert all(0.0 < concept.weight <= 1.0 and concept.terms for concept in asked.concepts)


def test_asking_for_more_names_no_subject(engine: Engine) -> None:
    """A tap on "อ่านต่อ" is no question about reading; "อ่านต่อเนื่อง" is."""
    assert not question(engine, "อ่านต่อ").subject
    assert question(engine, "ส่งเสริมการอ่านต่อเนื่อง").subject


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ร.ร. น้ำท่วม", "รร. น้ำท่วม"),
        ("น.ร. ขาดเรียน", "นร. ขาดเรียน"),
        ("ส.พ.ป.เขต 1", "สพป.เขต 1"),
        ("ก.ศ.น. ทำอะไร", "กศน. ทำอะไร"),
        ("พ.ศ. 2566", "พ.ศ. 2566"),
        ("ก.พ.7", "ก.พ.7"),
    ],
)
def test_initials_with_points_are_the_abbreviation(engine: Engine, typed: str, read: str) -> None:
    """Where it is one of the lexicon's or an office; dates and names of forms stay."""
    assert question(engine, typed).normal == read


def test_what_a_demonstrative_points_to_is_no_new_subject(engine: Engine) -> None:
    """The one in "กลุ่มนี้" is the one spoken of before."""
    asked = question(engine, "กลุ่มนี้มีที่ไหนบ้าง")
    assert asked.leans
    assert not asked.subject
