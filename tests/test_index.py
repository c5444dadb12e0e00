"""The index file: readable by anyone, the same for the same sources, replaced in one step, read back in no time."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from knowledge.errors import (
    IndexCorruptError,
    IndexFileError,
    IndexForeignError,
    IndexMissingError,
    IndexSchemaError,
    IndexWriteError,
    ReportEncodingError,
    ReportFormatError,
    ReportMissingError,
)
from knowledge.index import build_index, ensure_index, index_is_current, load_index, load_source
from knowledge.parser import parse_report
from tests.reports import REAL, TAK, real, write_report

TABLES = {
    "reports", "policies", "focus_points", "chapters", "offices", "office_names", "summaries", "passages",
    "passage_agencies", "links", "table_cells", "best_practices", "figures", "corrections", "lines", "sources", "meta",
    "passages_fts",
}  # fmt: skip


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real report's folder."""
    return Path(shutil.copytree(REAL, tmp_path_factory.mktemp("reports") / REAL.name))


@pytest.fixture(scope="module")
def index(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real report's index."""
    return build_index(sources, tmp_path_factory.mktemp("index") / "real.sqlite")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small report's folder, to be changed."""
    return write_report(tmp_path / "tak-2567-1")


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    """What an SQLite browser would show."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_what_is_read_back_is_what_was_parsed(index: Path) -> None:
    """The index holds the whole report."""
    assert load_index(index) == real().report


def test_parsing_and_loading_are_quick(sources: Path, index: Path) -> None:
    """Reading a report's folder takes a second of work at most, loading its index 0.15 s; other work is not counted."""
    started = time.process_time()
    parse_report(sources)
    parsed = time.process_time()
    load_index(index)
    loaded = time.process_time()

    assert parsed - started < 1.0
    assert loaded - parsed < 0.15


def test_the_same_sources_give_the_same_bytes(tmp_path: Path, sources: Path, index: Path) -> None:
    """No clock and no chance gets into the file."""
    again = build_index(sources, tmp_path / "again.sqlite")

    assert again.read_bytes() == index.read_bytes()


def test_another_process_writes_the_same_bytes(tmp_path: Path, sources: Path, index: Path) -> None:
    """The order of a set differs from process to process; it must not get into the file."""
    code = "import sys, pathlib, knowledge.index as i; i.build_index(*map(pathlib.Path, sys.argv[1:]))"
    again = tmp_path / "again.sqlite"
    environment = {"PYTHONHASHSEED": "1", "PYTHONPATH": str(REAL.parents[2]), "PATH": ""}
    subprocess.run([sys.executable, "-c", code, str(sources), str(again)], check=True, env=environment)

    assert again.read_bytes() == index.read_bytes()


def test_tables_are_named_and_tied(index: Path) -> None:
    """Any SQLite browser shows named tables with foreign keys that hold."""
    names = {name for (name,) in rows(index, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    ties = {(row[2], row[3]) for row in rows(index, "PRAGMA foreign_key_list(passages)")}

    assert names >= TABLES
    assert ties == {("focus_points", "focus_point"), ("passages", "parent")}
    assert rows(index, "PRAGMA foreign_key_check") == []
    assert rows(index, "PRAGMA integrity_check") == [("ok",)]


def test_thai_is_found_by_full_text_search(index: Path) -> None:
    """The trigram tokenizer finds Thai words inside words, where the default cuts at vowel signs."""
    query = (
        "SELECT id FROM passages JOIN passages_fts ON passages_fts.rowid = passages.rowid"
        " WHERE passages_fts MATCH '\"น้องกลับมา\"' ORDER BY id"
    )

    assert ("3.1/progress/1.5.4",) in rows(index, query)


def test_rows_say_what_a_person_would_ask(index: Path) -> None:
    """Passages of an office, figures of a focus point, corrections with reasons: one query each."""
    count = "SELECT count(*) FROM passage_agencies WHERE agency = 'primary2' AND passage LIKE '1.1/%'"

    assert rows(index, count) == [(9,)]
    assert ("317", "คน") in rows(index, "SELECT value, unit FROM figures WHERE passage LIKE '1.1/%'")
    assert len(rows(index, 'SELECT wrong, "right", reason FROM corrections')) == len(real().report.corrections)
    assert rows(index, "SELECT use, target FROM lines WHERE number = 1099") == [("passage", "3.2/progress/2.2")]


def test_the_sources_travel_with_the_index(index: Path) -> None:
    """An index used elsewhere still has the lexicon and the contacts it was built with."""
    assert load_source(index, "report.txt") == (REAL / "report.txt").read_text(encoding="utf-8")
    assert load_source(index, "corrections.toml") == (REAL / "corrections.toml").read_text(encoding="utf-8")
    assert load_source(index, "nothing.toml") is None


def test_an_index_is_built_when_missing_and_kept_when_current(folder: Path, tmp_path: Path) -> None:
    """Starting twice builds once."""
    data = tmp_path / "var" / "data"
    path = ensure_index(folder, data)
    built_at = path.stat().st_mtime_ns

    assert path.parent == data
    assert ensure_index(folder, data).stat().st_mtime_ns == built_at
    assert index_is_current(folder, path)


@pytest.mark.parametrize("name", ["report.txt", "corrections.toml", "lexicon.toml"])
def test_any_changed_source_makes_an_index_outdated(folder: Path, tmp_path: Path, name: str) -> None:
    """Whichever file of the folder changes, the index is built anew."""
    path = ensure_index(folder, tmp_path)
    source = folder / name
    source.write_text((source.read_text(encoding="utf-8") if source.exists() else "") + "\n", encoding="utf-8")

    assert not index_is_current(folder, path)
    ensure_index(folder, tmp_path)
    assert index_is_current(folder, path)


def test_a_damaged_index_is_built_anew_on_start(folder: Path, tmp_path: Path) -> None:
    """A start does not fail for a file that can be made again."""
    path = ensure_index(folder, tmp_path)
    path.write_bytes(b"no index")

    assert load_index(ensure_index(folder, tmp_path)).province == "ตาก"


def test_a_failed_build_leaves_the_old_index(folder: Path, tmp_path: Path) -> None:
    """Readers see the old index or the new one; nothing half-made stays beside it."""
    path = ensure_index(folder, tmp_path / "data")
    before = path.read_bytes()
    (folder / "report.txt").write_text("ไม่ใช่รายงาน", encoding="utf-8")

    with pytest.raises(ReportFormatError):
        ensure_index(folder, tmp_path / "data")
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_missing_index_says_how_to_make_it(tmp_path: Path) -> None:
    """The message names the command."""
    with pytest.raises(IndexMissingError, match="krutham index"):
        load_index(tmp_path / "none.sqlite")


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\x00" + b"\xff" * 200])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    """Garbage, a truncated header, an empty file: a named error, and what to do."""
    path = tmp_path / "bad.sqlite"
    path.write_bytes(content)

    with pytest.raises(IndexFileError, match="krutham index"):
        load_index(path)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    """An SQLite file of something else is not taken for a damaged index."""
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE passages (id TEXT)")
    connection.commit()
    connection.close()

    with pytest.raises(IndexForeignError, match="something else"):
        load_index(path)


def changed(index: Path, path: Path, *statements: str) -> Path:
    """A copy of an index, changed by SQL."""
    path.write_bytes(index.read_bytes())
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def test_another_versions_index_is_refused(index: Path, tmp_path: Path) -> None:
    """An old schema is told from damage."""
    with pytest.raises(IndexSchemaError, match="schema 99"):
        load_index(changed(index, tmp_path / "old.sqlite", "PRAGMA user_version = 99"))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM passages WHERE id = '1.1/progress/1.2.5'",
        "UPDATE figures SET value = '318' WHERE value = '317'",
        "UPDATE passages SET text = 'x' WHERE id = '1.1/progress/1.2.5'",
        "DELETE FROM reports",
        "DROP TABLE links",
        "DROP TABLE meta",
        "DELETE FROM meta",
    ],
)
def test_a_changed_index_is_refused(index: Path, tmp_path: Path, statement: str) -> None:
    """What the report does not say is never answered from a file somebody changed."""
    with pytest.raises(IndexCorruptError, match="krutham index"):
        load_index(changed(index, tmp_path / "changed.sqlite", "PRAGMA foreign_keys = OFF", statement))


@pytest.mark.parametrize("kept", [0.05, 0.3, 0.6, 0.9])
def test_a_truncated_index_is_refused(index: Path, tmp_path: Path, kept: float) -> None:
    """A copy that was cut short is found out, wherever it was cut."""
    data = index.read_bytes()
    path = tmp_path / "short.sqlite"
    path.write_bytes(data[: int(len(data) * kept)])

    with pytest.raises(IndexFileError, match="krutham index"):
        load_index(path)


def test_an_unwritable_place_is_a_named_error(folder: Path, tmp_path: Path) -> None:
    """A file where a folder should be, a folder where the file should be: the message names the options."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "folder.sqlite").mkdir()

    with pytest.raises(IndexWriteError, match="KRUTHAM_DATA"):
        ensure_index(folder, tmp_path / "file" / "data")
    with pytest.raises(IndexWriteError, match="--out"):
        build_index(folder, tmp_path / "folder.sqlite")
    with pytest.raises(IndexWriteError, match="--out"):
        build_index(folder, tmp_path / "none" / "index.sqlite")


def test_a_missing_report_folder_is_a_named_error(tmp_path: Path) -> None:
    """Not a traceback from the depths."""
    with pytest.raises(ReportMissingError):
        ensure_index(tmp_path / "none", tmp_path)


def test_a_source_that_is_not_utf8_is_a_named_error(folder: Path, tmp_path: Path) -> None:
    """A table saved in another encoding is named."""
    (folder / "notes.toml").write_bytes("หมายเหตุ".encode("cp874"))

    with pytest.raises(ReportEncodingError, match=r"notes\.toml"):
        build_index(folder, tmp_path / "index.sqlite")


def test_a_report_with_nothing_extra_has_an_index(folder: Path, tmp_path: Path) -> None:
    """report.txt alone is enough; empty tables are still there to be looked at."""
    path = build_index(folder, tmp_path / "index.sqlite")

    assert load_index(path).title.endswith("จังหวัดตาก")
    assert rows(path, "SELECT count(*) FROM corrections") == [(0,)]
    assert load_source(path, "report.txt") == TAK
