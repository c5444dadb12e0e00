"""Everything one run measured, and the machine it ran on."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.bench.processes import Ended, Serving
from tools.bench.rounds import Measured


@dataclass(frozen=True, slots=True)
class Results:
    """One run. `many` is what `tools.bench.many` prints; `load` the machine's load average before and after."""

    systems: Sequence[Measured]
    missing: Sequence[str]
    rounds: int
    many: dict[str, Any]
    cold: Sequence[Ended]
    built: Sequence[Ended]
    serving: Serving
    load: tuple[float, float]


def load_now() -> float:
    """Processes that wanted the processor in the last minute, on average."""
    return os.getloadavg()[0]


def machine() -> str:
    """The machine in a few words."""
    cpu = Path("/proc/cpuinfo")
    named = re.search(r"^model name\s*:\s*(.+)$", cpu.read_text(), re.MULTILINE) if cpu.exists() else None
    model = named[1].strip() if named else platform.machine()
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"
