"""Thai as it is typed: one small function a fault, and `normalise`, which calls them in order.

Nothing here knows the report. Unicode NFKC is not used: it splits ำ into two characters and so breaks every match.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pythainlp.util import normalize as reorder_vowels_and_marks

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufe00-\ufe0f]")
SARA_AM_PARTS = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
MISORDERED_AM = re.compile("\u0e33([\u0e48-\u0e4b])")
REPEATED_MARKS = re.compile("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+")
DISORDERED = re.compile("[่-๋][ัิ-ฺ็]|[ะาำๅ][่-๋]|([ะ-ฺเ-ๅ็-๎])\\1|[่-๋]{2}|(?:^|[^ก-๎])[ัิ-ฺ็-๎]")
STRETCHED = re.compile(r"(?!([บน])\1\1(?!\1)[ก-๎])([^\W\d_])\2{2,}")
"""Not where a doubled end meets the same beginning: แบบ|บริหาร, ระบบ|บัญชี, คะแนน|นักเรียน."""
TONE_MARKS = re.compile("[\u0e48-\u0e4b]")
THAI_LETTER = re.compile("[\u0e01-\u0e4e]")

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
PLAIN_FORMS = THAI_DIGITS | QUOTES | {ord("ๆ"): " "}

# The two layers of the Thai standard keyboard (Kedmanee, TIS 820-2538) over a US QWERTY keyboard, key by key.
QWERTY = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./" + '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
KEDMANEE = "_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ" + '%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
TO_THAI_KEYS = str.maketrans(QWERTY, KEDMANEE)
TO_LATIN_KEYS = str.maketrans(KEDMANEE, QWERTY)

# Letters that sound alike at the start of a syllable; people who spell by ear choose freely among them.
SOUNDS_ALIKE = str.maketrans(
    {
        **dict.fromkeys("ศษซ", "ส"),
        **dict.fromkeys("ณ", "น"),
        **dict.fromkeys("ดฎฏทฑธฒฐถ", "ต"),
        **dict.fromkeys("บ", "ป"),
        **dict.fromkeys("ญ", "ย"),
        **dict.fromkeys("ฬร", "ล"),
        **dict.fromkeys("ขฃคฅฆ", "ค"),
        **dict.fromkeys("พภผ", "พ"),
        **dict.fromkeys("ฝฟ", "ฟ"),
        **dict.fromkeys("ฉชฌ", "ช"),
        **dict.fromkeys("หฮ", "ห"),
        **dict.fromkeys("ใ", "ไ"),
        **dict.fromkeys("ี", "ิ"),
        **dict.fromkeys("ื", "ึ"),
        **dict.fromkeys("ู", "ุ"),
        # ะ as well: who spells by ear writes the vowel that a cluster only sounds ("วิทะยาลัย", "อะนุบาล").
        **dict.fromkeys("ะั็ๆฺํ๎", None),
    }
)
SILENCED = re.compile("[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c")
LEADING_H = re.compile("ห(?=[รลวนมงญย])")
AI_BEHIND = re.compile("([ก-ฮ])ัย")
CLUSTER_R = re.compile("(?<=[กขคตทปผพ])[รล](?=[ะัาำิีึืุูอวัย็เ])|(?<=[เแโไใ][กขคตทปผพ])[รล]")
FINAL_R = re.compile("(?<=[ัิีึืุูาเแโ็])([ก-ฮ]?[ตทคก])ร(?![ะาิีึืุูั็ำโเแไใอ])")


def final(letters: str, further: str) -> re.Pattern[str]:
    """One of the letters at the end of a syllable: after a vowel, and before neither a vowel nor one of `further`."""
    return re.compile(f"(?<=[ัิีึืุูาอ็])[{letters}](?![าิีึืุูัำ์็{further}])")


FINALS = (
    (final("ญณรลฬ", "ะ่้๊๋"), "น"),
    (final("ขคฆ", "ะรลว"), "ก"),
    (final("บปพภฟ", "ะรลว"), "ป"),
    (final("จชซฎฏฐฑฒถทธศษสดต", "รว"), "ต"),
    (re.compile("(?<=[ก-ฮ][ก-ฮ])ร$"), "น"),
    (re.compile("(?<=[เแโ][ก-ฮ])[ซฎฏฐฑฒถทธศษสดต](?![ะาิีึืุูัำ์็รวย])"), "ต"),
)
"""What ends a syllable sounds as one of few letters: น (กาล, การ), ก (สุข), ป (ภาพ), ต (เศษ, บัตร)."""
DOUBLED_LETTER = re.compile(r"(.)\1+")


MOST_ROUNDS = 8
"""Marks put in order may turn out to be doubled, and so on; typed text needs one round, mashed keys a few."""


@lru_cache(maxsize=1024)
def normalise(text: str) -> str:
    """The text with the faults of typing that never carry meaning removed: what every other step works on.

    Order matters: invisible characters hide doubled marks, and ำ must be whole before vowels are reordered. Reordering
    is pythainlp's and slow, so text that cannot need it is spared.
    """
    text = " ".join(visible(text).translate(PLAIN_FORMS).lower().split())
    text = with_whole_letters(text)
    for _ in range(MOST_ROUNDS):
        before = text
        if DISORDERED.search(text):
            text = " ".join(with_whole_letters(reorder_vowels_and_marks(text)).split())
        if text == before:
            break
    return text


def with_whole_letters(text: str) -> str:
    """Letters typed in pieces or too often as the one letter that was meant."""
    text = join_sara_am(text).replace("เเ", "แ")
    return shorten_stretched(REPEATED_MARKS.sub(r"\1", text))


def visible(text: str) -> str:
    """The text without invisible characters, full-width letters made plain: what the keys gave, nothing interpreted."""
    return INVISIBLE.sub("", text).translate(FULL_WIDTH)


def join_sara_am(text: str) -> str:
    """Spell every สระอำ as the one character ำ, with a tone mark before it, however it was typed."""
    return MISORDERED_AM.sub(r"\1" + "\u0e33", SARA_AM_PARTS.sub(r"\1" + "\u0e33", text))


def shorten_stretched(text: str) -> str:
    """Three or more of the same letter in a row ("มากกกก") become one; a true double ("กรรม") stays."""
    return STRETCHED.sub(r"\2", text)


def squeeze(text: str) -> str:
    """The text without white space: how two pieces of Thai are compared, since spaces carry no meaning in it."""
    return "".join(text.split())


@lru_cache(maxsize=4096)
def sound(text: str) -> str:
    """A spelling by ear: silent letters, tone and vowel length dropped, letters that sound alike made one.

    Two words with the same sound key are told apart by nobody who writes as they speak ("ปันหา", "ปัญหา").
    """
    text = TONE_MARKS.sub("", SILENCED.sub("", text))
    text = AI_BEHIND.sub(r"ไ\1", text.replace("ไย", "ไ")).replace("รร", "ั").replace("ำ", "ัม")
    text = CLUSTER_R.sub("", FINAL_R.sub(r"\1", LEADING_H.sub("", text)))
    for pattern, letter in FINALS:
        text = pattern.sub(letter, text)
    return DOUBLED_LETTER.sub(r"\1", text.translate(SOUNDS_ALIKE))


@lru_cache(maxsize=4096)
def compared(text: str) -> str:
    """The form in which texts are compared: normalised, without white space. Kept, since report text comes again."""
    return squeeze(normalise(text))


def has_thai(text: str) -> bool:
    """Whether the text holds any Thai letter, vowel or mark."""
    return THAI_LETTER.search(text) is not None


def typed_as_thai(text: str) -> str:
    """What the same keys give on a Thai keyboard: for Thai typed with the English layout on."""
    return text.translate(TO_THAI_KEYS)


def typed_as_latin(text: str) -> str:
    """What the same keys give on an English keyboard: for English typed with the Thai layout on."""
    return text.translate(TO_LATIN_KEYS)
