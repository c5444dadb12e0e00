"""`krutham ask`: for people and for programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

from tests.servers import ROOT

ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C"}


def krutham(*arguments: str, given: bytes = b"", **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run `krutham` with `arguments`."""
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=ROOT, env={**ENVIRONMENT, **settings}, input=given, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_person_reads_the_reply_as_on_the_phone() -> None:
    """The words of the answer, its place in the report, the buttons in brackets; Thai in any locale."""
    done = krutham("ask", "ครูเป็นหนี้ทำไงดี")

    said = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    assert "หนี้สิน" in said
    assert "รายงาน ข้อ" in said
    assert "[" in said


def test_a_program_reads_one_line_for_each_of_its_own() -> None:
    """In order, whatever a line holds; a follow-up leans on the same user's question before."""
    lines = [
        {"user": "a", "text": "เรื่องโรงเรียนคุณภาพ"},
        {"user": "b", "text": "สวัสดีค่ะ"},
        "not an object",
        {"user": "a"},
        {"user": "a", "text": "แล้วเขต 2 ล่ะ"},
        {"user": "c", "text": "พรุ่งนี้ฝนจะตกไหม"},
    ]
    given = b"\n".join(json.dumps(line).encode() for line in lines) + b"\n{broken\n\xff\n"

    done = krutham("ask", "--jsonl", given=given)

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert [set(answer) == {"error"} for answer in answers] == [False, False, True, True, False, False, True, True]
    assert [answers[n]["outcome"] for n in (0, 1, 4, 5)] == ["answer", "smalltalk", "answer", "not_found"]
    assert answers[4]["focus_points"][0] == answers[0]["focus_points"][0] == "2.9"
    first = answers[0]
    assert set(first) == {
        "user", "text", "outcome", "focus_points", "section", "agency", "level", "citations", "messages", "elapsed_ms",
    }  # fmt: skip
    assert (first["user"], first["text"]) == ("a", "เรื่องโรงเรียนคุณภาพ")
    assert set(first["citations"][0]) == {"focus_point", "section", "marker", "lines"}
    assert first["messages"][0]["type"] in ("flex", "text")
    assert 0 < first["elapsed_ms"] < 1000


def test_an_answer_is_written_as_soon_as_it_is_known() -> None:
    """A program may ask, read, and then ask again."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "ask", "--jsonl"],
        cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        for text in ("1.3", "1.1"):
            process.stdin.write(json.dumps({"user": "a", "text": text}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["focus_points"][:1] == [text]
        process.stdin.close()
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.stdout.close()


def test_nothing_to_ask_is_told_in_one_line() -> None:
    """An empty command line says how to ask."""
    done = krutham("ask")

    assert done.returncode == 2
    assert b"nothing to ask" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_leaves_is_no_fault() -> None:
    """`krutham ask --jsonl | head -1` ends quietly."""
    asks = b'{"user": "a", "text": "1.3"}\n' * 200
    done = subprocess.run(
        ["/bin/bash", "-c", f"'{sys.executable}' -m bot.cli ask --jsonl | head -1"],
        cwd=ROOT, env=ENVIRONMENT, input=asks, capture_output=True, timeout=60, check=False,
    )  # fmt: skip

    assert b"Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_asking_imports_nothing_of_the_server() -> None:
    """The terminal's first answer does not wait for Flask, SQLAlchemy or LINE's SDK."""
    program = (
        "import sys; from bot.cli import main; main(['ask', '1.3']);"
        "print([name for name in ('flask', 'sqlalchemy', 'linebot', 'alembic', 'gunicorn') if name in sys.modules])"
    )
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=ENVIRONMENT, capture_output=True, timeout=60, check=True
    )

    assert done.stdout.decode().splitlines()[-1] == "[]"
    # The figure that counts is `make bench`'s; this only keeps the order of magnitude on a busy machine.
    assert time.monotonic() - began < 15
