"""All systems asked in rounds, each time in a new process, so that what the machine does meanwhile hits all alike."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.evaluate import Gold
from tools.bench.measure import NOT_INSTALLED
from tools.bench.questions import Quality, graded

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Measured:
    """One system: quality, milliseconds a question, seconds to open, MB of its whole process.

    `times` are on the clock, `busy` of the processor: the second hardly feels what else the machine does.
    """

    name: str
    quality: Quality
    times: tuple[float, ...]
    busy: tuple[float, ...]
    opening_s: float
    memory_mb: float


def ask_all(systems: Sequence[str], task: Path, golds: Sequence[Gold], rounds: int) -> tuple[list[Measured], list[str]]:
    """Every system's figures, and the names of those whose library is missing.

    A question's time is the median of its rounds.
    """
    runs: dict[str, list[dict[str, Any]]] = {system: [] for system in systems}
    missing: list[str] = []
    for _ in range(rounds):
        for system in systems:
            if system not in missing and (run := ask_one(system, task)) is not None:
                runs[system].append(run)
            elif system not in missing:
                missing.append(system)
    return [measured(system, runs[system], golds) for system in systems if runs[system]], missing


def ask_one(system: str, task: Path) -> dict[str, Any] | None:
    """One round of one system; None when its library is missing. Raises RuntimeError when it fails otherwise."""
    command = [sys.executable, "-m", "tools.bench.measure", system, str(task)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.returncode == NOT_INSTALLED:
        return None
    if ended.returncode:
        raise RuntimeError(f"measuring {system!r} failed with exit code {ended.returncode}:\n{ended.stderr[-2000:]}")
    run: dict[str, Any] = json.loads(ended.stdout)
    return run


def measured(name: str, runs: Sequence[dict[str, Any]], golds: Sequence[Gold]) -> Measured:
    """One system's rounds as its figures."""
    return Measured(
        name,
        graded(golds, runs[0]["found"]),
        of_each_question(runs, "ms"),
        of_each_question(runs, "busy_ms"),
        statistics.median(run["opening_s"] for run in runs),
        statistics.median(run["memory_mb"] for run in runs),
    )


def of_each_question(runs: Sequence[dict[str, Any]], key: str) -> tuple[float, ...]:
    """The median over the rounds, for each question."""
    of_all = zip(*([one[key] for one in run["found"]] for run in runs), strict=True)
    return tuple(statistics.median(of_one) for of_one in of_all)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
