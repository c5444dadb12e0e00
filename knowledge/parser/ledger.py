"""The line ledger: for every line of report.txt that is not blank, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Use = Literal["title", "passage", "table", "ignored"]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What became of one line.

    `text` is the line with corrections and without markup, the cells of a table's row set apart by tabs. `targets` are
    the ids of the passages that hold it; for a "title" what it is the title of, for an "ignored" line the reason.
    """

    number: int
    text: str
    use: Use
    targets: tuple[str, ...]

    @property
    def target(self) -> str:
        """The first target: a passage's id, what the title is of, or the reason."""
        return self.targets[0]
