"""Items of the real report: nested by their numbers, joined over page breaks, cut by office."""

from __future__ import annotations

import pytest

from knowledge.models import Agency, Passage
from tests.reports import real


def passage(identity: str) -> Passage:
    """The passage of that id."""
    return next(passage for passage in real().report.passages if passage.id == identity)


@pytest.mark.parametrize(
    ("child", "parent"),
    [
        ("1.1/progress/1.5.1", "1.1/progress/1.5"),
        ("1.1/progress/1.5", "1.1/progress/1"),
        ("1.1/progress/1.2/p1", "1.1/progress/1.2"),
        ("2.3/best_practice/3.1", "2.3/best_practice/3"),
        ("3.1/progress/1.3", "3.1/progress/1"),
        ("3.1/progress/1.2/p1/4", "3.1/progress/1.2/p1"),
        ("3.1/progress/1.2/p3", "3.1/progress/1.2"),
        ("3.1/progress/3.1", "3.1/progress/3"),
        ("4.3/progress/1.1/step12", "4.3/progress/1.1"),
        ("4.3/progress/1.1/p1", "4.3/progress/1.1"),
        ("4.3/best_practice/1/d2", "4.3/best_practice/1"),
    ],
)
def test_items_stand_under_what_their_number_says(child: str, parent: str) -> None:
    """Numbers, restarted lists, steps, dashes and concluding paragraphs nest as printed."""
    assert passage(child).parent == parent


def test_a_list_that_restarts_within_a_list_ends_where_the_outer_goes_on() -> None:
    """Under 2) of 3.1 stand 1) to 4); the 3) behind them is 2)'s brother, not theirs."""
    inner = [passage(f"3.1/progress/2/p1/{number}").marker for number in (1, 2, 3, 4)]
    outer = passage("3.1/progress/3")

    assert inner == ["1)", "2)", "3)", "4)"]
    assert (outer.first_line, outer.parent) == (1042, None)


def test_list_dashes_before_numbers_are_markup() -> None:
    """What is printed "- 1) …" is the item 1)."""
    factor = passage("1.1/factors/1")

    assert (factor.marker, factor.text[:18]) == ("1)", "ผู้บริหารสถานศึกษา")


@pytest.mark.parametrize(
    ("identity", "lines", "words"),
    [
        ("3.2/progress/1.2", (1089, 1091), "เช่น สำนักงานเขตพื้นที่การศึกษาประถมศึกษากำแพงเพชร เขต 1 ขับเคลื่อน"),
        ("2.1/progress/1.4", (313, 315), "ที่จำเป็นสำหรับการทำงาน การแก้ปัญหา"),
        ("2.3/progress/1.4", (446, 448), "ประจำปีการศึกษา 1/2566 ในเดือนกรกฎาคม"),
        ("2.5/progress/1", (554, 556), "ภาษาคอมพิวเตอร์ (Coding) ของผู้เรียน"),
        ("2.7/progress/1.1#3", (709, 711), "มัธยมศึกษากำแพงเพชร ประชุมชี้แจง"),
        ("3.3/progress/1.1", (1143, 1145), "โดย สพป.กำแพงเพชร เขต 1 ได้ประกาศ"),
        ("3.3/progress/1.1.4", (1153, 1155), "การให้ความช่วยเหลือเศรษฐกิจครอบครัว"),
        ("3.7/progress/1.5.2", (1492, 1494), "ผู้เข้าเรียนที่สำเร็จการศึกษาระดับมัธยมศึกษาตอนปลาย"),
        ("6.1/progress/4.1", (2020, 2022), "ด้านการบริหารงานบุคคล"),
        ("1.1/progress/1.1.1", (71, 73), "ประธานกลุ่มโรงเรียน เพื่อเข้าร่วมประชุม"),
    ],
)
def test_page_breaks_are_joined(identity: str, lines: tuple[int, int], words: str) -> None:
    """A paragraph or word that a page break cut is whole again, and cites all its lines."""
    found = passage(identity)

    assert lines == (found.first_line, found.last_line)
    assert words in found.text


