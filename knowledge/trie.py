"""A dictionary for pythainlp's newmm in half a megabyte instead of seventy: marisa-trie behind its interface."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import marisa_trie
from pythainlp.corpus import get_corpus

BOOKISH = frozenset({"นคะ"})
"""Words of old books that cut everyday ones to pieces: "ไหนคะ" is no ไห|นคะ."""
LONGEST_WORD = 40
"""Letters of a text that are looked at for a word; the longest of the dictionary has thirty-odd."""


class WordTrie:
    """The words newmm may cut by. It has what newmm uses of pythainlp's own Trie: `prefixes` and a truth value."""

    def __init__(self, words: Iterable[str], beneath: WordTrie | None = None) -> None:
        """A trie of `words`, on top of another that is shared (the dictionary under one report's names)."""
        self._words = marisa_trie.Trie(words)
        self._beneath = beneath

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        """All words that begin at `start` of `text`, shortest first."""
        found: list[str] = self._words.prefixes(text[start : start + LONGEST_WORD])
        if self._beneath is None:
            return found
        beneath = self._beneath.prefixes(text, start)
        return sorted({*found, *beneath}, key=len) if found else beneath

    def __contains__(self, word: object) -> bool:
        return word in self._words or (self._beneath is not None and word in self._beneath)

    def __len__(self) -> int:
        return len(self._words) + (len(self._beneath) if self._beneath is not None else 0)


@lru_cache(maxsize=1)
def dictionary() -> WordTrie:
    """The Thai word list that comes with pythainlp, without single letters."""
    trie = WordTrie(word for word in get_corpus("words_th.txt") if len(word) > 1 and word not in BOOKISH)
    # pythainlp keeps what it read for ever; the trie has it now, in a tenth of the memory.
    get_corpus.cache_clear()
    return trie
