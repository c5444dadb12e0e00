"""Figures on question sets with gold answers: what `krutham eval` prints.

The format of a line: id, user, q, outcome, fp, section, agency, must, line, kind (tests/eval/README.md).
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from knowledge.models import Answer, Turn
from knowledge.thai import squeeze

BINS = 5


class Asks(Protocol):
    """An engine."""

    def ask(self, text: str, previous: Turn | None = None) -> Answer:
        """Answer a question."""
        ...


@dataclass(frozen=True, slots=True)
class Gold:
    """One question with what a right answer is."""

    id: str
    user: str
    q: str
    outcome: str
    fp: tuple[str, ...]
    section: str | None
    agency: str | None
    must: tuple[str, ...]
    line: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class Graded:
    """One question, its answer, and which checks held (a check that does not apply is absent)."""

    gold: Gold
    answer: Answer
    checks: dict[str, bool]
    elapsed_ms: float


def read_gold(paths: Iterable[Path]) -> list[Gold]:
    """Questions of all files, in order. Raises ValueError naming file and line for one that is not such a line."""
    found = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                found.append(gold_of(json.loads(line)))
            except (json.JSONDecodeError, KeyError, TypeError) as error:
                raise ValueError(f"{path}, line {number}: not a question with gold ({error!r}): {line[:80]}") from error
    return found


def gold_of(fields: dict[str, Any]) -> Gold:
    """A Gold from one parsed line."""
    values = {name: fields[name] for name in Gold.__dataclass_fields__}
    return Gold(**values | {"fp": tuple(fields["fp"]), "must": tuple(fields["must"])})


def grade(
    engine: Asks, golds: Sequence[Gold], shown: Callable[[Answer], str] | None = None, alter: Callable[[str], str] = str
) -> list[Graded]:
    """Ask every question in order, each user's turns leaning on the one before, and check the answers.

    `shown` gives the text a person reads of an answer; without it, the answer's own texts count. `alter` changes each
    question before it is asked (noise).
    """
    turns: dict[str, Turn | None] = {}
    graded = []
    for gold in golds:
        start = time.perf_counter()
        answer = engine.ask(alter(gold.q), turns.get(gold.user))
        elapsed = (time.perf_counter() - start) * 1000
        turns[gold.user] = answer.turn or turns.get(gold.user)
        graded.append(Graded(gold, answer, checks(gold, answer, shown or text_of), elapsed))
    return graded


def checks(gold: Gold, answer: Answer, shown: Callable[[Answer], str]) -> dict[str, bool]:
    """Which of the figures a question counts for, and whether it holds."""
    if gold.outcome != "answer":
        return {gold.outcome: answer.outcome == gold.outcome}
    answered = answer.outcome == "answer"
    held = {"answered": answered, "fp": answered and bool(answer.focus_points) and answer.focus_points[0] in gold.fp}
    if gold.must:
        text = squeeze(shown(answer)).lower()
        held["must"] = answered and all(squeeze(string).lower() in text for string in gold.must)
    if gold.section:
        held["section"] = answered and answer.section == gold.section
    if gold.agency:
        held["agency"] = answered and answer.agency == gold.agency
    return held


def text_of(answer: Answer) -> str:
    """All report text of an answer."""
    parts = [answer.point]
    for excerpt in answer.excerpts:
        passage = excerpt.passage
        parts += [excerpt.heading, excerpt.text, passage.remedy, *passage.links]
        parts += [value for _, value in passage.cells]
    return "\n".join(parts)


def figures(graded: Iterable[Graded]) -> dict[str, tuple[int, int]]:
    """Check → (held, of)."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in graded:
        for name, held in one.checks.items():
            totals[name][0] += held
            totals[name][1] += 1
    return {name: (held, count) for name, (held, count) in totals.items()}


def reliability(graded: Sequence[Graded]) -> list[tuple[float, float, int, float]]:
    """The calibration table: confidence bins as (from, to, questions, share answered rightly)."""
    asked = [one for one in graded if one.gold.outcome != "smalltalk"]
    rows = []
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        last = number == BINS - 1
        inside = [one for one in asked if low <= one.answer.confidence and (last or one.answer.confidence < high)]
        right = sum(found_rightly(one) for one in inside)
        rows.append((low, high, len(inside), right / len(inside) if inside else 0.0))
    return rows


def found_rightly(one: Graded) -> bool:
    """Whether the first focus point is a right one, whatever the outcome said."""
    return one.gold.outcome == "answer" and bool(one.answer.focus_points) and one.answer.focus_points[0] in one.gold.fp


def misses(graded: Iterable[Graded]) -> list[str]:
    """One line a question that failed a check."""
    lines = []
    for one in graded:
        failed = [name for name, held in one.checks.items() if not held]
        if failed:
            gold, answer = one.gold, one.answer
            wanted = f"{'/'.join(gold.fp) or gold.outcome} {gold.section} {gold.agency} {list(gold.must)}"
            got = f"{answer.outcome} {'/'.join(answer.focus_points[:3])} {answer.section} {answer.agency}"
            doubt = f"{answer.confidence:.2f} {answer.lacks}".strip()
            lines.append(f"{gold.id} [{gold.kind}] {'+'.join(failed)}: {gold.q} | gold {wanted} | got {got} {doubt}")
    return lines


def table(graded: Sequence[Graded], label: str) -> str:
    """The figures as lines of text: overall, and the time taken."""
    lines = [f"{label}: {len(graded)} questions"]
    for name, (held, count) in figures(graded).items():
        lines.append(f"  {name:<10} {held / count:5.3f}  ({held}/{count})")
    times = sorted(one.elapsed_ms for one in graded)
    middle, slow = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.99))]
    lines.append(f"  time       p50 {middle:.2f} ms, p99 {slow:.2f} ms")
    return "\n".join(lines)
