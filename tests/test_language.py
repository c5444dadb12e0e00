"""The tables of everyday Thai: forms that can match, and no phrase that undoes another."""

from __future__ import annotations

import tomllib

import pytest

from knowledge.facts import EVIDENCE, NAMES_OF_LACKS
from knowledge.language import TABLE, Language, load_language
from knowledge.models import SECTIONS
from knowledge.query import BOTH_LEVELS
from knowledge.thai import compared, normalise, squeeze


@pytest.fixture(scope="module")
def language() -> Language:
    """The tables as they ship."""
    return load_language()


def test_phrases_are_in_the_form_questions_are_compared_in(language: Language) -> None:
    """Every phrase is normalised and without spaces: any other could never match."""
    cues = [cue.phrase for cue in (*language.sections, *language.levels, *language.facts)]
    small = [phrase for phrases in language.smalltalk.values() for phrase in phrases]
    for phrase in (*cues, *small, *language.filler, *language.polite, *language.danger, *language.not_danger):
        assert phrase == squeeze(normalise(phrase))
        assert phrase


def test_longer_cues_are_met_before_those_they_contain(language: Language) -> None:
    """The cue "แก้ปัญหา" is read before "ปัญหา"."""
    for cues in (language.sections, language.levels, language.facts):
        lengths = [len(cue.phrase) for cue in cues]
        assert lengths == sorted(lengths, reverse=True)


def test_phrases_have_one_order(language: Language) -> None:
    """Equally long phrases stand in alphabetical order, so that every start of the program reads alike."""
    for phrases in (language.polite, language.particles, language.danger, language.lean, language.smalltalk_around):
        assert list(phrases) == sorted(phrases, key=lambda phrase: (-len(phrase), phrase))


def test_sections_and_facts_are_those_the_program_knows(language: Language) -> None:
    """A cue for a section or level that does not exist would be lost; a lack without a cue could never be told."""
    assert {cue.meaning for cue in language.sections} == set(SECTIONS)
    assert {cue.meaning for cue in language.levels} == {"area", "policy", BOTH_LEVELS}
    kinds = {cue.meaning for cue in language.facts}
    assert NAMES_OF_LACKS.keys() <= kinds
    assert NAMES_OF_LACKS.keys() <= EVIDENCE.keys()


def test_a_cue_means_one_section_only(language: Language) -> None:
    """No phrase names two sections outright."""
    meanings: dict[str, set[str]] = {}
    for cue in language.sections:
        if cue.weight >= 1.0:
            meanings.setdefault(cue.phrase, set()).add(cue.meaning)
    assert [phrase for phrase, named in meanings.items() if len(named) > 1] == []


def test_no_cue_for_a_section_is_filler(language: Language) -> None:
    """A word that names a section outright is no empty word."""
    assert not {cue.phrase for cue in language.sections if cue.weight >= 1.0} & language.filler


def test_politeness_does_not_eat_words(language: Language) -> None:
    """What is taken out of a question as politeness is long enough not to be a piece of a word ("พี่" of พี่เลี้ยง)."""
    assert all(len(phrase) >= 4 for phrase in language.polite)


def test_the_two_halves_of_a_split_cue(language: Language) -> None:
    """A cue with "…" is looked for by the part before it."""
    split = [cue for cue in language.facts if "…" in cue.phrase]
    assert split
    assert all(cue.head and "…" not in cue.head and cue.phrase.startswith(cue.head) for cue in split)


def test_danger_is_told_by_what_happens_not_by_plans(language: Language) -> None:
    """No phrase of danger is made harmless by itself: it must be able to sound the alarm."""
    silenced = [phrase for phrase in language.danger if any(plan in phrase for plan in language.not_danger)]
    assert silenced == []


def test_the_table_is_readable_toml() -> None:
    """The file parses, and its phrases are compared in plain form."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    assert {"filler", "section", "level", "fact", "conversation", "smalltalk", "polite", "danger"} <= table.keys()
    assert compared("Best  Practice") == "bestpractice"
