"""The family "table": rows of the report's tables, each row a card of heading and value, which a phone can show."""

from __future__ import annotations

from dataclasses import replace

from handlers import wording
from handlers.messages import limits, look
from handlers.messages.around import finish, kicker_of, leading
from handlers.messages.draft import Block, Draft, Onward, View
from handlers.messages.excerpts import excerpt_block
from handlers.messages.places import printed_place
from knowledge.models import Answer, Excerpt

ROWS_SHOWN = 24
"""Whoever asks which schools wants them all; more than two screens of rows are paged."""


def _row(excerpt: Excerpt) -> Block:
    """One row: what it is about bold, with its running number before it; the other cells with their headings."""
    cells = [(heading, value) for heading, value in excerpt.passage.cells if value]
    words = " · ".join(f"{heading}: {value}" if heading else value for heading, value in cells)
    counted = len(cells) > 1 and cells[0][1].strip(" .)").isdecimal()
    number = f"{cells[0][1].strip(' .)')}. " if counted else ""
    components: list[look.Component] = []
    for at, (heading, value) in enumerate(cells[counted:]):
        if at:
            label = look.text(heading or " ", look.TINY, look.QUIET, flex=9)
            components.append(look.row(label, look.text(value, look.SMALL, flex=11), spacing="md"))
            continue
        if heading and len(cells) > 1:
            components.append(look.text(heading, look.TINY, look.QUIET))
        components.append(look.text(number + value, look.BODY, bold=True))
    return Block(words, (look.stack(*components, spacing="xs"),))


def draft(answer: Answer, view: View) -> Draft:
    """The point, the rows of this page, and one line that says where the table stands."""
    kicker = kicker_of(answer)
    blocks = leading(answer, kicker) if not view.start else []
    rows = answer.excerpts[view.start : view.start + ROWS_SHOWN]
    for excerpt in rows:
        blocks.append(_row(excerpt) if excerpt.passage.cells else excerpt_block(excerpt, view))
    if rows:
        total, first = len(answer.excerpts), view.start + 1
        source = wording.place_in_report(printed_place(rows[0].passage))
        counted = (
            wording.page_of(first, first + len(rows) - 1, total) if total > len(rows) else wording.rows_counted(total)
        )
        blocks.append(Block(f"{counted} · {source}", (look.text(f"{counted} · {source}", look.TINY, look.QUIET),)))
    made = finish(answer, view, blocks)
    left = len(answer.excerpts) - view.start - len(rows)
    onward = None
    if left > 0 and answer.focus_points:
        start = view.start + ROWS_SHOWN
        keys = (answer.focus_points[0], answer.section or "", answer.agency or "", answer.level or "")
        onward = Onward(limits.cut(wording.still_more(left), limits.FLEX_LABEL), "rows", (*keys, start))
    return replace(made, onward=onward)
