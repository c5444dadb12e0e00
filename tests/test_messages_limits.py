"""Cuts and the guard at LINE's limits, with Thai, emoji and flags on the edge."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.messages import actions, guard, limits, look
from handlers.messages.draft import Block, Draft, View, as_text, assemble
from handlers.messages.places import chat_url, share_url
from handlers.messages.shelf import shelf_of
from tests.handmade import REPORT

EDGES = ("กิ่", "น้ำ", "ที่", "🍎", "👨‍👩‍👧‍👦", "🇹🇭", "👍🏽", "e\u0301", "a", " ", "\n")
MARKS = ("Mn", "Me")

thai_like = st.lists(st.sampled_from(EDGES), max_size=400).map("".join)


@pytest.mark.parametrize("cluster", ["กิ่", "น้ำ", "👨‍👩‍👧‍👦", "🇹🇭", "👍🏽", "e\u0301", "\r\n"])
def test_what_a_reader_sees_as_one_letter_is_one_grapheme(cluster: str) -> None:
    """Vowels, tone marks, SARA AM, joined emoji, flags and skin tones belong to what they stand on."""
    assert list(limits.graphemes(cluster)) == [cluster]


@given(thai_like)
def test_graphemes_joined_are_the_text(text: str) -> None:
    """Nothing is lost or moved by looking at graphemes."""
    assert "".join(limits.graphemes(text)) == text


@given(thai_like, st.integers(min_value=1, max_value=300))
def test_a_cut_fits_and_breaks_no_letter(text: str, limit: int) -> None:
    """Code points and UTF-16 units stay within the limit, and what is left begins with no mark or half emoji."""
    short = limits.cut(text, limit)

    assert len(short) <= limit
    assert limits.utf16_units(short) <= limit
    if short != text:
        kept = short.removesuffix("…")
        clusters = list(limits.graphemes(text))
        starts = {sum(map(len, clusters[:n])) for n in range(len(clusters) + 1)}
        assert len(kept) in starts or text[len(kept)].isspace()


@given(thai_like, st.integers(min_value=1, max_value=120))
def test_pages_joined_are_the_whole(text: str, size: int) -> None:
    """Paging ends, loses nothing, and begins no page with a mark."""
    start, pages = 0, []
    while start < len(text):
        end = limits.page_end(text, start, size)
        assert end > start
        pages.append(text[start:end])
        start = end

    assert "".join(pages) == text
    assert all(unicodedata.category(page[0]) not in MARKS for page in pages[1:])


@pytest.mark.parametrize("unit", ["กิ่", "ก", "🍎", "👨‍👩‍👧‍👦"])
def test_actions_cut_what_is_too_long(unit: str) -> None:
    """Labels, typed texts, postback data and clipboard texts stay within both counts."""
    long = unit * 2000
    for action in (actions.say(long, long), actions.post(long, "more", long, display=long), actions.copy(long, long)):
        assert list(guard._action_faults("action", action, limits.FLEX_LABEL)) == []
    for item in actions.quick_replies([actions.say(long, long)] * 20)["items"]:
        assert list(guard._action_faults("item", item["action"], limits.LABEL)) == []


def test_quick_replies_are_at_most_thirteen() -> None:
    """What does not fit is left out, the first thirteen stay."""
    items = actions.quick_replies([actions.say(str(number), str(number)) for number in range(20)])["items"]

    assert [item["action"]["text"] for item in items] == [str(number) for number in range(13)]


@pytest.mark.parametrize(
    ("messages", "fault"),
    [
        ([], "0 messages"),
        ([look.plain("ก")] * 6, "6 messages"),
        ([{"type": "text", "text": "ก" * 5001}], "more than 5000"),
        ([{"type": "text", "text": "🍎" * 2501}], "more than 5000"),
        ([{"type": "text", "text": "  "}], "is empty"),
        ([look.flex("ก", look.bubble([look.text("ก" * 5000)]))], "bytes"),
        ([look.flex("ก", look.bubble([look.text("")]))], "is empty"),
        ([look.flex("ก", look.bubble([look.button(actions.link("เปิด", "ftp://x"))]))], "no scheme"),
        ([look.flex("ก", look.bubble([look.button(actions.link("เปิด", "https://x/" + "a" * 991))]))], "more than 1000"),
        ([look.plain("ก") | {"quickReply": {"items": []}}, look.plain("ข")], ""),
        (
            [look.plain("ก") | {"quickReply": actions.quick_replies([actions.say("ก", "ก")])}, look.plain("ข")],
            "not show",
        ),
        ([{"type": "flex", "altText": "ก" * 1501, "contents": look.bubble([look.text("ก")])}], "more than 1500"),
    ],
)
def test_the_guard_names_what_line_would_refuse(messages: list[dict[str, object]], fault: str) -> None:
    """One fault of each documented kind is found; a good reply has none."""
    found = guard.faults(messages)

    assert any(fault in one for one in found) if fault else found == []


def test_text_is_sent_when_flex_does_not_fit() -> None:
    """A bubble over its bytes becomes plain text with the same words and quick replies: nobody goes unanswered."""
    words = "ครู" * 3000
    draft = Draft((Block(words, (look.text(words),)),), quick=(actions.say("เมนู", "เมนู"),))
    view = View(shelf_of(REPORT))

    sent = guard.guarded(assemble(draft, view), as_text(draft))

    assert [message["type"] for message in sent] == ["text"] * len(sent)
    assert "".join(str(message["text"]) for message in sent) == words
    assert sent[-1]["quickReply"]["items"]
    assert guard.faults(sent) == []


def test_long_drafts_go_out_as_several_bubbles() -> None:
    """Four long excerpts do not fit one bubble's bytes; they become more bubbles, and all words are shown."""
    blocks = tuple(Block(f"{n}" + "ครู" * 400, (look.text(f"{n}" + "ครู" * 400),)) for n in range(4))
    sent = assemble(Draft(blocks), View(shelf_of(REPORT)))

    assert len(sent) > 1
    assert guard.faults(sent) == []
    assert all(block.words in repr(sent) for block in blocks)


@pytest.mark.parametrize("text", ["ก" * 2000, "กิ่" * 500, "🍎" * 300, "สั้น ๆ", "a" * 5000])
def test_share_links_fit_after_percent_encoding(text: str) -> None:
    """LINE counts the encoded link: a Thai letter takes nine."""
    link = share_url(text, chat_url("krutham", "1.3"))

    assert len(link) <= limits.URI
    assert link.startswith("https://line.me/R/share?text=")
    assert link.endswith("1.3") or "1.3" in link


def test_chat_links_open_the_account_with_the_question_typed() -> None:
    """The account's @ is percent-encoded as LINE documents."""
    assert chat_url("krutham", "1.3") == "https://line.me/R/oaMessage/%40krutham/?1.3"
    assert chat_url("@krutham", "ก") == "https://line.me/R/oaMessage/%40krutham/?%E0%B8%81"
