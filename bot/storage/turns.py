"""A conversation's memory as JSON and back, tolerant of what older and newer versions wrote."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from knowledge.models import Turn

_FIELDS = {field.name for field in fields(Turn)}


def to_json(turn: Turn) -> str:
    """The turn as JSON."""
    return json.dumps(asdict(turn), ensure_ascii=False)


def from_json(memory: str) -> Turn | None:
    """The turn in `memory`; fields unknown to this version are left out, and what is no turn at all is None."""
    try:
        kept = json.loads(memory)
        known: dict[str, Any] = {name: _as_kept(value) for name, value in kept.items() if name in _FIELDS}
        return Turn(**known)
    except (ValueError, TypeError, AttributeError):
        return None


def _as_kept(value: Any) -> Any:
    """JSON knows no tuples."""
    return tuple(value) if isinstance(value, list) else value
