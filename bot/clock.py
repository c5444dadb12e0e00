"""The time, in milliseconds since 1970, and what LINE's clock differs from ours."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

CERTAIN_AFTER = 5
"""So many first deliveries in a row that all seem old (or from the future) mean that a clock is wrong, not the mail."""

SUSPICIOUS_MS = 30_000
REMEMBERED = 20


class SteadyClock:
    """The wall clock as it was at the start, carried on by one that cannot jump.

    A host whose clock is set forward while events wait would otherwise take all of them for too old to answer.
    """

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._offset = wall() - steady()

    def now_ms(self) -> int:
        """Milliseconds since 1970."""
        return int((self._offset + self._steady()) * 1000)


class ClockDifference:
    """How far our clock is ahead of LINE's (negative: behind), learned from first deliveries; 0 until it is certain."""

    def __init__(self) -> None:
        self._lags: deque[int] = deque(maxlen=REMEMBERED)

    def learn(self, lag_ms: int) -> None:
        """Note by how much a first delivery's timestamp lies behind the moment it came in."""
        self._lags.append(lag_ms)

    @property
    def ms(self) -> int:
        """The difference to allow for when the age of an event is reckoned from its timestamp."""
        # One step of the interpreter, so that no lock is needed where every webhook passes.
        lags = tuple(self._lags)
        least = min(lags, key=abs, default=0)
        certain = len(lags) >= CERTAIN_AFTER and abs(least) > SUSPICIOUS_MS
        return least if certain else 0
