"""Who acts in a text: the offices it names, which of them is its subject, and where the next one's statement begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.models import AGENCIES, Agency
from knowledge.parser import office_words as words

NUMBERS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

NAME_REACH = 120
"""How far back an office's name can begin, in letters."""

LEAD_IN_LENGTH = 60
"""A stretch before the first office's statement that is shorter than this belongs to it, whatever it ends with."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text names offices.

    `start` is where the words leading up to it begin ("สถานศึกษาในสังกัด…"), `name` where the office's own name
    begins, `end` where it ends. `general` marks a wording that stands for all area offices.
    """

    start: int
    name: int
    end: int
    agencies: tuple[Agency, ...]
    general: bool


class Offices:
    """The offices of one report's province, and how to find them in its texts.

    Args:
        province: the province's name as the report's title gives it, "" when it gives none.
        names: each agency's names in the report's own list of offices.

    """

    def __init__(self, province: str, names: Mapping[Agency, Sequence[str]]) -> None:
        self.names = {agency: tuple(names[agency]) for agency in AGENCIES if agency in names}
        self._area: tuple[Agency, ...] = (
            tuple(agency for agency in words.AREA_OFFICES if agency in self.names) or words.AREA_OFFICES
        )
        self._primary = tuple(agency for agency in self._area if agency.startswith("primary"))
        self._pattern = re.compile(self._mention_pattern(province))
        self._known: dict[str, tuple[Mention, ...]] = {}

    def _mention_pattern(self, province: str) -> str:
        places = sorted({province, *self._places()} - {""}, key=len, reverse=True)
        loose = "|".join(r"\s*".join(re.escape(part) for part in place.split()) for place in places)
        place = rf"(?:\s*(?:(?:ประจำ)?จังหวัด\s*)?(?:{loose or '(?!)'})(?:\s*จังหวัด)?)?"
        # The place may be damaged by the scan; between the office and its number it is whatever stands there.
        anywhere = r"(?:\s*(?:จังหวัด\s*)?[ก-๙.]{1,24}?)?"
        number = r"\s*(?:เขต\s*)?(?P<n1>[1-9๑-๙])(?!\d)(?:\s*(?:-|–|และ|,|/)\s*(?:เขต\s*)?(?P<n2>[1-9๑-๙])(?![\d.]))?"
        office = "|".join(
            (
                rf"(?P<primary>{words.PRIMARY}(?:{place}|{anywhere})(?:{number}))",
                rf"(?P<primary_any>{words.PRIMARY}{place})",
                rf"(?P<secondary>{words.SECONDARY}{place})",
                rf"(?P<private>{words.PRIVATE}(?:\s*ใน)?{place})",
                rf"(?P<lifelong>{words.LIFELONG}{place})",
                rf"(?P<provincial>{words.PROVINCIAL}{place})",
                rf"(?P<area>{words.AREA_ANY})",
                rf"(?P<vocational>{words.VOCATIONAL}(?:\s*จังหวัด)?{place})",
            )
        )
        return rf"(?P<lead>{words.CARRIERS})?(?P<office>{office})"

    def _places(self) -> Iterable[str]:
        """Yield the names of places in the offices' own names: some serve two provinces and are called after both."""
        for names in self.names.values():
            for name in names:
                if match := re.search(r"(?:ประถมศึกษา|มัธยมศึกษา)\s*([ก-๙ ]+?)\s*(?:เขต.*)?$", name):
                    yield match[1]

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return every place where `text` names offices, in order."""
        # Each text is asked for its subject, its statements, its owners and its wordings.
        if text not in self._known:
            self._known[text] = tuple(self._find(text))
        return self._known[text]

    def _find(self, text: str) -> Iterator[Mention]:
        for match in self._pattern.finditer(text):
            agencies = self._agencies(match)
            if agencies:
                general = match["area"] is not None or match["primary_any"] is not None
                yield Mention(match.start(), match.start("office"), match.end(), agencies, general)

    def _agencies(self, match: re.Match[str]) -> tuple[Agency, ...]:
        if match["primary"]:
            numbers = [match[group].translate(NUMBERS) for group in ("n1", "n2") if match[group]]
            return tuple(agency for agency in words.AREA_OFFICES if agency.removeprefix("primary") in numbers)
        if match["primary_any"]:
            return self._primary
        if match["area"]:
            return self._area
        return tuple(agency for agency in AGENCIES if agency in match.groupdict() and match[agency])

    def subjects(self, text: str) -> tuple[Agency, ...]:
        """Return the offices whose work `text` tells: those that act in it, in order; empty when it names none so.

        A special office outdoes a general wording: "สถานศึกษาสังกัด สพฐ. โดย สพป. เขต 1 ได้…" is about เขต 1.
        """
        mentions = self.mentions(text)
        acting = [mention for mention in mentions if mention.start == 0 or self._acts(text, mention)]
        acting = _with_companions(text, mentions, acting)
        special = [mention for mention in acting if not mention.general]
        return _unique(agency for mention in special or acting for agency in mention.agencies)

    def owners(self, text: str) -> tuple[Agency, ...]:
        """Return the offices that `text` names as owner or place ("โรงเรียนในสังกัด…"), when no one acts in it."""
        mentions = self.mentions(text)
        owned = [mention for mention in mentions if text[: mention.name].rstrip().endswith(("สังกัด", "ใน", "ของ"))]
        return _unique(agency for mention in _with_companions(text, mentions, owned) for agency in mention.agencies)

    def ends_with_name(self, text: str) -> bool:
        """Whether `text` ends with an office's whole name, so that what follows is a new phrase."""
        tail = text[-NAME_REACH:]
        return any(mention.end == len(tail) and not mention.general for mention in self.mentions(tail))

    def named(self, text: str) -> tuple[Agency, ...]:
        """Return the first office that `text` names by its own name, in whatever role."""
        special = next((mention for mention in self.mentions(text) if not mention.general), None)
        return special.agencies if special else ()

    def is_general(self, agencies: tuple[Agency, ...]) -> bool:
        """Whether `agencies` are what a wording for all area offices stands for."""
        return len(agencies) > 1 and agencies == self._area

    def wordings(self, text: str) -> Iterator[tuple[str, Agency]]:
        """Yield how `text` writes its offices, each with its agency; not the wordings that stand for several."""
        for mention in self.mentions(text):
            wording = text[mention.name : mention.end].strip()
            if len(mention.agencies) == 1 and not mention.general and _OFFICE_WORDING.match(wording):
                yield _TORN.sub(r"\1", wording), mention.agencies[0]

    def statements(self, text: str) -> list[int]:
        """Return where `text` should be cut so that each piece tells of one office; [] when it is one statement."""
        starts: list[tuple[int, tuple[Agency, ...]]] = []
        for mention in self.mentions(text):
            if mention.general and mention.start > 0:
                continue
            acts = self._acts(text, mention, cutting=True)
            if acts and (not starts or starts[-1][1] != mention.agencies):
                starts.append((mention.start, mention.agencies))
        cuts = [start for start, _ in starts if start > 0]
        if cuts and self._leads_in(text[: cuts[0]]):
            cuts[0] = 0
        elif cuts:
            cuts.insert(0, 0)
        return cuts if len(cuts) > 1 else []

    def _leads_in(self, text: str) -> bool:
        return len(text) < LEAD_IN_LENGTH or text.rstrip().endswith(words.LEADS_IN)

    def _acts(self, text: str, mention: Mention, *, cutting: bool = False) -> bool:
        """Whether the office named here is the subject of a statement that begins with it."""
        before = text[: mention.start]
        if before and not before[-1].isspace():
            return False
        leading = before.rstrip()
        partner = leading.endswith(words.PARTNER_BEFORE)
        if partner and not (leading.endswith(words.LEADS_IN) and not leading.endswith(("ได้แก่", "คือ", "อาทิ"))):
            return False
        if cutting and leading.endswith("โดย"):
            return False
        return _VERB_BEHIND.match(text, mention.end) is not None


