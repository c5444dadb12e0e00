"""A small report made by hand, and an engine on it that answers a handful of known questions: for tests of messages."""

from __future__ import annotations

from knowledge.models import (
    Agency,
    Answer,
    BestPractice,
    Choice,
    Contact,
    Excerpt,
    Figure,
    FocusPoint,
    Level,
    Passage,
    Policy,
    Report,
    Section,
    Turn,
)

LONG = " ".join(f"ขั้นที่ {number} ครูพบนักเรียนเป็นรายบุคคลและบันทึกผลให้ผู้ปกครองทราบทุกสัปดาห์" for number in range(1, 80))

PASSAGES = (
    Passage(
        "1.1/progress/1.1",
        "1.1",
        "progress",
        "item",
        "1.1)",
        "มีอาสาสมัครการศึกษาประจำหมู่บ้าน (อกศม.) จำนวน 317 คน",
        10,
        11,
        agencies=("primary2",),
    ),
    Passage(
        "1.1/progress/1.2",
        "1.1",
        "progress",
        "item",
        "1.2)",
        "มีผู้บริหารสถานศึกษา จำนวน 180 คน",
        12,
        12,
        agencies=("primary1",),
    ),
    Passage("1.1/progress/1.2.1", "1.1", "progress", "item", "1.2.1)", LONG, 13, 40, parent="1.1/progress/1.2"),
    Passage("1.1/factors/1", "1.1", "factors", "factor", "1.", "ผู้บริหารให้ความสำคัญ", 41, 41),
    Passage(
        "1.1/problems/1",
        "1.1",
        "problems",
        "problem",
        "1",
        "นักเรียนมีความเครียด",
        42,
        42,
        remedy="ส่งต่อนักจิตวิทยาโรงเรียนประจำเขตพื้นที่",
    ),
    Passage(
        "1.1/best_practice/1",
        "1.1",
        "best_practice",
        "best_practice",
        "1)",
        "โครงการโรงเรียนปลอดภัย โรงเรียนบ้านทุ่ง",
        43,
        44,
        agencies=("primary1",),
        links=("https://example.org/a",),
    ),
    Passage(
        "1.1/recommendations/area/1",
        "1.1",
        "recommendations",
        "recommendation",
        "1)",
        "ควรจัดอบรมครูทุกปี",
        45,
        45,
        level="area",
    ),
    Passage(
        "1.1/recommendations/policy/1",
        "1.1",
        "recommendations",
        "recommendation",
        "1)",
        "ควรสนับสนุนงบประมาณ",
        46,
        46,
        level="policy",
    ),
    *(
        Passage(
            f"1.2/problems/{n}",
            "1.2",
            "problems",
            "problem",
            f"{n}",
            f"ปัญหาที่ {n} เรื่องเวลาเรียน",
            50 + n,
            50 + n,
            remedy=f"แก้ด้วยวิธีที่ {n}",
        )
        for n in range(1, 12)
    ),
    Passage("1.2/best_practice/none", "1.2", "best_practice", "none", "", "-ไม่มี-", 70, 70),
    *(
        Passage(
            f"2.1/progress/row{n}",
            "2.1",
            "progress",
            "table_row",
            "",
            f"{n} โรงเรียนที่ {n} วิทยาลัยเทคนิค",
            80 + n,
            80 + n,
            agencies=("vocational",),
            cells=(("โรงเรียน", f"โรงเรียนที่ {n}"), ("วิทยาลัย", "วิทยาลัยเทคนิค"), ("จำนวน", str(n))),
        )
        for n in range(1, 31)
    ),
)

REPORT = Report(
    "handmade",
    "รายงานผลการดำเนินงาน",
    "ทดสอบ",
    2566,
    2,
    policies=(Policy(1, "การจัดการศึกษาเพื่อความปลอดภัย"), Policy(2, "การยกระดับคุณภาพการศึกษา")),
    focus_points=(
        FocusPoint("1.1", 1, "ความปลอดภัยของผู้เรียน", ("ความปลอดภัยของผู้เรียน",), "สพฐ./สอศ.", 1, 46),
        FocusPoint("1.2", 1, "คุณลักษณะที่พึงประสงค์", ("คุณลักษณะ",), "สพฐ.", 47, 70),
        FocusPoint("2.1", 2, "ทวิศึกษา", ("ทวิศึกษา",), "สอศ.", 71, 99),
    ),
    passages=PASSAGES,
    best_practices=(
        BestPractice(
            "โครงการโรงเรียนปลอดภัย",
            "1.1/best_practice/1",
            "1.1",
            "primary1",
            "โรงเรียนบ้านทุ่ง",
            link="https://example.org/a",
        ),
    ),
    figures=(
        Figure("317", "คน", "อาสาสมัครการศึกษาประจำหมู่บ้าน (อกศม.)", "1.1/progress/1.1", "1.1", "primary2"),
        Figure("180", "คน", "ผู้บริหารสถานศึกษา", "1.1/progress/1.2", "1.1", "primary1"),
        Figure("95.50", "ร้อยละ", "โรงเรียนวิถีพุทธ", "1.1/progress/1.2", "1.1"),
        Figure("100", "ร้อยละ", "แผนเผชิญเหตุ", "1.1/progress/1.2", "1.1"),
    ),
    office_names={
        "primary1": ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดสอบ เขต 1",),
        "primary2": ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดสอบ เขต 2",),
        "vocational": ("สำนักงานอาชีวศึกษาทดสอบ",),
    },
    summaries={"1.1": "โรงเรียนทุกแห่งมีแผนเผชิญเหตุ และมีอาสาสมัครช่วยดูแลเด็ก"},
)

