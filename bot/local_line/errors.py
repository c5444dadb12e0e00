"""What the local LINE refuses, by name.

LocalLineError          anything it cannot do; the message goes to who asked
└── NotFoundError       it has no such thing
"""

from __future__ import annotations


class LocalLineError(Exception):
    """Something was asked of the local LINE that it cannot do."""


class NotFoundError(LocalLineError):
    """The local LINE has no such person, message or menu."""
