"""Quality against latency, as a picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from tools.bench.ours import OURS
from tools.bench.rounds import Measured, percentile

OURS_COLOUR, OTHERS_COLOUR, INK, GRID = "#0b6e4f", "#8a8f98", "#1f2328", "#e4e7eb"
CLOSE, NEAR, FOLLOWS = 0.06, 0.8, 0.2
"""Names of two points collide below these differences: share of questions, powers of ten in time."""


def draw(systems: Sequence[Measured], out: Path) -> Path:
    """Draw all systems into `out` (PNG). Raises ModuleNotFoundError without matplotlib."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(13, 5.4), layout="constrained")
    panels = figure.subplots(1, 2, sharey=True)
    titles = ("Right focus point first", "Right passage first")
    for panel, title, part in zip(panels, titles, ("focus_point", "passage"), strict=True):
        shown = [one for one in systems if getattr(one.quality, part) is not None]
        for one in shown:
            time, quality = percentile(one.times, 50), height(one, part)
            ours = one.name in OURS
            colour = OURS_COLOUR if ours else OTHERS_COLOUR
            panel.plot([time, percentile(one.times, 99)], [quality, quality], color=colour, alpha=0.35, linewidth=2)
            panel.plot(time, quality, marker="o", markersize=10 if ours else 8, color=colour)
            left = makes_way(one, shown, part)
            panel.annotate(
                one.name,
                (time, quality),
                xytext=(0, -16 if crowded(one, shown, part) and not left else 9),
                textcoords="offset points",
                ha="right" if left else "left",
                color=INK if ours else "#57606a",
                fontsize=9,
                fontweight="bold" if ours else "normal",
            )
        panel.set_title(title, loc="left", color=INK, fontweight="bold")
        panel.set_xscale("log")
        panel.set_xlim(0.02, 400)
        panel.set_xticks([0.1, 1, 10, 100], ["0.1", "1", "10", "100"])
        panel.set_ylim(0, 1.05)
        panel.set_xlabel("milliseconds a question: dot p50, line to p99", color=INK)
        panel.grid(color=GRID)
        panel.set_axisbelow(True)
        panel.spines[["top", "right"]].set_visible(False)
    panels[0].set_ylabel(f"share of {systems[0].quality.asked} questions", color=INK)
    out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(out, dpi=140, metadata={"Software": None})
    return out


def crowded(one: Measured, shown: Sequence[Measured], part: str) -> bool:
    """Whether a point lies so close under another that its name is better written below it."""
    return any(
        height(other, part) - height(one, part) < CLOSE and abs(decades(one, other)) < NEAR
        for other in shown
        if (height(other, part), -percentile(other.times, 50)) > (height(one, part), -percentile(one.times, 50))
    )


def makes_way(one: Measured, shown: Sequence[Measured], part: str) -> bool:
    """Whether a slower point follows at the same height, so that the name is better written to the left."""
    return any(
        abs(height(other, part) - height(one, part)) < CLOSE and FOLLOWS < decades(one, other) < 2 * NEAR
        for other in shown
    )


def height(one: Measured, part: str) -> float:
    """Where a point lies between 0 and 1."""
    share: float = getattr(one.quality, part) / one.quality.asked
    return share


def decades(one: Measured, other: Measured) -> float:
    """How many powers of ten `other` is slower."""
    return math.log10(percentile(other.times, 50) / percentile(one.times, 50))
