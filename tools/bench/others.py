"""What people would use instead: seven ways to search the same passages. None of them imports KruTham.

Each opener takes a Corpus and returns a function from a question to (focus point, number of the first passage or None).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

Find = Callable[[str], tuple[str | None, int | None]]
"""A question → the focus point and the number of the passage that come first."""
Rank = Callable[[str, int], list[int]]
"""A question and how many → the numbers of the best passages."""

FUZZY_FROM = 4
"""Words from this many letters may be one edit away; among shorter ones everything is one edit from everything."""
FUSED_FROM = 20
"""So many passages of each list are fused, by reciprocal ranks with the usual 60."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The passages' texts and focus points, and the focus points' titles with whose they are; texts normalised."""

    texts: Sequence[str]
    focus_points: Sequence[str]
    titles: Sequence[str]
    titled: Sequence[str]


def titles(corpus: Corpus) -> Find:
    """WRatio of rapidfuzz over the titles of the focus points: how most LINE bots choose an answer."""
    from rapidfuzz import fuzz, process

    def find(question: str) -> tuple[str | None, int | None]:
        best = process.extractOne(question, corpus.titles, scorer=fuzz.WRatio, processor=None)
        return corpus.titled[best[2]], None

    return find


def passages(corpus: Corpus) -> Find:
    """The partial_ratio of rapidfuzz over all passages, spaces taken out."""
    from rapidfuzz import fuzz, process

    squeezed = ["".join(text.split()) for text in corpus.texts]

    def find(question: str) -> tuple[str | None, int | None]:
        best = process.extractOne("".join(question.split()), squeezed, scorer=fuzz.partial_ratio, processor=None)
        return corpus.focus_points[best[2]], int(best[2])

    return find


def fts5_default(corpus: Corpus) -> Find:
    """SQLite FTS5 as it comes: any of the question's space-separated words, its own bm25 ranking."""
    return _first(corpus, _fts5(corpus, "unicode61", str.split))


def fts5_trigram(corpus: Corpus) -> Find:
    """SQLite FTS5 with its trigram tokenizer: any three letters in a row of the question."""
    return _first(corpus, _fts5(corpus, "trigram", _trigrams))


def _trigrams(question: str) -> list[str]:
    return [run[place : place + 3] for run in question.split() for place in range(len(run) - 2)]


def _first(corpus: Corpus, best: Rank) -> Find:
    def find(question: str) -> tuple[str | None, int | None]:
        numbers = best(question, 1)
        return (corpus.focus_points[numbers[0]], numbers[0]) if numbers else (None, None)

    return find


def _fts5(corpus: Corpus, tokenizer: str, terms_of: Callable[[str], list[str]]) -> Rank:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = '{tokenizer}')")
    connection.executemany("INSERT INTO passages (rowid, text) VALUES (?, ?)", enumerate(corpus.texts))

    def best(question: str, most: int) -> list[int]:
        terms = dict.fromkeys('"' + term.replace('"', '""') + '"' for term in terms_of(question))
        query = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"
        rows = connection.execute(query, (" OR ".join(terms), most)).fetchall() if terms else []
        return [row[0] for row in rows]

    return best


@cache
def _tokenizer() -> Callable[[str], list[str]]:
    from pythainlp.tokenize import word_tokenize

    def words(text: str) -> list[str]:
        return [word for word in word_tokenize(text, engine="newmm", keep_whitespace=False) if word.strip()]

    return words


def bm25(corpus: Corpus) -> Find:
    """bm25s over pythainlp's words."""
    return _first(corpus, _bm25(corpus))


def _bm25(corpus: Corpus) -> Rank:
    import bm25s

    words = _tokenizer()
    retriever = bm25s.BM25()
    retriever.index([words(text) for text in corpus.texts], show_progress=False)
    known = retriever.vocab_dict

    def best(question: str, most: int) -> list[int]:
        terms = [word for word in words(question) if word in known]
        if not terms:
            return []
        return [int(number) for number in retriever.retrieve([terms], k=most, show_progress=False).documents[0]]

    return best


def fused(corpus: Corpus) -> Find:
    """bm25s and FTS5 trigram, fused by reciprocal rank."""
    lists = (_bm25(corpus), _fts5(corpus, "trigram", _trigrams))

    def best(question: str, most: int) -> list[int]:
        scores: dict[int, float] = defaultdict(float)
        for ranked in lists:
            for place, number in enumerate(ranked(question, FUSED_FROM), 1):
                scores[number] += 1.0 / (60 + place)
        return sorted(scores, key=scores.__getitem__, reverse=True)[:most]

    return _first(corpus, best)


def tantivy_fuzzy(corpus: Corpus) -> Find:
    """Search by tantivy (Lucene's family) over pythainlp's words, each of which may be one edit away."""
    import tantivy

    words = _tokenizer()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="thai_words")
    builder.add_unsigned_field("number", stored=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    index.register_tokenizer("thai_words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    writer = index.writer(15_000_000, 1)
    for number, text in enumerate(corpus.texts):
        writer.add_document(tantivy.Document(text=" ".join(words(text)), number=number))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    should = tantivy.Occur.Should

    def clauses(word: str) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        made = [(should, tantivy.Query.term_query(schema, "text", word))]
        if len(word) >= FUZZY_FROM:
            made.append((should, tantivy.Query.fuzzy_term_query(schema, "text", word, distance=1)))
        return made

    def best(question: str, most: int) -> list[int]:
        query = tantivy.Query.boolean_query([clause for word in words(question) for clause in clauses(word)])
        return [int(searcher.doc(address)["number"][0]) for _, address in searcher.search(query, most).hits]

    return _first(corpus, best)


OTHERS: dict[str, Callable[[Corpus], Find]] = {
    "rapidfuzz over titles": titles,
    "rapidfuzz over all passages": passages,
    "SQLite FTS5 as it comes": fts5_default,
    "SQLite FTS5 trigram": fts5_trigram,
    "bm25s over words": bm25,
    "tantivy, one-edit words": tantivy_fuzzy,
    "bm25s and trigram fused": fused,
}
