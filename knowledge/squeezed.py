"""Places in a text without spaces, which is how cue words are looked for: Thai may be typed with spaces anywhere."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

FARTHEST_HALF = 30
"""Letters between the halves of a phrase: "ผอ.ให้มาหาข้อมูล … กระบวนการชื่ออะไร" asks for no head's name."""
QUESTION_ENDS = ("ไหม", "มั้ย", "หรือเปล่า", "รึเปล่า", "หรือยัง")
"""A question that ends between the halves parts them: "มีเด็กที่ … มั้ย ชื่ออะไร" asks for no child's name."""
LONG_PHRASE = 10
"""A cue phrase of so many letters is itself wherever it stands; segmentation may have cut its edge otherwise."""


class Mask:
    """How much the letters of a squeezed text count as subject words: 1.0 unless a cue, code or office has them."""

    def __init__(self, length: int) -> None:
        self._weights = [1.0] * length

    def mark(self, spans: Iterable[tuple[int, int]], weight: float) -> None:
        """Let the letters of `spans` count no more than `weight`."""
        for start, end in spans:
            for place in range(start, end):
                self._weights[place] = min(self._weights[place], weight)

    def weight(self, start: int, end: int) -> float:
        """The weight of a word: the heaviest of its letters, so that a cue inside a longer word does not erase it."""
        return max(self._weights[start:end], default=1.0)


def word_starts(
    spans: Sequence[tuple[str, int]], text: str, filler: Container[str] = (), known: Container[str] = ()
) -> dict[int, int]:
    """Where words begin in the text without spaces → where the piece of text begins that the word is cut from.

    The two differ in a name that opens with a filler word: "เป็นต้นแบบ" is one, and ต้นแบบ begins a word in it.
    """
    starts: dict[int, int] = {}
    for word, place in squeezed_spans(spans, text):
        starts[place] = place
        for cut in range(2, len(word) - 2):
            if word[:cut] in filler and word[cut:] in known:
                starts[place + cut] = place
    return starts


def at_word(phrase: str, squeezed: str, starts: Container[int]) -> int:
    """Where a phrase begins that begins a word, -1 when it does not: "เบอร์" is not in "ไซเบอร์".

    A phrase may have two halves, "คะแนน…เท่าไ": the second then stands soon after the first.
    """
    if "…" in phrase:
        phrase, _, rest = phrase.partition("…")
        between, second, _ = squeezed.partition(phrase)[2][: FARTHEST_HALF + len(rest)].partition(rest)
        if not second or any(end in between for end in QUESTION_ENDS):
            return -1
    place = squeezed.find(phrase)
    while place >= 0 and place not in starts and len(phrase) < LONG_PHRASE:
        place = squeezed.find(phrase, place + 1)
    return place


def squeezed_spans(spans: Iterable[tuple[str, int]], text: str) -> list[tuple[str, int]]:
    """Words of a normalised text with their places in the text without spaces."""
    return [(word, place - text.count(" ", 0, place)) for word, place in spans]
