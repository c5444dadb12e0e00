"""Small talk and danger: messages that are no question to the report, told apart before any searching."""

from __future__ import annotations

import re

from knowledge.language import Language
from knowledge.thai import compared, normalise

NOT_WORDS = re.compile(r"[^\w\u0e00-\u0e7f]+")
LAUGHTER = re.compile(r"^(?:5{2,}|ฮ่า+|ha(?:ha)+|อิอิ+)$")
MOST_LETTERS_LEFT = 2
"""Of a message that is small talk almost nothing is left when its phrases and particles are taken out."""
ORDER = ("bye", "about", "help", "thanks", "praise", "greeting", "acknowledge")
"""With several in one message ("เก่งมาก ขอบใจจ้า") the one that wants an answer most decides."""
COURTESIES = ("thanks", "praise", "greeting")


def small_talk(text: str, language: Language) -> str | None:
    """The kind of small talk a message is, or None when it asks something. An emoji alone is an acknowledgement."""
    letters = NOT_WORDS.sub("", compared(text))
    if not letters:
        return "acknowledge" if text.strip() else None
    if LAUGHTER.match(letters):
        return "acknowledge"
    core = without_particles(letters, language)
    chunks = [NOT_WORDS.sub("", chunk) for chunk in normalise(text).split()]
    found = {kind for kind, phrases in language.smalltalk.items() if letters in phrases or core in phrases}
    if not found and all(chunk in language.filler or is_small(chunk, language) for chunk in chunks if chunk):
        found = {kind for kind, phrases in language.smalltalk.items() if not phrases.isdisjoint(chunks)}
    if not found:
        left, found = take_out(letters, language)
        if len(left) > MOST_LETTERS_LEFT or names_a_section(letters, language):
            return None
    return next((kind for kind in ORDER if kind in found), None)


def courtesy(text: str, language: Language) -> str | None:
    """The kind of small talk a message begins with when it asks and wants nothing after that, whatever else it tells.

    For messages the report has no answer to: "ขอบพระคุณครับ ได้ข้อมูลไปเข้าประชุมพอดี" is a thank-you.
    """
    letters = compared(text)
    first = language.smalltalk_pattern.match(letters)
    if first is None or any(word in letters[first.end() :] for word in language.asking):
        return None
    kind = language.smalltalk_inside[first[0]]
    return kind if kind in COURTESIES else None


def names_a_section(letters: str, language: Language) -> bool:
    """Whether a part of the report is named outright, so that politeness around it is only that."""
    return any(cue.weight >= 1.0 and cue.phrase in letters for cue in language.sections)


def without_particles(letters: str, language: Language) -> str:
    """A message without the particles at its end ("ชื่ออะไรอะ" → "ชื่ออะไร"); at most four are taken."""
    for _ in range(4):
        if not letters.endswith(language.particles):
            break
        ending = next((word for word in language.particles if letters.endswith(word) and letters != word), "")
        letters = letters[: len(letters) - len(ending)]
    return letters


def is_small(chunk: str, language: Language) -> bool:
    """Whether one chunk between spaces is small talk by itself."""
    return any(chunk in phrases for phrases in language.smalltalk.values())


def take_out(letters: str, language: Language) -> tuple[str, set[str]]:
    """What is left of a message without small talk and particles, and the kinds of small talk found in it."""
    pattern = language.smalltalk_pattern
    found = {language.smalltalk_inside[phrase] for phrase in pattern.findall(letters)}
    if found:
        letters = pattern.sub("\n", letters)
        for word in language.smalltalk_around:
            letters = letters.replace(word, "\n")
    return letters.replace("\n", ""), found


def sounds_like_danger(squeezed: str, language: Language) -> bool:
    """Whether a message sounds like someone is in danger now, rather than like a question about plans and reports."""
    if any(phrase in squeezed for phrase in language.not_danger):
        return False
    return any(phrase in squeezed for phrase in language.danger)


def topic_of_danger(squeezed: str, language: Language) -> str:
    """What to look for in the report for someone in danger: help for the mind, else safety and what to do then."""
    of_mind = any(phrase in squeezed for phrase in language.danger_of_mind)
    return language.danger_topic_of_mind if of_mind else language.danger_topic
