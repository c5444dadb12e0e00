"""`krutham qr`: codes that open the chat with the question typed in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from bot import cli


def test_png_and_svg_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both files are there, named after the question, and the address is said."""
    code = cli.main(["qr", "1.3", "--out", str(tmp_path), "--basic-id", "@krutham"])

    assert code == 0
    with Image.open(tmp_path / "qr-1.3.png") as image:
        assert image.size[0] > 200
    assert "<svg" in (tmp_path / "qr-1.3.svg").read_text(encoding="utf-8")
    assert "https://line.me/R/oaMessage/%40krutham/?1.3" in capsys.readouterr().out


def test_thai_questions_keep_their_name(tmp_path: Path) -> None:
    """Thai letters and marks stay in the file's name."""
    assert cli.main(["qr", "ครูเป็นหนี้", "ทำไงดี", "--out", str(tmp_path), "--basic-id", "@k"]) == 0
    assert (tmp_path / "qr-ครูเป็นหนี้-ทำไงดี.png").is_file()


def test_what_cannot_be_done_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No account, too long a question, a folder that is a file."""
    monkeypatch.delenv("LINE_BASIC_ID", raising=False)
    assert cli.main(["qr", "1.3", "--out", str(tmp_path)]) == 2
    assert "LINE_BASIC_ID" in capsys.readouterr().err
    assert cli.main(["qr", "ก" * 200, "--basic-id", "@k", "--out", str(tmp_path)]) == 2
    assert "too long" in capsys.readouterr().err
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert cli.main(["qr", "1.3", "--basic-id", "@k", "--out", str(tmp_path / "file")]) == 2
    assert "--out" in capsys.readouterr().err
