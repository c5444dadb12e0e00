"""What an answer leads with, shows, and leaves for later."""

from __future__ import annotations

import pytest

from knowledge.answer import ENUMERATION, HEAD, LISTED, OF_SECTION
from knowledge.engine import Engine
from knowledge.excerpt import WHOLE
from knowledge.listing import CHILDREN


@pytest.mark.parametrize(
    ("text", "figure", "counted"),
    [
        ("อาสาสมัครการศึกษาประจำหมู่บ้าน เขต 2 มีกี่คน", "317 คน", "อาสาสมัคร"),
        ("ครูพี่เลี้ยงของอาสาหมู่บ้าน เขต 2 กี่คน", "204 คน", "ครูพี่เลี้ยง"),
        ("เด็กยากจน เขต 1 มีกี่คน", "18,013 คน", "ยากจน"),
    ],
)
def test_how_many_leads_with_the_figure(engine: Engine, text: str, figure: str, counted: str) -> None:
    """The number, its unit and what it counts, verbatim from the passage below it."""
    answer = engine.ask(text)
    assert figure in answer.point
    assert counted in answer.point
    assert answer.point in answer.excerpts[0].passage.text


def test_a_question_without_how_many_has_no_figure_in_front(engine: Engine) -> None:
    """The passage speaks for itself."""
    assert engine.ask("อาสาสมัครการศึกษาประจำหมู่บ้าน เขต 2 ทำอะไร").point == ""


def test_a_problem_comes_with_its_remedy(engine: Engine) -> None:
    """What was done about it stands in the same answer."""
    answer = engine.ask("ครูเป็นหนี้แก้ยังไง")
    assert (answer.kind, answer.section) == ("problems", "problems")
    assert all(excerpt.passage.remedy for excerpt in answer.excerpts)


@pytest.mark.parametrize(
    ("text", "point", "section"),
    [
        ("3.7 แบบอย่างที่ดี", "3.7", "best_practice"),
        ("3.7 ปัญหา", "3.7", "problems"),
        ("3.4 ข้อเสนอแนะ", "3.4", "recommendations"),
        ("อาชีวะอยู่ประจำ มีแบบอย่างที่ดีไหม", "3.5", "best_practice"),
        ("แบบอย่างที่ดีเรื่องทวิศึกษามีไหม", "3.6", "best_practice"),
    ],
)
def test_what_the_report_says_there_is_none_of_is_answered_so(
    engine: Engine, text: str, point: str, section: str
) -> None:
    """The report's own "-ไม่มี-" is the answer, with its place, and no passage of another section stands in for it."""
    answer = engine.ask(text)
    assert (answer.outcome, answer.focus_points[0], answer.section) == ("answer", point, section)
    assert {excerpt.passage.kind for excerpt in answer.excerpts} == {"none"}
    assert all("ไม่มี" in excerpt.text for excerpt in answer.excerpts)


@pytest.mark.parametrize("text", ["งบไม่พอ", "ครูไม่พอ", "ครูขาดแคลน ทำไง"])
def test_what_several_focus_points_tell_of_is_asked_back(engine: Engine, text: str) -> None:
    """The report tells of it in several places: up to three to choose from, and each choice is answered there."""
    answer = engine.ask(text)
    assert answer.outcome == "clarify"
    assert 2 <= len(answer.choices) <= 3
    for choice in answer.choices:
        chosen = engine.ask(choice.ask)
        assert (chosen.outcome, chosen.focus_points[0]) == ("answer", choice.label.removeprefix("ข้อ "))


def test_none_is_said_once(engine: Engine) -> None:
    """3.6 has two chapters, each with a "-ไม่มี-" of its own; one of them is enough."""
    assert [excerpt.passage.kind for excerpt in engine.ask("3.6.4").excerpts] == ["none"]


def test_none_is_no_answer_to_another_question(engine: Engine) -> None:
    """The words "-ไม่มี-" are shown only to who asks for that section."""
    for text in ("ทวิศึกษาคืออะไร", "ครูเป็นหนี้ทำไงดี", "โรงเรียนคุณภาพทำอะไร"):
        assert engine.ask(text).excerpts[0].passage.kind != "none"


def test_which_schools_lists_them_all(engine: Engine) -> None:
    """All rows of 3.6's table, none left out."""
    answer = engine.ask("ทวิศึกษา เรียนโรงเรียนไหนบ้าง")
    assert answer.kind == "table"
    rows = [p for p in engine.report.passages if p.focus_point == "3.6" and p.kind == "table_row"]
    assert [excerpt.passage for excerpt in answer.excerpts] == rows
    assert len(rows) > 5


