"""A report written into an SQLite file of named tables, readable in any SQLite browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.index_search import COLUMNS, search_rows
from knowledge.models import AGENCIES, OVERVIEW, Report
from knowledge.parser import LedgerLine, Parsed
from knowledge.prepare import Prepared

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x4B525554
"""Marks the file as ours ("KRUT"), so that another program's database is told from a damaged index."""

SCHEMA_VERSION = 2
"""Counts up whenever a table or column changes; an older file is then refused with advice, not misread."""

Row = dict[str, Any]


def write_tables(
    path: Path, parsed: Parsed, prepared: Prepared, sources: Mapping[str, str], meta: Mapping[str, str]
) -> None:
    """Write a parsed report, what searching needs of it, its source texts and `meta` into a new SQLite file."""
    # Here and not above: reading an index, which every start does, must not pay for the import.
    from sqlite_utils import Database

    db = Database(path)
    try:
        # One transaction, and rows in reading order: the same sources give the same bytes.
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        _write_outline(db, parsed.report)
        _write_passages(db, parsed.report)
        _write_findings(db, parsed.report)
        _write_lines(db, parsed.ledger)
        for name, rows in search_rows(prepared).items():
            _write(db, name, rows, dict.fromkeys(COLUMNS[name], str), COLUMNS[name][0])
        _write(
            db,
            "sources",
            [{"name": name, "text": text} for name, text in sorted(sources.items())],
            {"name": str},
            "name",
        )
        _write(db, "meta", [{"key": key, "value": value} for key, value in sorted(meta.items())], {"key": str}, "key")
        db.table("passages").enable_fts(["text", "remedy"], fts_version="FTS5", tokenize="trigram")
    finally:
        db.close()


def _write(
    db: Database,
    name: str,
    rows: Iterable[Row],
    types: Mapping[str, type],
    pk: str | None = None,
    foreign: Iterable[tuple[str, str, str]] = (),
) -> None:
    """Create one table and fill it. `types` names the columns that are no text, or all of a table that may be empty."""
    filled = list(rows)
    columns: dict[str, type] = dict.fromkeys(filled[0], str) if filled else {}
    columns |= types
    table = db.table(name)
    table.create(columns, pk=pk, foreign_keys=list(foreign))
    table.insert_all(filled, pk=pk)


def _write_outline(db: Database, report: Report) -> None:
    row = {key: getattr(report, key) for key in ("id", "title", "province", "year", "round")}
    _write(db, "reports", [row], {"year": int, "round": int}, "id")
    policies = [{"number": policy.number, "report": report.id, "title": policy.title} for policy in report.policies]
    _write(db, "policies", policies, {"number": int}, "number", [("report", "reports", "id")])
    points = [
        {
            "id": point.id,
            "policy": point.policy,
            "title": point.title,
            "responsible": point.responsible,
            "first_line": point.first_line,
            "last_line": point.last_line,
        }
        for point in report.focus_points
    ]
    numbers = {"policy": int, "first_line": int, "last_line": int}
    _write(db, "focus_points", points, numbers, "id", [("policy", "policies", "number")])
    chapters = [
        {"focus_point": point.id, "chapter": chapter, "title": title}
        for point in report.focus_points
        for chapter, title in enumerate(point.chapter_titles, start=1)
    ]
    columns = {"focus_point": str, "chapter": int, "title": str}
    _write(db, "chapters", chapters, columns, foreign=[("focus_point", "focus_points", "id")])
    _write_offices(db, report)
    summaries = [{"focus_point": key, "summary": text} for key, text in report.summaries.items()]
    own = {"focus_point": str, "summary": str}
    _write(db, "summaries", summaries, own, "focus_point", [("focus_point", "focus_points", "id")])


def _write_offices(db: Database, report: Report) -> None:
    used = {agency for passage in report.passages for agency in passage.agencies} | report.office_names.keys()
    offices = [
        {"agency": agency, "name": (report.office_names.get(agency) or ("",))[0]}
        for agency in AGENCIES
        if agency in used
    ]
    _write(db, "offices", offices, {"agency": str, "name": str}, "agency")
    names = [
        {"agency": agency, "position": position, "name": name}
        for agency in AGENCIES
        for position, name in enumerate(report.office_names.get(agency, ()))
    ]
    columns = {"agency": str, "position": int, "name": str}
    _write(db, "office_names", names, columns, foreign=[("agency", "offices", "agency")])


def _write_passages(db: Database, report: Report) -> None:
    passages = [
        {
            "id": passage.id,
            # A browser shows the overview's passages as those without a focus point.
            "focus_point": None if passage.focus_point == OVERVIEW else passage.focus_point,
            "chapter": passage.chapter,
            "section": passage.section,
            "level": passage.level,
            "kind": passage.kind,
            "marker": passage.marker,
            "text": passage.text,
            "remedy": passage.remedy,
            "first_line": passage.first_line,
            "last_line": passage.last_line,
            "parent": passage.parent,
        }
        for passage in report.passages
    ]
    numbers = {"chapter": int, "first_line": int, "last_line": int}
    foreign = [("focus_point", "focus_points", "id"), ("parent", "passages", "id")]
    _write(db, "passages", passages, numbers, "id", foreign)
    to_passage = ("passage", "passages", "id")
    agencies = [
        {"passage": passage.id, "position": position, "agency": agency}
        for passage in report.passages
        for position, agency in enumerate(passage.agencies)
    ]
    columns = {"passage": str, "position": int, "agency": str}
    _write(db, "passage_agencies", agencies, columns, foreign=[to_passage, ("agency", "offices", "agency")])
    links = [
        {"passage": passage.id, "position": position, "link": link}
        for passage in report.passages
        for position, link in enumerate(passage.links)
    ]
    _write(db, "links", links, {"passage": str, "position": int, "link": str}, foreign=[to_passage])
    cells = [
        {"passage": passage.id, "position": position, "heading": heading, "value": value}
        for passage in report.passages
        for position, (heading, value) in enumerate(passage.cells)
    ]
    columns = {"passage": str, "position": int, "heading": str, "value": str}
    _write(db, "table_cells", cells, columns, foreign=[to_passage])


def _write_findings(db: Database, report: Report) -> None:
    practice_keys = ("passage", "name", "agency", "school", "person", "link")
    practices = [{key: getattr(entry, key) for key in practice_keys} for entry in report.best_practices]
    foreign = [("passage", "passages", "id"), ("agency", "offices", "agency")]
    _write(db, "best_practices", practices, dict.fromkeys(practice_keys, str), foreign=foreign)
    figure_keys = ("passage", "value", "unit", "subject", "agency")
    figures = [{key: getattr(figure, key) for key in figure_keys} for figure in report.figures]
    _write(db, "figures", figures, dict.fromkeys(figure_keys, str), foreign=foreign)
    corrections = [
        {"line": entry.line, "wrong": entry.wrong, "right": entry.right, "reason": entry.reason}
        for entry in report.corrections
    ]
    _write(db, "corrections", corrections, {"line": int, "wrong": str, "right": str, "reason": str})


def _write_lines(db: Database, ledger: Iterable[LedgerLine]) -> None:
    lines = [
        {"number": line.number, "text": line.text, "use": line.use, "target": " ".join(line.targets)} for line in ledger
    ]
    _write(db, "lines", lines, {"number": int}, "number")
