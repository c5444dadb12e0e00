"""The webhook: the signature first, strict JSON, every event on its own, and no body that could upset it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arrivals import read_arrival
from bot.storage.events import TEXT, Arrival
from bot.storage.talkers import Pseudonyms
from bot.webhook import is_signed, read_events
from tests.inprocess import InProcess
from tests.loopback_line import LoopbackLine
from tests.webhooks import body_of, event, new_user, signature, text_event

PSEUDONYMS = Pseudonyms(b"a pepper for the tests")


def read(raw: object) -> Arrival:
    """The arrival of an event that can be read."""
    arrival = read_arrival(raw, 1, PSEUDONYMS)
    assert arrival is not None
    return arrival


def test_lines_own_signature_example() -> None:
    """The example of LINE's documentation."""
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    secret = "8c570fa6dd201bb328f1c1eac23a96d8"  # pragma: allowlist secret

    assert is_signed(body, "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=", [secret])
    assert not is_signed(body + b"\n", "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=", [secret])


@given(st.binary(max_size=200), st.text(min_size=1, max_size=20), st.text(max_size=60))
def test_only_the_right_signature_is_one(body: bytes, secret: str, other: str) -> None:
    """Any body verifies with its own signature by any of the secrets, and with nothing else."""
    right = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()

    assert is_signed(body, right, ["another", secret])
    assert not is_signed(body, right, ["another"]) or secret == "another"
    assert is_signed(body, other, [secret]) == (other == right)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"events": {}}',
        b'{"events": [NaN]}',
        b"\xff\xfe",
        b'{"events": []',
        b"[" * 100_000,
    ],
)
def test_what_is_no_webhook_is_refused(body: bytes) -> None:
    """Not JSON in UTF-8, not an object, no list of events, nested without end: one kind of error."""
    with pytest.raises(ValueError, match=r"."):
        read_events(body)


def test_signed_nonsense_gets_400_and_large_bodies_413(inside: InProcess) -> None:
    """Even LINE's signature does not make nonsense a webhook; a body over the limit is not read."""
    assert inside.post(body=b"nonsense") == 400
    assert inside.post(body=b" " * (inside.bot.settings.limits.body_bytes + 1)) == 413
    assert inside.client.get("/callback").status_code == 405
    assert (
        inside.client.post(
            "/callback",
            data=b"x",
            headers={"X-Line-Signature": "\udcff\u0e01".encode("utf-8", "replace").decode("latin-1")},
        ).status_code
        == 401
    )


def test_every_page_has_security_headers(inside: InProcess) -> None:
    """Answers and errors alike."""
    for path in ("/healthz", "/readyz", "/nowhere", "/metrics"):
        headers = inside.client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_an_accepted_webhook_gets_a_bare_answer(inside: InProcess) -> None:
    """Nothing in it is a page; what a browser would need costs every event."""
    body = body_of(text_event("สวัสดี"))
    answer = inside.client.post("/callback", data=body, headers={"X-Line-Signature": signature(body)})
    assert answer.status_code == 200
    assert "Content-Security-Policy" not in answer.headers


def test_an_event_is_stored_without_anybodys_id() -> None:
    """People, groups and rooms are covered by pseudonyms of the same shape, wherever in the event they stand."""
    user, member = new_user(), new_user()
    raw = event("memberJoined", user, joined={"members": [{"type": "user", "userId": member}]})
    raw["source"] = {"type": "group", "groupId": "C" + "1" * 32, "userId": user}

    arrival = read_arrival(raw, 1, PSEUDONYMS)

    assert arrival is not None
    stored = json.dumps(arrival.event) + arrival.talker
    assert not any(real in stored for real in (user, member, "C" + "1" * 32))
    assert arrival.event["source"]["groupId"][0] == "C"
    assert arrival.event["joined"]["members"][0]["userId"] == PSEUDONYMS.name(member)


def test_what_is_recorded_and_what_is_worked_on() -> None:
    """Standby and missing tokens are recorded; deletions are worked on even then; private texts are known."""
    asked = text_event("1.3")
    assert read(asked).kind == TEXT
    assert read({**asked, "mode": "standby"}).outcome == "recorded"
    unsent = event("unsend", mode="standby", unsend={"messageId": "1"})
    del unsent["replyToken"]
    assert read(unsent).outcome is None
    assert read({**asked, "mode": "tomorrow"}).outcome is None


