"""A report's folder in, a Report and the ledger of its lines out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import ReportFormatError
from knowledge.models import Report
from knowledge.parser.best_practices import find_best_practices
from knowledge.parser.blocks import make_blocks
from knowledge.parser.book import Book
from knowledge.parser.corrections import apply_corrections, read_corrections
from knowledge.parser.figures import find_figures
from knowledge.parser.ledger import LedgerLine
from knowledge.parser.lines import REPORT_FILE, make_lines, read_source
from knowledge.parser.outline import make_outline
from knowledge.parser.summaries import read_summaries


@dataclass(frozen=True, slots=True)
class Parsed:
    """A report and what became of each of its lines."""

    report: Report
    ledger: tuple[LedgerLine, ...]


def parse(folder: Path) -> Parsed:
    """Parse the report in `folder`: its report.txt, and corrections.toml and summaries.toml where they are.

    Raises:
        ReportError: the folder cannot be read as a report; which of its kinds says why.

    """
    source = read_source(folder)
    corrections = read_corrections(folder)
    lines = make_lines(source, apply_corrections(source, corrections))
    outline = make_outline(make_blocks(lines))
    if not any(chapter.sections for chapter in outline.chapters):
        raise ReportFormatError(
            f"{folder / REPORT_FILE} ({len(lines)} lines) is not a report in the form we know: no focus point such as "
            '"1.1 …" with a section "1.1.1 ความก้าวหน้า…" was found. Check that it is the report\'s whole text.'
        )
    book = Book(lines, outline)
    report = Report(
        id=folder.resolve().name,
        title=book.front.title,
        province=book.front.province,
        year=book.front.year,
        round=book.front.round,
        policies=book.policies,
        focus_points=book.focus_points,
        passages=tuple(book.passages),
        best_practices=find_best_practices(book.passages, book.offices),
        figures=find_figures(book.passages),
        office_names=book.office_names(),
        summaries=read_summaries(folder, book.focus_points),
        corrections=corrections,
    )
    return Parsed(report, tuple(book.ledger()))
