"""The vocabulary of the whole project: what a report is made of, what a question asks, what an answer holds.

Plain frozen data, no behaviour beyond small look-ups. The words are those of the house: report, policy, focus point,
section, passage, agency, level, question, hit, answer, outcome.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Section = Literal["progress", "factors", "problems", "best_practice", "recommendations"]
Agency = Literal["primary1", "primary2", "secondary", "private", "vocational", "lifelong", "provincial"]
Level = Literal["area", "policy"]
Outcome = Literal["answer", "clarify", "not_found", "smalltalk"]
PassageKind = Literal["intro", "item", "factor", "problem", "best_practice", "recommendation", "table_row", "none"]

SECTIONS: tuple[Section, ...] = ("progress", "factors", "problems", "best_practice", "recommendations")
AGENCIES: tuple[Agency, ...] = ("primary1", "primary2", "secondary", "private", "vocational", "lifelong", "provincial")
OVERVIEW = "overview"
"""The focus point id of passages that stand before the first chapter (the six offices, the table of policies)."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One of the report's policies (นโยบาย): `number` from 1, `title` without its number."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class FocusPoint:
    """One focus point (จุดเน้น).

    `id` is "1.3"; `title` is the overview's wording, or the chapter's where the report has no overview table;
    `chapter_titles` the headings as the chapters print them (3.6 has two); `responsible` the overview's last column,
    such as "สพฐ./สอศ."; the lines are those of its chapters in report.txt, first and last, from 1.
    """

    id: str
    policy: int
    title: str
    chapter_titles: tuple[str, ...]
    responsible: str
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest citable item of the report.

    `id` is unique and stable for the same sources, such as "1.1/progress/1.5.1"; `marker` is printed in the report
    ("1.5.1)", "-", "" when there is none). `agencies` are the offices whose work it tells, most specific first, empty
    when it names none and stands under none. `text` has the reviewed corrections applied and its page breaks joined;
    for a problem, `remedy` is the solution printed beside it. `kind` "none" is the report's own "-ไม่มี-".
    `parent` is the id of the passage it stands under. `cells` are (column heading, value) of a table row. Lines are of
    report.txt, from 1, inclusive. `chapter` counts the chapters of one focus point from 1.
    """

    id: str
    focus_point: str
    section: Section | None
    kind: PassageKind
    marker: str
    text: str
    first_line: int
    last_line: int
    agencies: tuple[Agency, ...] = ()
    level: Level | None = None
    remedy: str = ""
    links: tuple[str, ...] = ()
    parent: str | None = None
    chapter: int = 1
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def agency(self) -> Agency | None:
        """The one office this passage is about, or None when it tells of none or of several."""
        return self.agencies[0] if len(self.agencies) == 1 else None


@dataclass(frozen=True, slots=True)
class BestPractice:
    """One entry of a best-practice section: its name, who owns it, and the passage it stands in."""

    name: str
    passage: str
    focus_point: str
    agency: Agency | None = None
    school: str = ""
    person: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the report with what it counts: "317", "คน", the words it stands in, and where.

    `value` and `unit` are verbatim ("ร้อยละ" stands before its value and is then the unit); `subject` is the verbatim
    stretch of the passage that says what is counted.
    """

    value: str
    unit: str
    subject: str
    passage: str
    focus_point: str
    agency: Agency | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """One reviewed correction of a scanning error: on `line` of report.txt, `wrong` is to be read as `right`."""

    line: int
    wrong: str
    right: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report as data, in reading order.

    `province`, `year` (Buddhist era) and `round` are read from its title; `offices` gives each agency the full name
    the report itself uses (the first of `office_names[key]`) and every other wording found.
    """

    id: str
    title: str
    province: str
    year: int | None
    round: int | None
    policies: tuple[Policy, ...]
    focus_points: tuple[FocusPoint, ...]
    passages: tuple[Passage, ...]
    best_practices: tuple[BestPractice, ...] = ()
    figures: tuple[Figure, ...] = ()
    office_names: dict[Agency, tuple[str, ...]] = field(default_factory=dict)
    summaries: dict[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer stands: focus point, section, printed marker, first and last line of report.txt."""

    focus_point: str
    section: Section | None
    marker: str
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One passage as an answer shows it.

    `text` is verbatim: the whole passage or the stretch of it that matters (`shortened` is then True); `heading` is
    the verbatim beginning of the passage it stands under, "" when it stands alone or explains itself.
    """

    passage: Passage
    text: str
    heading: str = ""
    shortened: bool = False

    @property
    def citation(self) -> Citation:
        """The place of this excerpt in the report."""
        passage = self.passage
        return Citation(passage.focus_point, passage.section, passage.marker, (passage.first_line, passage.last_line))


AnswerKind = Literal[
    "passages",
    "summary",
    "agency",
    "problems",
    "factors",
    "recommendations",
    "best_practices",
    "figures",
    "table",
    "overview",
    "contact",
    "safety",
    "danger",
    "clarify",
    "not_found",
    "smalltalk",
]
"""Which family of reply an answer becomes; `outcome` alone is what the eval counts."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to go on: what the button says, what it asks when tapped, a word on how it differs from the others."""

    label: str
    ask: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A place to turn to: an office, a partner the report names, or a public emergency number.

    `outside` tells that the particulars are not from the report; `source` then says where they are from. `given` holds
    (kind, value) with kind one of phone, line, website, email, app, map, link, person; `passage_lines` the report's
    lines that name it, empty when the report does not.
    """

    name: str
    helps_with: str = ""
    given: tuple[tuple[str, str], ...] = ()
    outside: bool = False
    source: str = ""
    passage_lines: tuple[int, int] | None = None
    focus_point: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What is remembered of a conversation: enough to understand "แล้วเขต 2 ล่ะ", no text of the person."""

    focus_point: str | None = None
    section: Section | None = None
    agency: Agency | None = None
    level: Level | None = None
    kind: AnswerKind | None = None
    passages: tuple[str, ...] = ()
    page: int = 0
    choices: tuple[str, ...] = ()
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the report says to one question, before any wording or layout.

    `point` leads: the stretch or summary that answers, verbatim from the report (or its reviewed summary), "" when the
    excerpts speak for themselves. `focus_points` best first, at most five; `section`, `agency`, `level` are those of
    the passages answered from, or None for a whole focus point. `lacks` names, in Thai, the fact that was asked for
    and is not in the report. `choices` are the ways on (clarify, nearest topics). `smalltalk` says which kind of small
    talk it was ("greeting", "thanks", "help", "about", "bye", "acknowledge", "praise"). `more` counts the passages
    that belong to the answer and are not among the excerpts; `place` is where a summary's focus point stands.
    """

    outcome: Outcome
    kind: AnswerKind
    point: str = ""
    excerpts: tuple[Excerpt, ...] = ()
    focus_points: tuple[str, ...] = ()
    section: Section | None = None
    agency: Agency | None = None
    level: Level | None = None
    figures: tuple[Figure, ...] = ()
    contacts: tuple[Contact, ...] = ()
    choices: tuple[Choice, ...] = ()
    lacks: str = ""
    smalltalk: str = ""
    confidence: float = 0.0
    more: int = 0
    turn: Turn | None = None
    place: Citation | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The places of all excerpts, in the order shown, each once; the focus point's own for its summary."""
        whole = (self.place,) if self.place else ()
        return whole or tuple(dict.fromkeys(excerpt.citation for excerpt in self.excerpts))
