"""The ids of passages: readable, unique, and the same whenever the same sources are parsed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from knowledge.parser.drafts import Draft

_STEP = "step"


def give_ids(drafts: Sequence[Draft], base: str) -> dict[Draft, str]:
    """Return an id for each draft of one chapter, `base` being "1.3", or "3.6-2" for a second chapter.

    "1.1/progress/1.5.1" is the item 1.5.1), "…#2" the second office's statement in an item, "…/p1" the first paragraph
    without a number under it, "…/d1" a dash, "…/row2" a table's row, "…/none" the report's "-ไม่มี-".
    """
    ids: dict[Draft, str] = {}
    used: Counter[str] = Counter()
    for draft in drafts:
        plain = f"{_prefix(draft, ids, base)}/{_slug(draft, ids, used, base)}"
        name = f"{plain}#{draft.part}" if draft.part else plain
        used[name] += 1
        # The report may print the same number twice in one list.
        ids[draft] = name if used[name] == 1 else f"{name}~{used[name]}"
    return ids


def _section_base(draft: Draft, base: str) -> str:
    return "/".join(part for part in (base, draft.section, draft.level) if part)


def _prefix(draft: Draft, ids: dict[Draft, str], base: str) -> str:
    """Return the id of what a draft's list stands under; numbers like 1.5.1 already hold those of their parents."""
    parent = draft.parent
    if parent is None or parent not in ids:
        return _section_base(draft, base)
    if draft.marker is not None and parent.marker is not None and len(draft.marker.path) > 1:
        length = len(parent.marker.path)
        if length and draft.marker.path[:length] == parent.marker.path:
            return _prefix(parent, ids, base)
    if draft.marker is not None and parent.marker is None and parent.parent is None and draft.marker.style == ")":
        return _section_base(draft, base)
    return ids[parent].partition("#")[0]


def _slug(draft: Draft, ids: dict[Draft, str], used: Counter[str], base: str) -> str:
    if draft.kind == "none":
        return "none"
    if draft.marker is not None and draft.marker.path and draft.kind != "table_row":
        number = ".".join(str(part) for part in draft.marker.path)
        return number if draft.marker.style in (")", ".", "bare") else _STEP + number
    sign = "row" if draft.kind == "table_row" else "d" if draft.marker is not None else "p"
    if draft.part > 1:
        return _slug_of_first_part(draft, ids)
    prefix = _prefix(draft, ids, base)
    used[f"{prefix}/{sign}"] += 1
    return f"{sign}{used[f'{prefix}/{sign}']}"


def _slug_of_first_part(draft: Draft, ids: dict[Draft, str]) -> str:
    first = next(name for other, name in ids.items() if other.whole is draft.whole and other.part == 1)
    return first.rpartition("/")[2].partition("#")[0]
