"""The house's rules that no linter knows: clocks, environment and Thai stay where they belong; one catch-all."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.storage.database import Database
from bot.storage.tables import metadata
from tests.servers import ROOT

CLOCKS = {
    ("time", "time"),
    ("time", "time_ns"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
}


def modules(*packages: str) -> Iterator[Path]:
    """Every module of the packages."""
    for package in packages:
        yield from sorted((ROOT / package).rglob("*.py"))


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """String literals that are not docstrings."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


@pytest.mark.parametrize("path", list(modules("knowledge", "handlers")), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_clock_and_no_environment(path: Path) -> None:
    """What time it is and what is configured are arguments in knowledge and handlers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in CLOCKS, f"{path}:{node.lineno}"
            assert (node.value.id, node.attr) not in {("os", "environ"), ("os", "getenv")}, f"{path}:{node.lineno}"


EDGE = [path for path in modules("bot") if not {"local_line", "reader"} & set(path.parts)]


@pytest.mark.parametrize("path", EDGE, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_edge_speaks_no_thai(path: Path) -> None:
    """What the bot says stands in handlers/wording.py; the edge may quote a question as an example to an operator."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    thai = [node.lineno for node in strings(tree) if any("ก" <= letter <= "๛" for letter in node.value)]

    assert not thai or path.name in ("ask.py", "qr.py"), f"{path}:{thai}"


def test_there_is_one_catch_all() -> None:
    """`except Exception` stands at the boundary of one event, and nowhere else."""
    caught = [
        path.relative_to(ROOT)
        for path in modules("bot", "handlers", "knowledge")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    ]

    assert caught == [Path("bot/boundary.py")]


def test_the_migrations_lead_to_the_tables(tmp_path: Path) -> None:
    """After all migrations the database has exactly the tables, columns and indexes that the code names."""
    database = Database(f"sqlite:///{tmp_path / 'state.sqlite'}")
    database.prepare()
    with database.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), metadata)
    database.engine.dispose()

    assert difference == []
