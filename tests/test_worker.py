"""The workers: bursts, floods, crowds, crashes of a handler, old tokens, clocks that are wrong."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.clock import ClockDifference, SteadyClock
from bot.limiter import TELL_AGAIN_SECONDS, Limiter
from handlers import wording
from handlers.desk import Engine
from knowledge.models import Answer, Report, Turn
from tests.inprocess import InProcess, running
from tests.loopback_line import Fault, LoopbackLine
from tests.webhooks import event, new_user, text_event


def words_of(messages: list[dict[str, Any]]) -> str:
    """Everything in the messages, as one string."""
    return json.dumps(messages, ensure_ascii=False)


def quiet(inside: InProcess, seconds: float = 10.0) -> None:
    """Wait until nothing is left to do."""
    until = time.monotonic() + seconds
    while inside.bot.inbox.backlog and time.monotonic() < until:
        time.sleep(0.02)
    assert not inside.bot.inbox.backlog


def test_a_persons_messages_are_answered_in_order(inside: InProcess, line: LoopbackLine) -> None:
    """However they arrive, one person's events are answered by their timestamps, never two at once."""
    user = new_user()
    # Kinds that are not joined into one burst.
    events = [
        event("message", user, message={"type": "sticker", "id": str(n), "packageId": "1", "stickerId": "1"})
        for n in range(6)
    ]
    for number, one in enumerate(events):
        one["timestamp"] += number

    assert inside.post(*reversed(events)) == 200
    line.wait_for(6)

    assert [sent.token for sent in line.sent] == [one["replyToken"] for one in events]


def test_texts_that_wait_together_are_answered_together(inside: InProcess, line: LoopbackLine) -> None:
    """Five texts of one person in one webhook are one conversation: fewer replies than texts, with the last's token."""
    user = new_user()
    events = [text_event(text, user) for text in ("สวัสดีค่ะ", "ขอถามหน่อย", "เด็กเครียด", "ส่งต่อใครดี")]
    for number, one in enumerate(events):
        one["timestamp"] += number

    assert inside.post(*events) == 200
    quiet(inside)

    assert [sent.token for sent in line.sent] == [events[-1]["replyToken"]]


def test_a_flood_is_met_kindly_and_once(tmp_path: Path, line: LoopbackLine, engine: Engine) -> None:
    """Beyond the limit a person is asked once to slow down, and the rest is recorded; others are not concerned."""
    user = new_user()
    with running(tmp_path / "data", line.url, engine, KRUTHAM_USER_BURST="3", KRUTHAM_USER_PER_MINUTE="1") as inside:
        for _ in range(8):
            inside.post(text_event("1.3", user))
            quiet(inside)
        other = text_event("1.3")
        inside.post(other)
        quiet(inside)

        assert inside.counted("krutham_finished_events_total", outcome="limited") == 5
    told = [sent for sent in line.sent if wording.SLOW_DOWN in words_of(sent.messages)]
    assert (len(told), len(line.sent)) == (1, 5)
    assert wording.SLOW_DOWN not in words_of(line.reply_to(other["replyToken"]).messages)


def test_a_crowd_gets_short_answers_and_then_none(tmp_path: Path, line: LoopbackLine, engine: Engine) -> None:
    """With too much waiting, questions are asked to come again; beyond the bound they are dropped and counted."""
    line.always = Fault(seconds=0.1)
    with running(
        tmp_path / "data", line.url, engine, KRUTHAM_WORKERS="2", KRUTHAM_BACKLOG_BUSY="10", KRUTHAM_BACKLOG_FULL="40"
    ) as inside:
        for _ in range(60):
            assert inside.post(text_event("1.3")) == 200
        dropped = inside.counted("krutham_dropped_events_total")
        line.always = None
        quiet(inside)
        busy = inside.counted("krutham_finished_events_total", outcome="busy")

    assert 10 <= dropped <= 25
    assert busy >= 15
    assert len(line.sent) == 60 - dropped
    assert any(wording.BUSY in words_of(sent.messages) for sent in line.sent)


