"""Leafing through the report without a question: policies, focus points and their parts, reading on page by page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from handlers import wording
from handlers.commands import Command
from handlers.conversation import answer_reply, recalled, remember, reply_with, say, turn_of, view_of
from handlers.desk import Desk, Reply
from handlers.event import Event
from handlers.messages import browse, reading
from handlers.messages.actions import BAR
from handlers.messages.shelf import shelf_of
from knowledge.models import SECTIONS, Agency, Answer, AnswerKind, Excerpt, Level, Passage, Turn

Opener = Callable[[list[str], Event, Desk], Reply | None]
"""What a postback's verb does with its arguments; None when they name what the report no longer has."""


def open_policies(event: Event, desk: Desk) -> Reply:
    """The table of contents."""
    view = view_of(desk, event)
    policies = tuple(wording.policy_label(policy.number) for policy in desk.engine.report.policies)
    remember(event, desk, Turn(kind="overview", choices=policies))
    return reply_with(browse.policies(view), view, event, desk.engine.open_policy())


def open_policy(number: int, event: Event, desk: Desk) -> Reply | None:
    """One policy with its focus points; None for a number the report does not have."""
    if number not in {policy.number for policy in desk.engine.report.policies}:
        return None
    view = view_of(desk, event)
    remember(event, desk, Turn(kind="overview", choices=tuple(point.id for point in view.shelf.of_policy(number))))
    return reply_with(browse.policy(number, view), view, event, desk.engine.open_policy(number))


def open_focus_point(command: Command, words: str, event: Event, desk: Desk) -> Reply | None:
    """A focus point, or a part of it; None for one the report does not have."""
    view = view_of(desk, event)
    if command.focus_point not in view.shelf.focus_points:
        return None
    if command.figures:
        found = desk.engine.open_figures(command.focus_point, command.agency)
    else:
        found = desk.engine.open_focus_point(command.focus_point, command.section, command.agency, command.level)
    return answer_reply(found, words, event, desk)


def read_on(event: Event, desk: Desk) -> Reply:
    """What the last reply's "อ่านต่อ" leads to."""
    turn = recalled(event, desk)
    onward = next((choice for choice in turn.choices if BAR in choice), "") if turn else ""
    verb, *arguments = onward.split(BAR)
    reply = ONWARD[verb](arguments, event, desk) if verb in ONWARD else None
    return reply or say(wording.NOTHING_TO_READ_ON, event, desk)


def _number(word: str) -> int:
    """A count from a button, 0 when it is none."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < 7 else 0


def _complete(found: Answer, passages: list[Passage]) -> Answer:
    """The answer with every passage that belongs to it, so that paging reaches the end and nothing is lost."""
    if not found.more or not found.excerpts:
        return found
    shown = {excerpt.passage.id: excerpt for excerpt in found.excerpts}
    every = tuple(shown.get(passage.id) or Excerpt(passage, passage.text) for passage in passages)
    return replace(found, excerpts=every, more=0) if len(every) > len(shown) else replace(found, more=0)


def _read_on(arguments: list[str], event: Event, desk: Desk) -> Reply | None:
    """more|passage|offset: a passage and what stands under it, from there on."""
    if not arguments:
        return None
    found = desk.engine.open_passage(arguments[0])
    if found.outcome != "answer" or not found.excerpts:
        return None
    view = view_of(desk, event)
    found = _complete(found, view.shelf.family(found.excerpts[0].passage))
    draft = reading.draft(found, view, _number(arguments[1]) if len(arguments) > 1 else 0)
    remember(event, desk, turn_of(found), draft.onward.data if draft.onward else "")
    return reply_with(draft, view, event, found)


def _list_on(arguments: list[str], event: Event, desk: Desk, kind: AnswerKind | None = None) -> Reply | None:
    """list|focus point|section|agency|level|start: the rest of a list."""
    focus_point, section, agency, level, start = [*arguments, *[""] * 5][:5]
    if section and section not in SECTIONS:
        return None
    found = desk.engine.open_focus_point(
        focus_point,
        section or None,
        cast("Agency | None", agency or None),
        cast("Level | None", level or None),
    )
    passages = shelf_of(desk.engine.report).passages_of(focus_point, found.section, found.agency, found.level)
    found = _complete(found, passages)
    if found.outcome != "answer" or _number(start) >= max(1, len(found.excerpts)):
        return None
    return answer_reply(replace(found, kind=kind or found.kind), BAR.join(arguments[:4]), event, desk, _number(start))


def _rows_on(arguments: list[str], event: Event, desk: Desk) -> Reply | None:
    """rows|focus point|section|agency|level|start: the rest of a table."""
    return _list_on(arguments, event, desk, "table")


def _figures_on(arguments: list[str], event: Event, desk: Desk) -> Reply | None:
    """figures|focus point|agency|start: the rest of the key figures."""
    focus_point, agency, start = [*arguments, *[""] * 3][:3]
    found = desk.engine.open_figures(focus_point, cast("Agency | None", agency or None))
    if found.outcome != "answer":
        return None
    return answer_reply(found, BAR.join(["figures", *arguments[:2]]), event, desk, _number(start))


ONWARD: dict[str, Opener] = {"more": _read_on, "list": _list_on, "rows": _rows_on, "figures": _figures_on}
"""The verbs of "อ่านต่อ"."""
