"""The one door: any text, any report, always verbatim, always with its place, always the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import PACKAGED_REPORT
from knowledge.engine import LONGEST_TEXT, Engine
from knowledge.errors import KnowledgeError
from knowledge.evaluate import read_gold
from knowledge.index import build_index
from knowledge.models import Answer, Turn
from tests.noise import FORMS, noisy
from tests.reports import REAL, write_report

REPORT_LINES = (REAL / "report.txt").read_text(encoding="utf-8").splitlines()
DEV = read_gold([Path(__file__).parent / "eval" / "dev.jsonl"])
QUESTIONS = st.sampled_from([gold.q for gold in DEV])
TYPED = st.one_of(
    st.text(max_size=120),
    st.text(
        st.sampled_from([chr(code) for code in range(0x0E01, 0x0E5C) if chr(code).isprintable()] + list(" 12.")),
        max_size=60,
    ),
    st.builds(noisy, QUESTIONS, st.sampled_from(sorted(FORMS)), st.integers(0, 9)),
    st.builds(lambda one, other: f"{one} {other}", QUESTIONS, QUESTIONS),
)


def check_well_formed(engine: Engine, answer: Answer) -> None:
    """What holds for every answer."""
    ids = {point.id for point in engine.report.focus_points} | {"overview"}
    assert set(answer.focus_points) <= ids
    assert len(answer.focus_points) <= 5
    assert 0.0 <= answer.confidence <= 1.0
    for excerpt in answer.excerpts:
        own = excerpt.passage.text
        assert excerpt.text in own or excerpt.text in excerpt.passage.remedy
        assert excerpt.passage == engine.browser.passage[excerpt.passage.id]
    for citation in answer.citations:
        first, last = citation.lines
        assert 1 <= first <= last <= len(REPORT_LINES)
        assert any(REPORT_LINES[line - 1].strip() for line in range(first, last + 1))
    if answer.outcome == "answer" and answer.kind not in ("summary", "danger", "contact"):
        assert answer.citations
    if answer.outcome == "clarify":
        assert 2 <= len(answer.choices) <= 3
    if answer.outcome in ("not_found", "smalltalk"):
        assert answer.excerpts == ()


@given(TYPED)
def test_any_text_gets_a_well_formed_answer(engine: Engine, text: str) -> None:
    """Never an exception; excerpts verbatim; each with a place that exists in report.txt."""
    check_well_formed(engine, engine.ask(text))


@given(TYPED, QUESTIONS)
def test_any_follow_up_gets_a_well_formed_answer(engine: Engine, text: str, before: str) -> None:
    """After any question, any text."""
    check_well_formed(engine, engine.ask(text, engine.ask(before).turn))


@pytest.mark.parametrize(
    "turn",
    [
        Turn(),
        Turn(focus_point="9.9", section="problems", passages=("9.9/problems/1",)),
        Turn(focus_point="1.3", passages=("gone",), kind="summary"),
        Turn(kind="clarify", choices=("1.1", "1.3")),
    ],
)
@pytest.mark.parametrize("text", ["แล้วเขต 2 ล่ะ", "ขอแบบละเอียด", "มีปัญหาอะไรบ้าง", "1", "ครูเป็นหนี้"])
def test_a_turn_of_another_version_does_no_harm(engine: Engine, text: str, turn: Turn) -> None:
    """What is remembered may name passages the report no longer has."""
    check_well_formed(engine, engine.ask(text, turn))


def test_every_dev_question_is_answered_with_its_place(engine: Engine) -> None:
    """All questions of the set, in order, each user's turns leaning on each other."""
    turns: dict[str, Turn | None] = {}
    for gold in DEV:
        answer = engine.ask(gold.q, turns.get(gold.user))
        turns[gold.user] = answer.turn or turns.get(gold.user)
        check_well_formed(engine, answer)


def test_points_are_the_reports_words(engine: Engine) -> None:
    """What leads an answer is verbatim from its passage, or the reviewed summary, or the overview's own words."""
    for gold in DEV:
        answer = engine.ask(gold.q)
        if answer.point and answer.kind not in ("summary", "overview"):
            assert answer.point in answer.excerpts[0].passage.text
        if answer.kind == "summary":
            assert answer.point == engine.report.summaries[answer.focus_points[0]]


def test_a_long_text_costs_no_more_than_its_beginning(engine: Engine) -> None:
    """A pasted page is read to a bound and still answered."""
    question = "ครูเป็นหนี้แก้ยังไง "
    assert engine.ask(question + "ก" * 100_000) == engine.ask((question + "ก" * 100_000)[:LONGEST_TEXT])


