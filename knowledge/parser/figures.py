"""Key figures: the numbers of a report with their unit and the words that say what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.models import Figure, Passage
from knowledge.parser.figure_words import (
    LOOSE_BEGINNINGS,
    NOT_A_COUNT_BEFORE,
    SUBJECT_TAILS,
    UNITS,
    WEAK_BEGINNINGS,
)

SUBJECT_LENGTH = 160
"""Phrases are added to a subject only up to this many letters."""

SUBJECT_SHORTEST = 8
"""A subject shorter than this says too little, so the phrase before it is added; names of countries are as short."""

_NUMBER = r"[\d๐-๙]{1,3}(?:,[\d๐-๙]{3})+(?:\.[\d๐-๙]+)?|[\d๐-๙]+(?:\.[\d๐-๙]+)?"
_COUNT = re.compile(
    rf"(?P<percent>ร้อยละ)\s*(?P<share>{_NUMBER})"
    rf"|(?<![\d๐-๙.,A-Za-z/:])(?P<value>(?:{_NUMBER})(?:\s*[-–]\s*(?:{_NUMBER}))?)\s*(?P<unit>%|"
    + "|".join(sorted(UNITS, key=len, reverse=True))
    + r")(?!ที่[\s\d])"
)
_PHRASE = re.compile(r"\S+(?:\s*\([^()]*\))*")
_EDGES = " ,;:(“”·"
_HEADER_UNIT = re.compile(r"\((?P<unit>" + "|".join(UNITS) + r")\)\s*$")


def find_figures(passages: Sequence[Passage]) -> tuple[Figure, ...]:
    """Return the figures of all passages, in reading order; the overview's rows and pure headings count too."""
    return tuple(figure for passage in passages for figure in _figures_of(passage))


def _figures_of(passage: Passage) -> Iterator[Figure]:
    if passage.cells:
        yield from _figures_of_row(passage)
        return
    for text in (passage.text, passage.remedy):
        yield from _figures_in(passage, text)


def _figures_in(passage: Passage, text: str) -> Iterator[Figure]:
    behind = 0
    for match in _COUNT.finditer(text):
        if match["percent"]:
            value, unit = match["share"], match["percent"]
        else:
            value, unit = match["value"], match["unit"]
            if _names_no_count(text[: match.start()].rstrip(), value):
                continue
        subject = _subject(text, behind, match)
        behind = match.end()
        if subject and (subject in text):
            yield Figure(value, unit, subject, passage.id, passage.focus_point, passage.agency)


def _names_no_count(before: str, value: str) -> bool:
    """Whether a number is a name, a year, a level, or only numbers a list: "คือ 1 โครงการ… 2. โครงการ…"."""
    return before.endswith(NOT_A_COUNT_BEFORE) or (value == "1" and before.endswith(("คือ", "ได้แก่")))


def _figures_of_row(passage: Passage) -> Iterator[Figure]:
    """Yield the numbers of columns whose heading names a unit: "จำนวนนักเรียน (คน)"."""
    for name, value in passage.cells:
        header = _HEADER_UNIT.search(name)
        if header and re.fullmatch(_NUMBER, value):
            subject = passage.text.rpartition(name)[0].rstrip(" ·")
            yield Figure(value, header["unit"], subject, passage.id, passage.focus_point, passage.agency)


def _subject(text: str, start: int, match: re.Match[str]) -> str:
    """Return the words before a number that say what it counts, or those behind it where it stands first."""
    before = _without_tail(text[start : match.start()].strip(_EDGES))
    if len(before) < 3 or before.startswith(WEAK_BEGINNINGS):
        before = _without_tail(text[: match.start()].strip(_EDGES))
    return _last_words(before) or _words_behind(text, match.end())


def _without_tail(words: str) -> str:
    """Return `words` without what links them to the number: "จำนวน", "ทั้งหมด", an item's number."""
    shorter = True
    while shorter:
        tail = next((tail for tail in SUBJECT_TAILS if words.endswith(tail) and len(words) > len(tail)), None)
        shorter = tail is not None
        words = words.removesuffix(tail or "").rstrip(_EDGES)
    return words


def _last_words(words: str) -> str:
    """Return the last phrase of `words` that can stand alone.

    Thai sets a blank between phrases; brackets belong to what they follow.
    """
    starts = [match.start() for match in _PHRASE.finditer(words)]
    chosen = ""
    for begin in reversed(starts):
        longer = words[begin:].strip(_EDGES)
        if chosen and (_stands_alone(chosen) or len(longer) > SUBJECT_LENGTH):
            break
        chosen = longer
    for loose in LOOSE_BEGINNINGS:
        if len(chosen) > len(loose) + 2:
            chosen = chosen.removeprefix(loose)
    chosen = chosen.strip(_EDGES)
    return chosen if chosen.count("(") >= chosen.count(")") else chosen.rstrip(")")


def _stands_alone(phrase: str) -> bool:
    return len(phrase) >= SUBJECT_SHORTEST and not phrase.startswith(WEAK_BEGINNINGS) and not phrase[0].isdigit()


def _words_behind(text: str, end: int) -> str:
    phrase = re.match(r"[^\s(]{3,60}", text[end:].lstrip())
    return phrase.group() if phrase else ""
