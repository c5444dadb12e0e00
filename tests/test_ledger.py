"""The line ledger: nothing of the report is lost, and what is left out is left out for a reason."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import ReportError, ReportFormatError
from knowledge.parser import LedgerLine, Parsed, parse
from knowledge.parser.blocks import split_marker
from knowledge.parser.book import NOT_A_WORD
from knowledge.parser.tables import DEBRIS, REPEATED_HEADER, RULE, split_pieces
from tests.reports import REAL, TAK, real, write_report

SOURCE = (REAL / "report.txt").read_text(encoding="utf-8").split("\n")
REASONS = {DEBRIS, REPEATED_HEADER, RULE, NOT_A_WORD}


def letters(text: str) -> str:
    """The text without white space: line breaks and blanks carry no words in Thai."""
    return "".join(text.split())


def lost(parsed: Parsed) -> list[tuple[int, str]]:
    """The stretches of a report that are in none of the passages their line is said to be in."""
    passages = {passage.id: passage for passage in parsed.report.passages}
    missing = []
    for entry in parsed.ledger:
        if entry.use in ("title", "ignored"):
            continue
        holders = [passages[target] for target in entry.targets]
        held = letters(
            " ".join(holder.text for holder in holders)
            + " ".join(holder.remedy for holder in holders)
            + " ".join(value for holder in holders for _, value in holder.cells)
            + " ".join(holder.marker for holder in holders)
        )
        missing.extend((entry.number, stretch) for stretch in _stretches(entry) if letters(stretch) not in held)
    return missing


def _stretches(entry: LedgerLine) -> list[str]:
    """What of a line must be found in a passage: its text behind the marker, or each numbered piece of its cells."""
    if entry.use == "table":
        return [text for cell in entry.text.split("\t") for _, text in split_pieces(cell)]
    return [split_marker(entry.text.replace("\t", " ").strip())[1]]


def test_every_line_has_its_place() -> None:
    """Each line that is not blank is in the ledger, once, in order."""
    expected = [number for number, line in enumerate(SOURCE, start=1) if line.strip()]

    assert [entry.number for entry in real().ledger] == expected


def test_ignored_lines_are_listed_with_their_reason() -> None:
    """Only debris, repeated headers and rules are left out: 27 lines of the real report."""
    ignored = [entry for entry in real().ledger if entry.use == "ignored"]

    assert {entry.target for entry in ignored} == {DEBRIS, REPEATED_HEADER, RULE}
    assert [entry.number for entry in ignored] == [31, 683, *range(1206, 1229), 1348, 1441]


def test_titles_name_what_they_are_titles_of() -> None:
    """A title belongs to the report, the overview's table, a policy, or a focus point's chapter."""
    report = real().report
    known = {"report", "overview/table", "3.6-2"} | {point.id for point in report.focus_points}
    known |= {f"policy {policy.number}" for policy in report.policies}

    assert {entry.target for entry in real().ledger if entry.use == "title"} == known


def test_titles_are_headings_and_no_text() -> None:
    """What is called a title is short, or is the heading of a section."""
    long = [entry for entry in real().ledger if entry.use == "title" and len(entry.text) > 300]

    assert long == []


def test_all_letters_are_in_the_passages() -> None:
    """Put together again, the passages hold every letter of every line that is not left out."""
    assert lost(real()) == []


def test_passages_hold_no_letter_twice_in_one_line() -> None:
    """A line that several passages share is shared out, not repeated: the pieces together are as long as the line."""
    passages = {passage.id: passage for passage in real().report.passages}
    for entry in real().ledger:
        if len(entry.targets) > 1 and entry.use == "passage":
            pieces = [passages[target] for target in entry.targets]
            alone = [piece for piece in pieces if piece.first_line == piece.last_line == entry.number]
            if len(alone) == len(pieces):
                text = letters(split_marker(entry.text)[1])

                assert "".join(letters(piece.text) for piece in pieces) == text


thai = st.text(st.sampled_from("กขคสำนักงานเขต ที่1234567890๑๒.)(-\t\n\f:“”/<>*พ.ศ."), max_size=300)
arbitrary = st.one_of(
    st.text(max_size=300), thai, st.lists(st.sampled_from(TAK.split("\n")), max_size=60).map("\n".join)
)


@given(arbitrary)
def test_arbitrary_text_is_a_report_or_a_report_error(text: str) -> None:
    """Whatever stands in report.txt, parsing ends in data with a whole ledger or in a named error."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "report"
        folder.mkdir()
        (folder / "report.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            parsed = parse(folder)
        except ReportError:
            return

        assert lost(parsed) == []


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_a_report_or_a_report_error(data: bytes) -> None:
    """Bytes that are no text are refused by name."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "report.txt").write_bytes(data)
        with pytest.raises(ReportError):
            parse(Path(name))


STARTS = [point.first_line - 1 for point in real().report.focus_points]


def mutated(seed: int) -> str:
    """Four chapters of the real report with lines taken out, doubled, cut, joined, or robbed of numbers and blanks."""
    chance = random.Random(seed)
    lines = SOURCE[: STARTS[0]]
    for chapter in sorted(chance.sample(range(len(STARTS)), 4)):
        lines += SOURCE[STARTS[chapter] : [*STARTS, len(SOURCE)][chapter + 1]]
    for _ in range(chance.randint(1, 60)):
        place = chance.randrange(len(lines))
        line = lines[place]
        cut = chance.randrange(len(line) + 1)
        match chance.randrange(6):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, chance.choice(lines))
            case 2:
                lines[place : place + 1] = [line[:cut], "", line[cut:]]
            case 3:
                lines[place] = line.lstrip("0123456789.)- ")
            case 4:
                lines[place] = line.replace(" ", "\t", 1)
            case _:
                lines[place : place + 2] = [" ".join(lines[place : place + 2])]
    return "\n".join(lines)


@given(st.integers(min_value=0))
def test_a_damaged_report_loses_no_line(seed: int) -> None:
    """However the real report is damaged, every line keeps its place and every letter its passage."""
    with tempfile.TemporaryDirectory() as name:
        text = mutated(seed)
        try:
            parsed = parse(write_report(Path(name) / "report", text))
        except ReportFormatError:
            return  # Every heading was damaged.

    expected = [number for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    assert [entry.number for entry in parsed.ledger] == expected
    assert lost(parsed) == []
    assert all(not entry.text for entry in parsed.ledger if entry.target == NOT_A_WORD)
    assert {entry.target for entry in parsed.ledger if entry.use == "ignored"} <= REASONS
