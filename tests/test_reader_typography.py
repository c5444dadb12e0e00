"""Where lines of Thai may end, and where corrections of the scan are shown."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reader.original import Original, open_original
from bot.reader.shown import Shown, address
from bot.reader.typography import CANNOT_END, NO_BREAK_SPACE, Typesetter
from bot.settings import Settings
from knowledge.engine import Engine
from knowledge.models import Correction, Passage
from knowledge.words import Segmenter

LONGEST_RUN = 40
"""Letters a narrow phone shows in one line; a longer run without a break would stick out."""


@pytest.fixture(scope="module")
def typesetter(engine: Engine) -> Typesetter:
    """The typesetter with the report's own words."""
    return Typesetter(engine.segmenter)


@pytest.fixture(scope="module")
def original(engine: Engine) -> Original:
    """The packaged report's original."""
    return open_original(Settings.from_environment({}, serving=False), engine.report)


def pieces(markup: str) -> list[str]:
    """What stands between two places where a line may end."""
    return [unescape(re.sub("<[^>]+>", "", piece)) for piece in re.split("<wbr>|<br>", markup)]


def test_nothing_of_the_report_is_lost_or_torn(typesetter: Typesetter, engine: Engine) -> None:
    """Without the breaks a text is itself again; no letter is parted from its vowels and marks; no run is endless."""
    for passage in engine.report.passages:
        for text in (passage.text, passage.remedy):
            parts = pieces(typesetter.set(text))
            assert "".join(parts).replace(NO_BREAK_SPACE, " ") == text.replace("\n", "").replace(NO_BREAK_SPACE, " ")
            for part in parts[1:]:
                assert not re.match("[ะ-ฺๅ-๎]", part), (passage.id, part)
            for part in parts[:-1]:
                assert not CANNOT_END.match(part[-1:]), (passage.id, part)
            assert max(map(len, parts), default=0) <= LONGEST_RUN or passage.links, passage.id


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("ครูจำนวน 317 คน", "317\u00a0คน"),
        ("โรงเรียนต่าง ๆ ในเขต 1", "ต่าง\u00a0ๆ"),
        ("สังกัดเขต 1", "เขต\u00a01"),
        ("คิดเป็นร้อยละ 100", "ร้อยละ\u00a0100"),
        ("สถานศึกษามีแนวทาง", "สถานศึกษา"),
        ("สพฐ./สอศ./สป.", "สอศ."),
    ],
)
def test_what_belongs_together_stays_on_one_line(typesetter: Typesetter, text: str, together: str) -> None:
    """A figure and its unit, ๆ and its word, a word and an abbreviation are not parted."""
    assert any(together in piece for piece in pieces(typesetter.set(text)))


@given(st.text(alphabet="กขครสนมเแโใไะาิีึืุู่้๊๋์ำๆฯ <&>\"'\n\tabc019().,/", max_size=60))
def test_any_text_comes_out_whole_and_escaped(text: str) -> None:
    """Whatever is set, only our own tags are markup, and the text is all there."""
    markup = str(Typesetter(SEGMENTER).set(text))
    assert "".join(pieces(markup)).replace(NO_BREAK_SPACE, " ") == text.replace("\n", "")
    assert set(re.findall("<[^>]*>", markup)) <= {'<span class="t">', "</span>", "<wbr>", "<br>"}


SEGMENTER = Segmenter()


def test_every_correction_in_a_passage_is_shown_where_it_was_made(engine: Engine, original: Original) -> None:
    """Each correction on a passage's lines is marked in its text, its remedy or a cell; headings' are listed below."""
    seen = set()
    for passage in engine.report.passages:
        for text in (passage.text, passage.remedy, *(value for _, value in passage.cells)):
            for start, end, correction in original.corrected(passage, text):
                assert "".join(text[start:end].split()) == "".join(correction.right.split())
                seen.add(correction)
    in_passages = {
        correction
        for passage in engine.report.passages
        for correction in original.corrections(passage.first_line, passage.last_line)
        if correction.right and passage.first_line == passage.last_line
    }
    assert in_passages <= seen
    assert len(seen) > 0.9 * len(engine.report.corrections)


def test_the_same_word_printed_rightly_is_not_marked(engine: Engine) -> None:
    """Only the place that was wrong in the scan is marked, not the same word two clauses on."""
    passage = Passage("1.1/p", "1.1", "progress", "item", "", "เยียวยา ฟื้นฟู และเร่งฟื้นฟู", 1, 1)
    correction = Correction(1, "พันฟู", "ฟื้นฟู", "พ และ น แทน ฟ และ ื้น")
    report = replace(engine.report, corrections=(correction,), passages=(passage,))
    original = Original(report, ["เยียวยา ฟื้นฟู และเร่งพันฟู"])
    assert [start for start, _, _ in original.corrected(passage, passage.text)] == [passage.text.rindex("ฟื้นฟู")]


def test_the_original_shows_what_was_scanned(engine: Engine, original: Original, typesetter: Typesetter) -> None:
    """A line as received has its wrong word marked and says how it is read."""
    correction = engine.report.corrections[0]
    markup = Shown(typesetter, original).as_received(correction.line)
    assert '<mark class="wrong"' in markup
    assert correction.wrong in "".join(pieces(markup))
    assert correction.right in unescape(markup)


@pytest.mark.parametrize(
    ("printed", "opened"),
    [
        ("https://td.moe.go.th", "https://td.moe.go.th"),
        ("www.kpt1.go.th", "http://www.kpt1.go.th"),
        ("EDU.nfekpp.com", "http://EDU.nfekpp.com"),
        ('www.a.com/"><script>', "http://www.a.com/%22%3E%3Cscript%3E"),
    ],
)
def test_printed_addresses_become_ones_a_browser_opens(printed: str, opened: str) -> None:
    """An address without a scheme gets one; nothing in it can leave its attribute."""
    assert address(printed) == opened