_BY_ID = {passage.id: passage for passage in PASSAGES}


def excerpts(*ids: str) -> tuple[Excerpt, ...]:
    """Whole passages as excerpts."""
    return tuple(Excerpt(_BY_ID[one], _BY_ID[one].text) for one in ids)


ANSWERS: dict[str, Answer] = {
    "มี อกศม. กี่คน": Answer(
        "answer",
        "passages",
        "มีอาสาสมัคร 317 คน",
        excerpts("1.1/progress/1.1"),
        ("1.1",),
        "progress",
        "primary2",
        confidence=0.9,
        turn=Turn("1.1", "progress", "primary2", kind="passages", passages=("1.1/progress/1.1",)),
    ),
    "ขอแบบละเอียด": Answer(
        "answer",
        "passages",
        "",
        (Excerpt(_BY_ID["1.1/progress/1.2.1"], LONG[:300].rsplit(" ", 1)[0], "มีผู้บริหารสถานศึกษา", shortened=True),),
        ("1.1",),
        "progress",
        confidence=0.9,
    ),
    "เขต 2 ทำอะไร": Answer("answer", "agency", "", excerpts("1.1/progress/1.1"), ("1.1",), "progress", "primary2"),
    "เด็กเครียดส่งต่อใคร": Answer(
        "answer",
        "problems",
        "",
        excerpts("1.1/problems/1"),
        ("1.1",),
        "problems",
        contacts=(Contact("พมจ.", "ช่วยเด็ก"),),
    ),
    "ปัจจัยความสำเร็จ 1.1 มีอะไร": Answer("answer", "factors", "", excerpts("1.1/factors/1"), ("1.1",), "factors"),
    "แนะนำอะไรไว้": Answer(
        "answer",
        "recommendations",
        "",
        excerpts("1.1/recommendations/area/1", "1.1/recommendations/policy/1"),
        ("1.1",),
        "recommendations",
    ),
    "มีตัวอย่างดี ๆ ไหม": Answer(
        "answer", "best_practices", "", excerpts("1.1/best_practice/1"), ("1.1",), "best_practice", "primary1"
    ),
    "โรงเรียนไหนบ้าง": Answer(
        "answer",
        "table",
        "",
        excerpts(*(f"2.1/progress/row{n}" for n in range(1, 31))),
        ("2.1",),
        "progress",
        "vocational",
    ),
    "มีนโยบายอะไรบ้าง": Answer(
        "answer",
        "overview",
        "1. การจัดการศึกษาเพื่อความปลอดภัย\n2. การยกระดับคุณภาพการศึกษา",
        choices=(
            Choice("นโยบายที่ 1", "นโยบายที่ 1", "การจัดการศึกษาเพื่อความปลอดภัย"),
            Choice("นโยบายที่ 2", "นโยบายที่ 2", "การยกระดับคุณภาพการศึกษา"),
        ),
        focus_points=("overview",),
    ),
    "เบอร์ศูนย์เสมารักษ์": Answer(
        "answer",
        "contact",
        "",
        excerpts("1.1/problems/1"),
        ("1.1",),
        contacts=(
            Contact(
                "MOE Safety Center",
                "แจ้งเหตุในโรงเรียน",
                (
                    ("phone", "0-2126-6565"),
                    ("website", "www.MOESafetyCenter.com"),
                    ("line", "@MOESafetyCenter"),
                    ("app", "MOE Safety Center"),
                ),
                outside=True,
                source="ข้อมูลสาธารณะ พ.ศ. 2565",
            ),
        ),
        lacks="เบอร์โทรของศูนย์เสมารักษ์",
    ),
    "moe safety center คืออะไร": Answer("answer", "safety", "", excerpts("1.1/progress/1.2"), ("1.1",)),
    "มีคนทำร้ายเด็ก": Answer("answer", "danger", "", excerpts("1.1/problems/1"), ("1.1",)),
    "ความปลอดภัย": Answer(
        "clarify",
        "clarify",
        choices=(Choice("ความปลอดภัย 1.1", "1.1", "แผนและมาตรการ"), Choice("คุณลักษณะ 1.2", "1.2", "พฤติกรรม")),
        focus_points=("1.1", "1.2"),
        turn=Turn(kind="clarify", choices=("1.1", "1.2")),
    ),
    "พรุ่งนี้ฝนตกไหม": Answer("not_found", "not_found", choices=(Choice("ความปลอดภัย", "1.1"),)),
    "เงินเดือนครูเท่าไหร่": Answer("not_found", "not_found", lacks="เงินเดือนครู"),
    "สวัสดีค่ะ": Answer("smalltalk", "smalltalk", smalltalk="greeting"),
    "ขอบคุณค่ะ": Answer("smalltalk", "smalltalk", smalltalk="thanks"),
}


