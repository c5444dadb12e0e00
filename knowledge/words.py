"""Text into words: pythainlp's dictionary segmentation, with the report's own names and the lexicon's keys added.

Latin words, numbers and web addresses are taken out first, since a Thai dictionary would cut them to pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pythainlp.tag import pos_tag
from pythainlp.tokenize import newmm

from knowledge.thai import has_thai, normalise
from knowledge.trie import WordTrie, dictionary

# A Latin word may hold inner points, hyphens and apostrophes (td.moe.go.th, e-sar, heart's); a number may hold commas.
TOKEN = re.compile(
    r"\d*[a-z][a-z0-9]*(?:[.'_/@-][a-z0-9]+)*|\d+(?:[.,]\d+)*|[\u0e01-\u0e4e]+(?:\.[\u0e01-\u0e4e]+)*\.?"
)
NOT_INNER = re.compile(r"[.'_/@,-]")
NOUN_PREFIXES = ("การ", "ความ")
"""Thai makes nouns of verbs by these: "การปลูกฝัง" is to be found by "ปลูกฝัง"."""
SHORTEST_STEM = 3
NUMBERED_LETTERS = re.compile(r"\d+[a-z]+|[a-z]+")


class Segmenter:
    """Cuts normalised text into words. `names` are words to know besides the dictionary."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.dictionary = dictionary()
        self._trie = WordTrie(names, self.dictionary)
        self._cut = lru_cache(maxsize=4096)(self._cut_thai)

    def learn_names(self, phrases: Iterable[str]) -> frozenset[str]:
        """Learn, and return, those Thai words of the phrases that the dictionary alone would cut to pieces.

        A phrase that it cuts into words is better left so: its words are then found one by one as well.
        """
        words = {word for phrase in phrases for word in phrase.split() if has_thai(word)}
        names = frozenset(word for word in words if any(part not in self.dictionary for part in self.words(word)))
        self._trie = WordTrie(names, self.dictionary)
        self._cut.cache_clear()
        return names

    def _cut_thai(self, text: str) -> tuple[str, ...]:
        return tuple(newmm.segment(text, self._trie))  # type: ignore[arg-type]  # it has what newmm uses

    def spans(self, text: str) -> list[tuple[str, int]]:
        """The words of `text` (already normalised) with the place each begins at, without punctuation and space."""
        found: list[tuple[str, int]] = []
        for match in TOKEN.finditer(text):
            if not has_thai(match.group()):
                found.append((match.group(), match.start()))
                continue
            place = match.start()
            for word in self._cut(match.group()):
                found.append((word, place))
                place += len(word)
        return found

    def knows(self, word: str) -> bool:
        """Whether a word is in the dictionary or among the names; Latin words and numbers are their own."""
        return word in self._trie or not has_thai(word)

    def words(self, text: str) -> list[str]:
        """The words of `text` (already normalised), in order."""
        return [word for word, _ in self.spans(text)]


def latin_forms(word: str) -> tuple[str, ...]:
    """The forms of a Latin word or number: "e-sar" → "esar", "sar"; "3r8c" → "3r8c", "3r", "8c"."""
    joined = NOT_INNER.sub("", word)
    parts = [part for part in NOT_INNER.split(word) if len(part) > 1]
    parts += [part for part in NUMBERED_LETTERS.findall(joined) if len(part) > 1]
    return tuple(form for form in dict.fromkeys([joined, *parts]) if form)


@lru_cache(maxsize=4096)
def is_thing(word: str) -> bool:
    """Whether a Thai word names a thing, as far as pythainlp's ORCHID word list tells; others count as things.

    A question whose things the report does not know is not answered by it; an unknown verb matters little.
    """
    return pos_tag([word], engine="unigram", corpus="orchid")[0][1] in ("NCMN", "NPRP", "NTTL", "", None)


def index_forms(word: str) -> tuple[str, ...]:
    """Every form under which a word of the report is to be found."""
    if not has_thai(word):
        return latin_forms(word)
    word = word.rstrip(".")
    stem = next((word[len(prefix) :] for prefix in NOUN_PREFIXES if word.startswith(prefix)), "")
    return tuple(form for form in (word, stem if len(stem) >= SHORTEST_STEM else "") if len(form) > 1)


@lru_cache(maxsize=16384)
def parts(word: str) -> tuple[str, ...]:
    """The two words a compound of the dictionary is made of ("เด็กยากจน" → "เด็ก", "ยากจน"), the longest tail first.

    Empty for a word that is none, or whose halves are shorter than three letters.
    """
    known = dictionary()
    if not has_thai(word) or len(word) < 2 * SHORTEST_STEM:
        return ()
    for cut in range(SHORTEST_STEM, len(word) - SHORTEST_STEM + 1):
        if word[:cut] in known and word[cut:] in known:
            return (word[:cut], word[cut:])
    return ()


def words_of(segmenter: Segmenter, text: str) -> list[str]:
    """The index forms of all words of raw report text, compounds with their parts."""
    forms: list[str] = []
    for word in segmenter.words(normalise(text)):
        forms += [*index_forms(word), *parts(word.rstrip("."))]
    return forms
