"""Opening what a start needs of the report: the engine, and the desk handlers work at."""

from __future__ import annotations

from collections.abc import Callable

from bot.settings import Settings
from handlers.desk import Desk, Engine, Store


def open_engine(settings: Settings) -> Engine:
    """The engine on the index the settings name, or on the one kept under KRUTHAM_DATA, built when it is missing."""
    from knowledge.engine import Engine as ReportEngine
    from knowledge.index import ensure_index

    if settings.index is not None:
        return ReportEngine.open(settings.index)
    return ReportEngine.open(ensure_index(settings.report, settings.data))


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
