"""One system in a process of its own: `python -m tools.bench.measure SYSTEM TASK` prints what it found as JSON.

A process of its own keeps memory apart, and every question is asked once by a process that has never seen it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools.bench.memory import resident_mb
from tools.bench.others import OTHERS, Corpus

NOT_INSTALLED = 3
"""The exit code when a system's library is missing."""


def main(system: str, task_file: str) -> int:
    """Open the system, warm it up, ask every question once, print the findings."""
    task = json.loads(Path(task_file).read_text(encoding="utf-8"))
    began = time.perf_counter()
    try:
        ask, told, key = opened(system, task)
    except ModuleNotFoundError as fault:
        sys.stderr.write(f"{fault.name} is not installed\n")
        return NOT_INSTALLED
    opening = time.perf_counter() - began
    for question in task["warm_up"]:
        ask(question[key])
    results = []
    for question in task["questions"]:
        text = question[key]
        processor, start = time.process_time_ns(), time.perf_counter_ns()
        result = ask(text)
        took, busy = time.perf_counter_ns() - start, time.process_time_ns() - processor
        results.append({**told(result), "ms": took / 1e6, "busy_ms": busy / 1e6})
    print(json.dumps({"found": results, "opening_s": opening, "memory_mb": resident_mb()}, ensure_ascii=False))
    return 0


def opened(system: str, task: dict[str, Any]) -> tuple[Callable[[str], Any], Callable[[Any], dict[str, Any]], str]:
    """How the system is asked, how its result is read, and which form of a question it gets."""
    if system not in OTHERS:
        # Imported here: the others' memory is to be measured without KruTham's.
        from tools.bench.ours import OURS

        return *OURS[system](Path(task["index"])), "text"
    corpus = Corpus(task["texts"], task["focus_points"], task["titles"], task["titled"])

    def told(result: tuple[str | None, int | None]) -> dict[str, Any]:
        focus_point, number = result
        lines, text = (None, None) if number is None else (task["lines"][number], task["texts"][number])
        return {"focus_point": focus_point, "lines": lines, "text": text}

    return OTHERS[system](corpus), told, "normal"


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
