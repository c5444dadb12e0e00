"""How one excerpt of the report looks wherever it appears: its words, the office, the place it stands in."""

from __future__ import annotations

from handlers import wording
from handlers.messages import actions, limits, look
from handlers.messages.draft import Block, Onward, View
from handlers.messages.look import Component
from handlers.messages.offices import office_names
from handlers.messages.places import printed_place
from knowledge.models import Answer, Excerpt

SHOWN = 4
"""So many excerpts are shown at once; the rest is behind "อ่านต่อ"."""
LONGEST = 1600
"""An excerpt longer than this is paged: beyond it a phone needs more than three screens."""


def page_of_excerpt(excerpt: Excerpt) -> str:
    """The excerpt's text, or its first page when it is very long."""
    return excerpt.text[: limits.page_end(excerpt.text, 0, LONGEST)].rstrip()


def _source(excerpt: Excerpt, view: View) -> tuple[list[str], list[Component]]:
    """The office and the place, as words and as components."""
    place = wording.place_in_report(printed_place(excerpt.passage))
    office = office_names(view.shelf.report, excerpt.passage.agencies)
    components: list[Component] = []
    if office:
        components.append(look.text(office, look.SMALL, look.BRAND, bold=True))
    components.append(look.text(place, look.TINY, look.QUIET))
    return [f"{office} · {place}" if office else place], components


def _laid_out(excerpt: Excerpt, view: View, words: list[str], components: list[Component]) -> Block:
    """The block of an excerpt: its parts, then the source; a tap on a shortened one opens the whole passage."""
    said, source = _source(excerpt, view)
    laid = look.stack(*components, look.stack(*source, spacing="xs"))
    if excerpt.shortened or len(excerpt.text) > LONGEST:
        laid["action"] = actions.post(wording.READ_ON, "more", excerpt.passage.id, 0, display=wording.READ_ON)
    return Block("\n".join([*words, *said]), (laid,))


def excerpt_block(excerpt: Excerpt, view: View, kicker: str = "") -> Block:
    """An excerpt with the item it stands under, the office and the place."""
    words: list[str] = []
    components: list[Component] = [look.kicker(kicker)] if kicker else []
    if excerpt.heading and excerpt.heading not in excerpt.text:
        words.append(excerpt.heading)
        components.append(look.text(excerpt.heading, look.SMALL, look.QUIET))
    shown = page_of_excerpt(excerpt)
    if shown:
        words.append(shown)
        components.append(look.text(shown))
    if excerpt.passage.remedy and excerpt.passage.remedy not in excerpt.text:
        words.append(f"{wording.REMEDY}: {excerpt.passage.remedy}")
        components += [look.kicker(wording.REMEDY), look.text(excerpt.passage.remedy)]
    return _laid_out(excerpt, view, words, components)


def problem_block(excerpt: Excerpt, view: View) -> Block:
    """A problem in the accent colour, and the remedy printed beside it."""
    words: list[str] = []
    components: list[Component] = []
    if excerpt.heading and excerpt.heading not in excerpt.text:
        words.append(excerpt.heading)
        components.append(look.text(excerpt.heading, look.SMALL, look.QUIET))
    shown = page_of_excerpt(excerpt)
    if shown:
        words.append(f"{wording.PROBLEM}: {shown}")
        components += [look.kicker(wording.PROBLEM, look.ACCENT), look.text(shown)]
    if excerpt.passage.remedy:
        words.append(f"{wording.REMEDY}: {excerpt.passage.remedy}")
        components += [look.kicker(wording.REMEDY), look.text(excerpt.passage.remedy)]
    return _laid_out(excerpt, view, words, components)


def shown_excerpts(answer: Answer, view: View) -> tuple[Excerpt, ...]:
    """The excerpts of this page."""
    return answer.excerpts[view.start : view.start + SHOWN]


def onward(answer: Answer, view: View) -> Onward | None:
    """What comes next: the rest of a list, or the whole of a shortened passage; None when all has been shown."""
    left = len(answer.excerpts) - view.start - SHOWN
    if left > 0 or answer.more > 0:
        # An asked question's own excerpts are not what browsing lists, so its list begins at the beginning.
        browsing = len(answer.excerpts) > SHOWN
        start = view.start + SHOWN if browsing else 0
        label = wording.still_more(left if browsing else answer.more)
        if answer.focus_points:
            arguments = (answer.focus_points[0], answer.section or "", answer.agency or "", answer.level or "", start)
            return Onward(label, "list", arguments)
    for excerpt in shown_excerpts(answer, view):
        if excerpt.shortened:
            return Onward(wording.READ_ON, "more", (excerpt.passage.id, 0))
        if len(excerpt.text) > LONGEST:
            return Onward(wording.READ_ON, "more", (excerpt.passage.id, limits.page_end(excerpt.text, 0, LONGEST)))
    return None


def point_block(answer: Answer, kicker: str) -> Block | None:
    """The leading point, None when the first excerpt already says exactly this."""
    point = answer.point.strip()
    if not point or any(point == excerpt.text.strip() for excerpt in answer.excerpts[:1]):
        return None
    top = [look.kicker(kicker)] if kicker else []
    return Block(point, (look.stack(*top, look.text(point, look.BODY, bold=True)),))
