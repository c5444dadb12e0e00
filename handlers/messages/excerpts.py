"""How one excerpt of the report looks wherever it appears: its words, the office, the place it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from handlers import wording
from handlers.messages import actions, limits, look
from handlers.messages.draft import Block, Onward, View
from handlers.messages.look import Component
from handlers.messages.offices import office_names
from handlers.messages.places import printed_place
from knowledge.models import OVERVIEW, Answer, Excerpt

NUMBERED = re.compile(r"(?<!\S)(\d{1,2})([.)]?)\s?(?=[ก-๙“])")
LEAST_ITEMS = 2
SHOWN = 4
"""So many excerpts are shown at once whatever their length; the rest is behind "อ่านต่อ"."""
SHOWN_IN_GROUPS = 2
LIST_SHOWN = 13
LIST_LETTERS = 1400
"""A list of short items is shown whole, up to so many of them and so many letters: "มีอะไรบ้าง" wants all of it."""
POINT = 120
"""An excerpt this short is itself the point of an answer; a longer one in bold would shout."""
LONGEST = 1600
"""An excerpt longer than this is paged: beyond it a phone needs more than three screens."""


def shown_at_once(excerpts: Sequence[Excerpt], view: View) -> int:
    """How many of these excerpts make a page: fewer in a group, where others read along; more when they are short."""
    if view.in_group:
        return SHOWN_IN_GROUPS
    lengths = [len(excerpt.text) + len(excerpt.passage.remedy) for excerpt in excerpts[:LIST_SHOWN]]
    return max(SHOWN, sum(1 for letters in accumulate(lengths) if letters <= LIST_LETTERS))


def page_of_excerpt(excerpt: Excerpt) -> str:
    """The excerpt's text, or its first page when it is very long."""
    return excerpt.text[: limits.page_end(excerpt.text, 0, LONGEST)].rstrip()


def items_on_lines(text: str) -> str:
    """The text with each item of a list numbered 1, 2, 3 … within it on a line of its own; nothing else is changed."""
    begins: list[int] = []
    for number in NUMBERED.finditer(text):
        # Only a first number may stand bare: "คือ 1 โครงการก… 2. โครงการข…" lists two, "2 คน" after it is no item.
        if int(number[1]) == len(begins) + 1 and (number[2] or not begins):
            begins.append(number.start())
    if len(begins) < LEAST_ITEMS:
        return text
    pieces = [text[start:end].strip() for start, end in pairwise([0, *begins, len(text)])]
    return "\n".join(piece for piece in pieces if piece)


def _source(excerpt: Excerpt, view: View, same_office: bool) -> tuple[list[str], list[Component]]:
    """The office, unless it was said just above, and the place, as words and as components."""
    place = wording.place_in_report(printed_place(excerpt.passage))
    office = "" if same_office else office_names(view.shelf.report, excerpt.passage.agencies)
    components: list[Component] = []
    if office:
        components.append(look.text(office, look.SMALL, look.BRAND, bold=True))
    components.append(look.text(place, look.TINY, look.QUIET))
    return [f"{office} · {place}" if office else place], components


def _laid_out(
    excerpt: Excerpt, view: View, words: list[str], components: list[Component], same_office: bool = False
) -> Block:
    """The block of an excerpt: its parts, then the source; a tap on a shortened one opens the whole passage."""
    said, source = _source(excerpt, view, same_office)
    laid = look.stack(*components, look.stack(*source, spacing="xs"))
    if excerpt.shortened or len(excerpt.text) > LONGEST:
        laid["action"] = actions.post(wording.READ_ON, "more", excerpt.passage.id, 0, display=wording.READ_ON)
    return Block("\n".join([*words, *said]), (laid,))


def excerpt_block(
    excerpt: Excerpt, view: View, kicker: str = "", *, leads: bool = False, same_office: bool = False
) -> Block:
    """An excerpt with the item it stands under, the office and the place; one that `leads` and is short is bold.

    With `same_office` the office stands just above already.
    """
    words: list[str] = []
    components: list[Component] = [look.kicker(kicker)] if kicker else []
    if excerpt.passage.kind == "none":
        words.append(wording.SAYS_NONE)
        components.append(look.text(wording.SAYS_NONE, look.BODY, bold=True))
    shown = items_on_lines(page_of_excerpt(excerpt))
    is_point = leads and 0 < len(shown) <= POINT
    parts = [(shown, look.text(shown, bold=is_point))] if shown else []
    if excerpt.heading and excerpt.heading not in excerpt.text:
        heading = heading_of(excerpt, view)
        # What the item stands under comes before it, but after it when it is the very answer.
        parts.insert(1 if is_point else 0, (heading, look.text(heading, look.SMALL, look.QUIET)))
    words += [said for said, _ in parts]
    components += [drawn for _, drawn in parts]
    if excerpt.passage.remedy and excerpt.passage.remedy not in excerpt.text:
        words.append(f"{wording.REMEDY}: {excerpt.passage.remedy}")
        components += [look.kicker(wording.REMEDY, margin="lg"), look.text(excerpt.passage.remedy)]
    return _laid_out(excerpt, view, words, components, same_office)


