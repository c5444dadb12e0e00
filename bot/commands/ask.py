"""`krutham ask`: the conversation without LINE, for people (TEXT) and for programs (--jsonl)."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

from handlers.desk import Desk, Reply


def register(subcommands: Any) -> None:
    """Add `krutham ask`."""
    parser = subcommands.add_parser("ask", help="ask from the terminal")
    parser.add_argument("text", nargs="*", metavar="TEXT", help="the question")
    parser.add_argument("--jsonl", action="store_true", help='read lines {"user": …, "text": …}, write one line each')
    parser.add_argument("--index", metavar="FILE", help="an index built with `krutham index` (or KRUTHAM_INDEX)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Answer the question, or every line of standard input."""
    from bot.errors import InputError
    from bot.opening import open_desk
    from bot.settings import Settings
    from bot.storage.memory import MemoryStore

    text = " ".join(arguments.text)
    if not arguments.jsonl and not text:
        raise InputError('nothing to ask; type the question, as in: krutham ask "ครูเป็นหนี้ทำไงดี", or use --jsonl')
    settings = Settings.from_environment(index=arguments.index, serving=False)
    desk = open_desk(settings, MemoryStore(now_ms=_now_ms), _now_ms)
    if arguments.jsonl:
        _answer_lines(sys.stdin.buffer, desk)
    else:
        _answer_one(text, desk)
    return 0


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _answer_one(text: str, desk: Desk) -> None:
    from bot.readable import as_on_the_phone
    from handlers.routes import respond

    print(as_on_the_phone(respond(text_event("terminal", text, 1, desk.now_ms()), desk).messages))


def _answer_lines(lines: Iterable[bytes], desk: Desk) -> None:
    for answered in answers(lines, desk):
        # Bytes, so that Thai goes out as UTF-8 whatever the terminal's locale is.
        sys.stdout.buffer.write(json.dumps(answered, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        sys.stdout.buffer.flush()


def answers(lines: Iterable[bytes], desk: Desk) -> Iterator[dict[str, Any]]:
    """One object for each line, in order, as soon as it is known; `{"error": …}` for a line that cannot be read."""
    for number, line in enumerate(lines, 1):
        question = _read_question(line)
        if isinstance(question, str):
            yield {"error": f"line {number}: {question}"}
        else:
            yield _answer(*question, number, desk)


def _read_question(line: bytes) -> tuple[str, str] | str:
    """The user and the text of one line, or what is wrong with it."""
    try:
        read = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        return f"not JSON in UTF-8 ({fault})"
    if not isinstance(read, dict):
        return f'an object {{"user": …, "text": …}} is needed, not {type(read).__name__}'
    user, text = read.get("user"), read.get("text")
    if not isinstance(user, str) or not isinstance(text, str):
        return 'both "user" and "text" have to be strings'
    return user, text


def _answer(user: str, text: str, number: int, desk: Desk) -> dict[str, Any]:
    from handlers.routes import respond

    began = time.perf_counter()
    reply = respond(text_event(user, text, number, desk.now_ms()), desk)
    elapsed_ms = round((time.perf_counter() - began) * 1000, 3)
    return {"user": user, "text": text, **facts(reply), "elapsed_ms": elapsed_ms}


def facts(reply: Reply) -> dict[str, Any]:
    """What a program wants to know of a reply: outcome, where the answer stands, and the messages themselves."""
    answer = reply.answer
    citations = answer.citations if answer else ()
    return {
        "outcome": reply.outcome or (answer.outcome if answer else "smalltalk"),
        "focus_points": list(answer.focus_points[:5]) if answer else [],
        "section": answer.section if answer else None,
        "agency": answer.agency if answer else None,
        "level": answer.level if answer else None,
        "citations": [
            {"focus_point": at.focus_point, "section": at.section, "marker": at.marker, "lines": list(at.lines)}
            for at in citations
        ],
        "messages": list(reply.messages),
    }


def text_event(user: str, text: str, number: int, now_ms: int) -> dict[str, Any]:
    """The webhook event LINE would send for `text` typed by `user` in a one-on-one chat."""
    return {
        "type": "message",
        "mode": "active",
        "timestamp": now_ms,
        "source": {"type": "user", "userId": user},
        "webhookEventId": f"terminal-{number}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"terminal-{number}",
        "message": {"type": "text", "id": f"terminal-{number}", "quoteToken": "terminal", "text": text},
    }
