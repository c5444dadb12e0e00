"""The family "focus-point summary": what a focus point is about in a few sentences, and its sections to open."""

from __future__ import annotations

from handlers import wording
from handlers.messages import actions, look
from handlers.messages.around import finish, lacks_block
from handlers.messages.draft import Block, Draft, View
from handlers.messages.excerpts import excerpt_block, shown_excerpts
from handlers.messages.ways_on import section_command
from knowledge.models import Answer


def _sections(focus_point: str, view: View) -> Block | None:
    """The sections that have content, as buttons."""
    sections = view.shelf.sections(focus_point)
    if not sections:
        return None
    buttons = [
        look.button(actions.say(wording.SECTION_NAMES[section], section_command(focus_point, section)))
        for section in sections
    ]
    return Block("", (look.stack(look.kicker(wording.SECTIONS_TITLE), *buttons, spacing="none"),))


def draft(answer: Answer, view: View) -> Draft:
    """The summary, whose it is, the passages it was drawn from where given, and the sections."""
    focus_point = answer.focus_points[0] if answer.focus_points else ""
    title = view.shelf.title(focus_point)
    blocks = [block for block in (lacks_block(answer),) if block]
    components: list[look.Component] = []
    words = [part for part in (answer.point, f"{focus_point} {title}".strip()) if part]
    if answer.point:
        components.append(look.text(answer.point))
    if title:
        components += [look.text(f"{focus_point} {title}", look.SMALL, look.BRAND, bold=True)]
        found = view.shelf.focus_points[focus_point]
        if found.responsible:
            components.append(look.text(f"{wording.RESPONSIBLE}: {found.responsible}", look.TINY, look.QUIET))
            words.append(f"{wording.RESPONSIBLE}: {found.responsible}")
    if components:
        blocks.append(Block("\n".join(words), (look.stack(*components),)))
    blocks += [excerpt_block(excerpt, view) for excerpt in shown_excerpts(answer, view)]
    sections = _sections(focus_point, view)
    return finish(answer, view, [*blocks, sections] if sections else blocks)
