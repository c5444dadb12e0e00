"""The platform between the phone and the bot: taps become signed webhooks, the bot's calls become what the phone shows.

Nothing here reaches into the bot: webhooks go to its /callback and replies come to its API address, both over loopback
HTTP, as they would over the internet.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from bot.local_line import events
from bot.local_line.cast import GROUP, Cast, Group, Person
from bot.local_line.errors import LocalLineError, NotFoundError
from bot.local_line.menus import Menus
from bot.local_line.record import Entry, Record
from bot.local_line.reply_rules import ReplyRefusedError, ReplyRules, sent_messages

DEADLINE_SECONDS = 2.0
"""LINE waits so long for the webhook's 200."""
MOST_KEPT = 2_000
"""Reply tokens and messages of which the chat is still known."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Channel:
    """The local LINE's channel: throw-away credentials, and the bot's address and name."""

    secret: str
    token: str
    bot_url: str
    bot_name: str
    bot_id: str


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A person's message: where it was sent, by whom, and its text ("" when it is no text)."""

    chat: str
    person: str
    text: str


class Platform:
    """The local LINE itself. Safe between threads."""

    def __init__(self, channel: Channel, cast: Cast, menus: Menus, http_threads: int = 24) -> None:
        self.channel = channel
        self.cast = cast
        self.menus = menus
        self.record = Record(lambda: time.time_ns() // 1_000_000, http_threads)
        self._rules = ReplyRules(channel.token)
        self._chat_of_token: OrderedDict[str, str] = OrderedDict()
        self._messages: OrderedDict[str, SentMessage] = OrderedDict()
        self._last_event: dict[str, events.Event] = {}
        self._lock = threading.Lock()

    # ------------------------------------------------------------ from the phone to the bot

    def say(self, chat: str, who: str, text: str) -> Entry:
        """A person types `text`. Raises LocalLineError when it is empty or longer than LINE takes."""
        if not text.strip() or len(text.encode("utf-16-le", "surrogatepass")) // 2 > 5000:
            raise LocalLineError("a text of 1 to 5,000 characters is needed")
        person, group = self._where(chat, who)
        message = events.text_message(text, self.channel.bot_name, self.channel.bot_id, group is not None)
        return self._send_message(chat, person, group, message)

    def send(self, chat: str, who: str, kind: str) -> Entry:
        """A person sends a sticker, an image, a place … Raises LocalLineError for kinds that phones do not send."""
        person, group = self._where(chat, who)
        try:
            message = events.other_message(kind)
        except KeyError:
            raise LocalLineError(f"{kind!r} is no kind of message that can be sent here") from None
        return self._send_message(chat, person, group, message)

    def tap(self, chat: str, who: str, data: str, display: str = "", params: Mapping[str, str] | None = None) -> Entry:
        """A person taps a button that carries a postback; `display` shows in the chat as if typed."""
        person, group = self._where(chat, who)
        postback: dict[str, Any] = {"data": data}
        if params:
            postback["params"] = dict(params)
        return self._deliver(chat, events.event("postback", person, group, postback=postback), display=display)

    def switch_menu(self, who: str, alias: str, data: str) -> Entry:
        """A person opens another tab of the rich menu; LINE shows it and then tells the bot."""
        person, _ = self._where(who, who)
        there = alias in self.menus.aliases and self.menus.aliases[alias] in self.menus.objects
        if there:
            person.menu = alias
            self.menus.link(person.user_id, self.menus.alias(alias))
        status = "SUCCESS" if there else "RICHMENU_ALIAS_ID_NOTFOUND"
        return self.tap(who, who, data, params={"newRichMenuAliasId": alias, "status": status})

    def befriend(self, who: str, follows: bool) -> Entry:
        """A person adds, unblocks or (with `follows` False) blocks the bot."""
        person = self._person(who)
        if follows:
            entry = self._deliver(
                who, events.event("follow", person, follow={"isUnblocked": person.has_blocked}), to_strangers=True
            )
            person.is_friend, person.has_blocked = True, False
        else:
            entry = self._deliver(who, events.event("unfollow", person), to_strangers=True)
            person.is_friend, person.has_blocked = False, True
        return entry

    def invite(self, who: str, joins: bool) -> Entry:
        """Somebody invites the bot to the group or (with `joins` False) removes it."""
        group = self.cast.group
        made = events.event("join" if joins else "leave", self._person(who), group)
        group.has_bot = joins
        return self._deliver(GROUP, made, to_strangers=True)

    def unsend(self, who: str, message_id: str) -> Entry:
        """A person takes a message back."""
        sent = self._own_message(who, message_id)
        person, group = self._where(sent.chat, who)
        with self._lock:
            del self._messages[message_id]
        return self._deliver(sent.chat, events.event("unsend", person, group, unsend={"messageId": message_id}))

    def edit(self, who: str, message_id: str, text: str) -> Entry:
        """A person changes a text; LINE tells of it in groups only."""
        sent = self._own_message(who, message_id)
        person, group = self._where(sent.chat, who)
        if group is None or not sent.text or not text.strip():
            raise LocalLineError("only texts in a group can be edited, and not into nothing")
        message = events.text_message(text, self.channel.bot_name, self.channel.bot_id, True, message_id)
        self._keep(self._messages, message_id, SentMessage(sent.chat, who, text))
        return self._deliver(sent.chat, events.event("messageEdited", person, group, message=message))

    def redeliver(self, chat: str) -> Entry:
        """LINE delivers the last event of a chat once more, as after a failure."""
        with self._lock:
            made = self._last_event.get(chat)
        if made is None:
            raise LocalLineError("there is no event yet to deliver again")
        self._rules.delivered_again(str(made.get("replyToken")))
        return self._post(chat, {**made, "deliveryContext": {"isRedelivery": True}})

    def _person(self, who: str) -> Person:
        try:
            return self.cast.person(who)
        except KeyError:
            raise NotFoundError(f"there is no person {who!r} here") from None

    def _where(self, chat: str, who: str) -> tuple[Person, Group | None]:
        person = self._person(who)
        if chat not in (GROUP, who):
            raise NotFoundError(f"{who!r} has no chat {chat!r}")
        return person, self.cast.group if chat == GROUP else None

    def _own_message(self, who: str, message_id: str) -> SentMessage:
        with self._lock:
            sent = self._messages.get(message_id)
        if sent is None or sent.person != who:
            raise NotFoundError(f"{who!r} has sent no message {message_id!r} that is still here")
        return sent

    def _send_message(self, chat: str, person: Person, group: Group | None, message: events.Event) -> Entry:
        self._keep(self._messages, message["id"], SentMessage(chat, person.key, message.get("text", "")))
        return self._deliver(chat, events.event("message", person, group, message=message))

    def _deliver(self, chat: str, made: events.Event, to_strangers: bool = False, display: str = "") -> Entry:
        """Send an event to the bot, unless the person has blocked it or it is not in the group."""
        if not to_strangers:
            knows = self.cast.group.has_bot if chat == GROUP else not self._person(chat).has_blocked
            if not knows:
                raise LocalLineError("the bot is blocked or not in this group, so LINE tells it nothing")
        with self._lock:
            self._last_event[chat] = made
        return self._post(chat, made, display)

    def _post(self, chat: str, made: events.Event, display: str = "") -> Entry:
        """Sign and post; the entry says what the bot answered. Status 0 is no answer in time."""
        if token := made.get("replyToken"):
            self._keep(self._chat_of_token, str(token), chat)
        body = events.body_of(self.channel.bot_id, made)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "LineBotWebhook/2.0",
            "X-Line-Signature": events.signature(body, self.channel.secret),
        }
        address = urlsplit(self.channel.bot_url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=DEADLINE_SECONDS)
        # Before it is sent: the bot's reply may be here sooner than its 200 is read.
        entry = self.record.add(chat, "webhook", "/callback", body, display=display)
        try:
            connection.request("POST", "/callback", body, headers)
            response = connection.getresponse()
            response.read()
            entry.status = response.status
        except (OSError, http.client.HTTPException) as fault:
            entry.status, entry.answer = 0, f"{type(fault).__name__}: {fault}"
        finally:
            connection.close()
        return entry

    # ------------------------------------------------------------ from the bot to the phone

    def is_authorized(self, headers: Mapping[str, str]) -> bool:
        """Whether a call carries this channel's access token."""
        return self._rules.is_authorized(headers)

    def take_reply(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        """The bot replies: LINE's status and body. What was taken appears on the phone, what was refused in the log."""
        try:
            token, messages = self._rules.take(body, headers)
            status, answer = 200, sent_messages(messages)
            with self._lock:
                chat = self._chat_of_token.get(token, "")
        except ReplyRefusedError as refusal:
            status, answer, chat = refusal.status, refusal.body, ""
        self.record.add(chat, "call", path, body, status, json.dumps(answer))
        return status, answer

    def note_call(self, path: str, body: bytes, status: int, user_id: str = "") -> None:
        """Another call of the bot's that the phone shows or the log keeps."""
        person = self.cast.by_user_id(user_id)
        self.record.add(person.key if person else "", "call", path, body, status)

    def has_message(self, message_id: str) -> bool:
        """Whether a message of this id was sent and not taken back."""
        with self._lock:
            return message_id in self._messages

    def _keep(self, kept: OrderedDict[str, Value], key: str, value: Value) -> None:
        with self._lock:
            kept[key] = value
            while len(kept) > MOST_KEPT:
                kept.popitem(last=False)
