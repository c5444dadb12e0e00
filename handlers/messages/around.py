"""What stands around the passages of every answer: the point before them, and under them what can be done next."""

from __future__ import annotations

from handlers import wording
from handlers.messages import look
from handlers.messages.contact_cards import contacts_block
from handlers.messages.draft import Block, Draft, View
from handlers.messages.excerpts import onward, page_of_excerpt, point_block
from handlers.messages.limits import cut
from handlers.messages.places import chat_url, focus_point_url, printed_place, reader_url, share_url
from handlers.messages.ways_on import ways_on
from knowledge.models import OVERVIEW, Answer, Report

COPIED = 420
"""The memo sentence holds so much of the excerpt: LINE takes 1,000, but each letter costs six bytes of the bubble."""


def kicker_of(answer: Answer) -> str:
    """The small line on top: which section of which focus point."""
    parts = []
    if answer.section:
        parts.append(wording.SECTION_NAMES[answer.section])
    if answer.focus_points and answer.focus_points[0] != OVERVIEW:
        parts.append(wording.focus_point_label(answer.focus_points[0]))
    return " · ".join(parts)


def report_named(report: Report) -> str:
    """The report's short name in citations."""
    return wording.report_name(report.year, report.round)


def lacks_block(answer: Answer) -> Block | None:
    """The near miss, said plainly before what the report does have."""
    if not answer.lacks:
        return None
    words = wording.lacks(answer.lacks)
    return Block(words, (look.text(words, look.BODY, look.ACCENT, bold=True),))


def finish(answer: Answer, view: View, blocks: list[Block]) -> Draft:
    """A draft with everything that goes under an answer: further reading, copy, share, rating, ways on."""
    report = view.shelf.report
    if answer.contacts and answer.kind not in ("contact", "safety", "danger"):
        blocks = [*blocks, contacts_block(answer.contacts)]
    copied = share = page = ""
    if answer.excerpts:
        first = answer.excerpts[min(view.start, len(answer.excerpts) - 1)]
        words = cut(" ".join((page_of_excerpt(first) or answer.point).split()), COPIED)
        place = printed_place(first.passage)
        copied = wording.formal_copy(words, report_named(report), report.province, place)
        tail = chat_url(view.basic_id, answer.focus_points[0]) if view.basic_id and answer.focus_points else ""
        share = share_url(f"{words}\n({place})", tail)
        page = reader_url(view.public_url, first.passage) if view.public_url else ""
    elif view.public_url and answer.focus_points and answer.focus_points[0] != OVERVIEW:
        page = focus_point_url(view.public_url, answer.focus_points[0])
    return Draft(
        blocks=tuple(blocks),
        onward=onward(answer, view),
        copy=copied,
        page_url=page,
        share=share,
        rate=True,
        quick=ways_on(answer, view),
    )


def leading(answer: Answer, kicker: str) -> list[Block]:
    """What stands before the excerpts: the near miss, then the point."""
    return [block for block in (lacks_block(answer), point_block(answer, kicker)) if block]
