"""Answers that are opened: focus points, sections, passages, figures, policies."""

from __future__ import annotations

import pytest

from knowledge.browse import FIGURES_SHOWN, KIND_OF_SECTION, SHOWN
from knowledge.engine import Engine
from knowledge.models import SECTIONS


def test_a_focus_point_opens_with_its_summary(engine: Engine) -> None:
    """All 27, each with its own reviewed summary, and nothing else."""
    for point in engine.report.focus_points:
        answer = engine.open_focus_point(point.id)
        assert (answer.outcome, answer.kind, answer.focus_points) == ("answer", "summary", (point.id,))
        assert answer.point == engine.report.summaries[point.id]


def test_every_section_opens_with_its_passages_in_order(engine: Engine) -> None:
    """Each section of each focus point: its own passages, in reading order, uncut; the rest is counted."""
    for point in engine.report.focus_points:
        for section in SECTIONS:
            inside = [p for p in engine.browser.of(point.id, section) if p.kind != "intro"]
            answer = engine.open_focus_point(point.id, section)
            if not inside:
                assert answer.outcome == "not_found"
                continue
            assert answer.kind == KIND_OF_SECTION[section]
            assert [excerpt.passage for excerpt in answer.excerpts] == inside[:SHOWN]
            assert all(excerpt.text == excerpt.passage.text for excerpt in answer.excerpts)
            assert answer.more == len(inside) - len(answer.excerpts)


def test_an_office_opens_with_its_own_passages(engine: Engine) -> None:
    """Nothing of another office; an office the focus point does not tell of is not found."""
    answer = engine.open_focus_point("1.1", agency="secondary")
    assert answer.excerpts
    assert all("secondary" in excerpt.passage.agencies for excerpt in answer.excerpts)
    assert engine.open_focus_point("2.9", agency="lifelong").outcome == "not_found"


def test_recommendations_open_by_level(engine: Engine) -> None:
    """Only those of the level."""
    answer = engine.open_focus_point("5.3", "recommendations", level="policy")
    assert answer.excerpts
    assert {excerpt.passage.level for excerpt in answer.excerpts} == {"policy"}


@pytest.mark.parametrize("unknown", ["9.9", "", "overview", "1.1/progress"])
def test_an_unknown_focus_point_is_not_found(engine: Engine, unknown: str) -> None:
    """Whatever an old button asks for."""
    assert engine.open_focus_point(unknown).outcome == "not_found"


def test_a_passage_opens_with_what_stands_under_it(engine: Engine) -> None:
    """The whole of it, its children after it, each under its heading."""
    parent = next(p for p in engine.report.passages if len(engine.browser.family(p)) > 3)
    answer = engine.open_passage(parent.id)
    family = engine.browser.family(parent)
    assert [excerpt.passage for excerpt in answer.excerpts] == family[:SHOWN]
    assert answer.more == max(0, len(family) - SHOWN)
    for excerpt in answer.excerpts[1:]:
        assert excerpt.passage.parent is not None
        assert engine.browser.passage[excerpt.passage.parent].text.startswith(excerpt.heading)
        assert excerpt.heading


def test_several_passages_open_each_once(engine: Engine) -> None:
    """A parent and its child, both asked for, show the child once; unknown ids are passed over."""
    child = next(p for p in engine.report.passages if p.parent)
    answer = engine.browser.open_passages([child.parent or "", child.id, "9.9/none"])
    shown = [excerpt.passage.id for excerpt in answer.excerpts]
    assert len(shown) == len(set(shown))
    assert child.id in shown or answer.more


def test_unknown_passages_are_not_found(engine: Engine) -> None:
    """An id of another version of the report."""
    assert engine.open_passage("9.9/progress/1").outcome == "not_found"
    assert engine.browser.open_passages([]).outcome == "not_found"


def test_figures_open_with_their_place(engine: Engine) -> None:
    """Each figure is shown by the words it stands in, verbatim in its passage."""
    answer = engine.open_figures("1.1")
    assert answer.kind == "figures"
    assert 0 < len(answer.figures) <= FIGURES_SHOWN
    for figure, excerpt in zip(answer.figures, answer.excerpts, strict=True):
        assert figure.focus_point == "1.1"
        assert excerpt.passage.id == figure.passage
        assert excerpt.text == figure.subject
        assert figure.subject in excerpt.passage.text or figure.subject in excerpt.passage.remedy


def test_figures_of_an_office_are_its_own(engine: Engine) -> None:
    """Of all focus points; an office and focus point without figures have none."""
    answer = engine.open_figures(agency="primary2")
    assert {figure.agency for figure in answer.figures} == {"primary2"}
    assert len(answer.focus_points) > 1
    assert engine.open_figures("9.9").outcome == "not_found"


def test_all_policies_open_with_their_rows(engine: Engine) -> None:
    """Six policies to choose from; the overview's rows are the proof."""
    answer = engine.open_policy()
    assert len(answer.choices) == 6
    for policy in engine.report.policies:
        assert f"{policy.number}. {policy.title}" in answer.point.splitlines()
    assert {excerpt.passage.focus_point for excerpt in answer.excerpts} == {"overview"}
    assert len(answer.excerpts) == 27


def test_one_policy_opens_with_its_focus_points(engine: Engine) -> None:
    """Each is a choice that opens it; another number is not found, and said to be."""
    answer = engine.open_policy(3)
    assert [choice.ask for choice in answer.choices] == [f"3.{number}" for number in range(1, 8)]
    assert engine.open_policy(9).lacks == "นโยบายที่ 9"


def test_a_report_without_summaries_is_summed_up_by_its_first_work(engine: Engine) -> None:
    """The opening of the first item that tells of work done, verbatim."""
    from dataclasses import replace

    from knowledge.browse import Browser

    browser = Browser(replace(engine.report, summaries={}))
    for point in engine.report.focus_points:
        summary = browser.summary(point.id)
        assert any(p.text.startswith(summary) for p in browser.of(point.id, "progress"))
        assert summary
