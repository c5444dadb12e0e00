"""The `krutham` command: its table of contents. Each subcommand is one module of `bot.commands`.

A module there offers `register(subcommands)`, which adds its parser and sets `run`, a function from the parsed
arguments to an exit code. Modules import what is heavy inside `run`, so that `krutham ask` starts at once.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from bot.errors import BotError
from knowledge.errors import KnowledgeError

COMMANDS = ("serve", "ask", "index", "eval", "lexicon", "richmenu", "qr")
"""Modules of `bot.commands`, in the order `krutham --help` lists them."""

CANNOT_GO_ON = 2
"""Exit code when something outside is wrong and one line on standard error says what and how to mend it."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = argparse.ArgumentParser(prog="krutham", description="A LINE bot that answers from one report.")
    subcommands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in COMMANDS:
        importlib.import_module(f"bot.commands.{name}").register(subcommands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `krutham` with `arguments` (default: the process's own) and return its exit code."""
    parsed = build_parser().parse_args(arguments)
    try:
        code: int = parsed.run(parsed)
        sys.stdout.flush()
    except (BotError, KnowledgeError) as fault:
        sys.stderr.write(f"krutham: {fault}\n")
        return CANNOT_GO_ON
    except BrokenPipeError:
        # The reader of our output left (`krutham ask … | head -1`): nothing more can be said, and it is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
