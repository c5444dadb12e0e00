"""What the scan printed: the report's lines as received, and where in a passage a reviewed correction was made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.settings import Settings
from knowledge.index import load_source
from knowledge.models import Correction, Passage, Report
from knowledge.parser.lines import REPORT_FILE, read_source

CONTEXT = 12
"""So many letters on either side tell a corrected word from the same word printed rightly elsewhere."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a correction stands in its mended line: `before` and `after` are the letters around, without spaces."""

    correction: Correction
    before: str
    after: str


class Original:
    """The lines of report.txt as received, numbered from 1, and the corrections laid over them."""

    def __init__(self, report: Report, lines: Sequence[str]) -> None:
        self.lines = tuple(lines)
        self._corrections: dict[int, list[Correction]] = defaultdict(list)
        for correction in report.corrections:
            self._corrections[correction.line].append(correction)
        self.mended = frozenset(p.id for p in report.passages if self.corrections(p.first_line, p.last_line))
        """The ids of passages on lines with a correction."""
        self._places = {line: self._find(line) for line in self._corrections if line <= len(self.lines)}

    def line(self, number: int) -> str:
        """One line as received; "" when there is none."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def corrections(self, first: int, last: int) -> list[Correction]:
        """The corrections made on the lines from `first` to `last`, in order."""
        return [one for line in sorted(self._corrections) if first <= line <= last for one in self._corrections[line]]

    def corrections_of(self, passages: Iterable[Passage]) -> list[Correction]:
        """The corrections made on the lines of `passages`, each once, in order."""
        return list(
            dict.fromkeys(one for first, last in self.stretches(passages) for one in self.corrections(first, last))
        )

    def stretches(self, passages: Iterable[Passage]) -> list[tuple[int, int]]:
        """The first and last lines of `passages`, each pair once."""
        return list(dict.fromkeys((passage.first_line, passage.last_line) for passage in passages))

    def corrected(self, passage: Passage, text: str) -> list[tuple[int, int, Correction]]:
        """Where in `text`, which is `passage`'s or its remedy, words stand that were corrected: start, end, which."""
        squeezed, places = _squeeze(text)
        found: dict[int, tuple[int, int, Correction]] = {}
        for line in range(passage.first_line, passage.last_line + 1):
            for place in self._places.get(line, ()):
                at = _locate(squeezed, place)
                if at is not None:
                    length = len(_squeeze(place.correction.right)[0])
                    found[at] = (places[at], places[at + length - 1] + 1, place.correction)
        return [found[at] for at in sorted(found)]

    def _find(self, number: int) -> list[Place]:
        """Mend one line step by step, as the parser does, and note where each mended word ends up."""
        line = self.line(number)
        spans: list[tuple[int, int, Correction]] = []
        for correction in self._corrections[number]:
            at = line.find(correction.wrong)
            while at >= 0:
                line = line[:at] + correction.right + line[at + len(correction.wrong) :]
                shift = len(correction.right) - len(correction.wrong)
                spans = [(s + shift, e + shift, c) if s > at else (s, e, c) for s, e, c in spans]
                spans.append((at, at + len(correction.right), correction))
                at = line.find(correction.wrong, at + len(correction.right))
        return [
            Place(correction, _squeeze(_cell_before(line, start))[0], _squeeze(_cell_after(line, end))[0])
            for start, end, correction in spans
            if correction.right.strip()
        ]


def open_original(settings: Settings, report: Report) -> Original:
    """The original of the report the settings name: from its folder, or out of an index built elsewhere.

    Raises KnowledgeError when that cannot be read.
    """
    if settings.index is None:
        return Original(report, read_source(settings.report))
    return Original(report, (load_source(settings.index, REPORT_FILE) or "").split("\n"))


def _squeeze(text: str) -> tuple[str, list[int]]:
    """`text` without white space, and the place in `text` of each of its letters."""
    places = [place for place, letter in enumerate(text) if not letter.isspace()]
    return "".join(text[place] for place in places), places


def _cell_before(line: str, place: int) -> str:
    return line[:place].rpartition("\t")[2]


def _cell_after(line: str, place: int) -> str:
    return line[place:].partition("\t")[0]


def _locate(squeezed: str, place: Place) -> int | None:
    """Where the mended word stands: with all its neighbours, or as many of them as markup and page breaks have left."""
    right = _squeeze(place.correction.right)[0]
    for length in (CONTEXT, CONTEXT // 2, CONTEXT // 4, 0):
        before, after = place.before[-length:] if length else "", place.after[:length]
        for left, rest in ((before, after), (before, ""), ("", after)):
            at = squeezed.find(left + right + rest)
            if at >= 0:
                return at + len(left)
    return None
