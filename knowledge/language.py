"""The facts of everyday Thai in `language.toml`, read once: filler, cue words, small talk."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.thai import compared

TABLE = Path(__file__).with_name("language.toml")


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that tells what is asked, with how sure it makes us (1.0 sure, 0.4 a hint). `phrase` has no spaces.

    `head` is the phrase up to its "…", the whole of it when it has none.
    """

    phrase: str
    meaning: str
    weight: float
    head: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "head", self.phrase.partition("…")[0])


@dataclass(frozen=True, slots=True)
class Language:
    """The table as sets and cue lists, every phrase normalised and without spaces, longest first.

    In `smalltalk_pattern` the earliest phrase wins, then the longest: "หวัดดี|ครับ" is not read "หวั|ดีครับ".
    """

    filler: frozenset[str]
    particles: tuple[str, ...]
    sections: tuple[Cue, ...]
    levels: tuple[Cue, ...]
    facts: tuple[Cue, ...]
    change: tuple[str, ...]
    lean: tuple[str, ...]
    contrast: tuple[str, ...]
    more: tuple[str, ...]
    smalltalk: dict[str, frozenset[str]]
    smalltalk_inside: Mapping[str, str]
    smalltalk_pattern: re.Pattern[str]
    smalltalk_around: tuple[str, ...]
    asking: tuple[str, ...]
    polite: tuple[str, ...]
    topic_around: tuple[str, ...]
    danger: tuple[str, ...]
    danger_of_mind: tuple[str, ...]
    danger_topic: str
    danger_topic_of_mind: str
    not_danger: tuple[str, ...]


HINT_WEIGHT = 0.4
WHOLE_MESSAGE = "="
"""Marks small talk that is small talk only as a whole message ("ชื่ออะไร"), not inside a longer one."""
SHORTEST_INSIDE = 3
"""Shorter small talk ("ok") counts only as a whole message too: inside one it is the middle of some other word."""


@lru_cache(maxsize=1)
def load_language() -> Language:
    """Read `language.toml`; it ships with the package, so a fault in it is a fault of ours and raises as it is."""
    table: dict[str, Any] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    filler = set(phrases([word for words in table["filler"].values() for word in words.split()]))
    inside = inside_phrases(table["smalltalk"], filler)
    return Language(
        filler=frozenset(filler),
        particles=phrases([*table["filler"]["particles"].split(), *table["filler"]["pronouns"].split()]),
        sections=weighted_cues(table["section"]),
        levels=weighted_cues(table["level"]),
        facts=longest_first(Cue(compared(p), kind, 1.0) for kind, phrases in table["fact"].items() for p in phrases),
        change=phrases(table["conversation"]["change"]),
        lean=phrases(table["conversation"]["lean"]),
        contrast=phrases(table["conversation"]["contrast"]),
        more=phrases(table["conversation"]["more"]),
        smalltalk={
            kind: frozenset(compared(word.removeprefix(WHOLE_MESSAGE)) for word in words)
            for kind, words in table["smalltalk"].items()
        },
        smalltalk_inside=inside,
        smalltalk_pattern=re.compile(branching(inside)),
        smalltalk_around=phrases([*filler, *table["smalltalk_around"]["words"]]),
        asking=phrases([*table["filler"]["question"].split(), *table["asking"]["words"]]),
        polite=phrases(table["polite"]["words"]),
        topic_around=phrases(table["topic_around"]["words"]),
        danger=phrases(table["danger"]["now"]),
        danger_of_mind=phrases(table["danger"]["mind"]),
        danger_topic=table["danger"]["topic"],
        danger_topic_of_mind=table["danger"]["topic_mind"],
        not_danger=phrases(table["danger"]["not_now"]),
    )


def phrases(words: list[str]) -> tuple[str, ...]:
    """Table phrases in compared form, longest first; "ๆ" alone is none."""
    return tuple(sorted(filter(None, {compared(word) for word in words}), key=lambda word: (-len(word), word)))


def inside_phrases(table: dict[str, list[str]], filler: set[str]) -> dict[str, str]:
    """Phrase → kind of the small talk that may stand inside a longer message, longest first."""
    found = {
        (compared(word), kind)
        for kind, words in table.items()
        for word in words
        if not word.startswith(WHOLE_MESSAGE)
        and len(compared(word)) >= SHORTEST_INSIDE
        and compared(word) not in filler
    }
    return dict(sorted(found, key=lambda item: (-len(item[0]), item)))


def branching(words: Iterable[str]) -> str:
    """A pattern of any of `words`, the longest that fits, that looks at each letter once."""
    branches: dict[str, list[str]] = defaultdict(list)
    ends = False
    for word in words:
        if word:
            branches[word[0]].append(word[1:])
        else:
            ends = True
    if not branches:
        return ""
    inside = "|".join(re.escape(letter) + branching(rests) for letter, rests in branches.items())
    return f"(?:{inside})?" if ends else f"(?:{inside})"


def weighted_cues(table: dict[str, dict[str, list[str]]]) -> tuple[Cue, ...]:
    """The "sure" and "hint" lists of each meaning as cues."""
    return longest_first(
        Cue(compared(phrase), meaning, 1.0 if strength == "sure" else HINT_WEIGHT)
        for meaning, lists in table.items()
        for strength, phrases_ in lists.items()
        for phrase in phrases_
    )


def longest_first(cues: Any) -> tuple[Cue, ...]:
    """Cues so ordered that a longer phrase is met before one it contains."""
    return tuple(sorted(cues, key=lambda cue: len(cue.phrase), reverse=True))
