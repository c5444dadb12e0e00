"""The family "what an office did": the office on top, then what the report tells of it."""

from __future__ import annotations

from handlers import wording
from handlers.messages.around import finish, kicker_of, leading
from handlers.messages.draft import Draft, View
from handlers.messages.excerpts import excerpt_block, shown_excerpts
from handlers.messages.offices import office_name
from knowledge.models import Agency, Answer


def draft(answer: Answer, view: View) -> Draft:
    """The office's name leads; a change of focus point or of offices between excerpts is said."""
    office = office_name(view.shelf.report, answer.agency) if answer.agency else ""
    top = f"{office} {wording.WHAT_OFFICE_DID}" if office else kicker_of(answer)
    blocks = leading(answer, top) if not view.start else []
    led, focus_point = bool(blocks), ""
    offices: tuple[Agency, ...] | None = None
    for excerpt in shown_excerpts(answer, view):
        kicker = "" if led else top
        led = True
        if excerpt.passage.focus_point != focus_point and len(answer.focus_points) > 1:
            kicker = f"{kicker} · {wording.focus_point_label(excerpt.passage.focus_point)}".removeprefix(" · ")
        same = excerpt.passage.focus_point == focus_point and excerpt.passage.agencies == offices
        focus_point, offices = excerpt.passage.focus_point, excerpt.passage.agencies
        blocks.append(excerpt_block(excerpt, view, kicker, same_office=same))
    return finish(answer, view, blocks)
