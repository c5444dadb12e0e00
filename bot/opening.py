"""Opening what a start needs of the report: the engine, and the desk handlers work at."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bot.settings import Settings
from handlers.desk import Desk, Engine, Store

BUILD = """
import sys
from pathlib import Path

from knowledge.index import ensure_index

ensure_index(*map(Path, sys.argv[1:]))
"""


def open_engine(settings: Settings) -> Engine:
    """The engine on the index the settings name, or on the one kept under KRUTHAM_DATA, built when it is missing."""
    from knowledge.engine import Engine as ReportEngine

    return ReportEngine.open(settings.index or current_index(settings.report, settings.data))


def current_index(report: Path, data: Path) -> Path:
    """The index under `data`, built in a process of its own when it has to be: a server keeps none of its memory.

    What goes wrong there is met again here, and raised as `ensure_index` raises it.
    """
    from knowledge.index import ensure_index, index_is_current, index_path

    if not index_is_current(report, index_path(report, data)):
        command = [sys.executable, "-c", BUILD, str(report), str(data)]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603  # our own code on our own settings
    return ensure_index(report, data)


def open_desk(settings: Settings, store: Store, now_ms: Callable[[], int], engine: Engine | None = None) -> Desk:
    """A desk with everything on it: engine, store, clock, and the settings that show in messages."""
    return Desk(
        engine=engine or open_engine(settings),
        store=store,
        now_ms=now_ms,
        public_url=settings.public_url,
        basic_id=settings.basic_id,
        retention_days=settings.retention_days,
        operator=settings.operator,
    )
