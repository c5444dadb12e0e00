"""The local LINE: the platform's rules, its events, and a bot that runs on it as a newcomer starts it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SettingsError
from bot.local_line import events
from bot.local_line.cast import MOST_PEOPLE, Cast, Group, Person
from bot.local_line.doorkeeper import is_this_machine
from bot.local_line.record import MOST_BYTES, MOST_ENTRIES, Record
from bot.local_line.reply_rules import ReplyRefusedError, ReplyRules, is_local, new_token
from bot.settings import Settings, loopback_of
from tests.loopback_line import LoopbackLine
from tests.servers import BotServer
from tests.webhooks import text_event

WITHOUT_LINE = {"LINE_CHANNEL_SECRET": "", "LINE_CHANNEL_ACCESS_TOKEN": "", "LINE_API_BASE": "", "KRUTHAM_HOST": ""}
JSON = {"Content-Type": "application/json"}
DEBT = "ครูเป็นหนี้ทำไงดี"


# ---------------------------------------------------------------- the platform's rules


def reply_body(token: str, *messages: dict[str, Any]) -> bytes:
    """A reply call's body; one short text when no messages are given."""
    return json.dumps({"replyToken": token, "messages": messages or ({"type": "text", "text": "ค่ะ"},)}).encode()


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        """The time it was set to."""
        return self.now


BEARER = {"Authorization": "Bearer token"}


def refusal_of(rules: ReplyRules, body: bytes, headers: dict[str, str] | None = None) -> ReplyRefusedError:
    """How a reply is refused."""
    with pytest.raises(ReplyRefusedError) as refused:
        rules.take(body, BEARER if headers is None else headers)
    return refused.value


def test_a_reply_token_works_once() -> None:
    """The second reply with the same token is refused in LINE's words."""
    rules, body = ReplyRules("token"), reply_body(new_token())

    assert rules.take(body, BEARER)[1] == [{"type": "text", "text": "ค่ะ"}]
    refusal = refusal_of(rules, body)

    assert (refusal.status, refusal.body) == (400, {"message": "Invalid reply token"})


def test_a_reply_token_lives_a_minute() -> None:
    """After a minute it is refused; a redelivery gives it another one."""
    clock = Clock()
    rules, token = ReplyRules("token", now=clock), new_token()
    clock.now += 61

    assert refusal_of(rules, reply_body(token)).status == 400
    rules.delivered_again(token)
    clock.now += 59
    assert rules.take(reply_body(token), BEARER)[0] == token


@pytest.mark.parametrize("token", ["", "local-", "local-12", "local-x-y", "0" * 32])
def test_a_token_that_was_never_issued_is_refused(token: str) -> None:
    """What only looks like a token opens nothing, and is not taken for one of ours."""
    assert refusal_of(ReplyRules("token"), reply_body(token)).body == {"message": "Invalid reply token"}
    assert is_local(new_token())
    assert not is_local("0" * 32)


def test_what_line_refuses_is_refused_and_uses_no_token() -> None:
    """Wrong Bearer, a retry key, no JSON, six messages, a limit passed: each with LINE's status, the token left."""
    rules, token = ReplyRules("token"), new_token()
    body = reply_body(token)
    six = reply_body(token, *[{"type": "text", "text": "ก"}] * 6)
    long = reply_body(token, {"type": "text", "text": "ก" * 5001})

    assert refusal_of(rules, body, {}).status == 401
    assert refusal_of(rules, body, {"Authorization": "Bearer other"}).status == 401
    assert refusal_of(rules, body, {**BEARER, "X-Line-Retry-Key": "1"}).status == 400
    assert refusal_of(rules, b"no json").status == 400
    assert refusal_of(rules, b"[]").status == 400
    assert refusal_of(rules, b" " * (2 * 1024 * 1024 + 1)).status == 413
    assert refusal_of(rules, six).body["details"][0]["property"] == "messages"
    assert refusal_of(rules, long).body["details"][0]["property"] == "messages[0].text"
    assert rules.take(body, BEARER)[0] == token


# ---------------------------------------------------------------- its events


def test_the_signature_is_lines() -> None:
    """LINE's own published example."""
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'

    made = events.signature(body, "8c570fa6dd201bb328f1c1eac23a96d8")

    assert made == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_mentions_are_counted_in_utf16() -> None:
    """An emoji before the mention counts two, as LINE counts; outside groups nobody is mentioned."""
    message = events.text_message("👍 @ครูถาม และ @ครูถาม", "ครูถาม", "Ubot", in_group=True)

    first, second = message["mention"]["mentionees"]
    assert (first["index"], first["length"], first["isSelf"]) == (3, 7, True)
    assert second["index"] == 15
    assert "mention" not in events.text_message("@ครูถาม", "ครูถาม", "Ubot", in_group=False)


