"""A reply between an answer and its messages: blocks that are both text and Flex, and what goes under them.

Families make drafts; `assemble` alone turns a draft into messages. So the bubble, its altText, the text sent in groups
and the fallback always say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers import wording
from handlers.desk import Message
from handlers.messages import actions, limits, look
from handlers.messages.actions import Action
from handlers.messages.look import Component
from handlers.messages.shelf import Shelf

FLEX_MESSAGES = 4
"""A reply has at most this many bubbles, leaving one message of LINE's five free."""
FOOTER_ROOM = 6 * 1024
"""Bytes kept free for the footer in the last bubble (the clipboard text is most of it)."""


@dataclass(frozen=True, slots=True)
class View:
    """What a family needs beside the answer: look-ups, links, where it will be read, and from which item on.

    `start` counts the excerpts already shown on earlier pages; `answer_id` names the answer in feedback.
    """

    shelf: Shelf
    answer_id: str = ""
    public_url: str | None = None
    basic_id: str | None = None
    in_group: bool = False
    start: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of a reply that is never torn apart: as plain text, and as Flex components."""

    words: str
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class Onward:
    """What "อ่านต่อ" leads to: the button's label, and the postback's verb and arguments."""

    label: str
    verb: str
    arguments: tuple[str | int, ...]

    @property
    def data(self) -> str:
        """The postback data, which the conversation remembers for a typed "อ่านต่อ"."""
        return str(self.action()["data"])

    def action(self) -> Action:
        """The tap."""
        return actions.post(self.label, self.verb, *self.arguments, display=wording.READ_ON)


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply before layout: `blocks` in reading order, then what people can do with it.

    `copy` is the memo sentence, `page_url` the reader's address, `share` the words of a share link; "" leaves the
    button out. `rate` offers 👍 👎. `quick` are the quick replies.
    """

    blocks: tuple[Block, ...]
    onward: Onward | None = None
    copy: str = ""
    page_url: str = ""
    share: str = ""
    rate: bool = False
    quick: tuple[Action, ...] = ()
    opener: str = ""
    """A text message sent before the bubble, for greetings; "" sends none."""


def words_of(draft: Draft) -> str:
    """The whole draft as plain text."""
    parts = [draft.opener, *(block.words for block in draft.blocks)]
    return "\n\n".join(part for part in parts if part)


def _footer(draft: Draft, view: View) -> list[Component]:
    """The buttons under the last bubble."""
    footer: list[Component] = []
    if draft.onward:
        footer.append(look.button(draft.onward.action(), strong=True))
    if draft.page_url:
        footer.append(look.button(actions.link(wording.READ_IN_REPORT, draft.page_url), soft=True))
    # One row of small buttons: what is kept, shared and rated takes no second line of a phone.
    small = []
    if draft.copy:
        small.append(look.button(actions.copy(wording.COPY, draft.copy), flex=4))
    if draft.share:
        small.append(look.button(actions.link(wording.SHARE, draft.share), flex=3))
    if draft.rate and view.answer_id:
        small.append(look.button(actions.post(wording.USEFUL, "up", view.answer_id), flex=2))
        small.append(look.button(actions.post(wording.NOT_USEFUL, "down", view.answer_id), flex=2))
    if small:
        footer.append(look.row(*small, spacing="xs"))
    return footer


def _packed(blocks: tuple[Block, ...], room: int) -> list[list[Block]]:
    """The blocks in as few groups as fit `room` bytes each; a block alone may be larger."""
    if limits.json_bytes([block.components for block in blocks]) <= room:
        return [list(blocks)] if blocks else []
    groups: list[list[Block]] = []
    used = 0
    for block in blocks:
        size = limits.json_bytes(block.components)
        if groups and used + size <= room:
            groups[-1].append(block)
            used += size
        else:
            groups.append([block])
            used = size
    return groups


def _bubbles(draft: Draft, view: View) -> list[Message]:
    """The draft as Flex messages, each with the words it shows as its altText."""
    groups = _packed(draft.blocks, limits.BUBBLE_BYTES - FOOTER_ROOM)[:FLEX_MESSAGES]
    made: list[Message] = []
    for number, group in enumerate(groups, start=1):
        body: list[Component] = []
        for block in group:
            if body and block.components:
                body.append(look.rule())
            body.extend(block.components)
        footer = _footer(draft, view) if number == len(groups) else []
        made.append(look.flex("\n\n".join(block.words for block in group if block.words), look.bubble(body, footer)))
    return made


def _in_group(action: Action) -> Action:
    """A quick reply for a group: typing would go unheard there, so it asks by postback and shows what it asked."""
    if action["type"] != "message":
        return action
    return actions.post(action["label"], "ask", action["text"], display=action["text"])


def _group_quick(draft: Draft, view: View) -> list[Action]:
    """Quick replies carry in a group what buttons carry elsewhere: reading on, and 👍 👎."""
    rate = []
    if draft.rate and view.answer_id:
        rate.append(actions.post(wording.USEFUL, "up", view.answer_id))
        rate.append(actions.post(wording.NOT_USEFUL, "down", view.answer_id))
    onward = [draft.onward.action()] if draft.onward else []
    room = limits.QUICK_REPLIES - len(onward) - len(rate)
    return [*onward, *(_in_group(action) for action in draft.quick[:room]), *rate]


def _group_text(draft: Draft) -> str:
    """The whole draft as one text, with the reader's address at its end."""
    words = words_of(draft)
    return f"{words}\n\n{wording.READ_IN_REPORT}: {draft.page_url}" if draft.page_url else words


def as_text(draft: Draft) -> list[Message]:
    """The draft as plain text messages, nothing left out as far as five messages of LINE's size hold it."""
    words, start = words_of(draft), 0
    made: list[Message] = []
    while start < len(words) and len(made) < limits.MESSAGES:
        end = limits.page_end(words, start, limits.TEXT // 2)
        if part := words[start:end].strip():
            made.append(look.plain(part))
        start = end
    return made


def assemble(draft: Draft, view: View) -> list[Message]:
    """The messages of a draft: bubbles for one person, one text for a group, quick replies on the last."""
    quick = list(draft.quick)
    if view.in_group:
        messages = [look.plain(_group_text(draft))]
        quick = _group_quick(draft, view)
    else:
        messages = [look.plain(draft.opener)] if draft.opener else []
        messages.extend(_bubbles(draft, view))
    if quick and messages:
        messages[-1] = messages[-1] | {"quickReply": actions.quick_replies(quick)}
    return messages


def with_quick(draft: Draft, *more: Action) -> Draft:
    """The draft with quick replies added at the end."""
    return replace(draft, quick=(*draft.quick, *more))
