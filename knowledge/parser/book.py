"""The parts of one report put together: drafts become passages, and every line finds its place in the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.models import OVERVIEW, Agency, FocusPoint, Passage, Policy
from knowledge.parser.best_practices import give_schools_offices
from knowledge.parser.chapters import read_chapter
from knowledge.parser.drafts import Draft
from knowledge.parser.ids import give_ids
from knowledge.parser.ledger import LedgerLine, Use
from knowledge.parser.lines import Line, find_links
from knowledge.parser.offices import Offices, responsible_agencies
from knowledge.parser.outline import Chapter, Outline
from knowledge.parser.overview import Front, read_front
from knowledge.parser.structure_words import POLICY_TAIL, RESPONSIBLE

NOT_A_WORD = "nothing but markup"


class Book:
    """The parts of one report while it is put together: its policies and focus points, passages, and ledger."""

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
        self.passages = give_schools_offices(self.passages, self.offices)

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
        ids: dict[Draft, str] = {}
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
            reading = read_chapter(chapter, self.offices, office, alone=chapter.id not in several)
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
                    text=draft.text or draft.printed,
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
                use: Use = "table" if line.is_row and holders[0] in rows else "passage"
                entries.append(LedgerLine(line.number, "\t".join(line.cells), use, tuple(holders)))
            else:
                note, title = self._notes.get(line.number, (NOT_A_WORD, False))
                entries.append(LedgerLine(line.number, "\t".join(line.cells), "title" if title else "ignored", (note,)))
        return entries