def test_groups_name_people_in_messages_only() -> None:
    """As at LINE: a tap in a group does not say whose it was."""
    person, group = Person("teacher", "ครู", "krutham-teacher"), Group()

    said = events.event("message", person, group, message=events.other_message("sticker"))
    tapped = events.event("postback", person, group, postback={"data": "x"})

    assert said["source"] == {"type": "group", "groupId": group.group_id, "userId": person.user_id}
    assert tapped["source"] == {"type": "group", "groupId": group.group_id}


# ---------------------------------------------------------------- what is kept is bounded


def test_the_record_keeps_the_last_entries() -> None:
    """Old entries go by number and by size; the numbers go on."""
    record = Record(lambda: 0)
    for _ in range(MOST_ENTRIES + 5):
        record.add("teacher", "webhook", "/callback", b"{}")

    kept = record.after(0)
    assert (len(kept), kept[0].number, kept[-1].number) == (MOST_ENTRIES, 6, MOST_ENTRIES + 5)
    record.add("teacher", "call", "/", b"x" * MOST_BYTES)
    assert len(record.after(0)) == 1
    assert record.get(1) is None


def test_the_record_can_be_waited_upon() -> None:
    """Who waits for news gets it at once when it comes, and nothing when none does."""
    record = Record(lambda: 0)
    threading.Timer(0.05, lambda: record.add("teacher", "webhook", "/callback", b"{}")).start()

    assert [entry.number for entry in record.after(0, 5.0)] == [1]
    assert record.after(1, 0.01) == []


def test_new_people_make_room() -> None:
    """However many come, those of the roles stay and the number is bounded."""
    cast = Cast([("teacher", "ครู", "krutham-teacher")])
    newest = [cast.more("teacher") for _ in range(MOST_PEOPLE + 3)][-1]

    assert len(cast.people) == MOST_PEOPLE
    assert {"teacher", newest.key} <= set(cast.people)
    assert len({person.user_id for person in cast.people.values()}) == MOST_PEOPLE


# ---------------------------------------------------------------- a bot that runs on it


class Phone:
    """The page's side of a running local LINE."""

    def __init__(self, server: BotServer) -> None:
        self.server = server

    def get(self, path: str, **headers: str) -> Any:
        """What a GET answers, parsed."""
        status, body = self.server.request("GET", path, b"", headers)
        assert status == 200, body
        return json.loads(body)

    def act(self, name: str, chat: str = "teacher", who: str = "teacher", **more: str) -> tuple[int, dict[str, Any]]:
        """Do something; the status, and the webhook it became."""
        asked = json.dumps({"act": name, "chat": chat, "who": who, **more}).encode()
        status, body = self.server.request("POST", "/local-line/acts", asked, JSON)
        return status, json.loads(body)

    def replies_after(self, entry: dict[str, Any], count: int = 1, seconds: float = 5.0) -> list[dict[str, Any]]:
        """The replies with an act's token, waiting for `count` of them."""
        token = str(json.loads(entry["body"])["events"][0].get("replyToken"))
        until = time.monotonic() + seconds
        while True:
            entries = self.get("/local-line/state")["entries"]
            found = [one for one in entries if one["kind"] == "call" and token in one["body"]]
            if len(found) >= count or time.monotonic() > until:
                return found
            time.sleep(0.05)

    def ask(self, text: str, **more: str) -> list[dict[str, Any]]:
        """The messages that answer a text."""
        status, entry = self.act("text", text=text, **more)
        assert (status, entry["status"]) == (200, 200)
        messages: list[dict[str, Any]] = json.loads(self.replies_after(entry)[0]["body"])["messages"]
        return messages


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    """The phone of a bot that was started without LINE credentials."""
    server = BotServer(tmp_path_factory.mktemp("local") / "data", "", **WITHOUT_LINE).start()
    yield Phone(server)
    server.kill()


def test_without_credentials_the_start_says_where_to_try(phone: Phone) -> None:
    """One line, with the address to open; it listens on this machine only."""
    said = phone.server.log.read_text()

    assert f"no LINE channel is set; try the bot at http://127.0.0.1:{phone.server.port}/" in said


def test_the_page_is_there_and_brings_all_it_needs(phone: Phone) -> None:
    """The page and each part it names come from this server, under its own strict policy."""
    status, body = phone.server.get("/")
    page = body.decode()

    assert status == 200
    assert "http://" not in page
    assert "https://" not in page
    assert "<script>" not in page
    assert "style=" not in page
    for part in Path("bot/local_line/static").glob("*.*"):
        assert phone.server.get(f"/local-line/static/{part.name}")[0] == 200
    assert phone.server.get("/local-line/static/../phone.py")[0] == 404


