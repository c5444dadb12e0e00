"""Finds the word that was meant behind a slip of the thumb, a spelling by ear or the wrong keyboard layout.

Candidates come from a table of sound keys with one letter left out (so one slip is found by look-up), longer words with
two slips from rapidfuzz over the long terms; rapidfuzz's edit distance with transpositions decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.thai import has_thai, sound, squeeze, typed_as_latin, typed_as_thai
from knowledge.words import Segmenter

HAS_DIGIT_OR_POINT = re.compile(r"[\d.]")
ONE_SLIP_FROM = 4
"""Sound keys shorter than this must be equal: with three letters everything is one slip from everything."""
TWO_SLIPS_FROM = 8
"""From this length two slips are forgiven ("แผนเผชิณเหดุ" for แผนเผชิญเหตุ)."""
LONGEST_WINDOW = 5
"""So many pieces may a misspelt word have been cut into ("เผ|ชิ|ณ|เห|ดุ")."""


@dataclass(frozen=True, slots=True)
class Correction:
    """`typed` was read as `meant`, with `likeness` from 0 to 1."""

    typed: str
    meant: str
    likeness: float


class Speller:
    """Knows the words worth finding (`vocabulary`, compared form) and finds the one nearest to what was typed."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for term in sorted(vocabulary):
            self._by_key[sound(term)].append(term)
        self._with_one_left_out: dict[str, set[str]] = defaultdict(set)
        for key in self._by_key:
            if len(key) >= ONE_SLIP_FROM - 1:
                for shorter in with_one_left_out(key):
                    self._with_one_left_out[shorter].add(key)
        self._long_keys = [key for key in self._by_key if len(key) >= TWO_SLIPS_FROM]

    def nearest(self, typed: str, slips: bool = True) -> Correction | None:
        """The known word nearest to `typed` (compared form), or None. With `slips` False only the same sound counts."""
        key = sound(typed)
        if same := self._by_key.get(key):
            meant = min(same, key=lambda term: OSA.distance(typed, term))
            return Correction(typed, meant, 1.0 - 0.02 * OSA.distance(typed, meant))
        if not slips or len(key) < ONE_SLIP_FROM:
            return None
        best = self._one_slip(key)
        if best is None and len(key) >= TWO_SLIPS_FROM:
            best = self._two_slips(key)
        if best is None:
            return None
        meant = min(self._by_key[best], key=lambda term: OSA.distance(typed, term))
        return Correction(typed, meant, OSA.normalized_similarity(key, best))

    def _one_slip(self, key: str) -> str | None:
        candidates = set(self._with_one_left_out.get(key, ()))
        for shorter in with_one_left_out(key):
            candidates |= self._with_one_left_out.get(shorter, set())
            if shorter in self._by_key:
                candidates.add(shorter)
        near = [(OSA.distance(key, other), other) for other in candidates if len(other) >= ONE_SLIP_FROM - 1]
        near = [(distance, other) for distance, other in near if distance <= 1]
        return min(near)[1] if near else None

    def _two_slips(self, key: str) -> str | None:
        found = process.extractOne(key, self._long_keys, scorer=OSA.distance, processor=None, score_cutoff=2)
        return found[0] if found and abs(len(found[0]) - len(key)) <= 2 else None


def with_one_left_out(key: str) -> Iterator[str]:
    """`key` with each of its letters left out in turn."""
    return (key[:place] + key[place + 1 :] for place in range(len(key)))


class Reader:
    """Reads a typed text as it was meant: the wrong keyboard layout first, then misspelt words, piece by piece."""

    def __init__(self, segmenter: Segmenter, known: frozenset[str], speller: Speller) -> None:
        self._segmenter = segmenter
        self._known = known
        self._speller = speller

    def is_known(self, word: str) -> bool:
        """Whether the report, the lexicon or the language table has this word."""
        return word in self._known

    def undo_wrong_layout(self, text: str) -> str:
        """Text typed with the wrong keyboard layout on, as it was meant; any other text unchanged."""
        return " ".join(self._chunk_as_meant(chunk) for chunk in text.split(" "))

    def _chunk_as_meant(self, chunk: str) -> str:
        if not has_thai(chunk) and not chunk.isdigit() and len(chunk) > 3:
            meant = typed_as_thai(chunk)
            if not self._reads_well(chunk) and self._reads_well(meant):
                return meant
        if has_thai(chunk) and len(chunk) > 3:
            meant = typed_as_latin(chunk).lower()
            if meant.isascii() and meant.isalnum() and meant in self._known and not self._reads_well(chunk):
                return meant
        return chunk

    def _reads_well(self, text: str) -> bool:
        words = self._segmenter.words(text)
        letters = sum(len(word) for word in words if word in self._known or word in self._segmenter.dictionary)
        return letters >= 0.75 * len(squeeze(text)) and (has_thai(text) or any(word in self._known for word in words))

    def correct(self, text: str) -> tuple[str, tuple[Correction, ...]]:
        """The text with misspelt words as they were meant, and what was corrected."""
        spans = self._segmenter.spans(text)
        made: list[Correction] = []
        pieces: list[str] = []
        end = 0
        place = 0
        while place < len(spans):
            size, correction = self._best_window(spans, place)
            start = spans[place][1]
            pieces.append(text[end:start])
            if correction is None:
                word, _ = spans[place]
                pieces.append(word)
                end, place = start + len(word), place + 1
                continue
            made.append(correction)
            last, at = spans[place + size - 1]
            pieces.append(correction.meant)
            end, place = at + len(last), place + size
        return "".join([*pieces, text[end:]]), tuple(made)

    def _best_window(self, spans: list[tuple[str, int]], place: int) -> tuple[int, Correction | None]:
        best: tuple[float, int, Correction | None] = (0.0, 1, None)
        if len(spans[place][0]) == 0:
            return 1, None
        for size in range(1, LONGEST_WINDOW + 1):
            window = spans[place : place + size]
            if len(window) < size or not adjoining(window):
                break
            correction = self._try([word for word, _ in window])
            if correction and (gain := correction.likeness * len(correction.typed)) > best[0]:
                best = (gain, size, correction)
        return best[1], best[2]

    def _try(self, words: list[str]) -> Correction | None:
        typed = "".join(words)
        if typed in self._known or HAS_DIGIT_OR_POINT.search(typed):
            return None
        known = [word in self._known for word in words]
        if all(known) or known[0] and len(words[0]) > 2 or known[-1] and len(words[-1]) > 2:
            return None
        whole_words = all(word in self._segmenter.dictionary and len(word) > 2 for word in words)
        return self._speller.nearest(typed, slips=not whole_words and not known[0] and not known[-1])


def adjoining(window: list[tuple[str, int]]) -> bool:
    """Whether the words stand next to each other with nothing between."""
    return all(place + len(word) == following for (word, place), (_, following) in zip(window, window[1:]))
