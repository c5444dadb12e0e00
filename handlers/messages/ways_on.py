"""The ways on from an answer: only what exists, each of them something a person could have typed."""

from __future__ import annotations

from handlers import wording
from handlers.messages import actions
from handlers.messages.actions import Action
from handlers.messages.draft import View
from knowledge.models import Agency, Answer, Section

OFFICES_OFFERED = 4
"""With sections, figures, neighbours and the menu this stays within LINE's thirteen."""
OPENED = 10


def section_command(focus_point: str, section: Section) -> str:
    """What to type to open a section: "1.3 ปัญหา"."""
    return f"{focus_point} {wording.SECTION_COMMANDS[section]}"


def office_command(focus_point: str, agency: Agency, section: Section | None = None) -> str:
    """What to type to see one office's part: "1.3 เขต 2", "1.3 ปัญหา เขต 2"."""
    head = section_command(focus_point, section) if section else focus_point
    return f"{head} {wording.AGENCY_COMMANDS[agency]}"


def figures_command(focus_point: str) -> str:
    """What to type for the key figures of a focus point."""
    return f"{focus_point} ตัวเลข"


def menu() -> Action:
    """The table of contents."""
    return actions.say(wording.MENU, wording.MENU)


def help_() -> Action:
    """The help card."""
    return actions.say(wording.HELP, wording.HELP)


def ways_on(answer: Answer, view: View) -> tuple[Action, ...]:
    """The quick replies of an answer about a focus point; the menu and help when it is about none."""
    focus_point = answer.focus_points[0] if answer.focus_points else ""
    if focus_point not in view.shelf.focus_points:
        # About the report as a whole: what the answer names can be opened.
        opened = tuple(actions.say(choice.label, choice.ask) for choice in answer.choices[:OPENED])
        points = tuple(actions.say(point, point) for point in answer.focus_points if point in view.shelf.focus_points)
        return *(opened or points), menu(), help_()
    ways: list[Action] = []
    if answer.kind != "summary":
        ways.append(actions.say(f"{focus_point} {wording.SUMMARY}", focus_point))
    for section in view.shelf.sections(focus_point):
        if section != answer.section:
            ways.append(actions.say(wording.SECTION_NAMES[section], section_command(focus_point, section)))
    if answer.kind != "figures" and view.shelf.has_figures(focus_point):
        ways.append(actions.say(wording.FIGURES, figures_command(focus_point)))
    section_shown = answer.section
    others = [one for one in view.shelf.agencies(focus_point, section_shown) if one != answer.agency]
    for agency in others[:OFFICES_OFFERED]:
        typed = office_command(focus_point, agency, section_shown)
        ways.append(actions.say(wording.AGENCY_COMMANDS[agency], typed))
    before, after = view.shelf.neighbours(focus_point)
    if before:
        ways.append(actions.say(wording.previous_label(before), before))
    if after:
        ways.append(actions.say(wording.next_label(after), after))
    ways.append(menu())
    return tuple(ways)
