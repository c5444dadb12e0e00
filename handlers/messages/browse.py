"""The family "browse": the report's policies, one policy's focus points, and other questions about the whole report."""

from __future__ import annotations

from dataclasses import replace

from handlers import wording
from handlers.messages import actions, look
from handlers.messages.around import finish, leading
from handlers.messages.choices import choice_blocks
from handlers.messages.draft import Block, Draft, View
from handlers.messages.excerpts import excerpt_block, shown_at_once
from handlers.messages.ways_on import help_
from knowledge.models import Answer

ROWS_SHOWN = 8
"""An answer about the whole report is short; what it names can be opened."""


def policies(view: View) -> Draft:
    """The table of contents: each policy a tap."""
    report = view.shelf.report
    words = [wording.POLICIES_TITLE]
    tiles: list[look.Component] = []
    for policy in report.policies:
        label = wording.policy_label(policy.number)
        words.append(f"{label} {policy.title}")
        tiles.append(look.tile(label, policy.title, actions.say(label, label)))
    body = look.stack(look.text(wording.POLICIES_TITLE, look.TITLE, bold=True), *tiles)
    return Draft((Block("\n".join(words), (body,)),), quick=(help_(), actions.say(wording.ABOUT, wording.ABOUT)))


def policy(number: int, view: View) -> Draft:
    """One policy's focus points, each a tap, with the offices responsible."""
    report = view.shelf.report
    title = next((one.title for one in report.policies if one.number == number), "")
    label = wording.policy_label(number)
    words = [f"{label} {title}"]
    tiles: list[look.Component] = []
    for point in view.shelf.of_policy(number):
        words.append(f"{point.id} {point.title}" + (f" ({point.responsible})" if point.responsible else ""))
        action = actions.say(wording.focus_point_label(point.id), point.id)
        tiles.append(look.tile(point.id, point.title, action, point.responsible))
    body = look.stack(look.kicker(label), look.text(title, look.TITLE, bold=True), *tiles)
    numbers = [one.number for one in report.policies if one.number != number]
    others = tuple(actions.say(wording.policy_label(one), wording.policy_label(one)) for one in numbers[:10])
    quick = (*others, actions.say(wording.MENU, wording.MENU))
    return Draft((Block("\n".join(words), (body,)),), quick=quick)


def draft(answer: Answer, view: View) -> Draft:
    """An answer about the report as a whole: the point, the passages, and the ways to open."""
    blocks = leading(answer, "") if not view.start else []
    if answer.choices:
        # The point of such an answer lists what the choices say again, with a tap on each.
        if all(choice.note in answer.point for choice in answer.choices):
            counted = wording.listed(len(answer.choices))
            blocks = [Block(counted, (look.text(counted, look.BODY, bold=True),))]
        blocks += choice_blocks(answer.choices)
    rows = answer.excerpts[:ROWS_SHOWN]
    # Many rows beside choices are the whole overview table, which the choices open one by one.
    if not answer.choices or len(answer.excerpts) <= shown_at_once(answer.excerpts, view):
        blocks += [excerpt_block(excerpt, view) for excerpt in rows]
    return replace(finish(answer, view, blocks), onward=None) if blocks else policies(view)
