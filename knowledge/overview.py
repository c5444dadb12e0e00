"""Questions about the report as a whole: which policies, which focus points, which offices, who is responsible."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.browse import Browser, row_names
from knowledge.models import OVERVIEW, Answer, Excerpt, Passage, Turn
from knowledge.question import Question
from knowledge.search import NESTED_TERM, Concept
from knowledge.thai import compared

WHICH = r"(?:กี่|อะไรบ้าง|ไรบ้าง|ไรมั่ง|อะไรมั่ง|ทั้งหมด)"
POLICIES = re.compile(rf"นโยบาย.{{0,24}}(?:{WHICH}|มีไร)|(?:กี่|ทั้งหมด.{{0,6}})นโยบาย|มีนโยบาย(?:อะไร|ไร)")
FOCUS_POINTS = re.compile(rf"จุดเน้น.{{0,24}}{WHICH}|(?:กี่|ทั้งหมด.{{0,6}}|ราย(?:ชื่อ|การ))จุดเน้น")
CONTENTS = re.compile(r"สารบัญ|หัวข้อทั้งหมด")
THE_WHOLE = re.compile(
    r"(?:สรุป|ภาพรวม|ย่อ).{0,8}(?:รายงาน|เล่มนี้|ทั้งเล่ม|ทั้งฉบับ)"
    r"|(?:รายงาน|เล่ม|ในเล่ม)(?:นี้|เล่มนี้|ฉบับนี้).{0,8}(?:มีอะไร|มีไร|เรื่องอะไรบ้าง|พูดถึงอะไร|ว่าด้วยอะไร|เกี่ยวกับอะไร)"
)
OFFICES = re.compile(
    r"(?:กี่|ทั้งหมด.{0,6})หน่วยงาน|หน่วยงาน(?:การศึกษา)?(?:ไหน|ใด|อะไร)บ้าง.{0,12}(?:รายงาน|จังหวัด|เล่ม)|(?:รายงาน|เล่มนี้).{0,30}(?:กี่|ของ|จาก)หน่วยงาน"
    r"|(?:รายงาน|เล่มนี้).{0,20}(?:ใคร|หน่วย(?:งาน)?)(?:ไหน|ใด)?(?:เป็นคน|เป็นผู้)?(?:ทำ|จัดทำ|เขียน|รวบรวม|บ้าง)|ใคร(?:เป็นคน)?(?:ทำ|จัดทำ|เขียน)รายงาน"
)
RESPONSIBLE = re.compile(
    r"เจ้าภาพ|(?:ใคร|หน่วยงาน(?:ไหน|ใด|อะไร)|หน่วยไหน).{0,8}(?:รับผิดชอบ|ดูแล|เกี่ยวข้อง)|หน่วยงานที่เกี่ยวข้อง|หน่วยงานที่รับผิดชอบ"
    r"|หน่วยงาน(?:ไหน|ใด)(?:บ้าง)?(?:ที่)?(?:ต้อง)?ทำ(?:$|บ้าง)|ใครต้องทำ|ให้สังกัด(?:ไหน|ใด|อะไร)|สังกัด(?:ไหน|ใด|อะไร)(?:ดูแล|รับผิดชอบ)"
    r"|ตาราง(?:นโยบาย|จุดเน้น|หน้าแรก).{0,80}(?:สังกัด|หน่วยงาน|ใคร)"
)
ABOUT = re.compile(
    r"(?:รายงาน|เล่ม)(?:นี้|เล่มนี้|ฉบับนี้)?.{0,14}"
    r"(?:ปีไหน|ปีอะไร|รอบ(?:ไหน|อะไร|ที่เท่า)|ชื่ออะไร|เรื่องอะไร|จังหวัด(?:ไหน|อะไร))"
)
WHAT_IT_IS = re.compile(r"(?:รายงาน|เล่ม)(?:นี้|เล่มนี้|ฉบับนี้)?(?:คืออะไร|คือรัย|คือไร)")


def overview_answer(question: Question, browser: Browser) -> Answer | None:
    """The answer to a question about the report as a whole; None when it is about a subject."""
    text = question.squeezed
    if question.policies and not question.sections:
        return browser.open_policy(question.policies[0])
    if question.codes or (question.agencies and not OFFICES.search(text)):
        return None
    if ABOUT.search(text) or (WHAT_IT_IS.search(text) and not question.subject):
        return replace(offices(browser), point=browser.report.title)
    if OFFICES.search(text):
        return offices(browser)
    if POLICIES.search(text) and "จุดเน้น" not in text and not question.sections:
        return browser.open_policy()
    if (
        CONTENTS.search(text)
        or (THE_WHOLE.search(text) and not question.subject)
        or (FOCUS_POINTS.search(text) and not question.sections and not question.subject)
    ):
        return browser.open_policy()
    return None


def policy_meant(question: Question, best: Passage, browser: Browser) -> int | None:
    """The policy whose focus points are asked for by its subject ("นโยบายด้าน…มีจุดเน้นอะไรบ้าง"); None when not so.

    `best` is the passage most like the question: of one of its focus points, or a row of the overview's table.
    """
    if "นโยบาย" not in question.squeezed or not FOCUS_POINTS.search(question.squeezed):
        return None
    said = {
        policy.number: sum(concept_in(concept, compared(policy.title)) for concept in question.concepts)
        for policy in browser.report.policies
    }
    nearest = [number for number, count in said.items() if count and count == max(said.values())]
    if len(nearest) == 1:
        return nearest[0]
    if best.focus_point in browser.points:
        return browser.points[best.focus_point].policy
    return next((point.policy for point in browser.points.values() if row_names(best, [point])), None)


def concept_in(concept: Concept, text: str) -> bool:
    """Whether a text in compared form has the word of a concept or one that may stand for it."""
    return any(weight > NESTED_TERM and term in text for term, weight in concept.terms)


def offices(browser: Browser) -> Answer:
    """The offices the report covers, in the overview's own words."""
    found = [p for p in browser.of(OVERVIEW) if p.kind != "table_row"]
    return Answer(
        "answer",
        "overview",
        excerpts=tuple(Excerpt(passage, passage.text) for passage in found),
        focus_points=(OVERVIEW,),
        confidence=1.0,
        turn=Turn(kind="overview"),
    )


def asks_who_is_responsible(question: Question) -> bool:
    """Whether the overview's last column, the offices responsible for a focus point, is what is asked for."""
    return RESPONSIBLE.search(question.squeezed) is not None


def responsible(browser: Browser, focus_point: str) -> tuple[str, list[Passage]]:
    """Who the overview names for a focus point, and the row that says so."""
    point = browser.points[focus_point]
    rows = [p for p in browser.of(OVERVIEW) if p.kind == "table_row" and row_names(p, [point])]
    return point.responsible, rows
