"""LINE's documented limits, and cuts that respect them without breaking a Thai letter.

LINE documents UTF-16 units for most fields and grapheme clusters for labels, while its validator has been seen to count
code points. Every cut here obeys all three: it falls between graphemes, and code points and UTF-16 units both stay
within the limit.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

TEXT = 5000
ALT_TEXT = 1500
LABEL = 20
"""Quick-reply labels; Flex buttons take `FLEX_LABEL`."""
FLEX_LABEL = 40
POSTBACK_DATA = 300
DISPLAY_TEXT = 300
ACTION_TEXT = 300
URI = 1000
CLIPBOARD = 1000
QUICK_REPLIES = 13
MESSAGES = 5
BUBBLES = 12
BUBBLE_BYTES = 24 * 1024
"""LINE says 30 KB without saying how it counts; measured with ASCII escapes (6 bytes a Thai letter) this is safe."""
CAROUSEL_BYTES = 40 * 1024
"""As `BUBBLE_BYTES`, for LINE's 50 KB."""

NEAR = 48
"""Letters looked at before a cut: more than the longest emoji people type."""
_ZERO_WIDTH_JOINER = "\u200d"
_SARA_AM = "\u0e33\u0eb3"
"""Thai and Lao AM are letters by category but never start a grapheme (UAX 29, GB9a)."""


def _extends(char: str) -> bool:
    """Whether `char` belongs to the grapheme before it."""
    if char in _SARA_AM or char == _ZERO_WIDTH_JOINER:
        return True
    skin_tone = 0x1F3FB <= ord(char) <= 0x1F3FF
    return skin_tone or unicodedata.category(char) in ("Mn", "Me", "Mc")


def _is_regional(char: str) -> bool:
    """Whether `char` is one half of a flag."""
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


def graphemes(text: str) -> Iterator[str]:
    """The user-perceived characters of `text` in order; joined together they are `text` again."""
    cluster = ""
    for char in text:
        joins = bool(cluster) and (
            _extends(char)
            or cluster[-1] == _ZERO_WIDTH_JOINER
            or (_is_regional(char) and len(cluster) == 1 and _is_regional(cluster))
            or (char == "\n" and cluster == "\r")
        )
        if joins:
            cluster += char
        else:
            if cluster:
                yield cluster
            cluster = char
    if cluster:
        yield cluster


def boundary_before(text: str, position: int) -> int:
    """The last place at or before `position` where a grapheme of `text` begins; looks only near it."""
    if position >= len(text):
        return len(text)
    here, before = text[position], text[position - 1 : position]
    if not (_extends(here) or before == _ZERO_WIDTH_JOINER or _is_regional(here) or here == "\n"):
        return position
    start = max(0, position - NEAR)
    while start and (
        _extends(text[start]) or text[start - 1] in (_ZERO_WIDTH_JOINER, "\r") or _is_regional(text[start])
    ):
        start -= 1
    end = start
    for cluster in graphemes(text[start : position + 1]):
        if end + len(cluster) > position:
            break
        end += len(cluster)
    return end


def utf16_units(text: str) -> int:
    """The length of `text` as LINE counts it: UTF-16 code units, two for an emoji."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits(text: str, limit: int) -> bool:
    """Whether `text` is within `limit` in code points and in UTF-16 units."""
    return 2 * len(text) <= limit or utf16_units(text) <= limit


def cut(text: str, limit: int, mark: str = "…") -> str:
    """`text`, or its longest beginning that fits `limit` with `mark` after it, cut between graphemes.

    The cut prefers the last space in its final third, so that words stay whole where Thai writes spaces.
    """
    if fits(text, limit):
        return text
    room = max(0, limit - utf16_units(mark))
    end = room
    while end and utf16_units(text[:end]) > room:
        end -= max(1, (utf16_units(text[:end]) - room) // 2)
    head = text[: boundary_before(text, end)]
    space = max(head.rfind(" "), head.rfind("\n"))
    if space > len(head) * 2 // 3:
        head = head[:space]
    return head.rstrip() + mark


def page_end(text: str, start: int, size: int) -> int:
    """Where a page of about `size` code points beginning at `start` ends: at a space if one is near, between graphemes.

    Always greater than `start` while text is left, so that paging ends; pages joined together are the whole text.
    """
    if len(text) - start <= size:
        return len(text)
    window = text[start : start + size + 1]
    space = max(window.rfind(" "), window.rfind("\n"))
    if space > size * 2 // 3:
        return start + space + 1
    end = boundary_before(text, start + size)
    if end > start:
        return end
    # One grapheme longer than a page: it goes whole.
    return start + len(next(graphemes(text[start:])))


def json_bytes(value: Any) -> int:
    """The size of `value` as the SDK sends it: compact enough JSON, every non-ASCII letter as an escape."""
    return len(json.dumps(value, ensure_ascii=True))
