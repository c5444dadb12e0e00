"""Fixtures that grow from each other: a loopback LINE, the engine on the real report, servers, databases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from bot.settings import PACKAGED_REPORT
from knowledge.engine import Engine
from tests.inprocess import InProcess, running
from tests.loopback_line import LoopbackLine
from tests.servers import BotServer, PostgresServer, postgres_programs

hypothesis_settings.register_profile("short", max_examples=40, deadline=None)
hypothesis_settings.register_profile("nightly", max_examples=2000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine on the packaged report, opened once."""
    return Engine.open(PACKAGED_REPORT)


@pytest.fixture(scope="session")
def running_line() -> Iterator[LoopbackLine]:
    """One loopback LINE for the whole run; use `line`."""
    with LoopbackLine() as running:
        yield running


@pytest.fixture
def line(running_line: LoopbackLine) -> LoopbackLine:
    """A loopback LINE that has seen nothing yet."""
    running_line.reset()
    return running_line


@pytest.fixture(scope="session")
def running_bot(tmp_path_factory: pytest.TempPathFactory, running_line: LoopbackLine) -> Iterator[BotServer]:
    """One `krutham serve` on SQLite for the whole run, for tests that leave it as they found it."""
    server = BotServer(tmp_path_factory.mktemp("bot") / "data", running_line.url).start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL for the whole run."""
    server = _postgres().start()
    yield server
    server.remove()


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL that the test may stop."""
    server = _postgres().start()
    yield server
    server.remove()


def _postgres() -> PostgresServer:
    programs = postgres_programs()
    if programs is None:
        message = "PostgreSQL's server is not installed (Debian: apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return PostgresServer(programs)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty state database: the test runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'state.sqlite'}"
    postgres: PostgresServer = request.getfixturevalue("postgres")
    return postgres.new_database()


@pytest.fixture
def inside(tmp_path: Path, line: LoopbackLine, engine: Engine) -> Iterator[InProcess]:
    """A bot on SQLite in this process, its own for the test."""
    with running(tmp_path / "data", line.url, engine) as started:
        yield started
