"""A kind word to whatever is not text: stickers, pictures, voices, files, places, and kinds LINE adds later."""

from __future__ import annotations

from handlers import event as of
from handlers import wording
from handlers.conversation import say
from handlers.desk import Desk, Reply
from handlers.event import Event

SPOKEN = {
    "sticker": wording.STICKER,
    "image": wording.PICTURE,
    "video": wording.VIDEO,
    "audio": wording.VOICE,
    "file": wording.FILE,
    "location": wording.LOCATION,
}


def answer(event: Event, desk: Desk) -> Reply:
    """Say what can be done instead."""
    kind = of.text_at(of.part(event, "message"), "type")
    return say(SPOKEN.get(kind, wording.UNKNOWN_MESSAGE), event, desk)
