"""The family "key figures": each number with its unit and what it counts, as bars where numbers compare."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from handlers import wording
from handlers.messages import look
from handlers.messages.around import finish, kicker_of, leading
from handlers.messages.draft import Block, Draft, Onward, View
from handlers.messages.excerpts import excerpt_block, shown_excerpts
from handlers.messages.limits import cut
from handlers.messages.offices import office_name
from handlers.messages.places import printed_place
from knowledge.models import Answer, Figure

FIGURES_SHOWN = 10
"""Ten figures fill a phone twice; more is a table."""
SUBJECT = 600
"""What a figure counts is a stretch of its passage, rarely longer than this."""
PERCENT = ("ร้อยละ", "%", "เปอร์เซ็นต์")
WIDEST_RATIO = 300
"""Bars of 1 and 5,000 side by side say nothing: beyond this ratio numbers do not compare."""


def number_of(figure: Figure) -> float | None:
    """The figure's value as a number, None when it is not one ("4-5")."""
    try:
        return float(re.sub(r"[,\s]", "", figure.value))
    except ValueError:
        return None


def value_with_unit(figure: Figure) -> str:
    """The value as the report says it: "317 คน", "ร้อยละ 95"."""
    if figure.unit == "ร้อยละ":
        return f"ร้อยละ {figure.value}"
    return f"{figure.value} {figure.unit}".strip()


def bar_widths(figures: tuple[Figure, ...]) -> list[int | None]:
    """The width of each figure's bar in percent; None for what does not compare with any other shown."""
    units = Counter(figure.unit for figure in figures if number_of(figure) is not None)
    widths: list[int | None] = []
    for figure in figures:
        value = number_of(figure)
        same = [number for other in figures if other.unit == figure.unit and (number := number_of(other)) is not None]
        percent = figure.unit in PERCENT
        top = 100.0 if percent else max(same, default=0.0)
        comparable = value is not None and units[figure.unit] > 1 and top > 0 and 0 <= value <= top
        if not comparable or value is None or (not percent and top / max(min(same), 0.001) > WIDEST_RATIO):
            widths.append(None)
        else:
            widths.append(max(1, round(100 * value / top)))
    return widths


def _bar(width: int) -> look.Component:
    """A bar of `width` percent on its track."""
    filled: look.Component = {
        "type": "box",
        "layout": "vertical",
        "contents": [{"type": "filler"}],
        "width": f"{width}%",
        "height": "8px",
        "backgroundColor": look.BRAND,
        "cornerRadius": "sm",
    }
    track = {"backgroundColor": look.LINE, "cornerRadius": "sm", "height": "8px"}
    return {"type": "box", "layout": "vertical", "contents": [filled]} | track


def figure_block(figure: Figure, width: int | None, view: View, kicker: str = "") -> Block:
    """One figure: the number large, what it counts, its bar, the office and the place."""
    value, subject = value_with_unit(figure), cut(" ".join(figure.subject.split()), SUBJECT)
    components: list[look.Component] = [look.kicker(kicker)] if kicker else []
    components += [look.text(value, look.TITLE, look.BRAND, bold=True)]
    if width is not None:
        components.append(_bar(width))
    components.append(look.text(subject, look.SMALL))
    passage = view.shelf.passages.get(figure.passage)
    place = wording.place_in_report(printed_place(passage)) if passage else ""
    office = office_name(view.shelf.report, figure.agency) if figure.agency else ""
    source = " · ".join(part for part in (office, place) if part)
    lines = [look.text(part, look.TINY, look.QUIET) for part in (office, place) if part]
    if lines:
        components.append(look.stack(*lines, spacing="none"))
    return Block("\n".join(part for part in (f"{value}: {subject}", source) if part), (look.stack(*components),))


def _all_figures(answer: Answer, view: View) -> tuple[Figure, ...]:
    """The answer's figures, and those that it only counts in `more`, so that paging reaches them all."""
    if not answer.more or not answer.focus_points:
        return answer.figures
    every = tuple(
        figure
        for figure in view.shelf.report.figures
        if figure.focus_point == answer.focus_points[0] and answer.agency in (None, figure.agency)
    )
    return every if every[: len(answer.figures)] == answer.figures else answer.figures


def draft(answer: Answer, view: View) -> Draft:
    """The figures, then the passages where the question was about one of them."""
    kicker = " · ".join(part for part in (wording.FIGURES_TITLE, kicker_of(answer)) if part)
    blocks = leading(answer, kicker) if not view.start else []
    figures = _all_figures(answer, view)
    shown = figures[view.start : view.start + FIGURES_SHOWN]
    for number, (figure, width) in enumerate(zip(shown, bar_widths(shown), strict=True)):
        blocks.append(figure_block(figure, width, view, "" if blocks or number else kicker))
    told = {figure.subject for figure in shown}
    # Browsing gives each figure's subject as its excerpt too: said once is enough.
    blocks += [excerpt_block(one, view) for one in shown_excerpts(answer, view) if one.text not in told]
    made = finish(answer, view, blocks)
    left = len(figures) - view.start - len(shown)
    onward = None
    if left > 0 and answer.focus_points:
        keys = (answer.focus_points[0], answer.agency or "", view.start + len(shown))
        onward = Onward(wording.still_more(left), "figures", keys)
    return replace(made, onward=onward if shown else made.onward)
