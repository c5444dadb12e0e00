"""How section, office, level, code and kind of fact move passages up and down."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.engine import Engine
from knowledge.models import Agency, Passage, Section, Turn
from knowledge.question import Question
from knowledge.rank import WEIGHTS as W
from knowledge.rank import Ranking, Wanted, office_fit, rank, sisters_of


def ranked(engine: Engine, text: str, previous: Turn | None = None) -> Ranking:
    """The ranking of the passages for a question."""
    question = engine.understanding.read(text)
    return rank(engine.index, question, engine.index.score(question.concepts), previous)


def first(engine: Engine, text: str) -> Passage:
    """The best passage."""
    return ranked(engine, text).hits[0].passage


def asked(sections: dict[Section, float]) -> Question:
    """A question that names these sections."""
    return Question("", "", "", (), sections)


def test_hits_and_focus_points_come_best_first(engine: Engine) -> None:
    """Scores never rise down the list, and each focus point stands once, with the score of its best."""
    ranking = ranked(engine, "ครูเป็นหนี้แก้ยังไง")
    scores = [hit.score for hit in ranking.hits]
    assert scores == sorted(scores, reverse=True)
    points = [point for point, _ in ranking.focus_points]
    assert len(points) == len(set(points))
    for point, score in ranking.focus_points:
        assert score == ranking.of(point)[0].score


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("ครูเป็นหนี้ มีปัญหาอะไร", "problems"),
        ("ครูเป็นหนี้ มีข้อเสนอแนะอะไร", "recommendations"),
        ("แก้หนี้ครู ปัจจัยความสำเร็จ", "factors"),
        ("แก้หนี้ครู ความก้าวหน้า", "progress"),
    ],
)
def test_the_named_section_comes_first(engine: Engine, text: str, section: Section) -> None:
    """The same topic, another part of it."""
    best = first(engine, text)
    assert (best.focus_point, best.section) == ("5.3", section)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("ความปลอดภัย เขต 2", "primary2"),
        ("ความปลอดภัย สพม.", "secondary"),
        ("ความปลอดภัย อาชีวะ", "vocational"),
        ("ความปลอดภัย เอกชน", "private"),
    ],
)
def test_the_named_office_comes_first(engine: Engine, text: str, agency: Agency) -> None:
    """The same topic, another office."""
    best = first(engine, text)
    assert best.focus_point in ("1.1", "1.3")
    assert agency in best.agencies


@pytest.mark.parametrize("level", ["area", "policy"])
def test_the_named_level_comes_first(engine: Engine, level: str) -> None:
    """Recommendations of the level asked for."""
    word = "พื้นที่" if level == "area" else "นโยบาย"
    assert first(engine, f"ข้อเสนอแนะระดับ{word} เรื่องหนี้ครู").level == level


def test_a_code_outweighs_words(engine: Engine) -> None:
    """Who types a code means that focus point, whatever else the words fit."""
    assert first(engine, "2.9 หนี้สินครู").focus_point == "2.9"


def test_a_figure_asked_for_is_looked_for_where_figures_stand(engine: Engine) -> None:
    """The words "how many people" go to the passage with a number of people."""
    assert "317 คน" in first(engine, "อาสาสมัครการศึกษาประจำหมู่บ้าน เขต 2 มีกี่คน").text


def test_the_turn_before_pulls_towards_its_focus_point(engine: Engine) -> None:
    """A question that fits many topics stays with the one talked about."""
    turn = Turn(focus_point="5.3", section="problems")
    assert ranked(engine, "มีปัญหาอะไรบ้าง", turn).hits[0].passage.focus_point == "5.3"


def test_named_sections_outweigh_hints_and_push_others_down() -> None:
    """Named: up; another named: down; hinted: a little up; none: nothing."""

    def worth(sections: dict[Section, float]) -> float:
        return Wanted(asked(sections), W).of_section("problems")

    assert worth({"problems": 1.0}) == W.section_named > 0
    assert worth({"factors": 1.0}) == W.other_section < 0
    assert 0 < worth({"problems": 0.4}) < W.section_named
    assert worth({}) == 0


def test_a_section_that_a_question_sounds_like_goes_up_a_little() -> None:
    """Less than one that a cue word names."""
    sounding = replace(asked({}), sensed={"problems": 0.9, "progress": 0.1})
    assert 0 < Wanted(sounding, W).of_section("progress") < Wanted(sounding, W).of_section("problems") < W.section_named


def test_an_item_of_one_office_fits_it_better_than_one_of_many() -> None:
    """Its own item first, a shared one next, one of nobody then, another office's last."""
    asked_for: tuple[Agency, ...] = ("primary1",)
    own = office_fit(("primary1",), asked_for, W)
    shared = office_fit(("primary1", "primary2", "secondary"), asked_for, W)
    nobody = office_fit((), asked_for, W)
    other = office_fit(("secondary",), asked_for, W)
    assert own > shared > nobody > other


def test_sisters_of_what_was_shown_are_known(engine: Engine) -> None:
    """What stands under the same parent as the passage last shown, itself included."""
    child = next(passage for passage in engine.report.passages if passage.parent)
    sisters = sisters_of(engine.index, Turn(passages=(child.id,)))
    assert engine.index.position[child.id] in sisters
    assert {engine.index.passages[position].parent for position in sisters} == {child.parent}
    assert sisters_of(engine.index, Turn(passages=("9.9/none",))) == frozenset()
    assert sisters_of(engine.index, None) == frozenset()


def test_coverage_tells_how_much_of_a_question_was_found(engine: Engine) -> None:
    """All of a question about the report, little of one about something else, none of nonsense."""
    assert ranked(engine, "แผนเผชิญเหตุ").coverage == pytest.approx(1.0)
    assert ranked(engine, "blockchain โรงเรียน").known < 0.6
    nothing = ranked(engine, "zzzzqqqq")
    assert (nothing.hits, nothing.coverage, nothing.known) == ((), 0.0, 0.0)


def test_ranking_is_deterministic(engine: Engine) -> None:
    """The same question gives the same order."""
    assert ranked(engine, "เด็กยากจนได้ทุนไหม") == ranked(engine, "เด็กยากจนได้ทุนไหม")
