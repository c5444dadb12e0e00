"""The state, the same on SQLite and PostgreSQL: inbox, conversations, questions, feedback, mutes, deletion, expiry."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import StorageError, StorageGoneError
from bot.storage.database import Database
from bot.storage.events import EVENT_DAYS, LEASE_MS, TEXT, Arrival, EventTable
from bot.storage.schema import migrate
from bot.storage.store import DatabaseStore
from bot.storage.talkers import Pseudonyms
from knowledge.models import Turn

NOW = 1_800_000_000_000
DAY = 24 * 60 * 60 * 1000


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A prepared, running state database of each kind."""
    url = database_url.replace("postgresql://", "postgresql+psycopg://")
    running = Database(url)
    running.prepare()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def store(database: Database) -> DatabaseStore:
    """The handlers' store on it, at a standing clock."""
    return DatabaseStore(database, Pseudonyms(b"a pepper for the tests"), lambda: NOW)


def arrival(event_id: str, talker: str = "somebody", at: int = 0, kind: str = "message", **more: object) -> Arrival:
    """One waiting event."""
    made: dict[str, object] = {
        "webhook_event_id": event_id,
        "talker": talker,
        "message_id": f"m{event_id}",
        "kind": kind,
        "event": {"type": "message", "webhookEventId": event_id},
        "timestamp_ms": NOW + at,
        "received_ms": NOW + at,
        "redelivery": False,
        **more,
    }
    return Arrival(**made)  # type: ignore[arg-type]


def claimed(table: EventTable, most: int = 10, now_ms: int = NOW) -> list[str]:
    """The ids handed out now."""
    return [claim.webhook_event_id for claim in table.claim(most, now_ms) or []]


def finish(table: EventTable, rows: tuple[int, ...], outcome: str = "answer") -> None:
    """Finish and wait until that is committed."""
    done = threading.Event()
    table.finish(rows, outcome, lambda _: done.set())
    assert done.wait(5)


def test_an_event_is_put_in_and_handed_out_once(database: Database) -> None:
    """The same event id, however often delivered, is one event; a second claim finds nothing."""
    table = EventTable(database, "one")

    table.put([arrival("a"), arrival("b", "another")])
    table.put([arrival("b", "another"), arrival("a")])

    assert sorted(claimed(table)) == ["a", "b"]
    assert claimed(table) == []
    assert database.take_ignored() == 2


