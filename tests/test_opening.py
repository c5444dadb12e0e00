"""The index a start needs: built in a process of its own, once, and its faults told as everywhere."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot import opening
from bot.opening import current_index
from knowledge.errors import KnowledgeError
from knowledge.index import index_is_current
from tests.reports import write_report


def test_a_missing_index_is_built_once(tmp_path: Path) -> None:
    """The second start finds it and leaves it as it is."""
    report, data = write_report(tmp_path / "report"), tmp_path / "data"
    index = current_index(report, data)
    assert index_is_current(report, index)
    built_at = index.stat().st_mtime_ns
    assert current_index(report, data) == index
    assert index.stat().st_mtime_ns == built_at


def test_a_report_that_is_none_is_told_as_everywhere(tmp_path: Path) -> None:
    """What went wrong in the other process is raised in this one, with its own words."""
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "report.txt").write_text("ไม่ใช่รายงาน", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"report\.txt"):
        current_index(tmp_path / "report", tmp_path / "data")


def test_without_another_process_it_is_built_in_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that ends the child, for its memory or otherwise, gets its index all the same."""
    monkeypatch.setattr(opening, "BUILD", "import os; os.kill(os.getpid(), 9)")
    assert sys.executable
    report = write_report(tmp_path / "report")
    assert index_is_current(report, current_index(report, tmp_path / "data"))