def test_a_text_is_answered_and_kept_byte_for_byte(phone: Phone, running_bot: BotServer, line: LoopbackLine) -> None:
    """What the phone shows is what a LINE channel is sent for the same question, to the last byte."""
    status, entry = phone.act("text", text=DEBT)
    reply = phone.replies_after(entry)[0]
    asked = text_event(DEBT)
    running_bot.post(asked)
    at_line = line.reply_to(asked["replyToken"])

    sent = phone.server.get(f"/local-line/entries/{reply['number']}/body")[1]
    assert (status, reply["status"], sent.decode()) == (200, 200, reply["body"])
    assert json.loads(sent)["messages"] == at_line.messages
    assert len(sent) - len(json.loads(sent)["replyToken"]) == at_line.body_bytes - len(asked["replyToken"])


def test_people_have_conversations_of_their_own(phone: Phone) -> None:
    """A follow-up of one person leans on what that person asked, not on what others did."""
    phone.ask("เรื่องหนี้สินครู", chat="head", who="head")
    phone.ask("2.9", chat="officer", who="officer")

    follow_up = json.dumps(phone.ask("มีปัญหาอะไรบ้าง", chat="head", who="head"), ensure_ascii=False)

    assert "5.3" in follow_up


def test_the_group_is_silent_unless_mentioned(phone: Phone) -> None:
    """Invited, the bot introduces itself; spoken of, it is silent; mentioned, it answers and quotes the question."""
    joined = phone.act("invite", chat="group")[1]
    assert phone.replies_after(joined)
    unheard = phone.act("text", chat="group", text=DEBT)[1]
    assert not phone.replies_after(unheard, seconds=0.6)

    answer = phone.ask(f"@ครูถาม {DEBT}", chat="group")

    assert "quoteToken" in answer[0]
    assert len(answer) == 1


def test_every_act_becomes_a_webhook_that_is_taken(phone: Phone) -> None:
    """Stickers, pictures, places, taps, taking back, blocking: each is signed and answered with 200."""
    for kind in ("sticker", "image", "video", "audio", "file", "location"):
        assert phone.act("send", kind=kind)[1]["status"] == 200
    typed = phone.act("text", text="1.3")[1]
    message = json.loads(typed["body"])["events"][0]["message"]["id"]

    for act in (
        {"name": "postback", "data": "ask|1.3", "display": "1.3"},
        {"name": "unsend", "message": message},
        {"name": "redeliver"},
        {"name": "block"},
        {"name": "follow"},
        {"name": "remove", "chat": "group"},
        {"name": "invite", "chat": "group"},
    ):
        status, entry = phone.act(**act)
        assert (status, entry["status"]) == (200, 200), act


def test_an_edited_message_is_answered_anew_in_a_group(phone: Phone) -> None:
    """LINE tells of edits in groups; elsewhere there are none."""
    phone.act("invite", chat="group")
    first = phone.act("text", chat="group", text="@ครูถาม 1.3")[1]
    message = json.loads(first["body"])["events"][0]["message"]["id"]
    phone.replies_after(first)

    status, edited = phone.act("edit", chat="group", message=message, text="@ครูถาม 2.9")
    answer = phone.replies_after(edited)[0]["body"]

    assert status == 200
    assert json.loads(edited["body"])["events"][0]["type"] == "messageEdited"
    assert "2.9" in json.dumps(json.loads(answer)["messages"], ensure_ascii=False)
    alone = json.loads(phone.act("text", text="1.3")[1]["body"])["events"][0]["message"]["id"]
    assert phone.act("edit", message=alone, text="2.9")[0] == 400


def test_an_event_delivered_again_is_not_answered_again(phone: Phone) -> None:
    """The same event with the redelivery mark: taken with 200, and recognised."""
    phone.ask("1.3")

    again = phone.act("redeliver")[1]

    assert json.loads(again["body"])["events"][0]["deliveryContext"] == {"isRedelivery": True}
    assert again["status"] == 200
    assert len(phone.replies_after(again, count=2, seconds=0.6)) == 1


def test_tabs_of_the_rich_menu_switch_in_silence(phone: Phone) -> None:
    """The phone shows the other tab, the bot is told and says nothing; each tab has its picture."""
    menus = phone.get("/local-line/state")["menus"]
    status, entry = phone.act("switch", alias="krutham-head", data="tab|head")

    assert status == 200
    params = json.loads(entry["body"])["events"][0]["postback"]["params"]
    assert params == {"newRichMenuAliasId": "krutham-head", "status": "SUCCESS"}
    assert not phone.replies_after(entry, seconds=0.4)
    assert {person["menu"] for person in phone.get("/local-line/state")["people"]} >= {"krutham-head"}
    picture = phone.server.get(f"/local-line/menus/{menus['krutham-head']['richMenuId']}.png")[1]
    assert picture.startswith(b"\x89PNG")
    assert phone.act("switch", alias="krutham-nobody", data="tab|nobody")[1]["status"] == 200


