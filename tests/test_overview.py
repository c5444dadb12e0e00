"""Questions about the report as a whole."""

from __future__ import annotations

import pytest

from knowledge.engine import Engine
from knowledge.models import OVERVIEW


@pytest.mark.parametrize("text", ["มีนโยบายอะไรบ้าง", "นโยบายมีกี่ข้อ", "นโยบายทั้งหมด มีไรบ้าง", "รอบที่ 2 มีนโยบายอะไรบ้าง"])
def test_the_policies_are_listed(engine: Engine, text: str) -> None:
    """All six, each with its title."""
    answer = engine.ask(text)
    assert (answer.outcome, answer.kind, answer.focus_points[0]) == ("answer", "overview", OVERVIEW)
    assert len(answer.choices) == 6
    assert all(policy.title in answer.point for policy in engine.report.policies)


@pytest.mark.parametrize("text", ["มีจุดเน้นอะไรบ้าง", "จุดเน้นทั้งหมดมีกี่ข้อ", "มีกี่จุดเน้น", "สารบัญ", "ขอหัวข้อทั้งหมดหน่อยค่ะ"])
def test_the_focus_points_are_listed(engine: Engine, text: str) -> None:
    """By their policies, with all 27 rows of the overview as the proof."""
    answer = engine.ask(text)
    assert (answer.outcome, answer.kind) == ("answer", "overview")
    shown = "\n".join(excerpt.text for excerpt in answer.excerpts)
    assert all(f"{point.id} {point.title}" in shown for point in engine.report.focus_points)


@pytest.mark.parametrize("text", ["สรุปรายงานทั้งเล่มให้หน่อย", "ขอภาพรวมเล่มนี้", "รายงานนี้คืออะไร", "เล่มนี้คือไร"])
def test_the_report_itself_can_be_asked_for(engine: Engine, text: str) -> None:
    """What it is, or all it is about; a summary of something in it is asked of that."""
    answer = engine.ask(text)
    assert (answer.outcome, answer.kind, answer.focus_points[0]) == ("answer", "overview", OVERVIEW)
    assert engine.ask("สรุปรายงานเรื่องหนี้ครู").focus_points[0] == "5.3"


def test_one_policy_is_opened_by_its_number(engine: Engine) -> None:
    """With its focus points, in order."""
    answer = engine.ask("นโยบายที่ ๓ มีอะไรบ้าง")
    assert answer.point.splitlines()[0].startswith("นโยบายที่ 3")
    assert [choice.ask for choice in answer.choices] == [f"3.{number}" for number in range(1, 8)]


@pytest.mark.parametrize(("text", "number"), [("นโยบายวิชาชีพครู จุดเน้นมีอะไรบ้าง", 5), ("นโยบายความปลอดภัย มีจุดเน้นไรบ้าง", 1)])
def test_one_policy_is_opened_by_its_subject(engine: Engine, text: str, number: int) -> None:
    """Whoever does not know its number names what it is about."""
    answer = engine.ask(text)
    assert answer.choices
    assert all(choice.ask.startswith(f"{number}.") for choice in answer.choices)


@pytest.mark.parametrize("text", ["มีกี่หน่วยงาน", "หน่วยงานไหนบ้างในรายงานนี้", "ใครทำรายงานนี้", "รายงานเล่มนี้มีหน่วยงานไหนบ้าง"])
def test_the_offices_are_listed(engine: Engine, text: str) -> None:
    """The overview's own lines name them."""
    answer = engine.ask(text)
    assert (answer.outcome, answer.focus_points) == ("answer", (OVERVIEW,))
    shown = "\n".join(excerpt.text for excerpt in answer.excerpts)
    assert "สำนักงานเขตพื้นที่การศึกษาประถมศึกษากำแพงเพชร เขต 1" in shown
    assert "สำนักงานศึกษาธิการจังหวัดกำแพงเพชร" in shown


@pytest.mark.parametrize("text", ["รายงานนี้ปีไหน", "รายงานเล่มนี้จังหวัดอะไร", "รายงานนี้รอบไหน"])
def test_the_report_says_what_it_is(engine: Engine, text: str) -> None:
    """Its title leads."""
    answer = engine.ask(text)
    assert answer.point == engine.report.title
    assert "2566" in answer.point


@pytest.mark.parametrize(
    ("text", "point"),
    [("ใครรับผิดชอบจุดเน้น 4.1", "4.1"), ("จุดเน้น 3.6 หน่วยงานไหนรับผิดชอบ", "3.6"), ("ใครเป็นเจ้าภาพเรื่องทวิศึกษา", "3.6")],
)
def test_who_is_responsible_is_told_from_the_overview(engine: Engine, text: str, point: str) -> None:
    """The last column of the table of policies, with its row as the proof."""
    answer = engine.ask(text)
    responsible = next(one.responsible for one in engine.report.focus_points if one.id == point)
    assert answer.point == responsible != ""
    assert point in answer.focus_points
    assert responsible.split("/")[0] in answer.excerpts[0].text
    assert answer.excerpts[0].passage.focus_point == OVERVIEW


def test_who_alone_is_responsible(engine: Engine) -> None:
    """Different focus points have different offices in the last column."""
    alone = {point.id for point in engine.report.focus_points if "/" not in point.responsible}
    assert alone
    assert alone != {point.id for point in engine.report.focus_points}


@pytest.mark.parametrize(
    "text", ["จุดเน้น 1.3 มีปัญหาอะไรบ้าง", "นโยบายโรงเรียนคุณภาพของเขต 1 มีอะไรบ้าง", "ข้อเสนอแนะระดับนโยบายเรื่องหนี้ครู"]
)
def test_questions_about_a_subject_are_none_about_the_whole(engine: Engine, text: str) -> None:
    """A code, a section or a subject in the question wins."""
    answer = engine.ask(text)
    assert answer.kind != "overview"
    assert answer.focus_points[0] != OVERVIEW


@pytest.mark.parametrize("text", ["ในตารางนโยบาย โรงเรียนคุณภาพเป็นของสังกัดไหน", "โรงเรียนคุณภาพ เขาให้สังกัดไหนทำ"])
def test_whose_task_a_focus_point_is(engine: Engine, text: str) -> None:
    """The overview's last column, by its row."""
    answer = engine.ask(text)
    assert (answer.kind, answer.point) == ("overview", engine.browser.points["2.9"].responsible)


def test_a_section_that_is_named_is_asked_before_who_is_responsible(engine: Engine) -> None:
    """Who is responsible may be what the proposal is about."""
    answer = engine.ask("ทวิศึกษา ใครรับผิดชอบอะไรไม่ชัดเลย มีข้อเสนอแนะอะไร")
    assert answer.section == "recommendations"
