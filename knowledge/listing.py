"""What is shown with a passage because it belongs to the same list: the items under it, or those beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.browse import Browser
from knowledge.excerpt import FURTHER_WHOLE
from knowledge.models import Passage
from knowledge.question import Question
from knowledge.thai import compared

CHILDREN = 12
"""A passage that opens a list ("5 ขั้นตอน คือ") is shown with up to so many of its items."""
CHILDREN_BUDGET = 900
SHORT = 130
SHORT_ITEM = 220
OPENS_A_LIST = ("ดังนี้", "คือ", "ได้แก่", "ประกอบด้วย", "ดังต่อไปนี้", ":", "ดังนี")
SERIES = re.compile(r"^(\D{2,14}?)\s?(?:ที่)?\s?\d")
"""How the items of a series begin: "ขั้นตอนที่ 5 …", "หลักสูตรที่ 2 …"."""
LONGEST_SERIES = 15


@dataclass(frozen=True, slots=True)
class Listed:
    """Passages of one list, in printed order; with `heads` only the beginning of each is shown, so that all fit.

    `first` is where in the list the passage they were found by stands: in front of all unless the list is numbered.
    """

    passages: tuple[Passage, ...] = ()
    heads: bool = False
    first: int = 0


class Lister:
    """Knows which passages of one report are a list."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def beside(self, passage: Passage, question: Question) -> Listed:
        """What is shown after `passage`: the list it opens, else the rest of the one it stands in; often nothing."""
        ways = (self._series(passage, question), self._under(passage, question), self._with(passage, question))
        return next((listed for listed in ways if listed.passages), Listed())

    def _under(self, passage: Passage, question: Question) -> Listed:
        """What stands under a passage that opens a list, or is too short to answer alone."""
        text = passage.text.rstrip(" .…")
        opens = text.endswith(OPENS_A_LIST)
        if passage.kind != "intro" and not opens and len(text) > SHORT:
            return Listed()
        children = self._browser.children(passage)
        if "list" in question.facts and 2 <= len(children) <= CHILDREN and letters_of(children) > CHILDREN_BUDGET:
            return Listed(tuple(children), heads=True)
        listed: list[Passage] = []
        for member in self._browser.family(passage)[1 : CHILDREN + 1]:
            if listed and letters_of([*listed, member]) > CHILDREN_BUDGET:
                break
            listed.append(member)
        return Listed(tuple(listed))

    def _with(self, passage: Passage, question: Question) -> Listed:
        """The other items of a short list, when all of it is asked for ("ใช้ระบบไหนกันบ้าง")."""
        above = self._browser.passage.get(passage.parent or "")
        if "list" not in question.facts or above is None:
            return Listed()
        sisters = self._browser.children(above)
        if not 2 <= len(sisters) <= CHILDREN or any(len(sister.text) > SHORT_ITEM for sister in sisters):
            return Listed()
        return Listed(tuple(sister for sister in sisters if sister != passage))

    def _series(self, passage: Passage, question: Question) -> Listed:
        """A numbered list whose items are asked for by name ("มีหลักสูตรอะไรบ้าง"), with what stands under them."""
        series, above = series_of(passage), self._browser.passage.get(passage.parent or "")
        if "list" not in question.facts or not series or compared(series) not in question.squeezed:
            return Listed()
        beside = self._browser.children(above) if above else self._browser.of(passage.focus_point, passage.section)
        numbered = [other for other in beside if series_of(other) == series and other.parent == passage.parent]
        families = [member for one in numbered for member in self._browser.family(one)]
        shown = families if len(families) <= LONGEST_SERIES else numbered
        if len(numbered) < 2 or len(shown) > LONGEST_SERIES:
            return Listed()
        place = shown.index(passage)
        return Listed((*shown[:place], *shown[place + 1 :]), heads=True, first=place)


def letters_of(passages: Sequence[Passage]) -> int:
    """How many characters the passages take when each is cut to what a further one may have."""
    return sum(min(len(passage.text), FURTHER_WHOLE) for passage in passages)


def series_of(passage: Passage) -> str:
    """What the items of a passage's series are called ("ขั้นตอน"); "" when it is not numbered so."""
    found = SERIES.match(passage.text)
    return found[1] if found else ""
