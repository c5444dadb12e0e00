"""What to choose from: when a question asks for nothing in particular, for several things, or for nothing told here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from knowledge.browse import Browser
from knowledge.facts import NAMES_OF_LACKS
from knowledge.models import Choice, Passage
from knowledge.question import Question, is_subject
from knowledge.rank import Ranking
from knowledge.search import Scores, SearchIndex
from knowledge.thai import compared

MOST_CHOICES = 3
VAGUE = 0.9
"""A word of this rarity stands in two of five passages: alone it asks for nothing in particular."""


class Chooser:
    """Offers focus points of one report."""

    def __init__(self, index: SearchIndex, browser: Browser) -> None:
        self._index = index
        self._browser = browser

    def ways_to_narrow(self, question: Question, scores: Scores) -> tuple[Choice, ...]:
        """Up to three focus points to choose from when a question has no subject; those that tell most of it.

        Such a question names a part or an office alone ("ปัญหาของเขต 1"), or one word that is everywhere ("ครู").
        """
        asks_a_part = bool(question.sections or question.agencies or question.level)
        vague = bool(scores.rarity) and max(scores.rarity) < VAGUE and len(scores.rarity) == 1 and not question.facts
        if (
            question.codes
            or NAMES_OF_LACKS.keys() & question.facts
            or not ((asks_a_part and not question.subject) or vague)
        ):
            return ()
        telling = Telling(question, scores)
        told = Counter(
            passage.focus_point
            for position, passage in enumerate(self._index.passages)
            if passage.focus_point in self._browser.points and telling.tells(passage, position)
        )
        return self._to_choose(question, [point for point, _ in told.most_common(MOST_CHOICES)])

    def _to_choose(self, question: Question, points: Sequence[str]) -> tuple[Choice, ...]:
        """The question again, asked of each focus point."""
        titles = self._browser.points
        return tuple(Choice(f"ข้อ {point}", f"{point} {question.normal}", titles[point].title) for point in points)

    def torn(self, question: Question, scores: Scores, ranking: Ranking) -> tuple[Choice, ...]:
        """Up to three focus points that all tell of what is asked in a section it hints at ("งบไม่พอ"); () below two."""
        telling = Telling(question, scores)
        told: dict[str, str] = {}
        for hit in ranking.hits:
            passage = hit.passage
            of_section = passage.section in question.sections and passage.focus_point in self._browser.points
            if of_section and telling.tells(passage, hit.position):
                told.setdefault(passage.focus_point, compared(passage.text))
        # Where several say the same, there is nothing to choose between: "1.1" and "1.3" recommend one thing.
        if len(set(told.values())) < 2 or not question.subject or question.facts:
            return ()
        return self._to_choose(question, list(told)[:MOST_CHOICES])

    def nearest(self, ranking: Ranking) -> tuple[Choice, ...]:
        """Up to three focus points nearest to a question the report does not answer."""
        points = self._browser.points
        best = [focus_point for focus_point, _ in ranking.focus_points if focus_point in points][:3]
        return tuple(Choice(f"ข้อ {point}", point, points[point].title) for point in best)


class Telling:
    """Whether passages are of the section and office a question names, and have its words."""

    def __init__(self, question: Question, scores: Scores) -> None:
        self._section = question.section
        self._agencies = frozenset(question.agencies)
        pairs = zip(question.concepts, scores.matched, strict=True)
        self._subjects = [found for concept, found in pairs if is_subject(concept)]

    def tells(self, passage: Passage, position: int) -> bool:
        """Whether one passage does."""
        if self._section and passage.section != self._section:
            return False
        # Problems, factors and recommendations tell of all offices at once.
        general = not passage.agencies and passage.section not in ("progress", "best_practice")
        if self._agencies and not general and self._agencies.isdisjoint(passage.agencies):
            return False
        return all(position in found for found in self._subjects)
