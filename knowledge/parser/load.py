"""A report's folder in, a Report and the ledger of its lines out."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import ReportFormatError, SummaryError
from knowledge.models import OVERVIEW, Agency, FocusPoint, Passage, Policy, Report
from knowledge.parser.best_practices import find_best_practices
from knowledge.parser.blocks import make_blocks
from knowledge.parser.chapters import ChapterReading, read_chapter
from knowledge.parser.corrections import apply_corrections, read_corrections
from knowledge.parser.drafts import Draft
from knowledge.parser.figures import find_figures
from knowledge.parser.ids import give_ids
from knowledge.parser.ledger import LedgerLine
from knowledge.parser.lines import REPORT_FILE, Line, find_links, make_lines, read_source
from knowledge.parser.offices import Offices, responsible_agencies
from knowledge.parser.outline import Chapter, Outline, make_outline
from knowledge.parser.overview import Front, read_front
from knowledge.parser.structure_words import POLICY_TAIL, RESPONSIBLE

SUMMARIES_FILE = "summaries.toml"


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
    book = _Book(lines, outline)
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


class _Book:
    """The parts of one report while it is put together."""

    def __init__(self, lines: Sequence[Line], outline: Outline) -> None:
        self._lines = lines
        self._outline = outline
        self.front: Front = read_front(outline.front)
        self.offices = Offices(self.front.province, self.front.offices)
        self.policies = self._make_policies()
        self.focus_points = self._make_focus_points()
        self.passages: list[Passage] = []
        self._holders: dict[int, list[str]] = {}
        self._notes: dict[int, tuple[str, bool]] = {}
        self._take_front()
        self._take_chapters()

    def _make_policies(self) -> tuple[Policy, ...]:
        titles = {number: POLICY_TAIL.sub("", title) for number, (title, _) in self._outline.policies.items()}
        titles |= self.front.policies
        for chapter in self._outline.chapters:
            titles.setdefault(chapter.policy, "")
        for row in self.front.focus_rows:
            titles.setdefault(row.policy, "")
        return tuple(Policy(number, titles[number]) for number in sorted(titles))

    def _make_focus_points(self) -> tuple[FocusPoint, ...]:
        rows = {(row.policy, row.focus): row for row in self.front.focus_rows}
        chapters: dict[tuple[int, int], list[Chapter]] = {}
        for chapter in self._outline.chapters:
            chapters.setdefault((chapter.policy, chapter.focus), []).append(chapter)
        points = []
        for key in sorted(rows.keys() | chapters.keys()):
            row, own = rows.get(key), chapters.get(key, [])
            numbers = [line.number for chapter in own for line in chapter.lines()]
            printed = tuple(chapter.title for chapter in own)
            behind = RESPONSIBLE.search(printed[0]) if printed else None
            points.append(
                FocusPoint(
                    id=f"{key[0]}.{key[1]}",
                    policy=key[0],
                    title=row.title if row else RESPONSIBLE.sub("", printed[0]),
                    chapter_titles=printed,
                    responsible=row.responsible if row else (behind["who"] if behind else ""),
                    first_line=min(numbers) if numbers else (row.line if row else 0),
                    last_line=max(numbers) if numbers else (row.line if row else 0),
                )
            )
        return tuple(points)

    def _take_front(self) -> None:
        drafts = self.front.drafts
        ids = {}
        paragraphs = 0
        for draft in drafts:
            if draft.kind == "table_row":
                place = draft.printed or f"row{draft.lines[0]}"
            elif draft.marker:
                place = f"office/{draft.printed.rstrip('.)')}"
            else:
                paragraphs += 1
                place = f"p{paragraphs}"
            name = f"{OVERVIEW}/{place}"
            ids[draft] = name if name not in ids.values() else f"{name}~{draft.lines[0]}"
        self._note(self.front.title_lines, "report")
        self._note(self.front.headers, f"{OVERVIEW}/table")
        self._ignore(self.front.ignored)
        self._add(drafts, ids, OVERVIEW, 1)

    def _take_chapters(self) -> None:
        for number, (_, heading) in self._outline.policies.items():
            self._note([line.number for line in heading], f"policy {number}")
        several = {chapter.id for chapter in self._outline.chapters if chapter.ordinal > 1}
        responsible = {point.id: responsible_agencies(point.responsible) for point in self.focus_points}
        for chapter in self._outline.chapters:
            office: Agency | None = responsible[chapter.id][0] if len(responsible[chapter.id]) == 1 else None
            reading: ChapterReading = read_chapter(chapter, self.offices, office, alone=chapter.id not in several)
            base = chapter.id if chapter.ordinal == 1 else f"{chapter.id}-{chapter.ordinal}"
            self._note(reading.titles, base)
            self._ignore(reading.ignored)
            self._add(reading.drafts, give_ids(reading.drafts, base), chapter.id, chapter.ordinal)

    def _note(self, numbers: Sequence[int], title_of: str) -> None:
        for number in numbers:
            self._notes[number] = (title_of, True)

    def _ignore(self, reasons: dict[int, str]) -> None:
        for number, reason in reasons.items():
            self._notes[number] = (reason, False)

    def _add(self, drafts: Sequence[Draft], ids: dict[Draft, str], focus_point: str, chapter: int) -> None:
        for draft in drafts:
            lines = draft.lines
            for line in lines:
                self._holders.setdefault(line, []).append(ids[draft])
            self.passages.append(
                Passage(
                    id=ids[draft],
                    focus_point=focus_point,
                    section=draft.section,
                    kind=draft.kind,
                    marker=draft.printed,
                    text=draft.text,
                    first_line=lines[0],
                    last_line=lines[-1],
                    agencies=draft.agencies,
                    level=draft.level,
                    remedy=draft.remedy,
                    links=find_links(f"{draft.text} {draft.remedy}"),
                    parent=ids.get(draft.parent) if draft.parent else None,
                    chapter=chapter,
                    cells=draft.cells,
                )
            )

    def office_names(self) -> dict[Agency, tuple[str, ...]]:
        """Return each agency's names: first that of the report's own list, then every other wording found."""
        names: dict[Agency, dict[str, None]] = {
            agency: dict.fromkeys(own) for agency, own in self.offices.names.items()
        }
        for passage in self.passages:
            for wording, agency in self.offices.wordings(passage.text):
                names.setdefault(agency, {}).setdefault(wording)
        return {agency: tuple(found) for agency, found in sorted(names.items())}

    def ledger(self) -> list[LedgerLine]:
        """Return what became of every line that is not blank, in order."""
        rows = {passage.id for passage in self.passages if passage.kind in ("table_row", "problem")}
        entries = []
        for line in self._lines:
            if line.is_blank:
                continue
            if holders := self._holders.get(line.number):
                use = "table" if line.is_row and holders[0] in rows else "passage"
                entries.append(LedgerLine(line.number, line.text, use, tuple(holders)))
            else:
                note, title = self._notes.get(line.number, (NOT_A_WORD, False))
                entries.append(LedgerLine(line.number, line.text, "title" if title else "ignored", (note,)))
        return entries


NOT_A_WORD = "nothing but markup"


def read_summaries(folder: Path, focus_points: Sequence[FocusPoint]) -> dict[str, str]:
    """Return the hand-written summaries of a report's folder by focus point; none where the file does not exist.

    Raises:
        SummaryError: the file is not such TOML, or names a focus point the report does not have.
    """
    path = folder / SUMMARIES_FILE
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SummaryError(f"Cannot read {path}: {error}. Mend the file, or move it away.") from error
    entries = table.get("focus_points", {})
    known = {point.id for point in focus_points}
    summaries: dict[str, str] = {}
    for number, entry in entries.items() if isinstance(entries, dict) else ():
        if number not in known:
            raise SummaryError(f"{path}: the report has no focus point {number!r}. Write its id as it is printed.")
        summary = entry.get("summary") if isinstance(entry, dict) else None
        if not isinstance(summary, str) or not summary.strip():
            raise SummaryError(f"{path}: summary of {number} is {summary!r}; it must be a text.")
        summaries[number] = " ".join(summary.split())
    return summaries
