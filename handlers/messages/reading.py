"""The family "read on": a passage and everything under it, page by page, nothing lost."""

from __future__ import annotations

from handlers import wording
from handlers.messages import actions, limits, look
from handlers.messages.around import report_named
from handlers.messages.draft import Block, Draft, Onward, View
from handlers.messages.excerpts import whole_text
from handlers.messages.offices import office_names
from handlers.messages.places import printed_place, reader_url, share_url
from handlers.messages.ways_on import ways_on
from knowledge.models import Answer

PAGE = 1200
"""A page is about two phone screens of running text."""
COPIED = 420


def draft(answer: Answer, view: View, offset: int) -> Draft:
    """The page that begins at character `offset` of the whole text; the first when `offset` is beyond it."""
    whole = whole_text(answer.excerpts)
    if not 0 <= offset < len(whole):
        offset = 0
    end = limits.page_end(whole, offset, PAGE)
    page = whole[offset:end].strip()
    first = answer.excerpts[0].passage
    place = printed_place(first)
    source = " · ".join(
        part for part in (office_names(view.shelf.report, first.agencies), wording.place_in_report(place)) if part
    )
    block = Block(f"{page}\n{source}", (look.stack(look.text(page), look.text(source, look.TINY, look.QUIET)),))
    words = limits.cut(" ".join(page.split()), COPIED)
    report = view.shelf.report
    read_on = actions.say(wording.READ_ON, wording.READ_ON)
    return Draft(
        (block,),
        onward=Onward(wording.READ_ON, "more", (first.id, end)) if end < len(whole) else None,
        copy=wording.formal_copy(words, report_named(report), report.province, place),
        page_url=reader_url(view.public_url, first) if view.public_url else "",
        share=share_url(f"{words}\n({place})"),
        quick=ways_on(answer, view) if end >= len(whole) else (read_on, *ways_on(answer, view)[:12]),
    )
