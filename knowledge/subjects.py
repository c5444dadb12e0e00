"""The subject index: under which everyday words and questions people look for a passage, from `subjects.toml`.

Like the index at the back of a book, in the words people type. A table is keyed by passage id ("1.1/progress/1.5.5")
or focus point id ("1.3"), with `words` and `asks`. A report without the file is searched by its own words alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.errors import SubjectsError


@dataclass(frozen=True, slots=True)
class Subjects:
    """Passage id or focus point id → all index words and questions of it as one text, and each of the two alone."""

    texts: Mapping[str, str]
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def of(self, key: str) -> str:
        """The index text of a passage or focus point, "" when it has none."""
        return self.texts.get(key, "")


def load_subjects(path: Path) -> Subjects:
    """Read subjects.toml; an absent file is an empty index. Raises SubjectsError when it is not one."""
    if not path.exists():
        return Subjects({})
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Subjects(
            {key: " \n ".join([entry.get("words", ""), *entry.get("asks", ())]) for key, entry in table.items()},
            {key: tuple(entry.get("asks", ())) for key, entry in table.items()},
            {key: str(entry.get("words", "")) for key, entry in table.items()},
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, TypeError) as error:
        advice = 'Entries look like ["1.3"] words = "…" asks = ["…"].'
        raise SubjectsError(f"{path} is not a subject index: {error}. {advice}") from error


def unknown_keys(subjects: Subjects, known: frozenset[str]) -> list[str]:
    """Keys that name no passage and no focus point: entries that never match."""
    return sorted(key for key in subjects.texts if key not in known)