def heading_of(excerpt: Excerpt, view: View) -> str:
    """The item the excerpt stands under; one that is cut says so, and not in the middle of a word."""
    above = view.shelf.passages.get(excerpt.passage.parent or "")
    heading = excerpt.heading
    if above is None or heading == above.text or not above.text.startswith(heading):
        return heading
    return f"{heading}…"


def problem_block(excerpt: Excerpt, view: View) -> Block:
    """A problem in the accent colour, and the remedy printed beside it."""
    words: list[str] = []
    components: list[Component] = []
    if excerpt.heading and excerpt.heading not in excerpt.text:
        heading = heading_of(excerpt, view)
        words.append(heading)
        components.append(look.text(heading, look.SMALL, look.QUIET))
    shown = page_of_excerpt(excerpt)
    if shown:
        words.append(f"{wording.PROBLEM}: {shown}")
        components += [look.kicker(wording.PROBLEM, look.ACCENT), look.text(shown)]
    if excerpt.passage.remedy:
        words.append(f"{wording.REMEDY}: {excerpt.passage.remedy}")
        components += [look.kicker(wording.REMEDY, margin="lg"), look.text(excerpt.passage.remedy)]
    return _laid_out(excerpt, view, words, components)


def shown_excerpts(answer: Answer, view: View) -> tuple[Excerpt, ...]:
    """The excerpts of this page; a heading that was said above is not said again."""
    shown: list[Excerpt] = []
    said = ""
    rest = answer.excerpts[view.start :]
    for excerpt in rest[: shown_at_once(rest, view)]:
        shown.append(replace(excerpt, heading="") if excerpt.heading and excerpt.heading in said else excerpt)
        said += f"{excerpt.heading}\n{page_of_excerpt(excerpt)}\n"
    return tuple(shown)


def whole_text(excerpts: tuple[Excerpt, ...]) -> str:
    """Everything the excerpts say, in order: what the pages of reading on together make up."""
    parts = []
    for excerpt in excerpts:
        marker = excerpt.passage.marker.strip()
        text = excerpt.text if excerpt.text.startswith(marker) else f"{marker} {excerpt.text}"
        if excerpt.passage.remedy and excerpt.passage.remedy not in excerpt.text:
            text = f"{text}\n{wording.REMEDY}: {excerpt.passage.remedy}"
        parts.append(text)
    return "\n\n".join(parts)


def onward(answer: Answer, view: View) -> Onward | None:
    """What comes next: the rest of a list, or the whole of a shortened passage; None when all has been shown."""
    shown = shown_excerpts(answer, view)
    if len(answer.excerpts) + answer.more > view.start + len(shown):
        return _rest(answer, view)
    for excerpt in shown:
        if excerpt.shortened:
            return Onward(wording.READ_ON, "more", (excerpt.passage.id, 0))
        if len(excerpt.text) > LONGEST:
            return Onward(wording.READ_ON, "more", (excerpt.passage.id, 0))
    return None


def _rest(answer: Answer, view: View) -> Onward | None:
    """Where the excerpts that are not shown can be read.

    They are what browsing lists, or a passage with what stands under it (then reading goes on where it stopped), or an
    own choice of the answer's (then the list it was chosen from is opened from its beginning).
    """
    if not answer.focus_points or answer.focus_points[0] == OVERVIEW:
        return None
    ids = [excerpt.passage.id for excerpt in answer.excerpts]
    keys = (answer.focus_points[0], answer.section or "", answer.agency or "", answer.level or "")
    listed = view.shelf.passages_of(answer.focus_points[0], answer.section, answer.agency, answer.level)
    if ids and ids == [passage.id for passage in listed[: len(ids)]]:
        read = view.start + shown_at_once(answer.excerpts[view.start :], view)
        left = len(listed) - read
        return Onward(wording.still_more(left), "list", (*keys, read)) if left > 0 else None
    if len(ids) > 1 and ids == [one.id for one in view.shelf.family(answer.excerpts[0].passage)[: len(ids)]]:
        read = len(whole_text(answer.excerpts[: view.start + shown_at_once(answer.excerpts[view.start :], view)]))
        return Onward(wording.READ_ON, "more", (ids[0], read))
    return Onward(wording.SHOW_ALL, "list", (*keys, 0)) if listed else None


def point_block(answer: Answer, kicker: str) -> Block | None:
    """The leading point, None when the first excerpt already says exactly this."""
    point = answer.point.strip()
    if not point or any(point == excerpt.text.strip() for excerpt in answer.excerpts[:1]):
        return None
    top = [look.kicker(kicker)] if kicker else []
    return Block(point, (look.stack(*top, look.text(point, look.BODY, bold=True)),))
