"""`krutham eval FILE…`: the quality figures on question sets, and the misses."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from handlers.desk import Desk
from knowledge.models import Answer


def register(subcommands: Any) -> None:
    """Add `krutham eval`."""
    parser = subcommands.add_parser("eval", help="quality figures on question sets, and the misses")
    parser.add_argument("files", nargs="+", metavar="FILE", help="question sets, JSON Lines")
    parser.add_argument("--index", metavar="FILE", help="an index built with `krutham index` (or KRUTHAM_INDEX)")
    parser.add_argument("--quiet", action="store_true", help="figures only, without the misses")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask every question as its user would, and print the misses, how sure is how right, and the figures."""
    from bot.errors import InputError
    from bot.opening import open_desk
    from bot.settings import Settings
    from bot.storage.memory import MemoryStore
    from knowledge import evaluate

    settings = Settings.from_environment(index=arguments.index, serving=False)
    desk = open_desk(settings, MemoryStore(_now_ms), _now_ms)
    everything = []
    for file in map(Path, arguments.files):
        try:
            golds = evaluate.read_gold([file])
        except (OSError, ValueError) as fault:
            raise InputError(f"the question set {file} cannot be read: {fault}") from fault
        graded = evaluate.grade(desk.engine, golds, lambda answer: as_shown(answer, desk))
        everything.append((file, graded))
        if not arguments.quiet:
            print("\n".join(evaluate.misses(graded)))
    for file, graded in everything:
        if graded:
            print(evaluate.table(graded, str(file)))
            print("  confidence   questions   right")
            for low, high, count, right in evaluate.reliability(graded):
                print(f"  {low:.1f} – {high:.1f}   {count:9d}   {right:.2f}")
    return 0


def as_shown(answer: Answer, desk: Desk) -> str:
    """What a person reads of the first reply: the messages themselves, not the buttons below them."""
    from bot.commands.ask import text_event
    from bot.readable import as_on_the_phone
    from handlers.conversation import answer_reply

    reply = answer_reply(answer, "", text_event("", "", 1, desk.now_ms()), desk)
    return as_on_the_phone([{**message, "quickReply": {}} for message in reply.messages])


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
