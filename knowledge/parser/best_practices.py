"""The entries of the best-practice sections: what each is called, whose it is, and where it can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.models import Agency, BestPractice, Passage
from knowledge.parser.offices import Offices

NAME_LENGTH = 110
"""A name that the report does not mark as one is cut before this many letters."""

NAME_REACH = 100
"""A project named further from the beginning is what the entry mentions, not what it is."""

_LABEL = re.compile(r"(?m)^\s*(?P<label>[ก-ฮเ-ไ][ก-๙/()]{1,24}?)\s*:\s*(?P<value>\S.*)$")
_NAME_LABEL = re.compile(r"ชื่อ|นวัตกรรม|ผลงาน")
_CAPTION = re.compile(r"คำอธิบาย|ภาพ|หมายเหตุ")

_PERSON = re.compile(r"(?:นางสาว|นาง|นาย|ดร\.|ว่าที่(?:\s*ร้อย\S+)?)\s*[ก-๙]+\s+[ก-๙]+")
_SCHOOL = re.compile(r"โรงเรียน(?:บ้าน|วัด|อนุบาล|ชุมชน|เทศบาล|ราช|สาธิต|[ก-๙]+วิทยา)[ก-๙.]*(?:\s?\((?!สถานศึกษา)[ก-๙ ]+\))?")
_PROPER_SCHOOL = re.compile(r"โรงเรียน(?:(?!โรงเรียน)[ก-๙.])+(?:\s?\([ก-๙ ]+\))?")

_QUOTED = re.compile(r"(?:ใช้|ด้วยการ|เป็น|ชื่อ|เรียกว่า|กิจกรรม|โครงการ|รูปแบบ|นวัตกรรม|เรื่อง)\s*“\s*(?P<name>[^”]{3,150}?)\s*”")
_NAMING = r"(?:โครงการ|กิจกรรม|รูปแบบ|โปรแกรม|นวัตกรรม|บทความ|หลักสูตร|การ|ศูนย์|ระบบ)"
_NAME_FIRST = re.compile(_NAMING)
_PROJECT = re.compile(r"(?:โครงการ|กิจกรรม|โปรแกรม|นวัตกรรม|(?<=จัดตั้ง)ศูนย์)(?!ที่)[^\s“]{4,}(?:\s\([^()]{2,40}\))?")
_NAME_ENDS = re.compile(r"\s(?:ประกอบด้วย|โดย|เพื่อ|ซึ่ง|มี|เป็น|เช่น|จำนวน|ทำให้|https?:|ในนาม|ดังนี้)")
_LATE_END = re.compile(r"(?:เพื่อ|โดย|ที่ครอบคลุม|สำหรับ)")
_LEAD = re.compile(
    r"(?:จึง)?(?:ได้)?(?:อยู่ในระหว่าง)?(?:มีการ(?=ใช้|พัฒนา)|มี\s*Best Practice\s*|มี|ดำเนินการ(?=จัด)|ดำเนินการ|ดำเนิน)?"
    r"(?:จัดทำ|จัดตั้ง|จัด(?=กิจกรรม|โครงการ)|ใช้(?=รูปแบบ))?\s*"
)


def give_schools_offices(passages: Sequence[Passage], offices: Offices) -> list[Passage]:
    """Return `passages` with best practices of a school given to its office, where they name no office themselves."""
    owners = _owners_of_schools(passages, offices)
    given = []
    for passage in passages:
        school = _PROPER_SCHOOL.match(passage.text) if passage.kind == "best_practice" else None
        owner = owners.get(_bare(school.group())) if school and not passage.agencies else None
        given.append(replace(passage, agencies=(owner,)) if owner else passage)
    return given


def find_best_practices(passages: Sequence[Passage], offices: Offices) -> tuple[BestPractice, ...]:
    """Return the entries of all best-practice sections, in reading order, each once.

    An entry is what stands by itself in its section: items under it, such as the two courses of one project, belong to
    it, unless it only names the office that they are of.
    """
    owners = _owners_of_schools(passages, offices)
    return tuple(_entry(passage, offices, owners) for passage in _entries(passages, offices))


def _entries(passages: Sequence[Passage], offices: Offices) -> Iterator[Passage]:
    only_office = {
        passage.id
        for passage in passages
        if passage.kind == "best_practice" and not _without_office(passage.text, offices).strip(" :,.")
    }
    for passage in passages:
        if passage.kind != "best_practice" or passage.id in only_office or _CAPTION.match(passage.text):
            continue
        if passage.parent is None or passage.parent in only_office:
            yield passage


def _without_office(text: str, offices: Offices) -> str:
    """Return `text` without the offices that it begins with."""
    end = 0
    for mention in offices.mentions(text):
        if (
            text[end : mention.name].strip() not in ("", "และ", "สถานศึกษาสังกัด", "สถานศึกษาในสังกัด")
            and mention.start > end
        ):
            break
        end = mention.end
    return text[end:].lstrip()


def _entry(passage: Passage, offices: Offices, owners: dict[str, Agency]) -> BestPractice:
    labels = {match["label"]: match["value"].strip() for match in _LABEL.finditer(passage.text)}
    person = _PERSON.search(" ".join(value for label, value in labels.items() if not _NAME_LABEL.match(label)))
    school = _school(passage.text, owners)
    return BestPractice(
        name=_name(passage.text, labels, offices),
        passage=passage.id,
        focus_point=passage.focus_point,
        agency=passage.agency or owners.get(_bare(school)),
        school=school,
        person=person.group() if person else "",
        link=passage.links[0] if passage.links else "",
    )


def _school(text: str, owners: dict[str, Agency]) -> str:
    known = next((match for match in _PROPER_SCHOOL.finditer(text) if _bare(match.group()) in owners), None)
    found = known or _PROPER_SCHOOL.match(text) or _SCHOOL.search(text)
    return found.group().strip() if found else ""


def _name(text: str, labels: dict[str, str], offices: Offices) -> str:
    """Return what an entry is called: its label, else the project or model it names, else its beginning."""
    labelled = next((value for label, value in labels.items() if _NAME_LABEL.match(label)), None)
    if labelled:
        return labelled
    body = _without_office(text, offices)
    if school := _PROPER_SCHOOL.match(body):
        body = body[school.end() :].lstrip()
    lead = _LEAD.match(body)
    body = body[lead.end() :] if lead else body
    quoted, project = _QUOTED.search(body), _PROJECT.search(body, 0, NAME_REACH + NAME_LENGTH)
    if project is not None and project.start() > NAME_REACH:
        project = None
    if quoted is not None and (project is None or quoted.start() <= project.start()):
        return quoted["name"]
    if project is None or _NAME_FIRST.match(body):
        return _beginning(body)
    return project.group()


def _beginning(text: str) -> str:
    """Return the first phrase of `text`: up to what explains it, at most NAME_LENGTH letters."""
    line = text.split("\n")[0]
    end = _NAME_ENDS.search(line, 6)
    name = line[: end.start()] if end else line
    if len(name) > NAME_LENGTH:
        late = [match.start() for match in _LATE_END.finditer(name, 20, NAME_LENGTH)]
        name = name[: late[-1]] if late else name[:NAME_LENGTH].rpartition(" ")[0] or name[:NAME_LENGTH]
    return name.strip(" ,/.")


def _bare(school: str) -> str:
    return "".join(school.split())


def _owners_of_schools(passages: Sequence[Passage], offices: Offices) -> dict[str, Agency]:
    """Return whose each school is, as far as the report says so: "สังกัด…เขต 2 (โรงเรียน…)", "โรงเรียน… สังกัด…"."""
    owners: dict[str, Agency] = {}
    for passage in passages:
        for mention in offices.mentions(passage.text):
            if len(mention.agencies) != 1:
                continue
            behind = re.match(rf"\s*\((?P<school>{_PROPER_SCHOOL.pattern})", passage.text[mention.end :])
            before = re.search(rf"(?P<school>{_PROPER_SCHOOL.pattern})\s+(?:สังกัด)?\s*$", passage.text[: mention.name])
            for match in (behind, before):
                if match:
                    owners.setdefault(_bare(match["school"]), mention.agencies[0])
    return owners