class HandmadeEngine:
    """An engine that knows `ANSWERS` by heart and opens parts of `REPORT`."""

    report = REPORT

    def __init__(self) -> None:
        self.asked: list[tuple[str, Turn | None]] = []

    def ask(self, text: str, previous: Turn | None = None) -> Answer:
        """The known answer, or not found."""
        self.asked.append((text, previous))
        return ANSWERS.get(text.strip(), Answer("not_found", "not_found"))

    def open_focus_point(
        self,
        focus_point: str,
        section: Section | None = None,
        agency: Agency | None = None,
        level: Level | None = None,
    ) -> Answer:
        """The summary, or the first eight passages of a part."""
        if focus_point not in {point.id for point in REPORT.focus_points}:
            return Answer("not_found", "not_found")
        if section is None and agency is None:
            summary = REPORT.summaries.get(focus_point, "")
            return Answer("answer", "summary", summary, focus_points=(focus_point,), turn=Turn(focus_point))
        found = [
            one.id
            for one in PASSAGES
            if one.focus_point == focus_point
            and section in (None, one.section)
            and (agency is None or agency in one.agencies)
            and level in (None, one.level)
        ]
        if not found:
            return Answer("not_found", "not_found", focus_points=(focus_point,))
        kind = "problems" if section == "problems" else "passages"
        return Answer(
            "answer",
            kind,
            "",
            excerpts(*found[:8]),
            (focus_point,),
            section,
            agency,
            level,
            more=max(0, len(found) - 8),
        )

    def open_passage(self, passage: str) -> Answer:
        """The passage and what stands under it."""
        if passage not in _BY_ID:
            return Answer("not_found", "not_found")
        family = [passage, *(one.id for one in PASSAGES if one.parent == passage)]
        return Answer(
            "answer", "passages", "", excerpts(*family), (_BY_ID[passage].focus_point,), _BY_ID[passage].section
        )

    def open_figures(self, focus_point: str | None = None, agency: Agency | None = None) -> Answer:
        """The figures of a focus point."""
        figures = tuple(one for one in REPORT.figures if one.focus_point == focus_point)
        if not figures:
            return Answer("not_found", "not_found")
        return Answer("answer", "figures", figures=figures, focus_points=(focus_point or "",))

    def open_policy(self, number: int | None = None) -> Answer:
        """The policies as an answer."""
        return ANSWERS["มีนโยบายอะไรบ้าง"]


def person(text: str = "", **more: object) -> dict[str, object]:
    """A text event from one person."""
    return {
        "type": "message",
        "mode": "active",
        "timestamp": 1_700_000_000_000,
        "source": {"type": "user", "userId": "U" + "1" * 32},
        "webhookEventId": "01TEST",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": "token",
        "message": {"type": "text", "id": "m1", "quoteToken": "q1", "text": text},
    } | more


def in_group(text: str, *, mention: bool = True, before: str = "") -> dict[str, object]:
    """A text event from a group, with `@ครูถาม` and the text after it, mentioned by UTF-16 index."""
    name = "@ครูถาม"
    message: dict[str, object] = {"type": "text", "id": "m2", "quoteToken": "q2", "text": f"{before}{name} {text}"}
    if mention:
        index = len(before.encode("utf-16-le")) // 2
        message["mention"] = {"mentionees": [{"index": index, "length": len(name), "type": "user", "isSelf": True}]}
    source = {"type": "group", "groupId": "C" + "2" * 32, "userId": "U" + "1" * 32}
    return person(source=source, message=message)
