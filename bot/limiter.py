"""Per-person limits: a burst is fine, a flood is not."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST_TALKERS = 50_000
"""So many people are remembered; who has been silent longest is forgotten first, and had a full allowance anyway."""

TELL_AGAIN_SECONDS = 10.0
"""A person over the limit is told so at most this often; messages in between are recorded and left."""


@dataclass(slots=True)
class _Allowance:
    left: float
    at: float
    told_at: float = float("-inf")


class Limiter:
    """A token bucket for each talker: `burst` messages at once, `per_minute` in the long run."""

    def __init__(self, burst: int, per_minute: int, seconds: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_minute / 60
        self._seconds = seconds
        self._lock = threading.Lock()
        self._allowances: OrderedDict[str, _Allowance] = OrderedDict()

    def admits(self, talker: str, messages: int = 1) -> bool:
        """Whether this talker may have `messages` more answered now; counts them when so."""
        now = self._seconds()
        with self._lock:
            allowance = self._allowances.setdefault(talker, _Allowance(self._burst, now))
            self._allowances.move_to_end(talker)
            if len(self._allowances) > MOST_TALKERS:
                self._allowances.popitem(last=False)
            allowance.left = min(self._burst, allowance.left + (now - allowance.at) * self._per_second)
            allowance.at = now
            if allowance.left < messages:
                return False
            allowance.left -= messages
            return True

    def may_tell(self, talker: str) -> bool:
        """Whether a talker over the limit should be told so now."""
        now = self._seconds()
        with self._lock:
            allowance = self._allowances.get(talker)
            if allowance is None or now - allowance.told_at < TELL_AGAIN_SECONDS:
                return False
            allowance.told_at = now
            return True
