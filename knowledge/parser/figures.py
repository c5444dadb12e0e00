"""Figures."""

from __future__ import annotations
from collections.abc import Sequence
from knowledge.models import Figure, Passage


def find_figures(passages: Sequence[Passage]) -> tuple[Figure, ...]:
    """Return nothing yet."""
    return ()
