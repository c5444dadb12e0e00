"""What is handed to a process that is measured, as one JSON file: the questions, and the report for the others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from knowledge.evaluate import Gold
from knowledge.index import load_index
from knowledge.thai import normalise
from tools.bench import questions


def write_task(path: Path, index: Path, golds: Sequence[Gold]) -> Path:
    """Write the task to `path`.

    The other systems get each passage with its remedy and the title of its focus point, faults of scanning and typing
    removed: of what was tried (with and without title, with and without the overview) this serves all of them best.
    """
    report = load_index(index)
    title = {point.id: point.title for point in report.focus_points}
    task: dict[str, Any] = {
        "index": str(index),
        "warm_up": [{"text": text, "normal": normalise(text)} for text in questions.warm_up()],
        "questions": questions.typed(golds),
        "texts": [normalise(" ".join([p.text, p.remedy, title.get(p.focus_point, "")])) for p in report.passages],
        "focus_points": [passage.focus_point for passage in report.passages],
        "lines": [[passage.first_line, passage.last_line] for passage in report.passages],
        "titles": [normalise(point.title) for point in report.focus_points],
        "titled": [point.id for point in report.focus_points],
    }
    path.write_text(json.dumps(task, ensure_ascii=False), encoding="utf-8")
    return path
