"""Tells kinds of questions apart by their letters: naive Bayes over runs of three.

It hears the many ways of asking that no list of cue words has, misspelt ones included. Counting is all it takes to
learn, and adding up some thirty numbers all it takes to tell.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

RUN = 3
SMOOTHING = 0.1
LEAST_SEEN = 2
"""Runs heard once tell nothing that lasts, and are half of the table."""

Learned = Mapping[str, Sequence[float]]


@lru_cache(maxsize=64)
def runs(squeezed: str) -> frozenset[str]:
    """The runs of letters of a text without spaces, its ends marked."""
    marked = f"^{squeezed}$"
    return frozenset(marked[place : place + RUN] for place in range(len(marked) - RUN + 1))


def learn(asks: Iterable[tuple[str, int]], kinds: int) -> dict[str, tuple[float, ...]]:
    """Run → its log-likelihood in each of `kinds` kinds, from (question in compared form, number of its kind)."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * kinds)
    for squeezed, kind in asks:
        for run in runs(squeezed):
            counts[run][kind] += 1
    kept = {run: seen for run, seen in sorted(counts.items()) if sum(seen) >= LEAST_SEEN}
    totals = [sum(seen[kind] for seen in kept.values()) + SMOOTHING * len(kept) for kind in range(kinds)]
    return {
        run: tuple(round(math.log((n + SMOOTHING) / total), 2) for n, total in zip(seen, totals, strict=True))
        for run, seen in kept.items()
    }


def likelihoods(squeezed: str, learned: Learned) -> list[float]:
    """The log-likelihood of a text in each kind; empty when nothing was learned of its letters."""
    rows = filter(None, map(learned.get, runs(squeezed)))
    return [sum(column) for column in zip(*rows, strict=True)]
