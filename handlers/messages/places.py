"""Where something stands: the printed place in the report, and the address of its page."""

from __future__ import annotations

from urllib.parse import quote

from handlers.messages.limits import boundary_before
from knowledge.models import OVERVIEW, SECTIONS, Passage


class _Quoted(dict[str, str]):
    """Each letter percent-encoded, made when first met: urllib goes byte by byte, and Thai takes three."""

    def __missing__(self, letter: str) -> str:
        self[letter] = made = quote(letter, safe="", errors="surrogatepass")
        return made


_QUOTED = _Quoted()
_SHARE = "https://line.me/R/share?text="
_SHARE_LIMIT = 1000
"""LINE's limit for a link after percent-encoding; a Thai letter takes nine of it."""


def printed_place(passage: Passage) -> str:
    """The place as a reader finds it in print: "ข้อ 1.1.1 · 1.5.1)"; the lines for what stands before the chapters."""
    if passage.focus_point == OVERVIEW:
        return f"บทนำ บรรทัด {passage.first_line}"
    number = passage.focus_point
    if passage.section is not None:
        number = f"{number}.{SECTIONS.index(passage.section) + 1}"
    marker = passage.marker.strip().rstrip(".")
    return f"ข้อ {number} · {marker}" if marker and marker != "-" else f"ข้อ {number}"


def reader_url(public_url: str, passage: Passage) -> str:
    """The page of the reader that shows `passage`, at its anchor (the passage's id)."""
    return f"{public_url}/report/{quote(passage.focus_point)}#{quote(passage.id)}"


def focus_point_url(public_url: str, focus_point: str) -> str:
    """The page of the reader that shows one focus point."""
    return f"{public_url}/report/{quote(focus_point)}"


def quoted(text: str) -> str:
    """`text` percent-encoded for a link, nothing but letters, digits and "_.-~" left as it is."""
    return "".join(map(_QUOTED.__getitem__, text))


def share_url(text: str, tail: str = "") -> str:
    """A link that opens LINE's share sheet with as much of `text` as fits, and all of `tail` after it."""
    ending = quoted(f"\n{tail}") if tail else ""
    room = _SHARE_LIMIT - len(_SHARE) - len(ending)
    # Each byte takes one character or three: what has more bytes than there is room needs no trying.
    if len(text.encode("utf-8", "surrogatepass")) <= room and len(whole := quoted(text)) <= room:
        return _SHARE + whole + ending
    # Three characters a byte, as if nothing stood for itself: quick, and never too long.
    most = max(0, room - len(quote("…", safe=""))) // 3
    fitting = text[:room].encode("utf-8", "surrogatepass")[:most].decode("utf-8", "ignore")
    kept = text[: boundary_before(text, len(fitting))]
    return _SHARE + quoted(kept.rstrip() + "…") + ending


def chat_url(basic_id: str, text: str) -> str:
    """A link that opens the chat with the account `basic_id` (with or without its @) and `text` already typed."""
    account = quote("@" + basic_id.lstrip("@"), safe="")
    return f"https://line.me/R/oaMessage/{account}/?{quote(text, safe='')}"
