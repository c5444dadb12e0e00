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
    ways = [actions.say(wording.SECTION_NAMES[section], section_command(focus_point, section)) for section in sections]
    return Block("", (look.stack(look.kicker(wording.SECTIONS_TITLE), *look.chips(ways)),))


def draft(answer: Answer, view: View) -> Draft:
    """What it is called, the summary, whose it is, the passages it was drawn from where given, and the sections."""
    focus_point = answer.focus_points[0] if answer.focus_points else ""
    title = view.shelf.title(focus_point)
    blocks = [block for block in (lacks_block(answer),) if block]
    components: list[look.Component] = []
    words = [part for part in (f"{focus_point} {title}".strip(), answer.point) if part]
    if title:
        components += [look.kicker(wording.focus_point_label(focus_point)), look.text(title, look.BODY, bold=True)]
    if answer.point:
        components.append(look.text(answer.point, margin="md"))
    responsible = view.shelf.focus_points[focus_point].responsible if title else ""
    if responsible:
        components.append(look.text(f"{wording.RESPONSIBLE}: {responsible}", look.TINY, look.QUIET))
        words.append(f"{wording.RESPONSIBLE}: {responsible}")
    if components:
        blocks.append(Block("\n".join(words), (look.stack(*components),)))
    blocks += [excerpt_block(excerpt, view) for excerpt in shown_excerpts(answer, view)]
    sections = _sections(focus_point, view)
    return finish(answer, view, [*blocks, sections] if sections else blocks)
