"""The index: a report's folder built into one SQLite file, and that file read back.

The file is made from the sources alone, read-only, and replaced in one step: a reader sees the old index or the new
one, never half of one. Its `meta` says which sources it was made from, so a changed report is built anew.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from knowledge.contacts import load_contacts
from knowledge.errors import (
    IndexCorruptError,
    IndexForeignError,
    IndexMissingError,
    IndexSchemaError,
    IndexWriteError,
    ReportEncodingError,
    ReportMissingError,
)
from knowledge.index_reading import read_tables
from knowledge.index_search import read_prepared
from knowledge.index_writing import APPLICATION_ID, SCHEMA_VERSION, write_tables
from knowledge.lexicon import load_lexicon
from knowledge.models import Report
from knowledge.outside import load_outside
from knowledge.parser import parse
from knowledge.prepare import Prepared, prepare
from knowledge.subjects import load_subjects

SOURCE_SUFFIXES = (".txt", ".toml")
"""Which files of a report's folder the index is made from; anything else there is nobody's business."""

_ADVICE = "Build it again with `krutham index`."


def build_index(folder: Path, out: Path) -> Path:
    """Parse the report in `folder`, write its index to `out`, in place of what was there, and return `out`.

    Raises:
        ReportError: the folder cannot be read as a report.
        IndexWriteError: `out` cannot be written.

    """
    parsed = parse(folder)
    lexicon, subjects = load_lexicon(folder / "lexicon.toml"), load_subjects(folder / "subjects.toml")
    load_contacts(folder / "contacts.toml")
    prepared = prepare(parsed.report, lexicon, subjects, load_outside(folder / "outside.toml"))
    meta = {
        "made_by": _made_by(),
        "passages": str(len(parsed.report.passages)),
        "report_hash": _report_hash(parsed.report),
        "schema_version": str(SCHEMA_VERSION),
        "source_hash": source_hash(folder),
    }
    sources = _sources(folder)
    with _write_errors_named(out):
        handle, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".tmp", dir=out.parent)
        os.close(handle)
        draft = Path(name)
        try:
            write_tables(draft, parsed, prepared, sources, meta)
            draft.chmod(0o644)
            draft.replace(out)
        finally:
            draft.unlink(missing_ok=True)
    return out


@contextmanager
def _write_errors_named(out: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise IndexWriteError(
            f"Cannot write the index {out}: {error}. Give a folder that exists and may be written, with room for some "
            "megabytes: --out, --index, or KRUTHAM_DATA."
        ) from error


def load_index(path: Path) -> Report:
    """Return the report that the index file at `path` holds.

    Raises:
        IndexMissingError: there is no such file.
        IndexCorruptError: it is damaged, or no SQLite file.
        IndexForeignError: it is an SQLite file of something else.
        IndexSchemaError: it was built by another version of this program.

    """
    with closing(_open(path)) as connection:
        try:
            report = read_tables(connection)
            meta = _meta(connection)
        except (sqlite3.Error, KeyError, TypeError, ValueError) as error:
            raise IndexCorruptError(f"The index {path} is damaged: {error}. {_ADVICE}") from error
    if meta.get("report_hash") != _report_hash(report):
        raise IndexCorruptError(f"The index {path} is damaged: its contents are not what was written. {_ADVICE}")
    return report


def load_index_for_search(path: Path) -> tuple[Report, Prepared]:
    """Return the report that the index file at `path` holds, and what searching needs of it. Raises as `load_index`."""
    report = load_index(path)
    with closing(_open(path)) as connection:
        try:
            return report, read_prepared(connection)
        except (sqlite3.Error, KeyError, TypeError, ValueError) as error:
            raise IndexCorruptError(f"The index {path} is damaged: {error}. {_ADVICE}") from error


def load_source(path: Path, name: str) -> str | None:
    """Return the text of one source file as it was when the index at `path` was built, such as "lexicon.toml".

    None when the report's folder had no such file. Raises as `load_index` does.
    """
    with closing(_open(path)) as connection:
        try:
            row = connection.execute("SELECT text FROM sources WHERE name = ?", (name,)).fetchone()
        except sqlite3.Error as error:
            raise IndexCorruptError(f"The index {path} is damaged: {error}. {_ADVICE}") from error
    return row[0] if row else None


def index_is_current(folder: Path, out: Path) -> bool:
    """Whether the index at `out` was made, by this program, from the sources that are in `folder` now."""
    try:
        with closing(_open(out)) as connection:
            meta = _meta(connection)
    except (IndexMissingError, IndexCorruptError, IndexForeignError, IndexSchemaError, sqlite3.Error):
        return False
    return meta.get("source_hash") == source_hash(folder) and meta.get("made_by") == _made_by()


def index_path(folder: Path, data_dir: Path) -> Path:
    """Where the index of a report's folder is kept under `data_dir`."""
    return data_dir / f"{folder.resolve().name}.index.sqlite"


