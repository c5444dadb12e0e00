"""`krutham eval FILE…`: the quality figures on question sets, and the misses."""

from __future__ import annotations

import argparse
from typing import Any


def register(subcommands: Any) -> None:
    """Add `krutham eval`; its options beyond the common ones are those of `knowledge.evaluate`."""
    parser = subcommands.add_parser("eval", help="quality figures on question sets, and the misses")
    parser.add_argument("files", nargs="*", metavar="FILE", help="question sets, JSON Lines")
    parser.add_argument("--index", metavar="FILE", help="an index built with `krutham index` (or KRUTHAM_INDEX)")
    parser.add_argument("options", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Hand the question sets to the evaluation with an opened engine."""
    from bot.opening import open_engine
    from bot.settings import Settings
    from knowledge import evaluate

    engine = open_engine(Settings.from_environment(index=arguments.index, serving=False))
    return int(evaluate.main([*arguments.files, *arguments.options], engine))