def test_what_cannot_be_done_is_said(phone: Phone) -> None:
    """Unknown acts, people, chats, kinds and messages, and empty texts: refused with a sentence, no webhook sent."""
    before = len(phone.get("/local-line/state")["entries"])
    refused = [
        phone.act("dance"),
        phone.act("text", who="nobody", text="1.3"),
        phone.act("text", chat="head", text="1.3"),
        phone.act("text", text="  "),
        phone.act("text", text="ก" * 5001),
        phone.act("send", kind="telegram"),
        phone.act("unsend", message="1"),
    ]

    assert [status for status, _ in refused] == [400, 404, 404, 400, 400, 400, 404]
    assert all(answer["message"] for _, answer in refused)
    assert phone.server.request("POST", "/local-line/people", b'{"role": "king"}', JSON)[0] == 404
    assert len(phone.get("/local-line/state")["entries"]) == before


def test_a_blocked_bot_hears_nothing(phone: Phone) -> None:
    """LINE tells a bot nothing of people who have blocked it, until they come back."""
    new = json.loads(phone.server.request("POST", "/local-line/people", b'{"role": "teacher"}', JSON)[1])["key"]

    def act(name: str, **more: str) -> tuple[int, dict[str, Any]]:
        return phone.act(name, chat=new, who=new, **more)

    assert phone.replies_after(act("follow")[1])
    act("block")
    assert act("text", text="1.3")[0] == 400
    # Blocking deletes what is stored: that takes its moment, and coming back comes later than that.
    phone.ask("1.3", chat="head", who="head")
    back = act("follow")[1]
    assert json.loads(back["body"])["events"][0]["follow"] == {"isUnblocked": True}
    assert phone.replies_after(back)


# ---------------------------------------------------------------- who may come in


def test_only_this_machine_and_its_own_page_may_come_in(phone: Phone) -> None:
    """Another host name, a proxy, or another page's request: to these the local LINE does not exist."""
    server = phone.server
    post = json.dumps({"act": "text", "chat": "teacher", "who": "teacher", "text": "1.3"}).encode()

    assert server.get("/", {"Host": "krutham.example"})[0] == 404
    assert server.get("/local-line/state", {"X-Forwarded-For": "203.0.113.9"})[0] == 404
    assert server.request("POST", "/local-line/acts", post, {**JSON, "Sec-Fetch-Site": "cross-site"})[0] == 404
    assert server.request("POST", "/local-line/acts", post, {"Content-Type": "text/plain"})[0] == 415
    assert server.get("/", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"})[0] == 200
    assert server.get("/v2/bot/info")[0] == 401
    assert [is_this_machine(name) for name in ("127.0.0.1", "[::1]", "LOCALHOST", "10.0.0.1", "localhost.example")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_with_credentials_it_is_off(running_bot: BotServer) -> None:
    """A bot with a channel of its own has neither page nor stand-in."""
    for path in ("/", "/local-line/state", "/local-line/static/main.js", "/v2/bot/info"):
        assert running_bot.get(path)[0] == 404
    assert running_bot.request("POST", "/v2/bot/message/reply", reply_body(new_token()), BEARER)[0] == 404
    assert "local LINE" not in running_bot.log.read_text()


def test_asked_for_by_name_it_runs_beside_the_channel(tmp_path: Path, line: LoopbackLine) -> None:
    """KRUTHAM_LOCAL_LINE with credentials: both are answered, each where it asked, and the start says so."""
    server = BotServer(tmp_path / "data", line.url, KRUTHAM_LOCAL_LINE="1").start()
    try:
        asked = {**text_event("1.3"), "replyToken": "0123456789abcdef0123456789abcdef"}
        line.check_limits = True
        assert server.post(asked) == 200
        assert Phone(server).ask("1.3")
        # Ours is no token of the stand-in's, so that it refuses it: but it was asked, and the local LINE was not.
        until = time.monotonic() + 5
        while not line.refused and time.monotonic() < until:
            time.sleep(0.05)
        assert line.refused
        assert "the local LINE is at" in server.log.read_text()
        assert "answering LINE at" in server.log.read_text()
    finally:
        server.kill()


def test_a_host_without_loopback_is_refused() -> None:
    """The local LINE and the bot meet on this machine; a host that leaves it out is a fault of the settings."""
    assert [loopback_of(host) for host in ("0.0.0.0", "::", "localhost", "127.0.0.2", "192.168.1.5")] == [
        "127.0.0.1",
        "[::1]",
        "127.0.0.1",
        "127.0.0.2",
        None,
    ]
    with pytest.raises(SettingsError, match=r"KRUTHAM_HOST is '192\.168\.1\.5'"):
        Settings.from_environment({"KRUTHAM_HOST": "192.168.1.5"})
