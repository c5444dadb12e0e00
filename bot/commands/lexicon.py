"""`krutham lexicon check`: entries of lexicon.toml that never match, clash or loop."""

from __future__ import annotations

import argparse
from typing import Any


def register(subcommands: Any) -> None:
    """Add `krutham lexicon`."""
    parser = subcommands.add_parser("lexicon", help="look after the lexicon beside the report")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    check = acts.add_parser("check", help="find entries that never match, clash or loop")
    check.add_argument("--report", metavar="DIR", help="folder with lexicon.toml (or KRUTHAM_REPORT)")
    check.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one line for each finding; 1 when there are any."""
    from bot.settings import Settings
    from knowledge.lexicon import check_lexicon, load_lexicon, searched_text
    from knowledge.parser import parse_report

    folder = Settings.from_environment(report=arguments.report, serving=False).report
    findings = check_lexicon(load_lexicon(folder / "lexicon.toml"), searched_text(parse_report(folder)))
    for finding in findings:
        print(finding)
    print(f"{len(findings)} findings")
    return 1 if findings else 0
