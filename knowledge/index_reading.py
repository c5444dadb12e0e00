"""An index file's tables read back into a Report, all at once."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import Any

from knowledge.models import (
    OVERVIEW,
    BestPractice,
    Correction,
    Figure,
    FocusPoint,
    Passage,
    Policy,
    Report,
)

Groups = dict[str, tuple[Any, ...]]


def read_tables(connection: sqlite3.Connection) -> Report:
    """Return the report that `connection`'s database holds.

    Raises:
        sqlite3.Error, IndexError, TypeError, ValueError: the database is damaged; the caller names the file.

    """
    identity, title, province, year, round_ = connection.execute(
        "SELECT id, title, province, year, round FROM reports"
    ).fetchone()
    passages = _passages(connection)
    place = {passage.id: passage.focus_point for passage in passages}
    return Report(
        id=identity,
        title=title,
        province=province,
        year=year,
        round=round_,
        policies=tuple(
            Policy(*row) for row in connection.execute("SELECT number, title FROM policies ORDER BY number")
        ),
        focus_points=_focus_points(connection),
        passages=passages,
        best_practices=tuple(
            BestPractice(name, passage, place[passage], *rest)
            for name, passage, *rest in connection.execute(
                "SELECT name, passage, agency, school, person, link FROM best_practices ORDER BY rowid"
            )
        ),
        figures=tuple(
            Figure(value, unit, subject, passage, place[passage], agency)
            for value, unit, subject, passage, agency in connection.execute(
                "SELECT value, unit, subject, passage, agency FROM figures ORDER BY rowid"
            )
        ),
        office_names=_office_names(connection),
        summaries=dict(connection.execute("SELECT focus_point, summary FROM summaries ORDER BY rowid")),
        corrections=tuple(
            Correction(*row)
            for row in connection.execute('SELECT line, wrong, "right", reason FROM corrections ORDER BY rowid')
        ),
    )


def _grouped(connection: sqlite3.Connection, query: str) -> Groups:
    """Return the rows of a two-column query by the first column, in the query's order."""
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for key, *values in connection.execute(query):
        groups[key].append(values[0] if len(values) == 1 else tuple(values))
    return {key: tuple(values) for key, values in groups.items()}


def _focus_points(connection: sqlite3.Connection) -> tuple[FocusPoint, ...]:
    titles = _grouped(connection, "SELECT focus_point, title FROM chapters ORDER BY rowid")
    query = "SELECT id, policy, title, responsible, first_line, last_line FROM focus_points ORDER BY rowid"
    return tuple(
        FocusPoint(identity, policy, title, titles.get(identity, ()), responsible, first, last)
        for identity, policy, title, responsible, first, last in connection.execute(query)
    )


def _office_names(connection: sqlite3.Connection) -> dict[Any, tuple[str, ...]]:
    return _grouped(connection, "SELECT agency, name FROM office_names ORDER BY agency, position")


def _passages(connection: sqlite3.Connection) -> tuple[Passage, ...]:
    agencies = _grouped(connection, "SELECT passage, agency FROM passage_agencies ORDER BY rowid")
    links = _grouped(connection, "SELECT passage, link FROM links ORDER BY rowid")
    cells = _grouped(connection, "SELECT passage, heading, value FROM table_cells ORDER BY rowid")
    query = (
        "SELECT id, focus_point, section, kind, marker, text, first_line, last_line, level, remedy, parent, chapter"
        " FROM passages ORDER BY rowid"
    )
    return tuple(
        Passage(
            id=identity,
            focus_point=focus_point or OVERVIEW,
            section=section,
            kind=kind,
            marker=marker,
            text=text,
            first_line=first_line,
            last_line=last_line,
            agencies=agencies.get(identity, ()),
            level=level,
            remedy=remedy,
            links=links.get(identity, ()),
            parent=parent,
            chapter=chapter,
            cells=cells.get(identity, ()),
        )
        for (
            identity,
            focus_point,
            section,
            kind,
            marker,
            text,
            first_line,
            last_line,
            level,
            remedy,
            parent,
            chapter,
        ) in connection.execute(query)
    )
