"""What searching needs, as tables of the index file: one row a term, its places as JSON, to be read in milliseconds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from knowledge.prepare import Prepared

COLUMNS: Mapping[str, tuple[str, str]] = {
    "search_names": ("word", "source"),
    "search_terms": ("term", "passages"),
    "search_focus_terms": ("term", "focus_points"),
    "search_asks": ("place", "questions"),
    "search_meanings": ("key", "terms"),
    "search_spellings": ("sound", "words"),
    "search_section_runs": ("letters", "likelihoods"),
    "search_outside": ("theme", "questions"),
    "search_outside_runs": ("letters", "likelihoods"),
}
"""Table → its two columns. Passages are given by their position in the report, from 0."""


def search_rows(prepared: Prepared) -> dict[str, list[dict[str, Any]]]:
    """Table → rows; the second column of each is JSON."""
    tables: dict[str, Mapping[str, Any]] = {
        "search_names": dict.fromkeys(sorted(prepared.names), "lexicon"),
        "search_terms": prepared.postings,
        "search_focus_terms": prepared.focus_postings,
        "search_asks": prepared.asks,
        "search_meanings": prepared.meanings,
        "search_spellings": prepared.spellings,
        "search_section_runs": prepared.section_runs,
        "search_outside": prepared.outside,
        "search_outside_runs": prepared.outside_runs,
    }
    return {
        name: [dict(zip(COLUMNS[name], (key, compact(value)), strict=True)) for key, value in sorted(table.items())]
        for name, table in tables.items()
    }


def compact(value: Any) -> str:
    """A value as short readable JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_prepared(connection: sqlite3.Connection) -> Prepared:
    """Read the tables back. Raises sqlite3.Error or ValueError when they are damaged; the caller names the file."""
    # Few different strengths and likelihoods stand in many places: each is kept once.
    numbers: dict[float, float] = {}

    def once(value: float) -> float:
        return numbers.setdefault(value, value)

    def rows(name: str) -> dict[str, Any]:
        key, value = COLUMNS[name]
        read = connection.execute(f"SELECT {key}, {value} FROM {name} ORDER BY rowid")  # noqa: S608  # our own names
        found = dict(read.fetchall())
        return dict(zip(found, json.loads("[" + ",".join(found.values()) + "]"), strict=True))

    return Prepared(
        frozenset(rows("search_names")),
        {
            term: {int(position): once(strength) for position, strength in places.items()}
            for term, places in rows("search_terms").items()
        },
        {
            term: {point: once(strength) for point, strength in places.items()}
            for term, places in rows("search_focus_terms").items()
        },
        {place: tuple(questions) for place, questions in rows("search_asks").items()},
        {key: tuple(terms) for key, terms in rows("search_meanings").items()},
        {key: tuple(words) for key, words in rows("search_spellings").items()},
        {letters: tuple(map(once, values)) for letters, values in rows("search_section_runs").items()},
        {theme: tuple(questions) for theme, questions in rows("search_outside").items()},
        {letters: tuple(map(once, values)) for letters, values in rows("search_outside_runs").items()},
    )