def test_events_without_a_usable_id_are_told_apart_by_their_content() -> None:
    """A redelivery of an event that has no id gives the same id; another event another."""
    bare = {"type": "message", "timestamp": 5}
    again = {**bare, "deliveryContext": {"isRedelivery": True}}

    ids = [read(raw).webhook_event_id for raw in (bare, again, {**bare, "timestamp": 6})]

    assert ids[0] == ids[1] != ids[2]


strange = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["type", "mode", "source", "message", "timestamp", "replyToken", "webhookEventId", "deliveryContext"]
        ),
        strange,
    )
)
def test_no_event_is_too_strange_to_be_read(raw: dict[str, Any]) -> None:
    """Whatever stands where: it is read, or left, and never fails."""
    arrival = read_arrival(raw, 1, PSEUDONYMS)

    assert arrival is None or (
        len(arrival.webhook_event_id) <= 64 and len(arrival.kind) <= 32 and arrival.timestamp_ms > 0
    )


def mutated(random_: random.Random, body: bytes) -> bytes:
    """`body` with something done to it: bytes changed, cut, doubled, or a value replaced in its JSON."""
    if random_.random() < 0.5:
        read = json.loads(body)
        spot: Any = random_.choice(read["events"] or [read])
        for _ in range(random_.randint(1, 3)):
            key = random_.choice(list(spot))
            if isinstance(spot[key], dict) and spot[key] and random_.random() < 0.6:
                spot = spot[key]
                continue
            spot[key] = random_.choice([None, -1, 2**70, 1e308, "", "\0", "\ud800", "ก" * 3000, [], {}, True, [[]] * 3])
        return json.dumps(read).encode()
    data = bytearray(body)
    for _ in range(random_.randint(1, 8)):
        at = random_.randrange(len(data))
        choice = random_.random()
        if choice < 0.4:
            data[at] = random_.randrange(256)
        elif choice < 0.7:
            del data[at : at + random_.randint(1, 40)]
        else:
            data[at:at] = data[at : at + random_.randint(1, 40)]
        if not data:
            break
    return bytes(data)


def storm(inside: InProcess, line: LoopbackLine, bodies: int, seed: int) -> None:
    """Post mutated webhooks, a good one among every fifty: no 5xx, and every good one answered."""
    random_ = random.Random(seed)
    samples = [
        body_of(text_event("1.3"), text_event("ครูเป็นหนี้ทำไงดี")),
        body_of(event("follow", follow={"isUnblocked": True}), event("postback", postback={"data": "x=1"})),
        body_of(event("join", source={"type": "group", "groupId": "C1"}), event("unsend", unsend={"messageId": "4"})),
        body_of(event("message", message={"type": "sticker", "id": "1", "packageId": "1", "stickerId": "2"})),
    ]
    good: list[str] = []
    for number in range(bodies):
        if number % 50 == 0:
            asked = text_event("สวัสดีค่ะ")
            good.append(asked["replyToken"])
            assert inside.post(asked) == 200
        status = inside.post(body=mutated(random_, random_.choice(samples)))
        assert status in (200, 400)
    until = time.monotonic() + 60
    while inside.bot.inbox.backlog and time.monotonic() < until:
        time.sleep(0.05)
    for token in good:
        assert line.reply_to(token, 5).messages
    assert inside.counted("krutham_finished_events_total", outcome="error") == 0
    assert inside.bot.workers.well


def test_mutated_webhooks(inside: InProcess, line: LoopbackLine) -> None:
    """The short form of the storm."""
    storm(inside, line, 400, seed=1)


@pytest.mark.nightly
def test_twenty_thousand_mutated_webhooks(inside: InProcess, line: LoopbackLine) -> None:
    """The long form of the storm."""
    line.check_limits = False
    storm(inside, line, 20_000, seed=time.time_ns())


def test_the_signature_is_checked_before_anything_else(inside: InProcess) -> None:
    """An unsigned body is not even parsed, however it is made."""
    for body in (b"[" * 10_000, body_of(text_event("x"))):
        assert (
            inside.client.post("/callback", data=body, headers={"X-Line-Signature": signature(body, "x")}).status_code
            == 401
        )
    assert inside.counted("krutham_webhooks_total", status="401") == 2