def ensure_index(folder: Path, data_dir: Path) -> Path:
    """Return the path of the folder's index under `data_dir`, built first if it is missing, damaged or outdated.

    Raises:
        ReportError: the folder cannot be read as a report.
        IndexWriteError: `data_dir` cannot be written.

    """
    out = index_path(folder, data_dir)
    if not index_is_current(folder, out):
        with _write_errors_named(out):
            data_dir.mkdir(parents=True, exist_ok=True)
        build_index(folder, out)
    return out


def source_hash(folder: Path) -> str:
    """Return a hash of the names and contents of all source files of a report's folder."""
    digest = hashlib.sha256()
    for path in _source_paths(folder):
        for part in (path.name.encode(), path.read_bytes()):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _source_paths(folder: Path) -> list[Path]:
    try:
        found = [path for path in folder.iterdir() if path.suffix in SOURCE_SUFFIXES and path.is_file()]
    except OSError as error:
        raise ReportMissingError(
            f"Cannot read the report's folder {folder}: {error.strerror or error}. Name one that holds report.txt."
        ) from error
    return sorted(path for path in found if not path.name.startswith("."))


def _sources(folder: Path) -> dict[str, str]:
    sources = {}
    for path in _source_paths(folder):
        try:
            sources[path.name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise ReportEncodingError(f"{path} is not UTF-8: {error}. Save the file as UTF-8 and try again.") from error
    return sources


def _made_by() -> str:
    """Return a hash of the code that makes an index: with a changed parser an index of the same sources is outdated."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in (*sorted((here / "parser").glob("*.py")), *sorted(here.glob("*.py")), here / "language.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _report_hash(report: Report) -> str:
    return hashlib.sha256(repr(report).encode()).hexdigest()


def _open(path: Path) -> sqlite3.Connection:
    """Open an index file for reading; its kind and version are checked."""
    if not path.is_file():
        raise IndexMissingError(f"There is no index {path}. Build it with `krutham index --out {path}`.")
    # Immutable: the file is never written in place, so that a read-only disk and a hundred readers are no trouble.
    connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)
    try:
        kind = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error as error:
        connection.close()
        raise IndexCorruptError(f"{path} is no index, or a damaged one: {error}. {_ADVICE}") from error
    fault: Exception | None = None
    if kind != APPLICATION_ID:
        fault = IndexForeignError(f"{path} is an SQLite file of something else (application id {kind}). {_ADVICE}")
    elif version != SCHEMA_VERSION:
        fault = IndexSchemaError(
            f"The index {path} has schema {version}; this program needs {SCHEMA_VERSION}. {_ADVICE}"
        )
    elif not {"meta", "passages", "reports", "sources"} <= tables:
        fault = IndexCorruptError(f"The index {path} is not whole: it has the tables {sorted(tables)}. {_ADVICE}")
    if fault is not None:
        connection.close()
        raise fault
    return connection


def _meta(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT key, value FROM meta"))
