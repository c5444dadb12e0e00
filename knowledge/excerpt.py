"""Cutting a passage to the stretch that matters: always verbatim, always whole words, never a word added."""

from __future__ import annotations

from collections.abc import Callable, Sequence

WHOLE = 640
"""Up to this many characters the leading passage is shown whole: about a phone's screen."""
STRETCH = 520
"""A longer one is cut to about so many."""
FURTHER_WHOLE = 400
FURTHER_STRETCH = 340
"""The same for the passages after the first."""
HEADING = 150
SHORTEST_OPENING = 12
"""Thai has spaces between clauses only: rather a short beginning than one that ends within a word."""


def best_stretch(text: str, weigh: Callable[[str], float], whole: int = WHOLE, stretch: int = STRETCH) -> str:
    """The contiguous stretch of `text` with the greatest weight, cut at spaces; the whole text when it is short.

    `weigh` gives the weight of one clause (Thai puts spaces between clauses). Among equal stretches the earliest wins,
    and one that begins with the text is preferred a little, since items open with their subject.
    """
    if len(text) <= whole:
        return text
    clauses = clause_spans(text)
    weights = [weigh(text[start:end]) for start, end in clauses]
    best = (-1.0, 0, 0)
    last = 0
    total = 0.0
    for first in range(len(clauses)):
        last = max(last, first)
        if last == first:
            total = weights[first]
        while last + 1 < len(clauses) and clauses[last + 1][1] - clauses[first][0] <= stretch:
            last += 1
            total += weights[last]
        value = total + (0.01 if first == 0 else 0.0)
        if value > best[0] + 1e-9:
            best = (value, first, last)
        total -= weights[first]
    _, first, last = best
    return text[clauses[first][0] : clauses[last][1]].strip()


def clause_spans(text: str) -> Sequence[tuple[int, int]]:
    """Where the clauses of a text begin and end: the runs between spaces."""
    spans: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = text.find(" ", start)
        end = len(text) if end < 0 else end
        if end > start:
            spans.append((start, end))
        start = end + 1
    return spans or [(0, len(text))]


def opening(text: str, most: int = HEADING) -> str:
    """The beginning of a text that serves as a heading: up to `most` characters, cut at a space where there is one."""
    if len(text) <= most:
        return text
    cut = text.rfind(" ", SHORTEST_OPENING, most)
    return text[: cut if cut > 0 else most].strip()
