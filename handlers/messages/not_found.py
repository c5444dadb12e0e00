"""The family "the report does not say": said plainly, with the nearest topics and what else the answer brings."""

from __future__ import annotations

from handlers import wording
from handlers.messages import actions, look
from handlers.messages.choices import CHOICES_SHOWN, choice_blocks
from handlers.messages.contact_cards import contacts_block
from handlers.messages.draft import Block, Draft, View
from handlers.messages.offices import office_name
from handlers.messages.ways_on import help_, menu, ways_on
from knowledge.models import Answer


def draft(answer: Answer, view: View) -> Draft:
    """Said plainly: not in the report; then the nearest topics that are."""
    said = what_is_missing(answer, view)
    blocks = [Block(said, (look.text(said, look.BODY, bold=True),))]
    near = choice_blocks(answer.choices)
    if near:
        blocks.append(
            Block(
                f"{wording.NOT_FOUND_NEAR}\n{near[0].words}", (look.kicker(wording.NOT_FOUND_NEAR), *near[0].components)
            )
        )
        blocks += near[1:]
    elif not answer.focus_points:
        blocks.append(Block(wording.NOT_FOUND_TRY, (look.text(wording.NOT_FOUND_TRY, look.SMALL, look.QUIET),)))
    if answer.contacts:
        blocks.append(contacts_block(answer.contacts))
    quick = tuple(actions.say(choice.label, choice.ask) for choice in answer.choices[:CHOICES_SHOWN])
    if answer.focus_points:
        return Draft(tuple(blocks), rate=True, quick=ways_on(answer, view))
    return Draft(tuple(blocks), rate=True, quick=(*quick, menu(), help_()))


def what_is_missing(answer: Answer, view: View) -> str:
    """The fact, the part or the office that the report does not tell of; "this" when it tells nothing at all."""
    if answer.lacks:
        return wording.lacks(answer.lacks)
    if answer.focus_points and (answer.agency or answer.section):
        office = office_name(view.shelf.report, answer.agency) if answer.agency else ""
        return wording.not_told_in(answer.focus_points[0], answer.section, office)
    return wording.NOT_FOUND
