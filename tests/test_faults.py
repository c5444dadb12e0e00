"""The state database locked, read-only, damaged, gone and back: the bot answers from the index, says so, recovers."""

from __future__ import annotations

import json
import resource
import sqlite3
import time
from pathlib import Path

from sqlalchemy import text

from handlers.desk import Engine
from tests.inprocess import InProcess, running
from tests.loopback_line import LoopbackLine
from tests.servers import BotServer, PostgresServer
from tests.webhooks import event, new_user, text_event


def asks_and_is_answered(inside: InProcess, line: LoopbackLine) -> dict[str, object]:
    """Post one question and see its answer; returns the event."""
    asked = text_event("ครูเป็นหนี้ทำไงดี")
    began = time.monotonic()
    assert inside.post(asked) == 200
    assert time.monotonic() - began < 2.0
    assert line.reply_to(asked["replyToken"], 5).messages
    return asked


def says(inside: InProcess) -> str:
    """What /readyz says."""
    response = inside.client.get("/readyz")
    assert response.status_code == 200
    status: str = response.get_json()["status"]
    return status


def becomes(inside: InProcess, status: str, seconds: float = 15.0) -> None:
    """Wait until /readyz says `status`."""
    until = time.monotonic() + seconds
    while says(inside) != status and time.monotonic() < until:
        time.sleep(0.1)
    assert says(inside) == status


def recorded(inside: InProcess, *asked: dict[str, object]) -> None:
    """Wait until the database knows all these events as done."""
    wanted = {str(one["webhookEventId"]) for one in asked}
    until = time.monotonic() + 10
    found: set[str] = set()
    query = text("SELECT webhook_event_id FROM events WHERE state = 'done'")
    while time.monotonic() < until and not wanted <= found:
        found = set(inside.bot.database.read(lambda c: c.execute(query).scalars().all()))
        time.sleep(0.05)
    assert wanted <= found


def test_a_locked_database(inside: InProcess, line: LoopbackLine) -> None:
    """Another program holds SQLite's lock for seconds: answers go on from memory; afterwards the database knows all."""
    path = inside.bot.settings.data / "state.sqlite"
    before = asks_and_is_answered(inside, line)
    locker = sqlite3.connect(path, isolation_level=None)
    locker.execute("BEGIN EXCLUSIVE")
    try:
        during = [asks_and_is_answered(inside, line) for _ in range(3)]
        assert says(inside) == "degraded"
        assert inside.post(*during) == 200
    finally:
        locker.execute("ROLLBACK")
        locker.close()
    becomes(inside, "ready")
    recorded(inside, before, *during)
    assert inside.post(*during) == 200
    asks_and_is_answered(inside, line)

    assert len(line.sent) == 5
    assert not line.refused


def test_deletions_wait_for_the_database(inside: InProcess, line: LoopbackLine) -> None:
    """Who blocks the bot while the database is gone is forgotten as soon as it is back."""
    path = inside.bot.settings.data / "state.sqlite"
    user = new_user()
    asked = text_event("ครูเป็นหนี้ทำไงดี", user)
    inside.post(asked)
    line.reply_to(asked["replyToken"])
    recorded(inside, asked)
    locker = sqlite3.connect(path, isolation_level=None)
    locker.execute("BEGIN EXCLUSIVE")
    gone = event("unfollow", user)
    del gone["replyToken"]
    assert inside.post(gone) == 200
    time.sleep(1.5)
    locker.execute("ROLLBACK")
    locker.close()

    becomes(inside, "ready")
    recorded(inside, gone)

    assert inside.bot.database.read(lambda c: c.execute(text("SELECT count(*) FROM questions")).scalar()) == 0


def test_a_damaged_database_is_set_aside(inside: InProcess, line: LoopbackLine) -> None:
    """Bytes overwritten under a running bot: it goes on, keeps the damaged file, and begins a new one."""
    asks_and_is_answered(inside, line)
    data = inside.bot.settings.data
    inside.bot.database.engine.dispose()
    for name in ("state.sqlite", "state.sqlite-wal"):
        if (data / name).exists():
            (data / name).write_bytes(b"not a database, not any more " * 4000)

    for _ in range(3):
        asks_and_is_answered(inside, line)
    becomes(inside, "ready")

    after = asks_and_is_answered(inside, line)
    recorded(inside, after)
    assert list(data.glob("state.sqlite.damaged-*"))


def test_a_start_on_a_damaged_database(tmp_path: Path, line: LoopbackLine, engine: Engine) -> None:
    """A file that is no database does not keep the bot from starting; it is kept for whoever wants to look."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "state.sqlite").write_bytes(b"\0\1\2 nothing of use" * 500)

    with running(tmp_path / "data", line.url, engine) as inside:
        asks_and_is_answered(inside, line)

    assert len(list((tmp_path / "data").glob("state.sqlite.damaged-*"))) == 1


def test_a_disk_that_takes_no_more(tmp_path: Path, line: LoopbackLine) -> None:
    """Every write beyond what the files hold fails, as on a full disk: answers go on, all is recorded later."""
    server = BotServer(tmp_path / "data", line.url).start()
    try:
        worker = server.worker_pid()
        asked = []
        for limit in (4096, resource.RLIM_INFINITY):
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
            wanted = "degraded" if limit == 4096 else "ready"
            until = time.monotonic() + 20
            while time.monotonic() < until:
                asked.append(text_event("ครูเป็นหนี้ทำไงดี"))
                assert server.post(asked[-1]) == 200
                assert line.reply_to(asked[-1]["replyToken"], 5).messages
                status, body = server.get("/readyz")
                if status == 200 and json.loads(body)["status"] == wanted:
                    break
                time.sleep(0.2)
            assert json.loads(server.get("/readyz")[1])["status"] == wanted
        time.sleep(1.5)
        assert server.stop() == 0
    finally:
        server.kill()
    with sqlite3.connect(tmp_path / "data" / "state.sqlite") as connection:
        rows = connection.execute("SELECT webhook_event_id FROM events WHERE state = 'done'").fetchall()
    assert {row[0] for row in rows} == {one["webhookEventId"] for one in asked}
    assert len(line.sent) == len(asked)


def test_postgres_gone_for_a_while_and_back(
    own_postgres: PostgresServer, tmp_path: Path, line: LoopbackLine, engine: Engine
) -> None:
    """The server stops with connections open, stays away, and comes back: nothing accepted is lost or doubled."""
    url = own_postgres.new_database()
    with running(tmp_path / "data", line.url, engine, DATABASE_URL=url) as inside:
        asked = [asks_and_is_answered(inside, line)]
        own_postgres.stop()
        asked += [asks_and_is_answered(inside, line) for _ in range(5)]
        assert says(inside) == "degraded"
        time.sleep(1.5)
        asked.append(asks_and_is_answered(inside, line))
        own_postgres.start()
        becomes(inside, "ready")
        asked.append(asks_and_is_answered(inside, line))
        recorded(inside, *asked)
        assert inside.post(*asked) == 200
        time.sleep(0.3)

    assert len(line.sent) == len(asked)
    assert not line.refused
