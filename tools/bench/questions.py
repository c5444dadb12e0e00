"""Which questions are asked, and when an answer to one is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.evaluate import Gold, read_gold
from knowledge.thai import normalise, squeeze

SETS = Path(__file__).resolve().parents[2] / "tests" / "eval"
ASKED = ("dev.jsonl", "final.jsonl", "unseen.jsonl")
WARM_UP = "held_back.jsonl"
WARM_UP_QUESTIONS = 30
"""A bot is asked before it is measured, with questions of another set: the first one of a process loads tables."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How many of `asked` questions were answered rightly, by three measures.

    `focus_point`: the right focus point came first; `passage`: the passage the gold answer stands in came first (None
    for a system that finds no passages); `must`: what a right answer must contain stands in what was found, of
    `must_asked` questions that have such strings.
    """

    asked: int
    focus_point: int
    passage: int | None
    must: int | None
    must_asked: int


def answerable(quick: int | None = None) -> list[Gold]:
    """First questions of a conversation that the report answers; with `quick` so many of them, spread over the sets."""
    begun: set[str] = set()
    golds = []
    for name in ASKED:
        for gold in read_gold([SETS / name]):
            user = f"{name}/{gold.user}"
            if user not in begun and gold.outcome == "answer":
                golds.append(gold)
            begun.add(user)
    return golds if quick is None else golds[:: max(1, len(golds) // quick)][:quick]


def warm_up() -> list[str]:
    """Questions asked before measuring, none of them measured."""
    return [gold.q for gold in read_gold([SETS / WARM_UP])][:WARM_UP_QUESTIONS]


def graded(golds: Sequence[Gold], found: Sequence[dict[str, Any]]) -> Quality:
    """Grade what one system found, question by question; `found` as `measure` prints it."""
    pairs = list(zip(golds, found, strict=True))
    finds_passages = any(one["text"] is not None for one in found)
    of_must = [(gold, one) for gold, one in pairs if gold.must]
    return Quality(
        asked=len(pairs),
        focus_point=sum(one["focus_point"] in gold.fp for gold, one in pairs),
        passage=sum(holds_line(gold, one) for gold, one in pairs) if finds_passages else None,
        must=sum(holds_must(gold, one) for gold, one in of_must) if finds_passages else None,
        must_asked=len(of_must),
    )


def holds_line(gold: Gold, one: dict[str, Any]) -> bool:
    """Whether the first passage is the one with the gold answer's line of the report."""
    lines = one["lines"]
    return lines is not None and gold.line is not None and lines[0] <= gold.line <= lines[1]


def holds_must(gold: Gold, one: dict[str, Any]) -> bool:
    """Whether all strings that a right answer must contain stand in the text found; spaces and case do not count."""
    text = squeeze(one["text"] or "").lower()
    return all(squeeze(string).lower() in text for string in gold.must)


def typed(golds: Sequence[Gold]) -> list[dict[str, str]]:
    """The questions as typed, and with the faults of typing removed: the other systems get that for nothing."""
    return [{"text": gold.q, "normal": normalise(gold.q)} for gold in golds]