@pytest.mark.parametrize("size", [1, 2, 31, 32, 33, 100])
def test_many_events_go_in_together(database: Database, size: int) -> None:
    """Whatever their number, each is put in once, whole, and those that were there already are counted."""
    table = EventTable(database, "one")
    known = [arrival(f"known{number}", f"talker {number}") for number in range(size // 2)]
    table.put(known)
    fresh = [arrival(f"new{number:03}", f"other {number}", at=number) for number in range(size)]

    table.put([*fresh, *known])

    assert database.take_ignored() == len(known)
    assert table.backlog() == size + len(known)
    found = {claim.webhook_event_id: claim for claim in table.claim(1000, NOW) or []}
    assert len(found) == size + len(known)
    assert all(found[one.webhook_event_id].talker == one.talker for one in fresh)
    assert all(found[one.webhook_event_id].timestamp_ms == one.timestamp_ms for one in fresh)


def test_one_talker_is_answered_in_order_and_one_at_a_time(database: Database) -> None:
    """A talker's next event is handed out when the one before is done, by LINE's timestamps, not by arrival."""
    table = EventTable(database, "one")
    table.put([arrival("late", at=2000)])
    table.put([arrival("early", at=1000)])

    [first] = table.claim(10, NOW) or []
    assert first.webhook_event_id == "early"
    assert claimed(table) == []
    finish(table, first.rows)

    assert claimed(table) == ["late"]


def test_texts_sent_in_a_burst_are_handed_out_together(database: Database) -> None:
    """Waiting texts of one person, seconds apart, come as one; what is of another kind or later does not."""
    table = EventTable(database, "one")
    table.put([arrival(f"t{n}", at=n * 300, kind=TEXT) for n in range(3)])
    table.put([arrival("postback", at=1000, kind="postback"), arrival("later", at=1200, kind=TEXT)])

    [burst] = table.claim(10, NOW) or []

    assert burst.webhook_event_id == "t2"
    assert [event["webhookEventId"] for event in burst.earlier] == ["t0", "t1"]
    assert len(burst.rows) == 3


def test_claims_of_a_dead_process_are_taken_over(database: Database) -> None:
    """A claim without a sign of life runs out; one that is renewed does not; a known death frees at once."""
    dead, other = EventTable(database, "dead"), EventTable(database, "other")
    dead.put([arrival("a")])
    assert claimed(dead) == ["a"]

    dead.renew(NOW + LEASE_MS)
    assert other.release(NOW + LEASE_MS + 1) == 0
    assert other.claimers() == ["dead"]
    assert other.release(NOW + 2 * LEASE_MS + 1) == 1
    [again] = other.claim(1, NOW) or []
    assert again.attempt == 2

    assert dead.release(NOW, ["other"]) == 1


def test_what_was_not_begun_is_given_back(database: Database) -> None:
    """A process that leaves puts its unbegun claims back, and they do not count as tried."""
    leaving, staying = EventTable(database, "leaving"), EventTable(database, "staying")
    leaving.put([arrival("a")])
    [claim] = leaving.claim(1, NOW) or []

    leaving.give_back(claim.rows)

    [again] = staying.claim(1, NOW) or []
    assert again.attempt == 1


def test_a_finished_event_keeps_nothing_the_person_wrote(database: Database) -> None:
    """Done means done: the payload is gone, the outcome and the id (for redeliveries) stay."""
    table = EventTable(database, "one")
    table.put([arrival("a"), arrival("recorded", "another", outcome="recorded")])
    [claim] = table.claim(10, NOW) or []
    finish(table, claim.rows)

    rows = database.read(lambda c: c.execute(text("SELECT payload, state, outcome FROM events ORDER BY id")).all())
    assert [tuple(row) for row in rows] == [(None, "done", "answer"), (None, "done", "recorded")]
    assert table.backlog() == 0


def test_two_replicas_never_share_a_talker(database: Database) -> None:
    """Many claimers at once: every event goes to exactly one, and no talker to two at the same time."""
    setup = EventTable(database, "setup")
    setup.put([arrival(f"e{n}", f"talker{n % 7}", at=n) for n in range(140)])
    lock, held, handed = threading.Lock(), set[str](), list[str]()

    def work(name: str) -> None:
        table = EventTable(database, name)
        idle = 0
        while idle < 40:
            claims = table.claim(3, NOW)
            idle = idle + 1 if not claims else 0
            for claim in claims or []:
                with lock:
                    assert claim.talker not in held
                    held.add(claim.talker)
            time.sleep(0.001)
            for claim in claims or []:
                with lock:
                    held.remove(claim.talker)
                    handed.append(claim.webhook_event_id)
                finish(table, claim.rows)

    workers = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(handed) == sorted(f"e{n}" for n in range(140))


def test_a_conversation_is_remembered_for_half_an_hour(database: Database) -> None:
    """A turn comes back as it was put in, under a hashed talker, until it is too old."""
    now = [NOW]
    store = DatabaseStore(database, Pseudonyms(b"a pepper for the tests"), lambda: now[0])
    turn = Turn("1.3", "problems", "primary2", passages=("a", "b"), page=2, choices=("x",), at_ms=NOW)

    store.remember("U1", turn)
    store.remember("U1", turn)
    assert store.recall("U1") == turn
    assert store.recall("U2") is None
    settle(database)
    assert store.recall("U1") == turn
    now[0] += 30 * 60 * 1000 + 1
    assert store.recall("U1") is None


def settle(database: Database) -> None:
    """Wait until everything handed in before is committed."""
    database.write(lambda _: None)


def test_feedback_is_counted_once(store: DatabaseStore) -> None:
    """The same verdict twice is one; a changed mind or an added reason is news."""
    assert store.note_feedback("U1", "answer", "down")
    assert not store.note_feedback("U1", "answer", "down")
    assert store.note_feedback("U1", "answer", "down", "unclear")
    assert not store.note_feedback("U1", "answer", "down", "unclear")
    assert store.note_feedback("U1", "answer", "up")
    assert store.note_feedback("U2", "answer", "up")


def test_a_group_can_be_muted(store: DatabaseStore) -> None:
    """Mute holds until it is lifted; twice is once."""
    assert not store.is_muted("C1")
    store.mute("C1", True)
    store.mute("C1", True)
    assert store.is_muted("C1")
    store.mute("C1", False)
    assert not store.is_muted("C1")


def test_an_unsent_message_is_deleted(store: DatabaseStore, database: Database) -> None:
    """Unsend deletes the stored question, and the event if it is still waiting."""
    table = EventTable(database, "one")
    table.put([arrival("a", kind=TEXT)])
    store.note_question("U1", "77", "ข้อความลับ", "answer", "x")

    assert store.delete_message("77") == 1
    assert store.delete_message("ma") == 1
    assert store.delete_message("nothing") == 0

    assert store.describe("U1")["questions"] == 0
    assert claimed(table) == []


def test_erasing_a_person_leaves_nothing_of_them(store: DatabaseStore, database: Database) -> None:
    """All tables are emptied of one talker and of nobody else, and events cannot be told to be theirs."""
    pseudonyms = Pseudonyms(b"a pepper for the tests")
    EventTable(database, "one").put([arrival("a", pseudonyms.key("U1")), arrival("b", pseudonyms.key("U2"))])
    for talker in ("U1", "U2"):
        store.note_question(talker, f"1{talker}", "คำถาม", "answer", "x")
        store.note_feedback(talker, "x", "up")
        store.remember(talker, Turn("1.1"))
    settle(database)
    assert store.describe("U1") == {"questions": 1, "feedback": 1, "conversation": 1}

    assert store.erase("U1") == 3

    assert store.describe("U1") == {"questions": 0, "feedback": 0, "conversation": 0}
    assert store.describe("U2") == {"questions": 1, "feedback": 1, "conversation": 1}
    talkers = database.read(lambda c: c.execute(text("SELECT talker FROM events ORDER BY id")).scalars().all())
    assert talkers == ["", pseudonyms.key("U2")]


def test_a_done_event_is_nobodys(database: Database) -> None:
    """Of an event that is done, answered or only recorded, nothing says whose it was or what was in it."""
    table = EventTable(database, "one")
    table.put([arrival("answered"), arrival("recorded", "another", outcome="recorded")])
    (claim,) = table.claim(10, NOW) or []

    finish(table, claim.rows)

    rows = database.read(lambda c: c.execute(text("SELECT talker, message_id, payload, state FROM events")).all())
    assert [tuple(row) for row in rows] == [("", None, None, "done")] * 2
    table.put([arrival("answered"), arrival("recorded", "another")])
    assert database.take_ignored() == 2


def test_leaving_drops_only_what_was_sent_before(store: DatabaseStore, database: Database) -> None:
    """Someone who blocks the bot and comes back at once is answered, however late the leaving is handled."""
    key = Pseudonyms(b"a pepper for the tests").key("U1")
    table = EventTable(database, "one")
    table.put([arrival("before", key, -10), arrival("after", key, 10)])

    assert store.erase("U1", NOW) == 0

    assert claimed(table) == ["after"]


def test_what_has_had_its_time_expires(store: DatabaseStore, database: Database) -> None:
    """Question texts and feedback go after the retention, finished events after a week, conversations after a day."""
    table = EventTable(database, "one")
    table.put([arrival("old", outcome="recorded"), arrival("waiting", "another")])
    store.note_question("U1", "1", "คำถาม", "answer", "x")
    store.note_feedback("U1", "x", "up")
    store.remember("U1", Turn("1.1"))
    settle(database)

    assert table.purge(NOW + DAY - 1, 90) == 0
    assert table.purge(NOW + DAY + 1, 90) == 1
    assert table.purge(NOW + EVENT_DAYS * DAY + 1, 90) == 1
    assert table.purge(NOW + 90 * DAY + 1, 90) == 2
    assert table.backlog() == 1


def test_strange_characters_are_kept_out_or_kept(store: DatabaseStore, database: Database) -> None:
    """Zero bytes, halves of surrogate pairs and very long ids make no trouble in either database."""
    strange = "ก\0\ud83d\U0001f600"
    table = EventTable(database, "one")
    table.put([arrival("a", event={"type": "message", "text": strange})])
    store.note_question("U\0\udc00", "9" * 500, strange, "answer", strange)
    store.note_feedback("U1", "a" * 900 + "\0", "up", "\0" * 100)
    settle(database)

    [claim] = table.claim(1, NOW) or []
    assert claim.event["text"] == strange
    assert store.describe("U\0\udc00")["questions"] == 1


def test_a_write_that_fails_costs_no_other(database: Database) -> None:
    """Writes committed together fail alone: a broken one raises to its own caller only."""
    faults: list[BaseException] = []

    def broken() -> None:
        try:
            database.write(lambda c: c.execute(text("INSERT INTO mutes (talker) VALUES ('x')")))
        except StorageError as fault:
            faults.append(fault)

    def good(number: int) -> Callable[[], None]:
        statement = text("INSERT INTO mutes (talker, since_ms) VALUES (:talker, 1)")
        return lambda: database.write(lambda c: c.execute(statement, {"talker": f"t{number}"})) and None

    threads = [threading.Thread(target=act) for act in (*map(good, range(10)), broken, *map(good, range(10, 20)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(faults) == 1
    assert not isinstance(faults[0], StorageGoneError)
    assert database.read(lambda c: c.execute(text("SELECT count(*) FROM mutes")).scalar()) == 20
    assert not database.gone


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_a_database_of_an_earlier_version_is_upgraded(database_url: str, revision: str) -> None:
    """From every earlier schema, with rows in it, to the newest: nothing is lost, and everything works."""
    url = database_url.replace("postgresql://", "postgresql+psycopg://")
    database = Database(url)
    migrate(database.engine, revision)
    with database.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO events (webhook_event_id, talker, kind, payload, timestamp_ms, received_ms, redelivery,"
                " state, attempts) VALUES ('old', 't', 'message', '{\"type\": \"message\"}', 1, 1, :no, 'waiting', 0)"
            ),
            {"no": False},
        )
        connection.execute(
            text(
                "INSERT INTO events (webhook_event_id, talker, kind, timestamp_ms, received_ms, redelivery, state,"
                " attempts) VALUES ('done', 'someone', 'message', 1, 1, :no, 'done', 1)"
            ),
            {"no": False},
        )
        connection.execute(text("INSERT INTO mutes (talker, since_ms) VALUES ('kept', 1)"))
    database.prepare()
    database.start()
    try:
        assert claimed(EventTable(database, "one")) == ["old"]
        done = "SELECT talker FROM events WHERE webhook_event_id = 'done'"
        assert database.read(lambda c: c.execute(text(done)).scalar()) == ""
        assert database.read(lambda c: c.execute(text("SELECT talker FROM mutes")).scalar()) == "kept"
        database.prepare()
    finally:
        database.stop()


def test_replicas_that_start_together_migrate_once(database_url: str) -> None:
    """Several processes bring an empty database up at the same time without tripping over each other."""
    url = database_url.replace("postgresql://", "postgresql+psycopg://")
    faults: list[BaseException] = []

    def prepare() -> None:
        database = Database(url)
        try:
            database.prepare()
        except StorageError as fault:
            faults.append(fault)
        finally:
            database.engine.dispose()

    threads = [threading.Thread(target=prepare) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []


def test_a_database_of_a_newer_version_is_refused(database_url: str) -> None:
    """An older program does not touch what a newer one made; it says what to do."""
    url = database_url.replace("postgresql://", "postgresql+psycopg://")
    database = Database(url)
    database.prepare()
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StorageError, match="newer one"):
        database.prepare()
    database.engine.dispose()


def test_deleted_words_are_gone_from_the_files(tmp_path: Path) -> None:
    """After erasing and unsending, the words and the hashed person are in no byte of SQLite's files."""
    database = Database(f"sqlite:///{tmp_path / 'state.sqlite'}")
    database.prepare()
    database.start()
    pseudonyms = Pseudonyms(b"a pepper for the tests")
    store = DatabaseStore(database, pseudonyms, lambda: NOW)
    table = EventTable(database, "one")
    words = "ความลับของครูสมศรี"
    for number in range(50):
        store.note_question("U1", f"{number}", words, "answer", "x")
        store.note_question("U2", f"9{number}", words, "answer", "x")
    store.remember("U1", Turn("1.1"))
    table.put([arrival("a", pseudonyms.key("U1"), event={"type": "message", "text": words})])
    [claim] = table.claim(1, NOW) or []
    finish(table, claim.rows)

    store.erase("U1")
    for number in range(50):
        store.delete_message(f"9{number}")

    def left() -> list[str]:
        files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        sought = (words.encode(), words.encode("unicode_escape"), pseudonyms.key("U1").encode())
        return [name for name, held in files.items() if any(one in held for one in sought)]

    until = time.monotonic() + 10
    while left() and time.monotonic() < until:
        time.sleep(0.2)
    assert left() == []
    database.stop()
    assert left() == []