def test_a_list_comes_with_its_items_under_their_heading(engine: Engine) -> None:
    """A passage that opens a list is followed by its items, in order, each under that passage's words."""
    answer = engine.ask("โรงเรียนเอกชน 5 ขั้นตอนติดตามเด็กหลุด มีอะไรบ้าง")
    opening, *items = answer.excerpts
    below = [excerpt for excerpt in items if excerpt.passage.parent == opening.passage.id]
    assert 2 <= len(below) <= CHILDREN
    assert [excerpt.passage.id for excerpt in below] == [
        child.id for child in engine.browser.children(opening.passage)[: len(below)]
    ]
    assert all(excerpt.heading and opening.passage.text.startswith(excerpt.heading) for excerpt in below)


def test_all_of_a_long_list_is_shown_by_its_beginnings(engine: Engine) -> None:
    """Eight long items fit when only the name of each is shown; each opens to the whole."""
    answer = engine.ask("8 ด้านของโรงเรียนคุณภาพ ของ สพม. มีอะไรบ้าง")
    opening, *items = answer.excerpts
    below = [excerpt for excerpt in items if excerpt.passage.parent == opening.passage.id]
    assert len(below) == 8
    for excerpt in below:
        assert excerpt.passage.text.startswith(excerpt.text)
        assert len(excerpt.text) <= HEAD
        assert excerpt.shortened == (excerpt.text != excerpt.passage.text)
        assert excerpt.text == excerpt.passage.text or excerpt.passage.text[len(excerpt.text)] == " "


def test_numbered_steps_are_shown_in_their_order(engine: Engine) -> None:
    """Whichever of the steps was found by the question, the first comes first and none is left out."""
    answer = engine.ask("เขต 1 พาเด็กที่ไม่เรียนต่อไปฝึกอาชีพ มีขั้นตอนอะไรบ้าง")
    steps = [excerpt.text for excerpt in answer.excerpts if excerpt.text.startswith("ขั้นตอนที่")]
    assert [step.split()[1] for step in steps] == [str(number) for number in range(1, 13)]


def test_a_numbered_list_comes_with_what_stands_under_its_items(engine: Engine) -> None:
    """Two courses, each followed by what it teaches."""
    answer = engine.ask("เขต 2 สอนขายของออนไลน์ มีหลักสูตรอะไรบ้าง")
    shown = [excerpt.text for excerpt in answer.excerpts]
    assert shown.index("หลักสูตรที่ 1 การออกแบบ") < shown.index("การออกแบบโลโก้")
    assert shown.index("การออกแบบโลโก้") < shown.index("หลักสูตรที่ 2 การนำเสนอสินค้าในตลาดออนไลน์")


def test_a_deep_item_is_shown_with_its_parents_words(engine: Engine) -> None:
    """An item of a list says what list it is of."""
    answer = engine.ask("อาสาสมัครการศึกษาประจำหมู่บ้าน เขต 2 มีกี่คน")
    lead = answer.excerpts[0]
    assert lead.passage.parent is not None
    assert lead.heading
    assert engine.browser.passage[lead.passage.parent].text.startswith(lead.heading)


@pytest.mark.parametrize("text", ["แผนเผชิญเหตุของเขต 1", "โคกหนองนา", "โรงเรียนคุณภาพ เขต 2 ทำอะไร", "ครูเป็นหนี้ แก้ยังไง"])
def test_long_passages_are_cut_to_what_matters_and_say_so(engine: Engine, text: str) -> None:
    """Verbatim, no longer than a screen (a list than two), marked as shortened exactly when something was left out."""
    for excerpt in engine.ask(text).excerpts:
        assert excerpt.text in excerpt.passage.text
        assert excerpt.shortened == (excerpt.text != excerpt.passage.text)
        assert len(excerpt.text) <= (LISTED if ENUMERATION.search(excerpt.text) else WHOLE)


def test_a_list_within_a_long_text_is_shown_whole(engine: Engine) -> None:
    """Both projects of the office, the second of which begins after a screenful."""
    lead = engine.ask("โครงการปฐมวัยของเขต 2 มีอะไรบ้าง").excerpts[0]
    assert len(lead.text) > WHOLE
    assert "บ้านนักวิทยาศาสตร์น้อย" in lead.text
    assert "ตลาดนัดวิชาการออนไลน์" in lead.text


