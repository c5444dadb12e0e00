"""One question, understood: what the steps after `knowledge.query` look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.models import Agency, Level, Section
from knowledge.search import Concept
from knowledge.spelling import Correction

HINT_WORD = 0.6
"""From this weight on a word names a subject."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, understood.

    `squeezed` is what was read, corrected, without spaces. `sections` maps a section to how sure its cue words make us
    (1.0 named, 0.4 hinted). `codes` are focus point ids as typed ("1.3"), `policies` policy numbers; both may not
    exist. `facts` are kinds of fact asked for ("count", "phone" …). `starts` are the places in `squeezed` where words
    begin (each with where its token does). `sensed` is how likely each section is by the sound of the whole.
    `contrasts` is True for another office on the same subject ("แล้วเขต 2 ล่ะ"); `subject` when anything is left that
    names a subject: a question without one leans on the turn before. `bare` is True for a name with nothing around it.
    """

    text: str
    normal: str
    squeezed: str
    concepts: tuple[Concept, ...]
    sections: dict[Section, float] = field(default_factory=dict)
    level: Level | None = None
    agencies: tuple[Agency, ...] = ()
    unknown_offices: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    policies: tuple[int, ...] = ()
    rounds: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    facts: tuple[str, ...] = ()
    leans: bool = False
    contrasts: bool = False
    bare: bool = False
    changes: bool = False
    wants_more: bool = False
    corrections: tuple[Correction, ...] = ()
    starts: Mapping[int, int] = field(default_factory=dict)
    sensed: Mapping[Section, float] = field(default_factory=dict)

    @property
    def section(self) -> Section | None:
        """The section that is named outright, None when there is none or several."""
        sure = [section for section, weight in self.sections.items() if weight >= 1.0]
        if len(sure) > 1:
            sure = [section for section in sure if section != "progress"]
        return sure[0] if len(sure) == 1 else None

    @property
    def agency(self) -> Agency | None:
        """The one office that is named."""
        return self.agencies[0] if len(self.agencies) == 1 else None

    @property
    def subject(self) -> bool:
        """Whether any word names a subject."""
        return any(map(is_subject, self.concepts))


def is_subject(concept: Concept) -> bool:
    """Whether a concept names a subject, rather than an office, a number or a hint."""
    return concept.weight >= HINT_WORD
