"""Finds the word that was meant behind a slip of the thumb, a spelling by ear or the wrong keyboard layout.

Candidates come from a table of sound keys with one letter left out (so one slip is found by look-up), longer words with
two slips from rapidfuzz over the long terms; rapidfuzz's edit distance with transpositions decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pythainlp.corpus import thai_stopwords
from pythainlp.tokenize import newmm
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.offices import office_spans
from knowledge.thai import has_thai, normalise, sound, squeeze, typed_as_latin, typed_as_thai, visible
from knowledge.trie import WordTrie
from knowledge.words import NOT_INNER, NOUN_PREFIXES, Segmenter

NUMBER_WITH_POINT = re.compile(r'\d+(?:"\d+)+')
"""The point of "2.9" is on the key of the quotation mark, and a number pad knows no layout."""
HAS_DIGIT_OR_POINT = re.compile(r"[\d.]")
ONE_SLIP_FROM = 4
"""Sound keys shorter than this must be equal: with three letters everything is one slip from everything."""
TWO_SLIPS_FROM = 8
"""From this length two slips are forgiven ("แผนเผชิณเหดุ" for แผนเผชิญเหตุ)."""
SAME_SOUND = 0.87
"""So alike are words of one sound and length; for these even known pieces of the window may give way."""
SHORT, LOOKS_LIKE = 3, 0.34
"""Of so few letters little sound is left: they must look alike too ("ภั" is no พระ, "คู" is ครู)."""
SHORTEST_JOINED, LONGEST_JOINED = 5, 14
"""Known words that together may be one word spelt by ear have so many letters."""
SHORTEST_INITIALS = 4
ONLY_CONSONANTS = re.compile("[ก-ฮ]+")
SHORTEST_LATIN = 3
LONGEST_WINDOW = 5
"""So many pieces may a misspelt word have been cut into ("เผ|ชิ|ณ|เห|ดุ")."""


@dataclass(frozen=True, slots=True)
class Correction:
    """`typed` was read as `meant`, with `likeness` from 0 to 1."""

    typed: str
    meant: str
    likeness: float


class Speller:
    """Knows the words worth finding, by their sound keys, and finds the one nearest to what was typed."""

    def __init__(self, by_sound: Mapping[str, Sequence[str]]) -> None:
        self._by_key = by_sound
        # By hash, and nearly all lead to one key: fifty thousand texts with a set each would take twenty megabytes.
        self._with_one_left_out: dict[int, str | tuple[str, ...]] = {}
        for key in self._by_key:
            if len(key) >= ONE_SLIP_FROM - 1:
                for shorter in map(hash, set(with_one_left_out(key))):
                    others = self._from_one_left_out(shorter)
                    self._with_one_left_out[shorter] = (*others, key) if others else key
        self._long_keys: dict[tuple[str, int], list[str]] = defaultdict(list)
        for key in self._by_key:
            if len(key) >= TWO_SLIPS_FROM:
                self._long_keys[key[0], len(key)].append(key)

    def nearest(self, typed: str, slips: bool = True) -> Correction | None:
        """The known word nearest to `typed` (compared form), or None. With `slips` False only the same sound counts."""
        key = sound(typed)
        if same := self._by_key.get(key):
            meant = min(same, key=lambda term: OSA.distance(typed, term))
            if len(typed) > SHORT or OSA.normalized_similarity(typed, meant) >= LOOKS_LIKE:
                return Correction(typed, meant, 1.0 - 0.02 * OSA.distance(typed, meant))
            return None
        if not slips or len(key) < ONE_SLIP_FROM:
            return None
        best = self._one_slip(key)
        if best is None and len(key) >= TWO_SLIPS_FROM:
            best = self._two_slips(key)
        if best is None:
            return None
        meant = min(self._by_key[best], key=lambda term: OSA.distance(typed, term))
        if not has_thai(typed) and meant[0] != typed[0]:
            # Of abbreviations every letter tells: no slip makes V-NET of O-NET, or PDPA of DPA.
            return None
        return Correction(typed, meant, OSA.normalized_similarity(key, best))

    def _one_slip(self, key: str) -> str | None:
        candidates = set(self._from_one_left_out(hash(key)))
        for shorter in with_one_left_out(key):
            candidates.update(self._from_one_left_out(hash(shorter)))
            if shorter in self._by_key:
                candidates.add(shorter)
        near = [(OSA.distance(key, other), other) for other in candidates if len(other) >= ONE_SLIP_FROM - 1]
        near = [(distance, other) for distance, other in near if distance <= 1]
        return min(near)[1] if near else None

    def _from_one_left_out(self, shorter: int) -> tuple[str, ...]:
        """The keys that are a text of this hash when one of their letters is left out."""
        keys = self._with_one_left_out.get(shorter, ())
        return (keys,) if isinstance(keys, str) else keys

    def _two_slips(self, key: str) -> str | None:
        """A long key with up to two slips, the first letter right: whoever begins a word begins it well."""
        alike = [other for size in range(-2, 3) for other in self._long_keys.get((key[0], len(key) + size), ())]
        found = process.extractOne(key, alike, scorer=OSA.distance, processor=None, score_cutoff=2)
        return found[0] if found else None


def with_one_left_out(key: str) -> Iterator[str]:
    """`key` with each of its letters left out in turn."""
    return (key[:place] + key[place + 1 :] for place in range(len(key)))


class Reader:
    """Reads a typed text as it was meant: the wrong keyboard layout first, then misspelt words, piece by piece."""

    def __init__(
        self,
        segmenter: Segmenter,
        vocabulary: frozenset[str],
        known: frozenset[str],
        common: frozenset[str],
        speller: Speller,
    ) -> None:
        """Take the words to read by.

        `vocabulary` are the report's, `known` those of lexicon and language as well; `common` are the words that a
        real word may be a slip for.
        """
        self._segmenter = segmenter
        self._vocabulary = vocabulary
        self._known = known
        self._common = common
        self._speller = speller
        self._known_trie = WordTrie(word for word in known if len(word) > 1 and has_thai(word))

    def is_known(self, word: str) -> bool:
        """Whether the report, the lexicon or the language table has this word."""
        return word in self._known

    def in_report(self, word: str) -> bool:
        """Whether the report or its subject index has this very word."""
        return word in self._vocabulary

    def in_known_words(self, text: str) -> list[str]:
        """A word the dictionary has and the report has not, cut into words it has; empty when it cannot be cut so."""
        words: list[str] = newmm.segment(text, self._known_trie)  # type: ignore[arg-type]  # it has what newmm uses
        return words if all(word in self._known and len(word) > 1 for word in words) else []

    def undo_wrong_layout(self, text: str) -> str:
        """Text typed with the wrong keyboard layout on, as it was meant; any other text unchanged."""
        chunks = visible(text).split()
        meant = [self._chunk_as_meant(chunk) for chunk in chunks]
        if any(has_thai(new) and not has_thai(old) for old, new in zip(chunks, meant, strict=True)):
            meant = [self._beside_wrong_layout(chunk) for chunk in meant]
        return " ".join(meant)

    def _beside_wrong_layout(self, chunk: str) -> str:
        """A short or numeric chunk of a text whose other chunks were typed with the wrong layout on."""
        if has_thai(chunk) or NUMBER_WITH_POINT.fullmatch(chunk):
            return chunk.replace('"', ".")
        meant = typed_as_thai(chunk)
        is_thai = has_thai(meant) or any("๐" <= letter <= "๙" for letter in meant)
        return meant if is_thai and not chunk.isdigit() and chunk.lower() not in self._known else chunk

    def _chunk_as_meant(self, chunk: str) -> str:
        if not has_thai(chunk) and not chunk.isdigit() and len(chunk) > 3:
            meant, typed = typed_as_thai(chunk), normalise(chunk)
            # A slip in a Latin word ("modle") comes before a change of the layout, under which nearly all can be read.
            slipped = typed.isalpha() and self._speller.nearest(typed) is not None
            if not slipped and not self._reads_well(typed) and self._reads_well(normalise(meant)):
                return meant
        if has_thai(chunk) and len(chunk) >= SHORTEST_LATIN:
            meant = typed_as_latin(chunk).lower()
            if meant.isascii() and meant.isalnum() and meant in self._known and not self._reads_well(normalise(chunk)):
                return meant
        return chunk

    def _reads_well(self, text: str) -> bool:
        words = self._segmenter.words(text)
        letters = sum(len(word) for word in words if word in self._known or word in self._segmenter.dictionary)
        return letters >= 0.75 * len(squeeze(text)) and (has_thai(text) or any(word in self._known for word in words))

    def correct(self, text: str) -> tuple[str, tuple[Correction, ...]]:
        """The text with misspelt words as they were meant, and what was corrected; names of offices stay."""
        spans = self._segmenter.spans(text)
        offices = {place for start, end in office_spans(text) for place in range(start, end)}
        made: list[Correction] = []
        pieces: list[str] = []
        end = 0
        place = 0
        while place < len(spans):
            words = adjoining_from(spans, place)
            texts = list(accumulate(words))
            size, correction = self._as_known(texts), None
            if size == 1 and spans[place][1] not in offices:
                size, correction = self._best_window(words, texts)
            start = spans[place][1]
            pieces.append(text[end:start])
            if correction is None:
                word, at = spans[place + size - 1]
                end, place = at + len(word), place + size
                pieces.append(text[start:end])
                continue
            made.append(correction)
            last, at = spans[place + size - 1]
            pieces.append(correction.meant)
            end, place = at + len(last), place + size
        return "".join([*pieces, text[end:]]), tuple(made)

    def _as_known(self, texts: Sequence[str]) -> int:
        """How many of the next words make up one known phrase, right as it is ("วัย|เก๋า"); 1 when none do."""
        return next((size for size in range(len(texts), 1, -1) if texts[size - 1] in self._known), 1)

    def _best_window(self, words: Sequence[str], texts: Sequence[str]) -> tuple[int, Correction | None]:
        """How many of `words` are one misspelt word, and which; `texts` are the words run together, one more each."""
        best: tuple[float, int, Correction | None] = (0.0, 1, None)
        all_known = True
        for size, typed in enumerate(texts, 1):
            all_known = all_known and words[size - 1] in self._known
            if len(typed) < 2 or typed in self._known or HAS_DIGIT_OR_POINT.search(typed):
                continue
            if NOT_INNER.sub("", typed) in self._known:
                # "heart's" is no misspelt "hearts".
                continue
            if all_known:
                correction = self._common_word(typed, words[:size]) if size > 1 else None
            else:
                correction = self._misspelt(typed, words[:size])
            if correction and (gain := correction.likeness * len(correction.typed)) > best[0]:
                best = (gain, size, correction)
        return best[1], best[2]

    def _misspelt(self, typed: str, words: Sequence[str]) -> Correction | None:
        """The word that was meant by `typed`, which is cut into `words`, not all of them known."""
        single_word = len(words) == 1 and typed in self._segmenter.dictionary
        if single_word and typed in thai_stopwords():
            return None
        found = self._speller.nearest(typed, slips=not single_word)
        if found is None or found.meant == typed or (single_word and found.meant not in self._common):
            return None
        if found.likeness >= SAME_SOUND:
            return found
        keeps_first = words[0] not in self._known or found.meant.startswith(words[0]) or is_shred(words, words[0])
        keeps_last = words[-1] not in self._known or found.meant.endswith(words[-1]) or is_shred(words, words[-1])
        return found if keeps_first and keeps_last else None

    def _common_word(self, typed: str, words: Sequence[str]) -> Correction | None:
        """Known words that together sound like one common word ("ปัน|หา" for ปัญหา).

        Words that join any others ("คน|ไหน", "รู้|จะ") are no pieces of one, unless they are a small part of it
        ("นะ|โย|บาย" for นโยบาย) or make a noun ("การ|สึก|สา"). Initials need not be common ("อก|สม" for อกศม).
        """
        initials = ONLY_CONSONANTS.fullmatch(typed) is not None
        if not (SHORTEST_INITIALS if initials else SHORTEST_JOINED) <= len(typed) <= LONGEST_JOINED:
            return None
        joining = [word for word in words if word in thai_stopwords()]
        if 3 * sum(len(word) for word in joining if word not in NOUN_PREFIXES) > len(typed):
            return None
        found = self._speller.nearest(typed, slips=False)
        if found is None or found.meant == typed:
            return None
        if found.meant not in self._common and not (initials and ONLY_CONSONANTS.fullmatch(found.meant)):
            return None
        foreign = sum(len(word) for word in joining if word not in found.meant)
        return found if 3 * foreign <= len(typed) else None


def is_shred(words: Sequence[str], word: str) -> bool:
    """Whether a known word is so short, and its neighbours so many, that it is likely a piece of a misspelt one."""
    return len(word) <= 2 and len(words) >= 3


def adjoining_from(spans: Sequence[tuple[str, int]], place: int) -> list[str]:
    """The word at `place` and those that follow with nothing between, as many as a window may have."""
    words: list[str] = []
    end = spans[place][1]
    for word, start in spans[place : place + LONGEST_WINDOW]:
        if start != end:
            break
        words.append(word)
        end = start + len(word)
    return words


def adjoining(window: Sequence[tuple[str, int]]) -> bool:
    """Whether the words stand next to each other with nothing between."""
    end = window[0][1]
    for word, place in window:
        if place != end:
            return False
        end = place + len(word)
    return True
