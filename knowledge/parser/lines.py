"""A report's lines: read, corrected, freed of markup, and still knowing their number in report.txt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import ReportEmptyError, ReportEncodingError, ReportMissingError

REPORT_FILE = "report.txt"

_TAG = re.compile(
    r"</?(?:a|b|br|div|em|hr|i|img|li|ol|p|span|strong|table|tbody|td|tfoot|th|thead|tr|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_LINK_BRACKETS = re.compile(r"<((?:https?://|www\.)[^<>\s]+)>")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0b-\x1f]")
_SPACES = re.compile(r"[\s\u00a0]+")
_RULE = re.compile(r"[-–—_=|\s]{5,}")

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'“”()ก-๙]+"
    r"|(?<![\w@./-])(?:[A-Za-z0-9-]+\.)+(?:com|org|net|info|go\.th|ac\.th|co\.th|or\.th|in\.th)(?![\w-])(?:/[^\s<>“”()ก-๙]*)?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of report.txt: its number from 1, its text as received, and its cells.

    `cells` are the stretches between tabs, corrected and without markup; a line without a tab has one.
    """

    number: int
    raw: str
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        """The line without tabs and markup; "" for a blank line and for a rule of dashes."""
        return " ".join(cell for cell in self.cells if cell)

    @property
    def is_blank(self) -> bool:
        """Whether the line as received holds nothing but white space."""
        return not self.raw.strip()

    @property
    def is_row(self) -> bool:
        """Whether the line is a row of a table: the scan sets columns apart by tabs."""
        return "\t" in self.raw


def read_source(folder: Path) -> list[str]:
    """Return the lines of the folder's report.txt as received, without line ends.

    Raises:
        ReportMissingError: there is no readable report.txt.
        ReportEncodingError: it is not UTF-8.
        ReportEmptyError: it holds no text.

    """
    path = folder / REPORT_FILE
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReportMissingError(
            f"Cannot read {path}: {error.strerror or error}. A report folder needs a file {REPORT_FILE}; "
            "name the folder that holds it with --report."
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReportEncodingError(
            f"{path} is not UTF-8: byte {data[error.start]:#04x} at position {error.start}. "
            "Save the file as UTF-8 and try again."
        ) from error
    if not text.strip():
        raise ReportEmptyError(f"{path} holds no text ({len(data)} bytes). Put the report's text into it.")
    # Not splitlines(): it also splits at form feeds, and our line numbers would leave those of every editor.
    return [line.removesuffix("\r") for line in text.split("\n")]


def make_lines(source: Sequence[str], corrected: Sequence[str]) -> list[Line]:
    """Return the Line of each line of `source`, its cells taken from the line of the same number in `corrected`."""
    return [
        Line(number, raw, tuple(clean(cell) for cell in better.split("\t")))
        for number, (raw, better) in enumerate(zip(source, corrected, strict=True), start=1)
    ]


def clean(text: str) -> str:
    """Return `text` without markup: tags, bold signs, brackets around links, rules of dashes, form feeds."""
    if _RULE.fullmatch(text):
        return ""
    text = _TAG.sub(" ", _LINK_BRACKETS.sub(r"\1", text))
    return _SPACES.sub(" ", _INVISIBLE.sub("", text.replace("\f", " ")).replace("**", "")).strip()


def find_links(text: str) -> tuple[str, ...]:
    """Return the web addresses in `text` as printed, each once, in order."""
    return tuple(dict.fromkeys(match.group().rstrip(".,;:") for match in _ADDRESS.finditer(text)))
