"""Whom to turn to: `contacts.toml` beside the report, as contacts an answer can carry.

Offices and partners are those the report names; phone, e-mail, LINE and map are the operator's to add, with their
source. Emergency numbers and the Safety Center's channels come from outside the report and say so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import ContactsError
from knowledge.lexicon import phrase_form
from knowledge.models import Agency, Contact, Passage

CHANNELS = {"phone": "phone", "email": "email", "line_id": "line", "website": "website", "map": "map", "app": "app"}
"""Field of the table → kind of a contact's particular, in the order people want them."""
FOUND_CHANNELS = {"website": "website", "page": "website", "facebook": "website"}
"""What the report itself gives of an office that is a way to reach it."""
SHORTEST_WORD = 4


@dataclass(frozen=True, slots=True)
class Referral:
    """A situation in which the report sends someone to someone; `asks` are people's words for it, compared form."""

    asks: tuple[str, ...]
    send_to: tuple[str, ...]
    focus_point: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything of contacts.toml that answers use; empty where a report has no such file."""

    offices: Mapping[str, Contact]
    partners: tuple[tuple[Contact, tuple[str, ...]], ...] = ()
    referrals: tuple[Referral, ...] = ()
    emergency: tuple[Contact, ...] = ()
    safety_center: Contact | None = None

    def office(self, agency: Agency | None) -> tuple[Contact, ...]:
        """What is known of how to reach an office; empty when it is not in the table."""
        contact = self.offices.get(agency or "")
        return (contact,) if contact else ()

    def sent_to(self, passages: Iterable[Passage]) -> tuple[Contact, ...]:
        """The places to which the report sends people in these passages."""
        names: dict[str, None] = {}
        for passage in passages:
            for referral in self.referrals:
                if stands_in(referral.lines, passage) and referral.focus_point == passage.focus_point:
                    names.update(dict.fromkeys(referral.send_to))
        return tuple(contact for name in names if (contact := self.named(name)) is not None)

    def referral_for(self, squeezed: str) -> Referral | None:
        """The situation a question (normalised, without spaces) names, by the longest of its words found there."""
        named = [(len(word), referral) for referral in self.referrals for word in referral.asks if word in squeezed]
        return max(named, key=lambda found: found[0])[1] if named else None

    def named(self, name: str) -> Contact | None:
        """The office or partner of that name."""
        wanted = phrase_form(name)
        for contact in (*self.offices.values(), *(partner for partner, _ in self.partners)):
            if phrase_form(contact.name) == wanted:
                return contact
        return None

    def asked_for(self, squeezed: str) -> tuple[Contact, ...]:
        """Partners whose name or everyday name stands in a question (normalised, without spaces)."""
        return tuple(
            contact
            for contact, names in self.partners
            if any(len(name) >= SHORTEST_WORD and name in squeezed for name in names)
        )


EMPTY = Directory({})


def load_contacts(path: Path) -> Directory:
    """Read contacts.toml; an absent file is an empty directory. Raises ContactsError when it is not usable."""
    if not path.exists():
        return EMPTY
    try:
        return read_contacts(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise ContactsError(f"{path} is not UTF-8: {error}. Save the file as UTF-8 and try again.") from error


def read_contacts(text: str, name: str) -> Directory:
    """A directory from the text of contacts.toml; `name` says in errors where it stands."""
    try:
        table = tomllib.loads(text)
        return Directory(
            offices={office["key"]: office_contact(office) for office in table.get("offices", ())},
            partners=tuple(partner_contact(partner) for partner in table.get("partners", ())),
            referrals=tuple(referral(entry) for entry in table.get("referrals", ())),
            emergency=tuple(emergency_contact(entry) for entry in table.get("emergency", ())),
            safety_center=safety_contact(table["safety_center"]) if "safety_center" in table else None,
        )
    except tomllib.TOMLDecodeError as error:
        raise ContactsError(f"{name} is not readable as TOML: {error}. Mend that line, or remove the file.") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ContactsError(f"{name}: an entry lacks or misuses {error}; see docs/operator-th.md.") from error


def office_contact(office: Mapping[str, Any]) -> Contact:
    """An office: what the operator added first, then what the report gives."""
    given = operator_given(office)
    for found in office.get("found", ()):
        if kind := FOUND_CHANNELS.get(found["kind"]):
            given.append((kind, found["value"]))
    added = bool(operator_given(office))
    return Contact(office["name"], given=tuple(dict.fromkeys(given)), outside=added, source=source_of(office))


def partner_contact(partner: Mapping[str, Any]) -> tuple[Contact, tuple[str, ...]]:
    """A partner the report names, and every name people call it by, in compared form."""
    lines = partner.get("lines") or [0]
    contact = Contact(
        partner["name"],
        partner.get("helps_with", ""),
        tuple(operator_given(partner)),
        outside=bool(operator_given(partner)),
        source=source_of(partner),
        passage_lines=(lines[0], lines[0]) if lines[0] else None,
        focus_point=(partner.get("focus_points") or [""])[0],
    )
    return contact, tuple(phrase_form(name) for name in (partner["name"], *partner.get("also_called", ())))


def operator_given(entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The particulars an entry has, in the order people want them."""
    return [(kind, str(entry[name])) for name, kind in CHANNELS.items() if entry.get(name)]


def source_of(entry: Mapping[str, Any]) -> str:
    """Where the operator has the particulars from, and when they were checked."""
    return " · ".join(str(entry[name]) for name in ("source", "checked_on") if entry.get(name))


def referral(entry: Mapping[str, Any]) -> Referral:
    """A referral from its table."""
    asks = map(phrase_form, (entry["situation"], *entry.get("words", ())))
    return Referral(tuple(asks), tuple(entry["send_to"]), entry["focus_point"], tuple(entry["lines"]))


def emergency_contact(entry: Mapping[str, Any]) -> Contact:
    """A public emergency number."""
    return Contact(entry["label"], entry.get("when", ""), (("phone", entry["number"]),), True, entry.get("source", ""))


def safety_contact(entry: Mapping[str, Any]) -> Contact:
    """The Safety Center's public channels."""
    return Contact("MOE Safety Center", "", tuple(operator_given(entry)), True, entry.get("source", ""))


def stands_in(lines: Sequence[int], passage: Passage) -> bool:
    """Whether any of the lines is one of the passage's."""
    return any(passage.first_line <= line <= passage.last_line for line in lines)
