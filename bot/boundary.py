"""The one place that catches everything: around the handling of one event, so that no event costs another."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from bot.errors import StorageGoneError

log = logging.getLogger("krutham.boundary")

Result = TypeVar("Result")


def guarded(act: Callable[[], Result], otherwise: Callable[[], Result], **facts: Any) -> Result:
    """What `act` returns; when it fails in a way nobody foresaw, that is logged with `facts` and `otherwise` decides.

    A database that is gone is foreseen and climbs on.
    """
    try:
        return act()
    except StorageGoneError:
        raise
    except Exception:
        log.exception("an event could not be handled", extra=dict(facts))
    return otherwise()


def event_facts(event: Mapping[str, Any]) -> dict[str, Any]:
    """What may be logged of an event: never its text, token or ids of people."""
    return {"event_id": event.get("webhookEventId"), "event_type": event.get("type")}
