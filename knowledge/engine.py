"""The one door to the report: open it once, ask it often. Reading order of one question: `Engine.ask`."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from knowledge.answer import Composer
from knowledge.browse import Browser
from knowledge.choices import Chooser
from knowledge.contacts import EMPTY, Directory, load_contacts, read_contacts, stands_in
from knowledge.followup import Lean, completed, leaning, turns_away
from knowledge.index import load_index_for_search, load_source
from knowledge.judge import SURE, TORN, Judge
from knowledge.language import Language, load_language
from knowledge.lexicon import load_lexicon
from knowledge.models import Agency, Answer, Contact, Level, Report, Section, Turn
from knowledge.outside import load_outside
from knowledge.overview import overview_answer, policy_meant
from knowledge.parser import parse_report
from knowledge.prepare import SHORTEST_SMALL_TALK, Prepared, prepare
from knowledge.query import Understanding
from knowledge.question import Question, is_subject
from knowledge.rank import Ranking, rank
from knowledge.search import Scores, SearchIndex
from knowledge.smalltalk import courtesy, small_talk, sounds_like_danger, topic_of_danger
from knowledge.spelling import Reader, Speller
from knowledge.subjects import load_subjects
from knowledge.thai import compared, normalise
from knowledge.words import Segmenter

SAFETY_CENTER = "safetycenter"
OWN_ANSWER = 0.75
"""So sure, a message that sounds like danger is answered by what it asks ("เด็กวิทยาลัยตีกัน เขาคุยกับพ่อแม่ยังไง")."""
CONTACT_WORDS = frozenset({"ติดต่อ", "ช่องทาง", "ช่องทางติดต่อ"})
CHANNEL = "ช่องทางติดต่อ"
TURNS_TO = re.compile(r"(?:ส่งต่อ|ส่งไป|ติดต่อ|ปรึกษา|พึ่ง|แจ้ง|คุยกับ|หา|ไป).{0,6}(?:ใคร|ไหน|หน่วยงาน)|ใคร.{0,6}ช่วย")
"""Asking for someone to turn to, not for what was done."""
LONGEST_TEXT = 600
"""Characters of a message that are read: nobody asks longer, and pasted pages must not cost time."""
COMMON_FROM = 20
"""A real word is read as a slip only for a word of so many passages ("คู" for ครู)."""


def pleasantries(language: Language) -> frozenset[str]:
    """Words of politeness and small talk: right as they are, whatever they sound like."""
    small = (phrase for phrase in language.smalltalk_inside if len(phrase) >= SHORTEST_SMALL_TALK)
    return frozenset((*language.polite, *small))


class Engine:
    """Answers questions about one report. Thread-safe: nothing changes after construction."""

    def __init__(self, report: Report, prepared: Prepared, directory: Directory = EMPTY) -> None:
        self.report = report
        self.directory = directory
        self.language = load_language()
        self.segmenter = Segmenter(prepared.names)
        self.index = SearchIndex(report, prepared)
        self.browser = Browser(report)
        cues = {cue.phrase for cue in (*self.language.sections, *self.language.facts)}
        known = self.index.vocabulary | prepared.meanings.keys() | self.language.filler | cues
        known |= pleasantries(self.language) | frozenset(self.language.danger)
        common = self.index.frequent(COMMON_FROM) | self.language.filler | cues
        reader = Reader(self.segmenter, self.index.vocabulary, frozenset(known), common, Speller(prepared.spellings))
        self.understanding = Understanding(
            self.language, prepared.meanings, self.segmenter, reader, prepared.section_runs
        )
        self.judge = Judge(report, self.index)
        self.composer = Composer(self.index, self.browser)
        self.chooser = Chooser(self.index, self.browser)

    @classmethod
    def open(cls, path: Path) -> Engine:
        """Open a report folder, or (much faster) an index file built from one. Raises KnowledgeError."""
        if path.is_dir():
            report = parse_report(path)
            tables = load_lexicon(path / "lexicon.toml"), load_subjects(path / "subjects.toml")
            prepared = prepare(report, *tables, load_outside(path / "outside.toml"))
            return cls(report, prepared, load_contacts(path / "contacts.toml"))
        report, prepared = load_index_for_search(path)
        contacts = load_source(path, "contacts.toml")
        return cls(report, prepared, read_contacts(contacts, str(path)) if contacts else EMPTY)

    def ask(self, text: str, previous: Turn | None = None) -> Answer:
        """Answer `text`, leaning on `previous` where the question leaves something open. Never raises for any text."""
        text = text[:LONGEST_TEXT]
        if kind := small_talk(text, self.language):
            return Answer("smalltalk", "smalltalk", smalltalk=kind, confidence=1.0, turn=previous)
        question = self.understanding.read(text)
        if (question.corrections or question.normal != normalise(text)) and (
            kind := small_talk(question.normal, self.language)
        ):
            return Answer("smalltalk", "smalltalk", smalltalk=kind, confidence=1.0, turn=previous)
        typed = compared(text)
        if any(sounds_like_danger(read, self.language) for read in (typed, question.squeezed)):
            return self._danger(question)
        if lacks := self.judge.foreign(question):
            return Answer("not_found", "not_found", lacks=lacks)
        if answer := overview_answer(question, self.browser):
            return answer
        lean = leaning(question, previous, self.index.score(question.concepts).rarity) if previous else Lean.NOT
        if lean is Lean.MORE and previous is not None and previous.passages:
            return self.browser.open_passages(previous.passages)
        if lean is not Lean.NOT and previous is not None:
            return self._follow_up(completed(question, previous), previous, lean)
        return self._search(question)

    def _danger(self, question: Question) -> Answer:
        """Emergency numbers before anything else, then what the report surely says to it, or says of such a thing."""
        scores, ranking = self._ranked(question)
        confidence = self.judge.confidence(question, scores, ranking) if ranking.hits else 0.0
        if confidence < OWN_ANSWER:
            question = self.understanding.read(topic_of_danger(compared(question.text), self.language))
            scores, ranking = self._ranked(question)
        answer = self.composer.compose(question, scores, ranking, 1.0) if ranking.hits else Answer("answer", "danger")
        # One passage: who is in danger reads no more.
        return replace(answer, outcome="answer", kind="danger", excerpts=answer.excerpts[:1], contacts=self._urgent())

    def _ranked(self, question: Question, previous: Turn | None = None) -> tuple[Scores, Ranking]:
        scores = self.index.score(question.concepts)
        return scores, rank(self.index, question, scores, previous)

    def _urgent(self) -> tuple[Contact, ...]:
        safety = self.directory.safety_center
        return (*self.directory.emergency, *((safety,) if safety else ()))

    def _search(self, question: Question) -> Answer:
        if (answer := self._office_to_contact(question)) is not None:
            return answer
        scores, ranking = self._ranked(question)
        return self._judged(question, scores, ranking)

    def _follow_up(self, question: Question, previous: Turn, lean: Lean) -> Answer:
        scores, ranking = self._ranked(question, previous)
        within = ranking.of(previous.focus_point or "")
        if not within or (lean is Lean.PARTLY and turns_away(question, ranking, previous)):
            return self._judged(question, scores, ranking)
        narrowed = replace(ranking, hits=within, focus_points=((previous.focus_point or "", within[0].score),))
        only_office = lean is Lean.WHOLLY and question.agency and not question.sections
        if only_office and not any(question.agency in hit.passage.agencies for hit in within):
            return Answer("not_found", "not_found", focus_points=(previous.focus_point or "",), agency=question.agency)
        return self.composer.compose(question, scores, narrowed, 0.9)

    def _judged(self, question: Question, scores: Scores, ranking: Ranking) -> Answer:
        if choices := self.chooser.ways_to_narrow(question, scores):
            return Answer("clarify", "clarify", choices=choices, agency=question.agency)
        if not ranking.hits:
            return Answer("not_found", "not_found")
        if number := policy_meant(question, ranking.hits[0].passage, self.browser):
            return self.browser.open_policy(number)
        confidence = 1.0 if question.codes else self.judge.confidence(question, scores, ranking)
        lacks = self.judge.lacking(question, scores, ranking, confidence)
        if confidence < TORN and not lacks and (answer := self._referred(question)) is not None:
            return answer
        if confidence < TORN and not lacks and (choices := self.chooser.torn(question, scores, ranking)):
            return Answer("clarify", "clarify", choices=choices, agency=question.agency, confidence=confidence)
        if lacks or (confidence < SURE and not self.judge.names_it(question, scores, ranking)):
            if not lacks and (kind := courtesy(question.text, self.language)):
                return Answer("smalltalk", "smalltalk", smalltalk=kind, confidence=1.0)
            return Answer(
                "not_found",
                "not_found",
                lacks=lacks,
                contacts=self._reachable(question) if "phone" in question.facts or "email" in question.facts else (),
                choices=self.chooser.nearest(ranking) if ranking.coverage > 0.0 else (),
                confidence=confidence,
            )
        answer = self.composer.compose(question, scores, ranking, confidence)
        if SAFETY_CENTER in question.squeezed and answer.kind == "passages" and not question.agencies:
            answer = replace(answer, kind="safety")
        return replace(answer, contacts=self._contacts(question, answer))

    def _referred(self, question: Question) -> Answer | None:
        """What the report says of whom to turn to in the situation a question names; None when it names none."""
        referral = self.directory.referral_for(question.squeezed) if TURNS_TO.search(question.squeezed) else None
        if referral is None:
            return None
        of_point = self.browser.of(referral.focus_point)
        passages = [passage for passage in of_point if stands_in(referral.lines, passage)]
        answer = self.browser.open_passages([passage.id for passage in passages])
        return replace(answer, contacts=self.directory.sent_to(passages)) if passages else None

    def _office_to_contact(self, question: Question) -> Answer | None:
        """How to reach the offices a question asks for and nothing else; None when it asks something else."""
        about = [concept.typed for concept in question.concepts if is_subject(concept)]
        if "contact" not in question.facts or not question.agencies or set(about) - CONTACT_WORDS:
            return None
        contacts = tuple(contact for agency in question.agencies for contact in self.directory.office(agency))
        if any(contact.given for contact in contacts):
            return Answer("answer", "contact", contacts=contacts, agency=question.agency, confidence=1.0)
        return Answer("not_found", "not_found", lacks=CHANNEL, contacts=contacts, agency=question.agency)

    def _reachable(self, question: Question) -> tuple[Contact, ...]:
        """Channels that are known although the report does not give the one asked for."""
        safety = self.directory.safety_center
        if safety is not None and SAFETY_CENTER in question.squeezed:
            return (safety,)
        offices = (contact for agency in question.agencies for contact in self.directory.office(agency))
        return tuple(contact for contact in offices if contact.given)

    def _contacts(self, question: Question, answer: Answer) -> tuple[Contact, ...]:
        """Where an answer sends people: the report's referrals, an owner's office, the Safety Center's channels."""
        safety = self.directory.safety_center
        if safety is not None and SAFETY_CENTER in question.squeezed:
            return (safety,)
        if answer.kind == "best_practices":
            return tuple(contact for contact in self.directory.office(answer.agency) if contact.given)
        if "who" in question.facts or "place" in question.facts or answer.kind == "problems":
            return self.directory.sent_to(excerpt.passage for excerpt in answer.excerpts[:1])
        return ()

    def open_focus_point(
        self,
        focus_point: str,
        section: Section | None = None,
        agency: Agency | None = None,
        level: Level | None = None,
    ) -> Answer:
        """Browse: a focus point's summary, or the passages of one section, office or level of it."""
        return self.browser.open_focus_point(focus_point, section, agency, level)

    def open_passage(self, passage: str) -> Answer:
        """The whole of one passage, with those under it."""
        return self.browser.open_passage(passage)

    def open_figures(self, focus_point: str | None = None, agency: Agency | None = None) -> Answer:
        """The key figures of a focus point, of an office, or of both."""
        return self.browser.open_figures(focus_point, agency)

    def open_policy(self, number: int | None = None) -> Answer:
        """The policies, or one policy with its focus points."""
        return self.browser.open_policy(number)
