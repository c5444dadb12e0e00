"""The benchmark runs and prints its table; how fast anything is depends on the machine and is no test."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.servers import ROOT
from tools.bench.others import OTHERS, Corpus
from tools.bench.questions import answerable, graded

TEXTS = ("ครูเป็นหนี้สหกรณ์จำนวนมาก แก้ไขปัญหาหนี้สินครู", "นักเรียนพิการเรียนรวมไม่ได้", "เด็กออกกลางคันกลับเข้าสู่ระบบ")


def test_the_quick_bench_prints_its_table() -> None:
    """One row for each system whose library is installed, then the figures beside the table."""
    command = [sys.executable, "-m", "tools.bench", "--quick"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)

    assert ended.returncode == 0, ended.stderr
    for told in (
        "| system ",
        "| SQLite FTS5 trigram ",
        "| KruTham, the engine ",
        "| KruTham, text to LINE messages ",
        "reports loaded and one asked",
        "- `krutham serve`: ",
        "- `krutham ask`, cold",
        "load average",
    ):
        assert told in ended.stdout
    assert all(f"| {system} " in ended.stdout or "Left out" in ended.stdout for system in OTHERS)


def test_only_first_questions_that_the_report_answers_are_asked() -> None:
    """Follow-ups lean on a turn that the others know nothing of."""
    golds = answerable()

    assert len(golds) > 200
    assert all(gold.outcome == "answer" and gold.fp for gold in golds)
    assert len({(gold.id, gold.user) for gold in golds}) == len(golds)


@pytest.mark.parametrize("system", [name for name in OTHERS if "FTS5" in name or "rapidfuzz" in name])
def test_the_others_find_what_is_said_in_the_same_words(system: str) -> None:
    """A comparison with engines that are set up wrongly would prove nothing."""
    corpus = Corpus(TEXTS, ("5.3", "3.3", "3.1"), TEXTS, ("5.3", "3.3", "3.1"))

    assert OTHERS[system](corpus)("นักเรียนพิการเรียนรวมไม่ได้")[0] == "3.3"


def test_grading_counts_line_topic_and_strings_apart() -> None:
    """The right topic with the wrong passage is worth one of three."""
    gold = next(one for one in answerable() if one.must and one.line)
    right = {"focus_point": gold.fp[0], "lines": [gold.line, gold.line], "text": " ".join(gold.must)}
    near = {"focus_point": gold.fp[0], "lines": [1, 1], "text": ""}
    quality = graded([gold, gold], [right, near])

    assert (quality.focus_point, quality.passage, quality.must, quality.must_asked) == (2, 1, 1, 2)
