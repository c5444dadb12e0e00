"""`krutham index`: build the index file from a report folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def register(subcommands: Any) -> None:
    """Add `krutham index`."""
    parser = subcommands.add_parser("index", help="build the index from a report folder")
    parser.add_argument("--report", metavar="DIR", help="folder with report.txt (or KRUTHAM_REPORT; the packaged one)")
    parser.add_argument("--out", metavar="FILE", help="where to write it (or KRUTHAM_INDEX; under KRUTHAM_DATA)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Build the index and say where it is."""
    from bot.settings import Settings
    from knowledge.index import build_index

    settings = Settings.from_environment(report=arguments.report, serving=False)
    out = (
        Path(arguments.out)
        if arguments.out
        else settings.index or settings.data / f"{settings.report.name}.index.sqlite"
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    build_index(settings.report, out)
    print(out)
    return 0
