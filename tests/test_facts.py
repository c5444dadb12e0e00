"""What kinds of fact look like."""

from __future__ import annotations

import pytest

from knowledge.facts import NEARBY, fact_windows, has_fact
from knowledge.models import Passage


def passage(text: str, remedy: str = "", links: tuple[str, ...] = (), kind: str = "item") -> Passage:
    """A passage with this text."""
    return Passage("1.1/progress/1", "1.1", "progress", kind, "1)", text, 1, 1, remedy=remedy, links=links)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("phone", "โทร 055-711-234"),
        ("phone", "0 5571 1234"),
        ("phone", "0-2126-6565"),
        ("phone", "081-234-5678"),
        ("email", "ติดต่อ kpt1@obec.go.th"),
        ("money", "งบประมาณ 1.5 ล้านบาท"),
        ("money", "ทุนละ 3,000 บาท"),
        ("person", "โดย นางสาวสมใจ ดีงาม"),
        ("count_people", "อาสาสมัคร จำนวน 317 คน"),
        ("count_people", "อัตรา 1 : 30"),
        ("count_places", "จำนวน 32 แห่ง"),
        ("count_times", "อบรม 18 ชั่วโมง"),
        ("percent", "ร้อยละ 95"),
        ("percent", "คิดเป็น 45.5 %"),
        ("score", "คะแนนเฉลี่ย 55.2"),
        ("date", "ทุกวันอาทิตย์สัปดาห์ที่ 4"),
        ("link", "ดูที่ td.moe.go.th"),
        ("place", "โรงเรียนวัชรวิทยา"),
        ("who", "ธนาคารออมสินร่วมมือ"),
    ],
)
def test_a_fact_is_seen_where_it_stands(kind: str, text: str) -> None:
    """In the text or in the remedy alike."""
    assert has_fact(passage(text), kind)
    assert has_fact(passage("ปัญหา", remedy=text), kind)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("phone", "จำนวน 18,013 คน พ.ศ. 2566"),
        ("phone", "รหัส 30200-2001"),
        ("email", "ระบบ @MOESafetyCenter"),
        ("money", "ทุนการศึกษา 30 ทุน"),
        ("person", "นายอำเภอและผู้นำชุมชน"),
        ("count_people", "จำนวน 32 แห่ง"),
        ("count_places", "จำนวน 32 คน"),
        ("percent", "จำนวน 45.5 ตัน"),
        ("score", "ครูวัดผลและประเมินผล"),
        ("date", "ดำเนินการแล้ว"),
        ("link", "ครูและนักเรียน"),
        ("count", "ครูและนักเรียน"),
        ("what", "ทวิศึกษา คือ การเรียนสองหลักสูตร"),
        ("nonsense", "ร้อยละ 95"),
    ],
)
def test_what_only_looks_like_a_fact_is_none(kind: str, text: str) -> None:
    """Other numbers, other words, and kinds that have no look of their own."""
    assert not has_fact(passage(text), kind)
    assert fact_windows(passage(text), kind) == []


def test_a_link_counts_wherever_it_was_printed() -> None:
    """Links are kept beside the text."""
    assert has_fact(passage("ข้อมูลผลงาน", links=("https://example.go.th",)), "link")


def test_the_window_of_a_figure_is_the_text_around_it() -> None:
    """A figure's subject is looked for near it, not at the other end of a long item."""
    text = "ก" * 400 + " ครูพี่เลี้ยง จำนวน 204 คน " + "ข" * 400
    windows = fact_windows(passage(text), "count_people")
    assert len(windows) == 1
    assert "ครูพี่เลี้ยง" in windows[0]
    assert windows[0] in text
    assert len(windows[0]) <= 2 * NEARBY + len("204 คน")


def test_the_window_of_a_table_row_is_the_row() -> None:
    """A row's figures belong to all its cells, whose unit stands in the heading."""
    row = passage("อำเภอ แม่สอด · จำนวนนักเรียน (คน) 1,204", kind="table_row")
    assert fact_windows(row, "count_people") == [row.text]
    assert fact_windows(passage("อำเภอ แม่สอด", kind="table_row"), "count_people") == []
