"""Which section of the report a question sounds like, learned from the subject index, whose passages have sections.

Cue words name a section outright; this is for all others: "ไปได้สวยเพราะอะไร", "มีใครทำไว้ดีๆ".
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from knowledge.letters import Learned, learn, likelihoods
from knowledge.models import SECTIONS, Section

EVENNESS = 3.0
"""Neighbouring runs share letters, so three of them are no more evidence than one."""


def learn_sections(asks: Iterable[tuple[str, Section]]) -> dict[str, tuple[float, ...]]:
    """Run of letters → its log-likelihood in each of SECTIONS, from (question in compared form, its section)."""
    return learn(((squeezed, SECTIONS.index(section)) for squeezed, section in asks), len(SECTIONS))


def sense(squeezed: str, learned: Learned) -> dict[Section, float]:
    """How likely each section is to be the one asked for, together 1; empty when nothing is known of the letters."""
    found = likelihoods(squeezed, learned)
    likely = [math.exp((value - max(found)) / EVENNESS) for value in found]
    return {section: value / sum(likely) for section, value in zip(SECTIONS, likely, strict=False)}
