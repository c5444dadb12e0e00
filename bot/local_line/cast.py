"""Who talks to the bot in the local LINE: a person of each role, more when asked for, and one group."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

GROUP = "group"
"""The key of the group's chat; a person's chat has the person's key."""
MOST_PEOPLE = 50


@dataclass(slots=True)
class Person:
    """Somebody with LINE. `menu` is the alias of the rich menu's tab that is open on this phone."""

    key: str
    name: str
    menu: str
    user_id: str = field(default_factory=lambda: "U" + secrets.token_hex(16))
    is_friend: bool = False
    has_blocked: bool = False


@dataclass(slots=True)
class Group:
    """The group, in which every person is a member; the bot too once it has joined."""

    group_id: str = field(default_factory=lambda: "C" + secrets.token_hex(16))
    has_bot: bool = False


class Cast:
    """The people and the group."""

    def __init__(self, roles: list[tuple[str, str, str]]) -> None:
        """`roles` are key, name and menu alias of each role."""
        self._roles = roles
        self.people = {key: Person(key, name, menu) for key, name, menu in roles}
        self.group = Group()

    def person(self, key: str) -> Person:
        """The person called `key`. Raises KeyError."""
        return self.people[key]

    def more(self, role: str) -> Person:
        """Somebody new of a role whom the bot has never met; the first of those who came later leaves when full."""
        number = 1 + max((int(key.rpartition("-")[2]) for key in self.people if "-" in key), default=1)
        key, name, menu = next(one for one in self._roles if one[0] == role)
        made = Person(f"{key}-{number}", f"{name} {number}", menu)
        self.people[made.key] = made
        if len(self.people) > MOST_PEOPLE:
            del self.people[next(key for key in self.people if "-" in key)]
        return made

    def by_user_id(self, user_id: str) -> Person | None:
        """Whose LINE id this is."""
        return next((person for person in self.people.values() if person.user_id == user_id), None)
