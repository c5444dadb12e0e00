"""A report as received, a long scanned text, read into data: policies, focus points, sections, passages.

    lines → corrections → blocks → outline → overview, chapters (items, tables, offices) → load

Read them in that order. Facts about the form and the language stand in `structure_words` and `office_words`, as tables.
"""

from __future__ import annotations

from pathlib import Path

from knowledge.models import Report
from knowledge.parser.ledger import LedgerLine
from knowledge.parser.load import Parsed, parse

__all__ = ["LedgerLine", "Parsed", "line_ledger", "parse", "parse_report"]


def parse_report(folder: Path) -> Report:
    """Return the report in `folder`.

    Raises:
        ReportError: the folder cannot be read as a report; which of its kinds says why.

    """
    return parse(folder).report


def line_ledger(folder: Path) -> tuple[LedgerLine, ...]:
    """Return what became of every line of the folder's report.txt that is not blank, in order.

    Raises:
        ReportError: the folder cannot be read as a report; which of its kinds says why.

    """
    return parse(folder).ledger
