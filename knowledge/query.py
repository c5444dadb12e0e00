"""What is asked: words, section, level, offices, codes and kind of fact. Text in, `Question` out; no searching."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from knowledge.language import Cue, Language
from knowledge.letters import Learned
from knowledge.models import SECTIONS, Section
from knowledge.offices import office_spans, offices_named
from knowledge.question import Question
from knowledge.search import NESTED_TERM, Concept
from knowledge.section_sense import sense
from knowledge.spelling import Correction, Reader, adjoining
from knowledge.squeezed import Mask, at_word, squeezed_spans, word_starts
from knowledge.thai import has_thai, normalise, squeeze
from knowledge.words import Segmenter, index_forms, parts

OWN_WORD = 1.0
LEXICON_TERM = 0.85
"""A term the lexicon leads to counts a little less than the word itself: "หนี้" must prefer text that says หนี้."""
OFFICE_WORD = 0.15
"""Words of an office's name choose the office; as subject words they would find every item of that office."""
HINTING_WORD = 0.5
"""A word that hints at a section ("ไม่พอ") may still be what an item says."""
NUMBER_WORD = 0.5
SHORTEST_QUESTION = 3
LONGEST_FILLER = 12
"""Two filler words run together ("ไปหา", "ทำได้", "ที่ไหนบ้าง") are filler as well, up to this length."""
LEAST_AROUND = 4
"""With fewer letters around its one subject a text is a name, and sounds like no section ("fix it center")."""
INITIALS = re.compile(r"(?<![\u0e00-\u0e7f])(?:[ก-ฮ]\.){1,4}(?:[ก-ฮ]\.|[ก-ฮ](?![\u0e00-\u0e7f]))(?!\d)")
"""Initials with a point after each: people type "ร.ร." and "ส.พ.ป." as often as "รร." and "สพป."."""
WHAT = "what"
BOTH_LEVELS = "both"
FEW, FEW_DUMB = "ไม่กี่", "ไม่น้อ"
"""A few ("ไม่กี่คน") is no question for a number (กี่คน)."""
PROMOTED: tuple[Section, ...] = ("factors", "best_practice", "recommendations")
PROMOTED_FROM = 0.9
"""So surely sensed, a section that a cue word hints at is named: all of it is asked for (a problem is asked alone)."""
LONGEST_KEY = 7
"""So many words may a lexicon key have been cut into."""

CODE = re.compile(
    r"(?<![\d.,a-z%])(?<!pm )(?<!% )(?<!ร้อยละ)(?<!ร้อยละ )(?<!เกรด)(?<!เกรด )"
    r"([1-9]\.\d{1,2})(?:\.([1-5]))?(?![\d%]|\.?\d| ?(?:ชั่วโมง|คน|ล้าน|บาท|ปี|เปอร์))"
)
"""Looked for in the text with its spaces: "3.6 4.1" are two. "1.1.3" is section 3 of focus point 1.1, as printed."""
POLICY = re.compile(r"นโยบาย(?:ที่|ข้อที่|ข้อ|ด้านที่|ด้าน)?(\d{1,2})(?![\d.])")
ROUND = re.compile(r"รอบ(?:ที่|แรก|สอง)?(\d)?")
YEAR = re.compile(r"(?:25|พ\.?ศ\.?25|ปี(?:งบประมาณ|การศึกษา)?(?:25)?)(\d\d)(?!\d)")


