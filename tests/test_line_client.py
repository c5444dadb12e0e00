"""Replies through every kind of trouble: at most one arrives, the person gets it if LINE lets us, nothing is pushed."""

from __future__ import annotations

import threading
import time

import pytest

from bot.line_client import Delivery, LineClient
from bot.metrics import Metrics
from tests.loopback_line import (
    BROKEN_BUT_LANDED,
    CUT,
    CUT_BUT_LANDED,
    DOWN,
    DOWN_BUT_LANDED,
    QUOTA,
    RATE,
    Fault,
    LoopbackLine,
    new_token,
)
from tests.servers import free_port

HELLO = [{"type": "text", "text": "สวัสดี"}]
PLAIN = [{"type": "text", "text": "ข้อความธรรมดา"}]
TOO_LONG = [{"type": "text", "text": "ก" * 5001}]


@pytest.fixture
def client(line: LoopbackLine) -> LineClient:
    """A client of the loopback LINE."""
    return LineClient(line.url, line.token, 4, Metrics())


def send(client: LineClient, token: str | None = None, life: float = 20.0, tried_before: bool = False) -> Delivery:
    """Send a greeting."""
    return client.reply(token or new_token(), HELLO, PLAIN, life, tried_before)


def test_a_reply_is_delivered_as_it_is(client: LineClient, line: LoopbackLine) -> None:
    """Every key arrives, with LINE's id of the request in the log."""
    text = {"type": "text", "text": "ก", "scaling": True, "keyOfTomorrow": 1}
    box = {"type": "box", "layout": "vertical", "contents": [text]}
    message = {"type": "flex", "altText": "ก", "contents": {"type": "bubble", "body": box}}

    delivery = client.reply(new_token(), [message], [], 20)

    assert delivery.result == "delivered"
    assert delivery.request_id
    assert line.sent[0].messages == [message]


@pytest.mark.parametrize("fault", [RATE, DOWN, CUT, Fault(502), Fault(503, "<html>")])
def test_what_did_not_land_is_tried_again(client: LineClient, line: LoopbackLine, fault: Fault) -> None:
    """A refusal for the moment, an error or a cut connection: the next try delivers."""
    line.faults.extend([fault, fault])

    delivery = send(client)

    assert (delivery.result, delivery.tries, len(line.sent)) == ("delivered", 3, 1)


@pytest.mark.parametrize("fault", [DOWN_BUT_LANDED, CUT_BUT_LANDED, BROKEN_BUT_LANDED])
def test_what_did_land_is_not_doubled(client: LineClient, line: LoopbackLine, fault: Fault) -> None:
    """After a try of unknown fate, "Invalid reply token" is the proof that the first one arrived."""
    line.faults.append(fault)

    delivery = send(client)

    assert (delivery.result, delivery.tries, len(line.sent)) == ("presumed", 2, 1)


def test_another_process_may_have_sent_it(client: LineClient, line: LoopbackLine) -> None:
    """A token used by a process that died counts as delivered; a token used on a first try does not."""
    token = new_token()
    assert send(client, token).result == "delivered"

    assert send(client, token, tried_before=True).result == "presumed"
    assert send(client, token).result == "token_refused"
    assert send(client, "0-old").result == "token_refused"
    assert len(line.sent) == 1


def test_messages_that_line_refuses_become_plain_ones(client: LineClient, line: LoopbackLine) -> None:
    """A refusal uses no token up: the plain messages go out with the same one."""
    delivery = client.reply(new_token(), TOO_LONG, PLAIN, 20)

    assert (delivery.result, delivery.fell_back) == ("delivered", True)
    assert line.sent[0].messages == PLAIN
    assert client.reply(new_token(), TOO_LONG, TOO_LONG, 20).result == "rejected"
    assert client.reply(new_token(), TOO_LONG, [], 20).result == "rejected"
    assert client.reply(new_token(), [], PLAIN, 20).result == "delivered"


def test_the_monthly_limit_is_not_the_rate_limit(client: LineClient, line: LoopbackLine) -> None:
    """One 429 passes in a moment, the other not before next month: it is told apart and not tried again."""
    line.faults.append(QUOTA)

    delivery = send(client)

    assert (delivery.result, delivery.tries) == ("over_quota", 1)


def test_a_wrong_access_token_is_not_tried_again(line: LoopbackLine) -> None:
    """401 is the operator's to mend."""
    client = LineClient(line.url, "another", 4, Metrics())

    assert send(client).result == "unauthorized"


def test_a_body_that_cannot_be_read_is_judged_by_its_status(client: LineClient, line: LoopbackLine) -> None:
    """Bytes that are no text, under 500 or 200, do not turn one into the other."""
    line.faults.append(Fault(500, "\ud800"))

    assert send(client).result == "delivered"


def test_nothing_is_tried_beyond_the_tokens_life(client: LineClient, line: LoopbackLine) -> None:
    """While LINE is down, a reply gives up in time and its calls are few."""
    line.always = DOWN
    began = time.monotonic()

    delivery = send(client, life=1.5)

    assert delivery.result == "expired"
    assert time.monotonic() - began < 2.5
    assert delivery.tries <= 5


def test_slow_answers_are_waited_for_within_bounds(line: LoopbackLine) -> None:
    """An answer that does not come within the life is given up; if it landed, a later try says so."""
    client = LineClient(line.url, line.token, 4, Metrics())
    line.faults.append(Fault(landed=True, seconds=1.5))
    began = time.monotonic()

    delivery = send(client, life=1.0)

    assert delivery.result in ("expired", "failed", "presumed")
    assert time.monotonic() - began < 2.0


def test_an_address_where_nobody_listens(line: LoopbackLine) -> None:
    """A connection that was never made leaves the token unused: not ambiguous, tried until the life is over."""
    client = LineClient(f"http://127.0.0.1:{free_port()}", line.token, 4, Metrics())

    assert send(client, life=0.8).result in ("expired", "failed")


def test_all_senders_share_one_pause(line: LoopbackLine) -> None:
    """When LINE refuses everybody, many threads do not make a storm of calls."""
    client = LineClient(line.url, line.token, 16, Metrics())
    line.always = RATE
    threads = [threading.Thread(target=send, args=(client,), kwargs={"life": 2.0}) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert line.calls <= 16 + 8
