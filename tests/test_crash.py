"""Killed at any moment, stopped for a deploy, run twice: every accepted event is answered, none of them twice."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.loopback_line import Fault, LoopbackLine, new_token
from tests.servers import BotServer, PostgresServer
from tests.webhooks import text_event

QUESTIONS = ("ครูเป็นหนี้ทำไงดี", "1.3 ปัญหา", "สวัสดีค่ะ", "เด็กเครียดส่งต่อใคร", "พรุ่งนี้ฝนจะตกไหม")
PEPPER = "the-pepper-of-all-replicas"


def new_events(count: int) -> list[dict[str, Any]]:
    """Questions of as many people."""
    return [text_event(QUESTIONS[number % len(QUESTIONS)]) for number in range(count)]


def deliver(server: BotServer, event: dict[str, Any], seconds: float = 45.0) -> bool:
    """Deliver one event as LINE would: again until there is a 200. False when there never was."""
    until = time.monotonic() + seconds
    again = event
    while time.monotonic() < until:
        try:
            if server.post(again) == 200:
                return True
        except OSError:
            # Nobody listens while the server is being started again.
            pass
        time.sleep(0.1)
        again = {**event, "deliveryContext": {"isRedelivery": True}}
    return False


def burst(servers: Sequence[BotServer], events: Sequence[dict[str, Any]], threads: int = 8, pause: float = 0.0) -> None:
    """Deliver all events from several threads, each to every server at once; every one has to get its 200."""
    undelivered: list[dict[str, Any]] = []

    def send(part: Sequence[dict[str, Any]]) -> None:
        for event in part:
            # A token lives a minute from its delivery, not from the making of this list.
            event["timestamp"] = time.time_ns() // 1_000_000
            event["replyToken"] = new_token()
            with ThreadPoolExecutor(len(servers)) as pool:
                if not all(pool.map(deliver, servers, [event] * len(servers))):
                    undelivered.append(event)
            time.sleep(pause)

    senders = [threading.Thread(target=send, args=(events[number::threads],)) for number in range(threads)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert not undelivered


def nothing_lost(line: LoopbackLine, events: Sequence[dict[str, Any]], seconds: float = 45.0) -> None:
    """Every event has exactly one reply."""
    line.wait_for(len(events), seconds)
    answered = [sent.token for sent in line.sent]
    lost = {event["replyToken"] for event in events} - set(answered)
    assert not lost, f"{len(lost)} of {len(events)} lost; refused: {line.refused[:3]}"
    assert len(answered) == len(set(answered)) == len(events)


def kill_at_random(server: BotServer, line: LoopbackLine, events: int, kills: int, seed: int) -> None:
    """Kill the server `kills` times while a burst is under way, and start it again each time."""
    random_ = random.Random(seed)
    asked = new_events(events)
    sending = threading.Thread(target=burst, args=([server], asked), kwargs={"pause": 0.02})
    server.start()
    sending.start()
    for _ in range(kills):
        # Somewhere in the middle of the work, counted in replies so that a slow machine tests the same.
        line.wait_for(len(line.sent) + random_.randint(5, max(6, events // (kills + 1))), 20)
        time.sleep(random_.random() * 0.05)
        server.kill()
        server.start()
    sending.join()
    nothing_lost(line, asked)


def test_killed_in_a_burst(tmp_path: Path, line: LoopbackLine) -> None:
    """The short form: 150 events, killed twice."""
    server = BotServer(tmp_path / "data", line.url)
    try:
        kill_at_random(server, line, 150, 2, seed=7)
    finally:
        server.kill()


@pytest.mark.nightly
def test_killed_in_a_burst_of_a_thousand(tmp_path: Path, line: LoopbackLine) -> None:
    """The long form: 1,000 events, killed eight times at moments nobody chose."""
    server = BotServer(tmp_path / "data", line.url)
    try:
        kill_at_random(server, line, 1000, 8, seed=time.time_ns())
    finally:
        server.kill()


def replicas(postgres: PostgresServer, folder: Path, line: LoopbackLine) -> list[BotServer]:
    """Two replicas on one PostgreSQL."""
    url = postgres.new_database()
    return [
        BotServer(folder / name, line.url, DATABASE_URL=url, KRUTHAM_PEPPER=PEPPER, KRUTHAM_WORKERS="8")
        for name in ("left", "right")
    ]


def test_two_replicas_that_both_get_every_event(postgres: PostgresServer, tmp_path: Path, line: LoopbackLine) -> None:
    """Each event is delivered to both; one of them answers, the other does not even try."""
    pair = replicas(postgres, tmp_path, line)
    asked = new_events(120)
    try:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(BotServer.start, pair))
        burst(pair, asked)
        nothing_lost(line, asked)
        assert not line.refused
    finally:
        for server in pair:
            server.kill()


@pytest.mark.nightly
def test_one_of_two_replicas_is_killed(postgres: PostgresServer, tmp_path: Path, line: LoopbackLine) -> None:
    """1,000 events, each delivered to both; one replica is killed on the way, and the other takes over its claims."""
    pair = replicas(postgres, tmp_path, line)
    asked = new_events(1000)
    try:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(BotServer.start, pair))
        sending = threading.Thread(target=burst, args=(pair, asked), kwargs={"pause": 0.01})
        sending.start()
        for _ in range(3):
            line.wait_for(len(line.sent) + 100, 20)
            pair[1].kill()
            pair[1].start()
        sending.join()
        nothing_lost(line, asked)
    finally:
        for server in pair:
            server.kill()


def test_a_deploy_loses_nothing(tmp_path: Path, line: LoopbackLine) -> None:
    """SIGTERM in the middle of a burst: out within ten seconds, and what was accepted is answered here or after."""
    server = BotServer(tmp_path / "data", line.url, KRUTHAM_WORKERS="4")
    line.always = Fault(seconds=0.1)
    asked = new_events(80)
    try:
        server.start()
        burst([server], asked)
        began = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - began < 10
        before = len(line.sent)
        line.always = None
        server.start()
        nothing_lost(line, asked)
        assert 0 < before <= len(asked)
    finally:
        server.kill()


@pytest.mark.nightly
def test_ten_minutes_of_steady_work(running_bot: BotServer, line: LoopbackLine) -> None:
    """The soak: 20 questions a second for ten minutes; nothing lost, and the process's memory stays where it was."""
    line.check_limits = False
    burst([running_bot], new_events(500), pause=0.2)
    before = resident_mb(running_bot)
    asked = new_events(12_000)
    burst([running_bot], asked, threads=8, pause=0.4)
    line.wait_for(12_500, 60)

    assert len(line.sent) == 12_500
    assert resident_mb(running_bot) < before * 1.1 + 5


def resident_mb(server: BotServer) -> float:
    """Resident memory of the serving process."""
    status = Path(f"/proc/{server.worker_pid()}/status").read_text()
    return int(next(row for row in status.splitlines() if row.startswith("VmRSS")).split()[1]) / 1024
