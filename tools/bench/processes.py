"""The program as people start it: `krutham index`, `krutham ask` cold, and a serving process under questions."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.settings import PACKAGED_REPORT
from tests.loopback_line import LoopbackLine
from tests.servers import ROOT, BotServer
from tests.webhooks import text_event
from tools.bench.memory import children_of, resident_mb, together_mb

COLD_QUESTION = "ครูเป็นหนี้ทำไงดี"
QUESTIONS_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that ended well: seconds on the clock and of the processor, and the most memory it held, in MB."""

    seconds: float
    busy_s: float
    memory_mb: float


@dataclass(frozen=True, slots=True)
class Serving:
    """A serving process: MB when ready and after `answered` questions, and how long the start took.

    `together_mb` counts gunicorn's master as well, and what both share once.
    """

    ready_mb: float
    after_mb: float
    together_mb: float
    answered: int
    start_s: float


def run_krutham(*arguments: str, index: Path | None = None) -> Ended:
    """Run the command to its end. Raises RuntimeError when it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KRUTHAM_", "LINE_"))}
    environment |= {"KRUTHAM_INDEX": str(index)} if index else {}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    # wait4 tells the most memory that this very child held; subprocess does not.
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"krutham {' '.join(arguments)} failed with exit code {process.returncode}")
    return Ended(taken, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def build_index(out: Path) -> Ended:
    """`krutham index` on the packaged report."""
    return run_krutham("index", "--report", str(PACKAGED_REPORT), "--out", str(out))


def ask_cold(index: Path, times: int) -> list[Ended]:
    """`krutham ask` with the index built before, so many times."""
    return [run_krutham("ask", COLD_QUESTION, index=index) for _ in range(times)]


def serve(folder: Path, index: Path, texts: Sequence[str]) -> Serving:
    """Start `krutham serve` as in production against a stand-in for LINE, and ask it all `texts` by signed webhook."""
    with LoopbackLine(check_limits=False) as line:
        began = time.perf_counter()
        server = BotServer(folder / "data", line.url, KRUTHAM_INDEX=str(index)).start()
        try:
            start = time.perf_counter() - began
            assert server.process is not None
            (worker,) = children_of(server.process.pid)
            ready = resident_mb(worker)
            for first in range(0, len(texts), QUESTIONS_AT_ONCE):
                some = texts[first : first + QUESTIONS_AT_ONCE]
                server.post(*map(text_event, some))
                line.wait_for(first + len(some), seconds=30)
            return Serving(ready, resident_mb(worker), together_mb((server.process.pid, worker)), len(line.sent), start)
        finally:
            server.stop()