class FaultyEngine:
    """The real engine, but for one question that makes it fail."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def report(self) -> Report:
        """The real report."""
        return self._engine.report

    def ask(self, text: str, previous: Turn | None = None) -> Answer:
        """Fail at one text."""
        if "เลิกทำงาน" in text:
            raise ZeroDivisionError(text)
        return self._engine.ask(text, previous)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


@pytest.fixture
def faulty(tmp_path: Path, line: LoopbackLine, engine: Engine) -> Iterator[InProcess]:
    """A bot whose engine has a bug."""
    with running(tmp_path / "data", line.url, FaultyEngine(engine)) as started:  # type: ignore[arg-type]
        yield started


def test_a_bug_costs_one_answer_and_is_owned_up_to(
    faulty: InProcess, line: LoopbackLine, caplog: pytest.LogCaptureFixture
) -> None:
    """When handling fails, the person is told, the log has the traceback without the text, and the next is answered."""
    first, second = text_event("เลิกทำงาน"), text_event("1.3")
    assert faulty.post(first, second) == 200

    assert wording.SORRY in words_of(line.reply_to(first["replyToken"]).messages)
    assert wording.SORRY not in words_of(line.reply_to(second["replyToken"]).messages)
    quiet(faulty)
    assert faulty.counted("krutham_finished_events_total", outcome="error") == 1
    assert "ZeroDivisionError" in caplog.text


def test_unsend_reaches_what_is_stored(inside: InProcess, line: LoopbackLine) -> None:
    """A question that is taken back is deleted from the store."""
    user = new_user()
    asked = text_event("ครูเป็นหนี้ทำไงดี", user)
    inside.post(asked)
    line.reply_to(asked["replyToken"])
    quiet(inside)
    stored = inside.bot.desk.store.describe

    name = _covered(inside, user)
    assert stored(name)["questions"] == 1
    unsent = event("unsend", user, unsend={"messageId": asked["message"]["id"]})
    del unsent["replyToken"]
    inside.post(unsent)
    quiet(inside)

    assert stored(name)["questions"] == 0


def test_blocking_the_bot_deletes_everything(inside: InProcess, line: LoopbackLine) -> None:
    """Unfollow has no reply token and is handled all the same."""
    user = new_user()
    asked = text_event("ครูเป็นหนี้ทำไงดี", user)
    inside.post(asked)
    line.reply_to(asked["replyToken"])
    gone = event("unfollow", user)
    del gone["replyToken"]
    inside.post(gone)
    quiet(inside)

    assert set(inside.bot.desk.store.describe(_covered(inside, user)).values()) == {0}


def _covered(inside: InProcess, user: str) -> str:
    """The pseudonym under which handlers see `user`."""
    from bot.storage.talkers import Pseudonyms

    return Pseudonyms((inside.bot.settings.data / "pepper").read_bytes().strip()).name(user)


def test_no_line_id_and_no_text_is_in_the_state_or_the_log(
    inside: InProcess, line: LoopbackLine, caplog: pytest.LogCaptureFixture
) -> None:
    """Ids of people are on no disk and in no log line; texts are in no log line."""
    caplog.set_level("INFO")
    user, words = new_user(), "ความลับเรื่องหนี้ของฉัน"
    asked = text_event(words, user)
    inside.post(asked)
    line.reply_to(asked["replyToken"])
    quiet(inside)

    kept = b"".join(path.read_bytes() for path in inside.bot.settings.data.iterdir() if path.is_file())
    logged = "\n".join(str(vars(record)) for record in caplog.records)
    assert user.encode() not in kept
    for secret in (user, words, asked["replyToken"], "the-channel-access-token", "the-channel-secret"):
        assert secret not in logged
    assert asked["webhookEventId"] in logged


def test_the_pepper_is_kept_and_closed_to_others(inside: InProcess) -> None:
    """The key of the hashes is made once, for this user's eyes only."""
    pepper = inside.bot.settings.data / "pepper"

    assert pepper.stat().st_mode & 0o777 == 0o600
    assert len(pepper.read_bytes().strip()) == 64


def test_the_limiter_gives_back_with_time() -> None:
    """A burst at once, then so many a minute; who is over is told now and then."""
    now = [0.0]
    limiter = Limiter(burst=2, per_minute=60, seconds=lambda: now[0])

    assert [limiter.admits("a") for _ in range(3)] == [True, True, False]
    assert limiter.admits("b", 2)
    assert [limiter.may_tell("a"), limiter.may_tell("a")] == [True, False]
    now[0] += 1.0
    assert [limiter.admits("a"), limiter.admits("a")] == [True, False]
    now[0] += TELL_AGAIN_SECONDS
    assert limiter.may_tell("a")


def test_a_clock_that_jumps_changes_nothing() -> None:
    """The process's time goes on from its start, whatever is done to the host's clock meanwhile."""
    wall, steady = [1_000.0], [50.0]
    clock = SteadyClock(lambda: wall[0], lambda: steady[0])
    wall[0] += 3600.0
    steady[0] += 2.0

    assert clock.now_ms() == 1_002_000


def test_a_clock_that_is_wrong_is_found_out() -> None:
    """One old event is old; when all are, it is the clock."""
    difference = ClockDifference()
    difference.learn(90_000)
    assert difference.ms == 0
    for lag in (90_200, 90_050, 91_000, 90_100):
        difference.learn(lag)
    assert difference.ms == 90_000
    difference.learn(120)
    assert difference.ms == 0


def test_a_wrong_clock_does_not_silence_the_bot(inside: InProcess, line: LoopbackLine) -> None:
    """A host two minutes ahead of LINE answers again after a handful of events."""
    for _ in range(8):
        asked = text_event("1.3")
        asked["timestamp"] -= 120_000
        inside.post(asked)
        quiet(inside)

    assert 3 <= len(line.sent) <= 5