_VERB_BEHIND = re.compile(r"\s*(?:(?:/|และ)?\s*(?:สถานศึกษา|โรงเรียน)(?:ในสังกัด)?\s*,?\s*)?" + words.VERBS)
_OFFICE_WORDING = re.compile(words.OFFICE + r"|(?:สพป|สพม|สพฐ|สช|สอศ|กศน|สกร|ศธจ)\s*\.")
_TORN = re.compile(r"(สำนักงาน|พื้นที่|การศึกษา) (?=การ|ศึกษา|ประถม|มัธยม)")
"""Where the scan tore an office's name at the end of a line."""
_COMPANION = re.compile(r"\s*(?:และ|,|/)?\s*")


def _with_companions(text: str, mentions: Sequence[Mention], acting: Sequence[Mention]) -> list[Mention]:
    """Return `acting` with the offices joined to one of them: "เขต 1-2 และ สพม. ดำเนินโครงการ"."""
    chosen = set(acting)
    for earlier, later in pairwise(mentions):
        if earlier in chosen and _COMPANION.fullmatch(text[earlier.end : later.name]):
            chosen.add(later)
    return [mention for mention in mentions if mention in chosen]


def _unique(agencies: Iterable[Agency]) -> tuple[Agency, ...]:
    return tuple(dict.fromkeys(agencies))


def office_key(name: str) -> Agency | None:
    """Return which agency an office of the report's own list is, None for one we have no key for."""
    for pattern, kind in words.OFFICE_KINDS:
        if not re.search(pattern, name):
            continue
        if kind != "primary":
            return next(agency for agency in AGENCIES if agency == kind)
        number = re.search(r"เขต\s*([\d๐-๙]+)\s*$", name)
        key = "primary" + (number[1].translate(NUMBERS) if number else "1")
        return next((agency for agency in AGENCIES if agency == key), None)
    return None


def responsible_agencies(column: str, area: Sequence[Agency] = words.AREA_OFFICES) -> tuple[Agency, ...]:
    """Return the offices that the overview's last column stands for, such as "สพฐ./สอศ."."""
    found: list[Agency] = []
    for pattern, agencies in words.RESPONSIBLE_WORDS:
        if re.search(pattern, column):
            found.extend(area if agencies == words.AREA_OFFICES else agencies)
    return _unique(found)
