"""Each kind of event LINE sends, and those it does not send yet: what is said, what is kept, what is deleted."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.storage.memory import MemoryStore
from handlers import routes, wording
from handlers.desk import Desk
from handlers.groups import without_mentions
from tests.handmade import HandmadeEngine, in_group, person

USER, GROUP = "U" + "1" * 32, "C" + "2" * 32
QUESTION = "มี อกศม. กี่คน"


def now() -> int:
    """A clock that stands still."""
    return 1_700_000_000_000


@pytest.fixture
def engine() -> HandmadeEngine:
    """The engine, to see what it was asked."""
    return HandmadeEngine()


@pytest.fixture
def desk(engine: HandmadeEngine) -> Desk:
    """A desk with a real store in memory."""
    return Desk(engine, MemoryStore(now), now)


def said(event: dict[str, Any], desk: Desk) -> str:
    """All that is sent for `event`, as one string; "" for silence."""
    messages = routes.respond(event, desk).messages
    return repr(messages) if messages else ""


def tap(data: str, **more: Any) -> dict[str, Any]:
    """A postback event."""
    event = person(type="postback", postback={"data": data}, **more)
    del event["message"]
    return event


def buttons(event: dict[str, Any], desk: Desk) -> dict[str, str]:
    """Label and data of every postback button in the reply."""
    found: dict[str, str] = {}

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("type") == "postback":
                found[node["label"]] = node["data"]
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(list(routes.respond(event, desk).messages))
    return found


@pytest.mark.parametrize("kind", ["sticker", "image", "video", "audio", "file", "location", "hologram"])
def test_what_is_not_text_gets_a_kind_word(kind: str, desk: Desk) -> None:
    """Every kind of message from one person is answered politely, unknown kinds too."""
    reply = routes.respond(person(message={"type": kind, "id": "1"}), desk)

    assert len(reply.messages) == 1
    assert "ค่ะ" in reply.messages[0]["text"] or "คะ" in reply.messages[0]["text"]


@pytest.mark.parametrize("kind", ["sticker", "image", "video", "audio", "file", "location", "hologram"])
def test_what_is_not_text_is_ignored_in_groups(kind: str, desk: Desk) -> None:
    """Pictures cannot mention the bot, so it stays silent."""
    event = in_group("")
    event["message"] = {"type": kind, "id": "1"}

    assert said(event, desk) == ""


@pytest.mark.parametrize(
    "kind", ["beacon", "accountLink", "videoPlayComplete", "memberLeft", "somethingNew", "", None, 7]
)
def test_unknown_events_are_met_with_silence(kind: object, desk: Desk) -> None:
    """What LINE adds tomorrow breaks nothing."""
    assert said(person(type=kind), desk) == ""


@pytest.mark.parametrize("event", [{}, {"type": "message"}, {"type": "message", "message": "x"}, {"type": "postback"}])
def test_broken_events_break_nothing(event: dict[str, Any], desk: Desk) -> None:
    """Missing parts are met with silence, as there is no reply token to answer with."""
    assert said(event, desk) == ""


def test_standby_is_silent(desk: Desk) -> None:
    """Another system holds the chat: nothing is said although a question came."""
    assert said(person(QUESTION, mode="standby"), desk) == ""


def test_no_reply_token_means_no_messages(desk: Desk) -> None:
    """Nothing can be sent without one."""
    event = person(QUESTION)
    del event["replyToken"]

    assert said(event, desk) == ""


def test_a_missing_user_id_is_no_obstacle(desk: Desk) -> None:
    """The question is answered, and nothing is kept."""
    assert "317" in said(person(QUESTION, source={"type": "user"}), desk)


def test_follow_welcomes_with_three_taps(desk: Desk) -> None:
    """A new friend gets one screen; one who came back is greeted as such."""
    new = said(person(type="follow", follow={"isUnblocked": False}), desk)
    back = said(person(type="follow", follow={"isUnblocked": True}), desk)

    assert wording.BOT_NAME in new
    assert new.count("'type': 'button'") == 3
    assert "ยินดีต้อนรับกลับ" in back


def test_unfollow_and_leave_delete_what_is_stored(desk: Desk) -> None:
    """A person who blocks the bot, or a group that removes it, is forgotten; nothing is said."""
    routes.respond(person(QUESTION), desk)
    assert desk.store.recall(USER)

    assert said(person(type="unfollow"), desk) == ""
    assert desk.store.recall(USER) is None

    desk.store.mute(GROUP, True)
    assert said(in_group("") | {"type": "leave"}, desk) == ""


def test_unsend_deletes_the_question(desk: Desk) -> None:
    """The stored question of an unsent message is gone."""
    routes.respond(person(QUESTION), desk)
    assert desk.store.describe(USER)["questions"] == 1

    assert said(person(type="unsend", unsend={"messageId": "m1"}), desk) == ""
    assert desk.store.describe(USER).get("questions", 0) == 0


def test_join_and_new_members_are_greeted(desk: Desk) -> None:
    """In a group the bot says once how to call it; muted, it greets nobody."""
    assert "แท็ก" in said(in_group("") | {"type": "join"}, desk)
    assert said(in_group("") | {"type": "memberJoined"}, desk)

    desk.store.mute(GROUP, True)
    assert said(in_group("") | {"type": "memberJoined"}, desk) == ""


def test_in_groups_only_a_mention_of_itself_is_answered(desk: Desk) -> None:
    """No mention, @All, or a mention of somebody else: silence."""
    assert said(in_group(QUESTION, mention=False), desk) == ""
    for mentionee in (
        {"index": 0, "length": 4, "type": "all"},
        {"index": 0, "length": 4, "type": "user", "userId": "U2", "isSelf": False},
        {"index": 0, "length": 4, "type": "bot"},
    ):
        event = in_group(QUESTION)
        event["message"]["mention"] = {"mentionees": [mentionee]}  # type: ignore[index]
        assert said(event, desk) == ""


@pytest.mark.parametrize("before", ["", "🍎 ", "👨‍👩‍👧‍👦สวัสดี "])
def test_mentions_are_cut_by_utf16_index(before: str, engine: HandmadeEngine, desk: Desk) -> None:
    """An emoji before the mention does not shift the cut."""
    routes.respond(in_group(QUESTION, before=before), desk)

    assert engine.asked[-1][0] == f"{before}{QUESTION}".strip()
    assert without_mentions("ก@ขค", [(1, 2)]) == "กค"


def test_a_group_answer_is_one_text_that_quotes_the_question(desk: Desk) -> None:
    """One bubble, quoting; its quick replies are postbacks, because typing would go unheard."""
    reply = routes.respond(in_group(QUESTION), desk)

    assert len(reply.messages) == 1
    assert reply.messages[0]["type"] == "text"
    assert reply.messages[0]["quoteToken"] == "q2"
    assert "317" in reply.messages[0]["text"]
    kinds = {item["action"]["type"] for item in reply.messages[0]["quickReply"]["items"]}
    assert kinds == {"postback"}


def test_a_group_pages_and_rates_by_quick_reply(desk: Desk) -> None:
    """Nothing is lost in a group: what one short text leaves out is a tap away, and so are 👍 and 👎."""
    reply = routes.respond(in_group("1.2 ปัญหา"), desk)
    quick = [item["action"] for item in reply.messages[0]["quickReply"]["items"]]
    source = in_group("")["source"]
    told, data = reply.messages[0]["text"], quick[0]["data"]
    while data.startswith("list|"):
        page = routes.respond(tap(data, source=source), desk).messages[0]
        told += page["text"]
        data = page["quickReply"]["items"][0]["action"]["data"]

    assert all(f"แก้ด้วยวิธีที่ {number}\n" in told for number in range(1, 12))
    assert [action["label"] for action in quick[-2:]] == [wording.USEFUL, wording.NOT_USEFUL]
    assert len(quick) <= 13


def test_a_group_quick_reply_asks_by_postback(desk: Desk) -> None:
    """A tap in a group is answered although nobody mentioned the bot."""
    source = in_group("")["source"]

    assert "317" in said(tap(f"ask|{QUESTION}", source=source), desk)


def test_a_bare_mention_is_asked_what_it_wants(desk: Desk) -> None:
    """Mention and nothing else."""
    assert wording.EMPTY_MENTION in said(in_group(""), desk)


def test_a_group_can_silence_the_bot(desk: Desk) -> None:
    """Told to be silent it answers nothing there, until told to speak."""
    assert wording.MUTED in said(in_group("เงียบ"), desk)
    assert said(in_group(QUESTION), desk) == ""
    assert wording.UNMUTED in said(in_group("พูดได้"), desk)
    assert "317" in said(in_group(QUESTION), desk)


def test_an_edited_message_is_answered_anew(desk: Desk) -> None:
    """The new text is answered where it mentions the bot, and what was stored of the old is gone."""
    routes.respond(in_group(QUESTION), desk)
    edited = in_group("เขต 2 ทำอะไร") | {"type": "messageEdited"}

    assert "317" in said(edited, desk)
    assert desk.store.describe(USER)["questions"] == 1
    assert said(in_group("เขต 2 ทำอะไร", mention=False) | {"type": "messageEdited"}, desk) == ""


def test_feedback_is_acknowledged_once(desk: Desk) -> None:
    """👍 is thanked for, 👎 asks why, a reason is noted; every second tap is quiet."""
    found = buttons(person(QUESTION), desk)
    up, down = found[wording.USEFUL], found[wording.NOT_USEFUL]

    assert wording.FEEDBACK_UP in said(tap(up), desk)
    assert said(tap(up), desk) == ""
    reasons = buttons(tap(down), desk)
    assert len(reasons) == len(wording.FEEDBACK_REASONS)
    assert said(tap(down), desk) == ""
    reason = next(iter(reasons.values()))
    assert wording.FEEDBACK_REASON in said(tap(reason), desk)
    assert said(tap(reason), desk) == ""


@pytest.mark.parametrize(
    "data",
    [
        "",
        "old",
        "more",
        "more|gone/passage|0",
        "list|9.9|problems|||0",
        "list|1.1|nonsense|||0",
        "why|x|nonsense",
        "rows|||||",
    ],
)
def test_old_buttons_explain_themselves(data: str, desk: Desk) -> None:
    """A tap that leads nowhere any more says so."""
    assert wording.OLD_BUTTON in said(tap(data), desk)


@pytest.mark.parametrize("status", ["SUCCESS", "RICHMENU_ALIAS_ID_NOTFOUND", "FAILED"])
def test_switching_rich_menu_tabs_is_silent(status: str, desk: Desk) -> None:
    """A tab is no question."""
    event = tap("richmenu|principal")
    event["postback"]["params"] = {"newRichMenuAliasId": "krutham-principal", "status": status}

    assert said(event, desk) == ""


def test_my_data_is_described_and_deleted(desk: Desk) -> None:
    """A person can see what is kept and delete it."""
    assert wording.NO_DATA in said(person(wording.MY_DATA), desk)
    routes.respond(person(QUESTION), desk)

    assert "คำถาม 1 รายการ" in said(person(wording.MY_DATA), desk)
    assert wording.DELETED in said(person(wording.DELETE_MY_DATA), desk)
    assert wording.NOTHING_TO_DELETE in said(person(wording.DELETE_MY_DATA), desk)


def test_a_follow_up_leans_on_the_last_turn(engine: HandmadeEngine, desk: Desk) -> None:
    """The engine is handed what the conversation was about."""
    routes.respond(person(QUESTION), desk)
    routes.respond(person("แล้วเขต 1 ล่ะ"), desk)

    previous = engine.asked[-1][1]
    assert previous is not None
    assert previous.focus_point == "1.1"
    assert previous.choices == ()


@pytest.mark.parametrize("opening", ["ขอแบบละเอียด", "1.2 ปัญหา", "โรงเรียนไหนบ้าง"])
def test_reading_on_reaches_the_end_by_tap_and_by_typing(opening: str, desk: Desk) -> None:
    """Pages follow each other to the last; typed "อ่านต่อ" leads where the button leads."""
    by_typing = [said(person(opening), desk)]
    while wording.NOTHING_TO_READ_ON not in (page := said(person("อ่านต่อ"), desk)):
        by_typing.append(page)
        assert len(by_typing) < 20

    by_tap, event = [], person(opening)
    while True:
        found = buttons(event, desk)
        by_tap.append(said(event, desk))
        onward = [data for data in found.values() if data.split("|")[0] in ("more", "list", "rows")]
        # The last one is the footer's: an excerpt itself may carry a tap as well.
        if not onward:
            break
        event = tap(onward[-1])

    assert len(by_tap) == len(by_typing) > 1
    whole = "".join(by_tap)
    if opening == "1.2 ปัญหา":
        assert all(f"แก้ด้วยวิธีที่ {number}'" in whole for number in range(1, 12))
    if opening == "โรงเรียนไหนบ้าง":
        assert all(f"'โรงเรียนที่ {number}'" in whole for number in range(1, 31))
    if opening == "ขอแบบละเอียด":
        assert all(re.search(rf"(?<!\d){number}(?!\d)", whole) for number in range(1, 80))


def test_a_burst_is_answered_once(engine: HandmadeEngine, desk: Desk) -> None:
    """Greeting, question and thanks become one reply; two questions share one."""
    texts = ["สวัสดีค่ะ", QUESTION, "ขอบคุณค่ะ"]
    burst = [person(text, timestamp=number) for number, text in enumerate(texts)]
    one = routes.respond_many(burst, desk)
    two = routes.respond_many([person(QUESTION, timestamp=1), person("เด็กเครียดส่งต่อใคร", timestamp=2)], desk)

    assert one.outcome == "answer"
    assert "317" in repr(one.messages)
    assert "317" in repr(two.messages)
    assert "นักจิตวิทยา" in repr(two.messages)
    assert len(two.messages) <= 5
    assert all("quickReply" not in message for message in two.messages[:-1])


def test_danger_goes_first_in_a_burst(desk: Desk) -> None:
    """Emergency numbers stand on top, whatever was written before or after."""
    texts = [QUESTION, "มีคนทำร้ายเด็ก", "เขต 2 ทำอะไร", "อะไรนะ"]
    reply = routes.respond_many([person(text, timestamp=number) for number, text in enumerate(texts)], desk)

    assert "1669" in str(reply.messages[0]["altText"])
    assert len(reply.messages) <= 5


def test_a_muted_group_gets_no_answer_to_taps(desk: Desk) -> None:
    """Silent means silent, until told to speak."""
    desk.store.mute(GROUP, True)

    assert said(tap(f"ask|{QUESTION}", source=in_group("")["source"]), desk) == ""


def test_parts_of_one_question_are_asked_together(desk: Desk) -> None:
    """Words sent one by one are put together."""
    reply = routes.respond_many([person("เด็กเครียด", timestamp=2), person("ส่งต่อใคร", timestamp=3)], desk)
    joined = routes.respond_many([person("มี อกศม.", timestamp=2), person("กี่คน", timestamp=3)], desk)

    assert reply.outcome == "not_found"
    assert "317" in repr(joined.messages)


@pytest.mark.parametrize("typed", ["2", "๒", "ข้อ 2", "อันที่ 2 ค่ะ"])
def test_a_choice_can_be_typed_by_its_number(typed: str, desk: Desk) -> None:
    """Whoever sees no buttons types the number of a choice."""
    routes.respond(person("ความปลอดภัย"), desk)
    reply = routes.respond(person(typed), desk)

    assert reply.answer is not None
    assert reply.answer.focus_points == ("1.2",)


def test_a_number_without_choices_is_a_question(engine: HandmadeEngine, desk: Desk) -> None:
    """With nothing to choose from, or beyond the last choice, the words are asked as they are."""
    routes.respond(person("2"), desk)
    routes.respond(person("ความปลอดภัย"), desk)
    routes.respond(person("9"), desk)

    assert [text for text, _ in engine.asked] == ["2", "ความปลอดภัย", "9"]


def test_what_is_not_found_leaves_the_topic_as_it_was(engine: HandmadeEngine, desk: Desk) -> None:
    """A slip in between does not make the bot forget what the talk was about."""
    routes.respond(person(QUESTION), desk)
    routes.respond(person("เงินเดือนครูเท่าไหร่"), desk)
    routes.respond(person("แล้วเขต 1 ล่ะ"), desk)

    previous = engine.asked[-1][1]
    assert previous is not None
    assert previous.focus_point == "1.1"
