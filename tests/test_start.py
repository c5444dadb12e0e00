"""Starting: what cannot be used is told in one readable line with exit code 2; what can, serves, by both launchers."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.loopback_line import LoopbackLine
from tests.servers import ROOT, BotServer, free_port
from tests.webhooks import SECRET, text_event


def start_fails(tmp_path: Path, arguments: tuple[str, ...] = (), **settings: str) -> str:
    """What `krutham serve` says when it cannot start; exit code 2 and one line are asserted."""
    environment = {
        "PATH": os.environ["PATH"],
        "KRUTHAM_DATA": str(tmp_path / "data"),
        "PORT": str(free_port()),
        **settings,
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "serve", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


def test_half_a_line_channel(tmp_path: Path) -> None:
    """A secret without a token, and a port that is none: both named, in one line."""
    said = start_fails(tmp_path, LINE_CHANNEL_SECRET=SECRET, PORT="http")

    assert "LINE_CHANNEL_ACCESS_TOKEN is missing" in said
    assert "PORT is 'http'" in said
    assert SECRET not in said


def test_a_busy_port(tmp_path: Path) -> None:
    """Somebody listens there already."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        said = start_fails(tmp_path, PORT=str(port))

    assert f"127.0.0.1:{port}" in said
    assert "another program listens there" in said


def test_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("x")

    said = start_fails(tmp_path, KRUTHAM_DATA=str(tmp_path / "file" / "data"))

    assert "KRUTHAM_DATA" in said
    assert "cannot be written" in said


@pytest.mark.parametrize("kind", ["nonsense", "foreign", "empty"])
def test_an_index_that_is_none(tmp_path: Path, kind: str) -> None:
    """Bytes that are no database, a database of something else, nothing at all."""
    index = tmp_path / "index.sqlite"
    if kind == "foreign":
        with sqlite3.connect(index) as connection:
            connection.execute("CREATE TABLE t (x)")
        connection.close()
    else:
        index.write_bytes(b"nonsense" * 1000 if kind == "nonsense" else b"")

    said = start_fails(tmp_path, ("--index", str(index)))

    assert str(index) in said
    assert "krutham index" in said


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("mysql://u:passw0rd@h/d", "DATABASE_URL"),
        ("nonsense", "DATABASE_URL"),
        (f"postgresql://u:passw0rd@127.0.0.1:{free_port()}/d", "127.0.0.1"),
    ],
)
def test_a_database_that_cannot_be_used(tmp_path: Path, url: str, names: str) -> None:
    """Of a kind we do not know, no address at all, or nobody there; the password is not shown."""
    said = start_fails(tmp_path, DATABASE_URL=url)

    assert names in said
    assert "passw0rd" not in said


def test_a_report_that_is_none(tmp_path: Path) -> None:
    """A folder without report.txt."""
    (tmp_path / "empty").mkdir()

    assert "report.txt" in start_fails(tmp_path, KRUTHAM_REPORT=str(tmp_path / "empty"))


def test_the_procfile_starts_the_same_bot(tmp_path: Path, line: LoopbackLine) -> None:
    """Gunicorn by itself, as a platform calls it: warm, ready, answering; faults in one line and exit code 2."""
    command = (ROOT / "Procfile").read_text().partition("web: ")[2].split()
    program = [sys.executable, "-m", *command]
    server = BotServer(tmp_path / "data", line.url)
    server.command = program
    try:
        server.start()
        asked = text_event("1.3")
        assert server.post(asked) == 200
        assert line.reply_to(asked["replyToken"]).messages
        busy = subprocess.run(
            program, cwd=ROOT, env=server.environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert server.stop() == 0
    finally:
        server.kill()

    assert busy.returncode == 2
    assert "another program listens there" in busy.stderr
    assert "Traceback" not in busy.stderr


def test_metrics_are_for_who_has_the_token(running_bot: BotServer) -> None:
    """Counters are shown to the operator alone; health to everybody."""
    assert running_bot.get("/metrics")[0] == 401
    assert running_bot.get("/metrics", {"Authorization": "Bearer wrong"})[0] == 401
    status, page = running_bot.get("/metrics", {"Authorization": "Bearer an-admin-token-for-tests"})
    assert status == 200
    assert b"krutham_finished_events_total" in page
    assert running_bot.get("/healthz") == (200, b"ok\n")
