"""The family "which one do you mean": up to three ways to go on, each with a word on how it differs."""

from __future__ import annotations

from handlers import wording
from handlers.messages import actions, look
from handlers.messages.around import leading
from handlers.messages.draft import Block, Draft, View
from handlers.messages.ways_on import menu
from knowledge.models import Answer, Choice

CHOICES_SHOWN = 10
"""So many choices become quick replies as well."""
TOGETHER = 10
"""So many tappable rows stay in one bubble; each is about a kilobyte of it."""


def choice_blocks(choices: tuple[Choice, ...]) -> list[Block]:
    """The choices as tappable rows, numbered so that typing the number works too."""
    if not choices:
        return []
    blocks = []
    for first in range(0, len(choices), TOGETHER):
        words, tiles = [], []
        for number, choice in enumerate(choices[first : first + TOGETHER], start=first + 1):
            words.append(f"{number}. {choice.label}" + (f" ({choice.note})" if choice.note else ""))
            tiles.append(look.tile(choice.label, choice.note, actions.say(choice.label, choice.ask)))
        blocks.append(Block("\n".join(words), (look.stack(*tiles),)))
    return blocks


def draft(answer: Answer, _view: View) -> Draft:
    """The question back, and the choices."""
    ask = Block(wording.CLARIFY, (look.text(wording.CLARIFY, look.TITLE, bold=True),))
    quick = tuple(actions.say(choice.label, choice.ask) for choice in answer.choices[:CHOICES_SHOWN])
    return Draft((*leading(answer, ""), ask, *choice_blocks(answer.choices)), quick=(*quick, menu()))
