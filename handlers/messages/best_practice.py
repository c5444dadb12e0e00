"""The family "best practice": what it is called, whose it is, where to see it."""

from __future__ import annotations

from dataclasses import replace

from handlers import wording
from handlers.messages import actions, limits, look
from handlers.messages.around import finish, kicker_of, leading
from handlers.messages.draft import Block, Draft, View
from handlers.messages.excerpts import excerpt_block, shown_excerpts
from handlers.messages.offices import office_name
from knowledge.models import Answer, BestPractice, Excerpt

ENTRIES_SHOWN = 6
"""A passage that lists more entries than this tells them in its own text."""


def _entry(entry: BestPractice, view: View) -> tuple[str, list[look.Component]]:
    """Owner and link of one entry, as words and components; nothing is said that the passage does not."""
    owners = [entry.person, entry.school]
    if not any(owners) and entry.agency:
        owners = [office_name(view.shelf.report, entry.agency)]
    owner = " · ".join(part for part in owners if part)
    components: list[look.Component] = []
    words = ""
    if owner:
        words = f"{wording.OWNER}: {owner}"
        components.append(look.text(words, look.SMALL, look.BRAND))
    if entry.link and entry.link.startswith(("http://", "https://")) and len(entry.link) <= limits.URI:
        words = f"{words}\n{entry.link}".strip()
        components.append(look.button(actions.link(wording.OPEN + " " + entry.link.split("//", 1)[1], entry.link)))
    return words, components


def _block(excerpt: Excerpt, view: View, kicker: str) -> Block:
    """The excerpt, and under it the owners of the entries it names."""
    block = excerpt_block(excerpt, view, kicker)
    entries = [one for one in view.shelf.report.best_practices if one.passage == excerpt.passage.id][:ENTRIES_SHOWN]
    for entry in entries:
        words, components = _entry(entry, view)
        if not words:
            continue
        name = [] if len(entries) == 1 else [look.text(entry.name, look.SMALL, bold=True)]
        block = replace(
            block,
            words="\n".join([block.words, *([] if len(entries) == 1 else [entry.name]), words]),
            components=(*block.components, look.stack(*name, *components, spacing="xs")),
        )
    return block


def draft(answer: Answer, view: View) -> Draft:
    """Each best practice with its owner and link."""
    kicker = kicker_of(answer)
    blocks = leading(answer, kicker) if not view.start else []
    led = bool(blocks)
    for number, excerpt in enumerate(shown_excerpts(answer, view)):
        blocks.append(_block(excerpt, view, "" if led or number else kicker))
    return finish(answer, view, blocks)
