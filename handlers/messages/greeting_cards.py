"""The families "welcome", "help" and "about this bot and your data": what the bot says of itself."""

from __future__ import annotations

from collections.abc import Mapping

from handlers import wording
from handlers.messages import actions, look
from handlers.messages.actions import Action
from handlers.messages.around import report_named
from handlers.messages.draft import Block, Draft, View
from handlers.messages.ways_on import help_, menu, section_command


def first_question(view: View) -> Action | None:
    """A question that this report surely answers, as a sample to tap."""
    for point in view.shelf.report.focus_points:
        if "problems" in view.shelf.sections(point.id):
            typed = section_command(point.id, "problems")
            return actions.say(f"ลองถาม “{typed}”", typed)
    return None


def welcome(view: View, *, again: bool = False) -> Draft:
    """One screen with three things to tap."""
    hello = wording.welcome(view.shelf.report.province, again)
    sample = first_question(view)
    taps = [menu(), *([sample] if sample else []), help_()]
    buttons = [look.button(action, strong=not number, soft=number > 0) for number, action in enumerate(taps)]
    body = look.stack(
        look.text(hello, look.TITLE, bold=True),
        look.text(wording.WELCOME_HOW, look.SMALL, look.QUIET, margin="md"),
        look.kicker(wording.WELCOME_TRY, margin="xl"),
        *buttons,
    )
    tries = " · ".join(action["text"] for action in taps)
    words = f"{hello}\n{wording.WELCOME_HOW}\n{wording.WELCOME_TRY}: {tries}"
    return Draft((Block(words, (body,)),), quick=(menu(), help_(), actions.say(wording.ABOUT, wording.ABOUT)))


def help_card() -> Draft:
    """The ways to ask, each in one line."""
    lines = [
        look.stack(look.text(way, look.BODY, bold=True), look.text(example, look.SMALL, look.QUIET), spacing="xs")
        for way, example in wording.HELP_WAYS
    ]
    body = look.stack(look.text(wording.HELP_TITLE, look.TITLE, bold=True), *lines, spacing="lg")
    words = "\n".join([wording.HELP_TITLE, *(f"• {way}: {example}" for way, example in wording.HELP_WAYS)])
    quick = (menu(), actions.say(wording.ABOUT, wording.ABOUT), actions.say(wording.MY_DATA, wording.MY_DATA))
    return Draft((Block(words, (body,)),), quick=quick)


def about(view: View, retention_days: int, operator: Mapping[str, str]) -> Draft:
    """What it answers from, what it keeps of people, who runs it."""
    report = view.shelf.report
    lines = [wording.about_source(report_named(report), report.province), wording.about_keeping(retention_days)]
    if operator.get("name"):
        lines.append(wording.about_operator(operator["name"]))
    if operator.get("contact"):
        lines.append(wording.about_contact(operator["contact"]))
    buttons = [
        look.button(actions.say(wording.MY_DATA, wording.MY_DATA), soft=True),
        look.button(actions.say(wording.DELETE_MY_DATA, wording.DELETE_MY_DATA), soft=True),
    ]
    title = look.text(wording.ABOUT_TITLE, look.TITLE, bold=True)
    body = look.stack(title, *(look.text(line, look.SMALL) for line in lines), *buttons, spacing="md")
    words = "\n".join([wording.ABOUT_TITLE, *lines, f"{wording.MY_DATA} · {wording.DELETE_MY_DATA}"])
    return Draft((Block(words, (body,)),), quick=(menu(), help_()))


def short(words: str, *quick: Action) -> Draft:
    """One spoken line as a text message."""
    return Draft((), opener=words, quick=quick or (menu(), help_()))
