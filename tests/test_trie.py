"""The dictionary for segmentation."""

from __future__ import annotations

from pythainlp.corpus import thai_words
from pythainlp.tokenize import newmm
from pythainlp.util import Trie

from knowledge.trie import WordTrie, dictionary

SENTENCES = (
    "ครูและบุคลากรทางการศึกษามีภาระหนี้สินมากทำให้ไม่สามารถแก้ไขปัญหาได้ทั้งหมด",
    "โรงเรียนจัดทำแผนเผชิญเหตุรับมือสถานการณ์ความไม่ปลอดภัย",
    "นักเรียนพิการเรียนรวมไม่ได้ติดต่อที่ไหน",
)


def test_the_words_that_begin_at_a_place_come_shortest_first() -> None:
    """All words that begin at the place are found, none that begins elsewhere."""
    trie = WordTrie(["ครู", "ครูใหญ่", "ใหญ่"])
    assert trie.prefixes("ครูใหญ่ใจดี") == ["ครู", "ครูใหญ่"]
    assert trie.prefixes("ครูใหญ่ใจดี", len("ครู")) == ["ใหญ่"]
    assert trie.prefixes("ไม่มี") == []


def test_a_trie_on_top_of_another_knows_the_words_of_both() -> None:
    """One report's names lie on top of the shared dictionary, each word once."""
    both = WordTrie(["ครู", "ครูถาม"], WordTrie(["ครู", "ครูใหญ่"]))
    assert "ครูถาม" in both
    assert "ครูใหญ่" in both
    assert "นักเรียน" not in both
    assert both.prefixes("ครูใหญ่") == ["ครู", "ครูใหญ่"]


def test_an_empty_trie_is_false_and_finds_nothing() -> None:
    """The segmentation asks a trie for its truth value."""
    assert not WordTrie([])
    assert WordTrie([]).prefixes("ครู") == []


def test_segmentation_is_that_of_pythainlp_with_the_same_words() -> None:
    """The small dictionary cuts as pythainlp's own, much larger one does."""
    own = Trie({word for word in thai_words() if len(word) > 1})
    for sentence in SENTENCES:
        assert newmm.segment(sentence, dictionary()) == newmm.segment(sentence, own)


def test_the_dictionary_has_everyday_words_and_no_single_letters() -> None:
    """It is the Thai word list of pythainlp."""
    assert "โรงเรียน" in dictionary()
    assert "ก" not in dictionary()
    assert len(dictionary()) > 50_000
