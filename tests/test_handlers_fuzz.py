"""No event that could be JSON makes the conversation fail, and whatever it answers fits LINE."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.storage.memory import MemoryStore
from handlers import routes
from handlers.desk import Desk
from handlers.messages.guard import faults
from tests.handmade import ANSWERS, HandmadeEngine, in_group, person

KINDS = ("message", "messageEdited", "postback", "follow", "unfollow", "join", "leave", "memberJoined", "unsend", "x")
DATA = (
    *("more|1.1/progress/1.2.1|0", "more|1.1/progress/1.2.1|900", "list|1.2|problems|||4"),
    *("up|a", "why|a|other", "ask|1.1"),
)

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
keys = st.text(max_size=6)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=6,
)
texts = st.sampled_from([*ANSWERS, "1.1", "อ่านต่อ", "เมนู", "2", "เงียบ"]) | st.text(max_size=60)


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    """A good event of any kind with up to three of its parts replaced by anything."""
    text = draw(texts)
    event: dict[str, Any] = draw(st.sampled_from([person(text), in_group(text), in_group(text, mention=False)]))
    event["type"] = draw(st.sampled_from(KINDS))
    event["postback"] = {"data": draw(st.sampled_from(DATA) | st.text(max_size=20))}
    event["follow"], event["unsend"] = {"isUnblocked": draw(st.booleans())}, {"messageId": "m1"}
    for _ in range(draw(st.integers(0, 3))):
        part = draw(st.sampled_from([event, *(value for value in event.values() if isinstance(value, dict))]))
        if part:
            part[draw(st.sampled_from(sorted(part)))] = draw(anything)
    return event


@given(st.lists(events(), min_size=1, max_size=4))
def test_no_event_breaks_the_conversation(several: list[dict[str, Any]]) -> None:
    """One by one and as a burst: a reply or silence, never an error, never more than LINE takes."""
    desk = Desk(HandmadeEngine(), MemoryStore(lambda: 1), lambda: 1)
    for event in several:
        messages = list(routes.respond(event, desk).messages)
        assert not messages or faults(messages) == []
    messages = list(routes.respond_many(several, desk).messages)
    assert not messages or faults(messages) == []