def test_a_section_is_shown_in_reading_order_after_its_best(engine: Engine) -> None:
    """The best fitting first, then the others as printed; what does not fit is counted."""
    answer = engine.ask("ข้อเสนอแนะเรื่องหนี้ครู")
    assert {excerpt.passage.section for excerpt in answer.excerpts} == {"recommendations"}
    rest = [engine.index.position[excerpt.passage.id] for excerpt in answer.excerpts[1:]]
    assert rest == sorted(rest)
    assert len(answer.excerpts) <= OF_SECTION


def test_recommendations_keep_to_the_level_asked_for(engine: Engine) -> None:
    """Policy level only, and said so."""
    answer = engine.ask("ข้อเสนอแนะระดับนโยบายเรื่องหนี้ครู")
    assert answer.level == "policy"
    assert {excerpt.passage.level for excerpt in answer.excerpts} == {"policy"}


def test_all_an_office_did_on_a_topic_is_shown_in_printed_order(engine: Engine) -> None:
    """Each item from its beginning; an office and a topic with anything more to it are a question for one passage."""
    answer = engine.ask("เขต 1 เรื่องความปลอดภัยทำอะไรบ้าง")
    places = [engine.index.position[excerpt.passage.id] for excerpt in answer.excerpts]
    assert (answer.kind, answer.agency, answer.section) == ("agency", "primary1", "progress")
    assert places == sorted(places)
    assert len(places) > 1
    assert all(excerpt.passage.text.startswith(excerpt.text) for excerpt in answer.excerpts)
    assert engine.ask("เขต 1 เรื่องความปลอดภัย ใช้แอปอะไร").kind != "agency"


def test_an_office_asked_for_leads(engine: Engine) -> None:
    """The first passage is its own, and the answer names it."""
    answer = engine.ask("สพม. ทำอะไรเรื่องภัยไซเบอร์")
    assert answer.agency == "secondary"
    assert "secondary" in answer.excerpts[0].passage.agencies


def test_a_code_alone_opens_its_summary(engine: Engine) -> None:
    """Typed in Thai digits or not, with a word before it or not."""
    for text in ("2.9", "ข้อ ๒.๙", "จุดเน้นที่ 2.9"):
        answer = engine.ask(text)
        assert (answer.kind, answer.point) == ("summary", engine.report.summaries["2.9"])


@pytest.mark.parametrize(
    ("text", "point"),
    [("หนี้ครู", "5.3"), ("ทวิศึกษา", "3.6"), ("coding", "2.5"), ("ขอเรื่องโรงเรียนคุณภาพหน่อยค่ะ", "2.9"), ("ประวัติศาสตร์", "2.6")],
)
def test_a_topic_by_its_name_opens_its_summary(engine: Engine, text: str, point: str) -> None:
    """Nothing but the focus point is asked for: what it is about, with its place in the report."""
    answer = engine.ask(text)
    assert (answer.kind, answer.focus_points[0], answer.section) == ("summary", point, None)
    assert [(at.focus_point, at.marker) for at in answer.citations] == [(point, point)]


@pytest.mark.parametrize("text", ["ทวิศึกษาคืออะไร", "หนี้ครู เขต 1", "NT", "แล้วทำไมบางคนยังปลดหนี้ไม่ได้สักที"])
def test_more_than_a_topics_name_is_a_question(engine: Engine, text: str) -> None:
    """A kind of fact, an office, letters inside a longer word, or the sound of a problem."""
    assert engine.ask(text).kind != "summary"


def test_a_code_and_a_section_open_that_section(engine: Engine) -> None:
    """Typing "1.3 ปัญหา" is the typed equivalent of the button."""
    answer = engine.ask("1.3 ปัญหา")
    assert {excerpt.passage.section for excerpt in answer.excerpts} == {"problems"}
    assert answer.focus_points[0] == "1.3"


def test_the_safety_center_is_a_topic_of_its_own(engine: Engine) -> None:
    """What the report says of it, with its public channels."""
    answer = engine.ask("MOE Safety Center คืออะไร")
    assert (answer.outcome, answer.kind) == ("answer", "safety")
    assert [contact.name for contact in answer.contacts] == ["MOE Safety Center"]
    assert any("Safety Center" in excerpt.passage.text for excerpt in answer.excerpts)


def test_focus_points_come_best_first_and_at_most_five(engine: Engine) -> None:
    """The first is that of the leading passage."""
    for text in ("ครูเป็นหนี้ทำไงดี", "เด็กยากจน เขต 1 มีกี่คน", "ข้อเสนอแนะเรื่องหนี้ครู"):
        answer = engine.ask(text)
        assert 1 <= len(answer.focus_points) <= 5
        assert len(set(answer.focus_points)) == len(answer.focus_points)
        assert answer.focus_points[0] == answer.excerpts[0].passage.focus_point
