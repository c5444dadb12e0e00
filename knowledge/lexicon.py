"""People's words: everyday word → the report's own terms, from the reviewed `lexicon.toml` beside the report.

The table has three kinds (everyday, abbreviations, romanised), each with groups by subject, each group with entries
`"what people type" = ["term of the report", ...]`. A report without the file has an empty lexicon.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import LexiconError
from knowledge.models import Report
from knowledge.thai import compared, has_thai, normalise, squeeze
from knowledge.words import TOKEN

KINDS = ("everyday", "abbreviations", "romanised")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon: `key` and `terms` as written, with the kind and group they stand in."""

    key: str
    terms: tuple[str, ...]
    kind: str
    group: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, and `meanings`: compared form of the key → compared forms of its terms."""

    entries: tuple[Entry, ...]
    meanings: Mapping[str, tuple[str, ...]]

    @property
    def terms(self) -> frozenset[str]:
        """Every term of the report that some key leads to, in compared form."""
        return frozenset(term for terms in self.meanings.values() for term in terms)

    @property
    def phrases(self) -> frozenset[str]:
        """Keys and terms as normalised text with their spaces, for the segmenter's dictionary."""
        return frozenset(normalise(phrase) for entry in self.entries for phrase in (entry.key, *entry.terms))


def load_lexicon(path: Path) -> Lexicon:
    """Read a lexicon file; an absent file is an empty lexicon. Raises LexiconError for a file that is not one."""
    if not path.exists():
        return Lexicon((), {})
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return make_lexicon(tuple(entries_of(table)))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, TypeError) as error:
        raise LexiconError(f'{path} is not a lexicon: {error}. Groups hold lines like "แบงก์" = ["ธนาคาร"].') from error


def entries_of(table: Mapping[str, Mapping[str, Mapping[str, list[str]]]]) -> Iterator[Entry]:
    """The entries of a parsed lexicon table, in file order."""
    for kind in table:
        if kind not in KINDS:
            raise LexiconError(f"lexicon kind {kind!r} is unknown; use one of {', '.join(KINDS)}")
        for group, lines in table[kind].items():
            for key, terms in lines.items():
                yield Entry(key, tuple(terms), kind, group)


def make_lexicon(entries: tuple[Entry, ...]) -> Lexicon:
    """A lexicon from its entries; keys that come twice are joined, and a term typed is read whole."""
    meanings: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        key = key_form(entry.key)
        terms = (*meanings.get(key, ()), *map(compared, entry.terms))
        meanings[key] = tuple(dict.fromkeys(term for term in terms if term != key))
    for key in [key for key in meanings if "." in key and has_thai(key)]:
        # Phones leave the point of an abbreviation out: "นร", "มปลาย".
        meanings.setdefault(key.replace(".", ""), meanings[key])
    for term in [term for terms in meanings.values() for term in terms]:
        meanings.setdefault(term, ())
    return Lexicon(entries, meanings)


def phrase_form(phrase: str) -> str:
    """The form phrases are compared in: normalised, without spaces, quotes and brackets."""
    return compared(phrase).strip("\"'()")


def key_form(key: str) -> str:
    """A key as its words are read from a question, run together: "โควิด-19" → "โควิด19"; "" when it has no word."""
    return "".join(TOKEN.findall(normalise(key)))


def searched_text(report: Report) -> str:
    """All text of a report in which a term can be found: its passages, corrections applied, with their links."""
    return "\n".join(" ".join((passage.text, passage.remedy, *passage.links)) for passage in report.passages)


def check_lexicon(lexicon: Lexicon, report_text: str) -> list[str]:
    """What a reviewer should look at: terms the report has not, keys that clash, loops, keys that lead nowhere.

    `report_text` is what is searched (`searched_text`), not the scan: a scanning error that is corrected never matches.
    """
    text = squeeze(normalise(report_text))
    faults = []
    seen: dict[str, Entry] = {}
    for entry in lexicon.entries:
        key = key_form(entry.key)
        if not key:
            faults.append(f"never matches: {entry.key!r} has no letter or digit")
            continue
        if key in seen:
            faults.append(f"clash: {entry.key!r} stands in {seen[key].group!r} and in {entry.group!r}")
        seen[key] = entry
        for term in entry.terms:
            if phrase_form(term) in (key, phrase_form(entry.key)):
                faults.append(f"loop: {entry.key!r} leads to itself")
            elif phrase_form(term) not in text:
                faults.append(f"never matches: {entry.key!r} leads to {term!r}, which the report does not have")
        if not entry.terms:
            faults.append(f"leads nowhere: {entry.key!r} has no terms")
    return faults
