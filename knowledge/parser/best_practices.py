"""Best practices."""

from __future__ import annotations
from collections.abc import Sequence
from knowledge.models import BestPractice, Passage
from knowledge.parser.offices import Offices


def find_best_practices(passages: Sequence[Passage], offices: Offices) -> tuple[BestPractice, ...]:
    """Return nothing yet."""
    return ()