@pytest.mark.parametrize("line", [62, 99, 826, 1032, 1291, 1335, 1395, 1480, 1587, 1748, 2108])
def test_a_paragraph_that_begins_something_is_not_joined(line: int) -> None:
    """A paragraph behind a heading, or one that begins with an office or a conclusion, is its own passage."""
    assert [line] == [
        found.first_line for found in real().report.passages if found.first_line <= line <= found.last_line
    ]


def test_what_a_page_repeats_stands_once() -> None:
    """Line 986 repeats the end of line 984 and is part of the same passage."""
    found = passage("3.1/progress/1.2/p3/4")

    assert (found.first_line, found.last_line) == (984, 986)
    assert found.text.count("พ.ศ. 2545") == 1


@pytest.mark.parametrize(
    ("identity", "agencies"),
    [
        ("2.3/progress/1.1", ["primary1", "primary2", "secondary"]),
        ("2.3/progress/2.1", ["primary1", "primary2"]),
        ("2.6/progress/1.1", ["primary1", "primary2", "secondary"]),
        ("2.6/progress/2.1", ["primary1", "primary2", "secondary"]),
        ("2.6/progress/3.1", ["primary1", "primary2", "secondary"]),
        ("2.7/progress/1.1", ["primary1", "primary2", "secondary"]),
        ("2.7/progress/2.1", ["primary1", "primary2", "secondary"]),
    ],
)
def test_what_several_offices_did_is_one_passage_each(identity: str, agencies: list[Agency]) -> None:
    """A question "เขต 2 ทำอะไร" must find what เขต 2 did, not a paragraph of three offices."""
    parts = [found for found in real().report.passages if found.id.partition("#")[0] == identity]

    assert [(agency,) for agency in agencies] == [found.agencies for found in parts]
    assert len({found.marker for found in parts}) == 1


def test_partners_in_a_list_do_not_cut_a_statement() -> None:
    """In 2.6 เขต 2 works with four other offices, named one after the other: that is one statement."""
    found = passage("2.6/progress/1.1#2")

    assert found.text.startswith("สำนักงานเขตพื้นที่การศึกษาประถมศึกษากำแพงเพชร เขต 2 ร่วมมือกับ")
    assert "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษากำแพงเพชร สำนักงานเขตพื้นที่" in found.text
    assert found.text.endswith("ในรูปแบบออนไลน์")


def test_headings_that_only_introduce_items_say_so() -> None:
    """A heading "1) หน่วยงาน/สถานศึกษา…" with items under it is an intro; a statement with items under it is none."""
    assert passage("1.1/progress/1").kind == "intro"
    assert passage("1.1/progress/1.2").kind == "item"
    assert passage("5.3/progress/p1").kind == "intro"


def test_recommendations_carry_their_level() -> None:
    """Every recommendation stands at area or policy level where the report says so."""
    recommendations = [found for found in real().report.passages if found.section == "recommendations"]
    unlevelled = [found.id for found in recommendations if found.level is None]

    assert unlevelled == ["1.2/recommendations/none"]
    assert [
        passage("2.2/recommendations/policy/2").marker,
        passage("2.2/recommendations/policy/2").level,
    ] == ["2)", "policy"]
    assert passage("1.1/recommendations/area/4").level == "area"


def test_that_there_is_none_is_knowledge() -> None:
    """The report's "-ไม่มี-" is a passage of its own kind, in its place."""
    nothing = [found for found in real().report.passages if found.kind == "none"]

    assert len(nothing) == 18
    assert {"-ไม่มี-", "- ไม่มี -"} == {found.text for found in nothing}
    assert passage("3.7/progress/1.2/none").parent == "3.7/progress/1.2"


def test_links_are_clean() -> None:
    """Web addresses stand in `links` and in the text without the signs around them."""
    links = {link for found in real().report.passages for link in found.links}

    assert links == {
        "https://online.fliphtml5.com/ixfwi/rvce/#p=1",
        "https://sites.google.com/view/kpp2lsh",
        "https://td.moe.go.th",
        "http://kpp2bigdata.rf.gd/index.php",
        "www.kpt1.go.th",
        "EDU.nfekpp.com",
    }
    assert not any("<" in found.text or "**" in found.text for found in real().report.passages)
