"""How much memory a process holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path


def resident_mb(process: int | str = "self") -> float:
    """Resident memory in MB (10⁶ bytes) of a process, by number; of this one by default. Linux only."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    match = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    return int(match[1]) * 1024 / 1e6 if match else 0.0


def together_mb(processes: Iterable[int]) -> float:
    """Memory in MB that several processes hold together, what they share counted once."""
    rollups = (Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii") for process in processes)
    matches = (re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE) for rollup in rollups)
    return sum(int(match[1]) for match in matches if match) * 1024 / 1e6


def children_of(process: int) -> list[int]:
    """The processes that `process` started and that still run."""
    return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
