"""Floors under the quality of answers, on questions with gold: what people were promised.

`krutham eval` prints the same figures with every miss; tests/eval/README.md says which set is for what.
"""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest

from bot.commands.eval import as_shown
from bot.storage.memory import MemoryStore
from handlers.desk import Desk
from knowledge.engine import Engine
from knowledge.evaluate import Gold, Graded, figures, grade, read_gold, reliability
from tests.noise import FORMS, noisy
from tests.reports import REAL

SETS = Path(__file__).parent / "eval"
FLOORS = {
    "dev": {"fp": 0.98, "must": 0.95, "section": 0.97, "agency": 0.98, "not_found": 0.95, "smalltalk": 1.00},
    "final": {"fp": 0.97, "must": 0.94, "section": 0.96, "agency": 0.97, "not_found": 0.95, "smalltalk": 0.90},
    "fresh": {"fp": 0.96, "must": 0.92, "section": 0.95, "agency": 0.96, "not_found": 0.95, "smalltalk": 1.00},
    "unseen": {"fp": 0.95, "must": 0.92, "section": 0.93, "agency": 0.97, "not_found": 0.95, "smalltalk": 1.00},
    "everyday": {"fp": 0.96, "must": 0.93, "section": 0.95, "agency": 0.97, "not_found": 0.92, "smalltalk": 1.00},
    "apart": {"fp": 0.95, "must": 0.92, "section": 0.93, "agency": 0.94, "not_found": 0.92, "smalltalk": 1.00},
    "spoken": {"fp": 0.97, "must": 0.95, "section": 0.97, "agency": 0.98, "not_found": 0.94, "smalltalk": 1.00},
    "sealed": {"fp": 0.97, "must": 0.95, "section": 0.97, "agency": 0.97, "not_found": 0.93, "smalltalk": 1.00},
    "outside": {"not_found": 0.93, "smalltalk": 0.97},
}
NOISY_FP = 0.94
BARE_FP = 0.70


def golds(name: str) -> list[Gold]:
    """The questions of a set."""
    return read_gold([SETS / f"{name}.jsonl"])


def share(graded: list[Graded], check: str) -> float:
    """The share of questions for which a check held."""
    held, asked = figures(graded)[check]
    return held / asked


@pytest.fixture(scope="module")
def desk(engine: Engine) -> Desk:
    """A desk with the real engine: what a person reads is measured, not what the engine knows."""
    return Desk(engine, MemoryStore(lambda: 0), lambda: 0)


@pytest.fixture(scope="module")
def graded(engine: Engine, desk: Desk) -> dict[str, list[Graded]]:
    """Each set asked once, through the messages that would be sent."""
    shown = partial(as_shown, desk=desk)
    return {name: grade(engine, golds(name), shown) for name in FLOORS}


@pytest.mark.parametrize(("name", "check"), [(name, check) for name, floors in FLOORS.items() for check in floors])
def test_quality_does_not_fall(graded: dict[str, list[Graded]], name: str, check: str) -> None:
    """Each figure of each set stays above its floor."""
    assert share(graded[name], check) >= FLOORS[name][check]


def test_follow_up_turns_are_as_good_as_first_turns(graded: dict[str, list[Graded]]) -> None:
    """The right focus point after leaning on the turn before, over both sets."""
    everything = [one for each in graded.values() for one in each if one.gold.outcome == "answer"]
    later = [one for one in everything if one.gold.kind == "followup"]
    assert len(later) >= 10
    assert share(later, "fp") >= 0.97


def test_sureness_is_calibrated(graded: dict[str, list[Graded]]) -> None:
    """What is said surely is nearly always right; what is doubted seldom is."""
    rows = reliability([one for each in graded.values() for one in each])
    lowest, highest = rows[0], rows[-1]
    assert highest[2] > 100
    assert highest[3] >= 0.95
    assert lowest[3] <= 0.20


@pytest.fixture(scope="module")
def noisily(engine: Engine) -> dict[str, list[Graded]]:
    """Every question of the dev set in every noisy form."""
    asked = golds("dev")
    return {form: grade(engine, asked, alter=partial(noisy, form=form)) for form in FORMS}


def test_noisy_questions_find_their_focus_point(noisily: dict[str, list[Graded]]) -> None:
    """Slips, missing and doubled marks, spellings by ear, wrong layouts, greetings, emoji: over all forms."""
    assert share([one for each in noisily.values() for one in each], "fp") >= NOISY_FP


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_noise_breaks_the_bot(noisily: dict[str, list[Graded]], form: str) -> None:
    """The worst of them still finds most."""
    assert share(noisily[form], "fp") >= 0.85


@pytest.mark.parametrize("form", ["decomposed_am", "zero_width", "doubled_tones", "with_emoji", "thai_digits"])
def test_noise_that_carries_no_meaning_costs_nothing(
    graded: dict[str, list[Graded]], noisily: dict[str, list[Graded]], form: str
) -> None:
    """At most one question in a hundred is found less."""
    assert share(noisily[form], "fp") >= share(graded["dev"], "fp") - 0.01


def test_a_fresh_report_without_tables_answers(tmp_path: Path) -> None:
    """The report's text alone, no table beside it: most is found, and still nothing is made up."""
    shutil.copy(REAL / "report.txt", tmp_path / "report.txt")
    asked = list({gold.user: gold for gold in reversed(golds("dev"))}.values())
    assert len(asked) >= 100
    graded = grade(Engine.open(tmp_path), asked)
    assert share(graded, "fp") >= BARE_FP
    assert share(graded, "not_found") >= 0.90
