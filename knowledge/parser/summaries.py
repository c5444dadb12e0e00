"""The hand-written summaries of a report's focus points.

`summaries.toml` beside report.txt:

    [focus_points."1.1"]
    summary = "…"
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from knowledge.errors import SummaryError
from knowledge.models import FocusPoint

SUMMARIES_FILE = "summaries.toml"


def read_summaries(folder: Path, focus_points: Sequence[FocusPoint]) -> dict[str, str]:
    """Return the hand-written summaries of a report's folder by focus point; none where the file does not exist.

    Raises:
        SummaryError: the file is not such TOML, or names a focus point the report does not have.

    """
    path = folder / SUMMARIES_FILE
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SummaryError(f"Cannot read {path}: {error}. Mend the file, or move it away.") from error
    entries = table.get("focus_points", {})
    known = {point.id for point in focus_points}
    summaries: dict[str, str] = {}
    for number, entry in entries.items() if isinstance(entries, dict) else ():
        if number not in known:
            raise SummaryError(f"{path}: the report has no focus point {number!r}. Write its id as it is printed.")
        summary = entry.get("summary") if isinstance(entry, dict) else None
        if not isinstance(summary, str) or not summary.strip():
            raise SummaryError(f"{path}: summary of {number} is {summary!r}; it must be a text.")
        summaries[number] = " ".join(summary.split())
    return summaries
