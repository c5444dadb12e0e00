"""Makes of a question the forms people really type: slips, missing and doubled marks, spellings by ear, lost spaces.

Deterministic: the same question, form and seed give the same text, so a figure can be made again.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from knowledge.thai import KEDMANEE, QWERTY, has_thai

TONES = "่้๊๋"
CONSONANT = re.compile("[ก-ฮ]")
ROWS = ("ๅ/_ภถุึคตจขช", "ๆไำพะัีรนยบลฃ", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ")
BY_EAR = {
    "ศ": "ส",
    "ษ": "ส",
    "ณ": "น",
    "ญ": "ย",
    "ธ": "ท",
    "ฑ": "ท",
    "ภ": "พ",
    "ฐ": "ถ",
    "ฏ": "ต",
    "ฎ": "ด",
    "ใ": "ไ",
    "ฬ": "ล",
    "ฆ": "ค",
}
GREETINGS = ("สวัสดีค่ะ ขอสอบถามหน่อยนะคะ ", "หวัดดีครับแอดมิน อยากรู้ว่า ", "รบกวนถามหน่อยค่ะ พอดีอยากทราบว่า ")
EMOJI = ("😊", "🙏🙏", "😅", "❤️✨")

Form = Callable[[str, random.Random], str]


def somewhere(text: str, wanted: Callable[[str], bool], chance: random.Random) -> int:
    """The place of a random letter that is wanted, -1 when there is none."""
    places = [place for place, letter in enumerate(text) if wanted(letter)]
    return chance.choice(places) if places else -1


def neighbour_key(text: str, chance: random.Random) -> str:
    """One letter is the one beside it on the Thai keyboard."""
    place = somewhere(text, lambda letter: any(letter in row for row in ROWS), chance)
    if place < 0:
        return text
    row = next(row for row in ROWS if text[place] in row)
    at = row.index(text[place])
    beside = row[at + 1] if at + 1 < len(row) else row[at - 1]
    return text[:place] + beside + text[place + 1 :]


def missing_letter(text: str, chance: random.Random) -> str:
    """One consonant is left out."""
    place = somewhere(text, lambda letter: CONSONANT.match(letter) is not None, chance)
    return text if place < 0 else text[:place] + text[place + 1 :]


def swapped_letters(text: str, chance: random.Random) -> str:
    """Two neighbouring letters have changed places."""
    place = somewhere(text[:-1], has_thai, chance)
    return text if place < 0 else text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def missing_tones(text: str, chance: random.Random) -> str:
    """About half of the tone marks are missing."""
    return "".join(letter for letter in text if letter not in TONES or chance.random() > 0.5)


def doubled_tones(text: str, chance: random.Random) -> str:
    """Every tone mark stands twice."""
    return "".join(letter * 2 if letter in TONES else letter for letter in text)


def spelt_by_ear(text: str, chance: random.Random) -> str:
    """Letters that sound alike are the common one."""
    return "".join(BY_EAR.get(letter, letter) for letter in text)


def stretched(text: str, chance: random.Random) -> str:
    """The last letter is held down."""
    return text + text[-1] * 4 if text and has_thai(text[-1]) else text + "กกกก"


def without_spaces(text: str, chance: random.Random) -> str:
    """No spaces at all."""
    return text.replace(" ", "")


def with_many_spaces(text: str, chance: random.Random) -> str:
    """A space after every few words' worth of letters, before a consonant that opens a syllable."""
    return re.sub(r"(.{9,}?)(?=[เแโใไ])", r"\1 ", text)


def decomposed_am(text: str, chance: random.Random) -> str:
    """Each ำ typed as two characters."""
    return text.replace("ำ", "ํา")


def zero_width(text: str, chance: random.Random) -> str:
    """Zero-width spaces between letters, as pasted from a web page."""
    return "\u200b".join(text[start : start + 5] for start in range(0, len(text), 5))


def wrong_layout(text: str, chance: random.Random) -> str:
    """Typed with the English layout on."""
    return (
        text.translate(str.maketrans(KEDMANEE, QWERTY)) if has_thai(text) and not re.search("[a-zA-Z]", text) else text
    )


def thai_digits(text: str, chance: random.Random) -> str:
    """Digits are Thai digits."""
    return text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


def greeted(text: str, chance: random.Random) -> str:
    """A long greeting around the question."""
    return chance.choice(GREETINGS) + text + " ขอบคุณล่วงหน้านะคะ"


def with_emoji(text: str, chance: random.Random) -> str:
    """Emoji around it."""
    return f"{chance.choice(EMOJI)} {text} {chance.choice(EMOJI)}"


FORMS: dict[str, Form] = {
    form.__name__: form
    for form in (
        neighbour_key,
        missing_letter,
        swapped_letters,
        missing_tones,
        doubled_tones,
        spelt_by_ear,
        stretched,
        without_spaces,
        with_many_spaces,
        decomposed_am,
        zero_width,
        wrong_layout,
        thai_digits,
        greeted,
        with_emoji,
    )
}


def noisy(text: str, form: str, seed: int = 0) -> str:
    """`text` in one noisy form."""
    return FORMS[form](text, random.Random(f"{seed}{form}{text}"))
