"""What people ask that the report does not answer (`outside.toml`): the other side of the subject index.

How like one of these a question is, and whether its letters sound like them, are signs for `knowledge.judge`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from knowledge.errors import SubjectsError
from knowledge.letters import Learned, learn, likelihoods

INSIDE, OUTSIDE = 0, 1
STRONG = 10.0
"""So great a difference of log-likelihoods counts as 1."""


def load_outside(path: Path) -> dict[str, tuple[str, ...]]:
    """Theme → questions of outside.toml; an absent file has none. Raises SubjectsError when it is not one."""
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {theme: tuple(map(str.strip, entry["asks"])) for theme, entry in table.items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, TypeError, KeyError) as error:
        advice = 'Entries look like ["theme"] asks = ["…"].'
        raise SubjectsError(f"{path} is not a list of outside questions: {error!r}. {advice}") from error


def learn_outside(inside: Iterable[str], outside: Iterable[str]) -> dict[str, tuple[float, ...]]:
    """Run of letters → its log-likelihood inside and outside the report; empty when there are no outside questions."""
    others = [(squeezed, OUTSIDE) for squeezed in outside]
    return learn([*((squeezed, INSIDE) for squeezed in inside), *others], 2) if others else {}


def strangeness(squeezed: str, learned: Learned) -> float:
    """Below 0: sounds like what the report answers; above: like what it does not; 1 is strong, 0 is not known."""
    found = likelihoods(squeezed, learned)
    return (found[OUTSIDE] - found[INSIDE]) / STRONG if found else 0.0


def all_of(themes: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The questions of all themes."""
    return tuple(ask for asks in themes.values() for ask in asks)