@pytest.mark.parametrize("text", ["", " ", "\n", "\u200b", "\x00", "\ud800", "🏳️‍🌈", "ก" * 5000, "่" * 200, "1" * 400])
def test_texts_that_break_programs_do_not_break_this_one(engine: Engine, text: str) -> None:
    """Empty, control, lone surrogate, emoji, endless: never an answer from the report, never an error."""
    assert engine.ask(text).outcome in ("not_found", "smalltalk")


def test_the_same_question_gets_the_same_answer(engine: Engine, packaged_index: Path) -> None:
    """Asked twice, and by another engine opened from the index file."""
    other = Engine.open(packaged_index)
    for gold in DEV[::5]:
        answer = engine.ask(gold.q)
        assert engine.ask(gold.q) == answer
        assert other.ask(gold.q) == answer


@pytest.fixture(scope="module")
def packaged_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the packaged report."""
    return build_index(PACKAGED_REPORT, tmp_path_factory.mktemp("index") / "index.sqlite")


def test_an_engine_from_an_index_knows_the_contacts(engine: Engine, packaged_index: Path) -> None:
    """The table of contacts travels inside the index file."""
    assert Engine.open(packaged_index).directory == engine.directory
    assert engine.directory.emergency


@pytest.mark.parametrize("name", ["missing", "missing.sqlite"])
def test_a_path_that_is_not_there_is_a_named_error(tmp_path: Path, name: str) -> None:
    """Whoever opens it is told."""
    with pytest.raises(KnowledgeError):
        Engine.open(tmp_path / name)


@pytest.fixture(scope="module")
def tak(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The report of another province, nothing beside it, through its index file."""
    folder = tmp_path_factory.mktemp("tak")
    return Engine.open(build_index(write_report(folder / "report"), folder / "index.sqlite"))


@pytest.mark.parametrize(
    ("text", "point", "words"),
    [
        ("ยกเลิกเวรกลางคืนกี่โรงเรียน", "1.1", "112"),
        ("งบประมาณน้อย แก้ยังไง", "1.1", "งบประมาณน้อย"),
        ("สพม. จัดสรรนักการภารโรงกี่อัตรา", "1.1", "21 อัตรา"),
        ("เทียบโอนประสบการณ์ร้อยละเท่าไหร่", "2.1", "45.5"),
        ("1.1 ข้อเสนอแนะ", "1.1", "ควรทำต่อเนื่อง"),
        ("ห้องเรียนปลอดเอกสาร เป็นผลงานของใคร", "1.1", "บ้านแม่สอด"),
        ("1.2 ปัญหา", "1.2", "ไม่มี"),
    ],
)
def test_another_provinces_report_answers(tak: Engine, text: str, point: str, words: str) -> None:
    """Without a line of code changed, without a lexicon, subject index, summaries or corrections."""
    answer = tak.ask(text)
    assert (answer.outcome, answer.focus_points[0]) == ("answer", point)
    assert any(words in excerpt.text for excerpt in answer.excerpts)


def test_another_provinces_overview_and_summaries(tak: Engine) -> None:
    """Its own policies and offices; a focus point opens with the beginning of its first work."""
    assert len(tak.ask("มีนโยบายอะไรบ้าง").choices) == 2
    offices = "\n".join(excerpt.text for excerpt in tak.ask("มีกี่หน่วยงาน").excerpts)
    assert "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาตาก" in offices
    opened = tak.ask("1.1")
    assert opened.kind == "summary"
    assert any(passage.text.startswith(opened.point) for passage in tak.browser.of("1.1"))
    assert opened.point


def test_what_is_foreign_depends_on_the_report(tak: Engine, engine: Engine) -> None:
    """Each knows its own province, round and year, and no other."""
    assert tak.ask("โรงเรียนในจังหวัดกำแพงเพชร").lacks == "จังหวัดกำแพงเพชร"
    assert engine.ask("โรงเรียนในจังหวัดตาก").lacks == "จังหวัดตาก"
    assert "รอบที่ 2" in tak.ask("ผลการตรวจราชการรอบที่ 2").lacks
    assert tak.ask("ข้อ 3.6").lacks == "จุดเน้น 3.6"


def test_danger_without_contacts_is_still_no_not_found(tak: Engine) -> None:
    """A report without a table of contacts has no numbers to give, but the kind of reply tells what it is."""
    assert tak.ask("ไฟไหม้โรงเรียน").kind == "danger"