class Understanding:
    """Turns typed text into a Question, with the tables and the reader of one report."""

    def __init__(
        self,
        language: Language,
        meanings: Mapping[str, tuple[str, ...]],
        segmenter: Segmenter,
        reader: Reader,
        section_runs: Learned,
    ) -> None:
        self._language = language
        self._section_runs = section_runs
        self._meanings = meanings
        self._beginnings = beginnings([*meanings, *language.filler])
        self._segmenter = segmenter
        self._reader = reader

    def read(self, text: str) -> Question:
        """Understand `text`; never raises, whatever was typed."""
        typed = INITIALS.sub(self._joined, normalise(self._reader.undo_wrong_layout(text)))
        normal, corrections = self._reader.correct(typed)
        normal = self._without_politeness(normal)
        squeezed = squeeze(normal)
        offices = offices_named(squeezed)
        spans = self._segmenter.spans(normal)
        starts = word_starts(spans, normal, self._language.filler, self._segmenter.dictionary)
        mask = Mask(len(squeezed))
        sections = self._cues(self._language.sections, squeezed, starts, mask)
        levels = self._cues(self._language.levels, squeezed, starts, mask)
        facts = self._facts(squeezed, starts)
        mask.mark(office_spans(squeezed), OFFICE_WORD)
        codes = list(CODE.finditer(normal))
        places = squeezed_spans(((match.group(), match.start()) for match in codes), normal)
        mask.mark(((place, place + len(code)) for code, place in places), 0.0)
        sections |= {SECTIONS[int(match[2]) - 1]: 1.0 for match in codes if match[2]}
        mask.mark((match.span() for match in POLICY.finditer(squeezed)), 0.0)
        changes = self._turns(self._language.change, squeezed, starts, mask)
        more = self._turns(self._language.more, squeezed, starts, mask)
        leans = self._turns(self._language.lean, squeezed, starts, mask)
        concepts = tuple(self._concepts(spans, normal, mask, corrections))
        bare = len(concepts) == 1 and len(self._around(squeezed, concepts[0])) < LEAST_AROUND
        sensed = {} if bare or WHAT in facts else sense(squeezed, self._section_runs)
        for section in PROMOTED:
            if section in sections and sensed.get(section, 0.0) >= PROMOTED_FROM:
                sections[section] = 1.0
        return Question(
            text=text,
            normal=normal,
            squeezed=squeezed,
            concepts=concepts,
            sections=dict(sections),  # type: ignore[arg-type]  # the table's keys are sections
            level=None if BOTH_LEVELS in levels else next(iter(levels), None),  # type: ignore[arg-type]  # table keys
            agencies=offices.agencies,
            unknown_offices=offices.unknown,
            codes=tuple(dict.fromkeys(match[1] for match in codes)),
            policies=tuple(int(match[1]) for match in POLICY.finditer(squeezed)),
            rounds=tuple(int(match[1]) for match in ROUND.finditer(squeezed) if match[1]),
            years=tuple(2500 + int(match[1]) for match in YEAR.finditer(squeezed)),
            facts=facts,
            leans=leans,
            bare=bare,
            contrasts=bool(offices.agencies) and any(phrase in squeezed for phrase in self._language.contrast),
            changes=changes,
            wants_more=more,
            corrections=corrections,
            starts=starts,
            sensed=sensed,
        )

    def _joined(self, initials: re.Match[str]) -> str:
        """Initials run together ("รร." for "ร.ร.") where they are known so; others as they are."""
        joined = initials[0].replace(".", "")
        if not self._meanings.keys().isdisjoint((initials[0], initials[0].rstrip("."))):
            return initials[0]
        return f"{joined}." if joined in self._meanings or offices_named(joined).agencies else initials[0]

    def _facts(self, squeezed: str, starts: Mapping[int, int]) -> tuple[str, ...]:
        """The kinds of fact asked for."""
        counted = squeezed.replace(FEW, FEW_DUMB)
        cues = (cue for cue in self._language.facts if cue.head in counted)
        return tuple(dict.fromkeys(cue.meaning for cue in cues if at_word(cue.phrase, counted, starts) >= 0))

    def _turns(self, phrases: Sequence[str], squeezed: str, starts: Mapping[int, int], mask: Mask) -> bool:
        """Whether any of the phrases that turn a conversation is there; whole ones are masked."""
        there = [phrase for phrase in phrases if phrase in squeezed]
        found = [(place, phrase) for phrase in there if (place := at_word(phrase, squeezed, starts)) >= 0]
        for place, phrase in found:
            if (end := place + len(phrase)) in starts or end == len(squeezed):
                mask.mark([(place, end)], 0.0)
        return bool(found)

    def _around(self, squeezed: str, concept: Concept) -> str:
        """What is left of a text without its one subject and the words that only ask for a topic."""
        left = squeezed.replace(concept.typed, "\n")
        for phrase in self._language.topic_around:
            left = left.replace(phrase, "\n")
        return left.replace("\n", "")

    def _without_politeness(self, normal: str) -> str:
        """The text without greetings and thanks around the question; the text itself when nothing else is in it."""
        bare = normal
        for phrase in self._language.polite:
            bare = bare.replace(phrase, " ")
        words = [word for word in bare.split() if word not in self._language.particles]
        return " ".join(words) if len("".join(words)) >= SHORTEST_QUESTION else normal

    def _cues(self, cues: Sequence[Cue], squeezed: str, starts: Mapping[int, int], mask: Mask) -> dict[str, float]:
        """What the cue words mean, surest first; they are masked, since they name no subject."""
        weights: dict[str, float] = {}
        taken = bytearray(len(squeezed))
        for cue in cues:
            if cue.head not in squeezed:
                continue
            place = at_word(cue.phrase, squeezed, starts)
            if place < 0 or any(taken[place : place + len(cue.phrase)]):
                continue
            taken[place : place + len(cue.phrase)] = b"\x01" * len(cue.phrase)
            weights[cue.meaning] = max(weights.get(cue.meaning, 0.0), cue.weight)
            mask.mark([(starts.get(place, place), place + len(cue.phrase))], 0.0 if cue.weight >= 1.0 else HINTING_WORD)
        return dict(sorted(weights.items(), key=lambda item: -item[1]))

    def _concepts(
        self, spans: list[tuple[str, int]], normal: str, mask: Mask, corrections: Iterable[Correction]
    ) -> Iterable[Concept]:
        words = squeezed_spans(self._in_known_words(spans), normal)
        likeness = {correction.meant: correction.likeness for correction in corrections}
        place = 0
        while place < len(words):
            size = self._longest_key(words, place)
            span = words[place : place + size]
            typed = "".join(word for word, _ in span)
            weight = mask.weight(span[0][1], span[-1][1] + len(span[-1][0].rstrip(".")))
            if (concept := self._concept(span, typed, weight)) is not None:
                yield Concept(concept.typed, concept.terms, concept.weight * likeness.get(typed, 1.0))
            reach = place + size
            later = ((at, self._longest_key(words, at)) for at in range(place + 1, reach))
            place = next((at for at, length in later if length > 1 and at + length > reach), reach)

    def _in_known_words(self, spans: list[tuple[str, int]]) -> list[tuple[str, int]]:
        """The words of a text; one the dictionary has and the report has not ("เด็กยากจน") is cut into known ones.

        Its neighbours help: "ฝาก|เงินได้" is read as "ฝากเงิน|ได้".
        """
        spans = list(spans)
        place = 0
        while place < len(spans):
            word, _ = spans[place]
            if has_thai(word) and not self._reader.is_known(word.rstrip(".")):
                for first, last in ((place, place), (place - 1, place), (place, place + 1)):
                    cut = self._cut_known(spans, first, last)
                    if cut:
                        spans[first : last + 1] = cut
                        break
            place += 1
        return spans

    def _cut_known(self, spans: Sequence[tuple[str, int]], first: int, last: int) -> list[tuple[str, int]]:
        if first < 0 or last >= len(spans) or not adjoining(spans[first : last + 1]):
            return []
        start = spans[first][1]
        found = []
        for word in self._reader.in_known_words("".join(word for word, _ in spans[first : last + 1])):
            found.append((word, start))
            start += len(word)
        return found

    def _longest_key(self, words: Sequence[tuple[str, int]], place: int) -> int:
        typed, longest = words[place][0], 1
        for size, (word, _) in enumerate(words[place + 1 : place + LONGEST_KEY], 2):
            if typed not in self._beginnings:
                break
            typed += word
            if typed in self._meanings or typed in self._language.filler:
                longest = size
        return longest

    def _concept(self, span: Sequence[tuple[str, int]], typed: str, weight: float) -> Concept | None:
        if typed in self._language.filler:
            return None
        if len(span) == 1 and (self._is_filler(typed) or (len(typed) < 2 and not typed.isdigit())):
            return None
        if weight <= 0.0:
            return None
        terms = dict.fromkeys(index_forms(typed), OWN_WORD)
        for term in self._meanings.get(typed, ()):
            terms.setdefault(term, LEXICON_TERM)
        if len(span) > 1:
            terms[typed] = OWN_WORD
        for piece in self._pieces(span, typed):
            for term in (*index_forms(piece), *self._meanings.get(piece, ())):
                terms.setdefault(term, NESTED_TERM)
        if not terms:
            return None
        if typed.replace(",", "").replace(".", "").isdigit():
            weight *= NUMBER_WORD
        return Concept(typed, tuple(terms.items()), weight)

    def _pieces(self, span: Sequence[tuple[str, int]], typed: str) -> Iterable[str]:
        """The words a lexicon key of several is made of, or the halves of a compound that the report has not."""
        if len(span) > 1:
            pieces: Iterable[str] = (word for word, _ in span)
        else:
            pieces = () if self._reader.in_report(typed) else parts(typed)
        return (piece for piece in pieces if piece not in self._language.filler)

    def _is_filler(self, word: str) -> bool:
        """Whether a word is two filler words run together, and not one the lexicon knows ("คนแก่", "ทำนา")."""
        filler = self._language.filler
        return word not in self._meanings and any(
            word[:cut] in filler and word[cut:] in filler
            for cut in range(2, len(word) - 1 if len(word) < LONGEST_FILLER else 0)
        )


def beginnings(keys: Iterable[str]) -> frozenset[str]:
    """What the keys begin with, cut after every letter but the last: no other text can become one of them."""
    return frozenset(key[:end] for key in keys for end in range(1, len(key)))
