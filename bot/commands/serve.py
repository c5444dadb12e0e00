"""`krutham serve`: run the bot."""

from __future__ import annotations

import argparse
from typing import Any


def register(subcommands: Any) -> None:
    """Add `krutham serve`."""
    parser = subcommands.add_parser("serve", help="run the bot; settings come from the environment")
    parser.add_argument("--index", metavar="FILE", help="an index built with `krutham index` (or KRUTHAM_INDEX)")
    parser.add_argument("--port", type=int, metavar="N", help="port to listen on (or PORT; 8000)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    from bot.settings import Settings

    settings = Settings.from_environment(index=arguments.index, port=arguments.port)
    # After the settings: a fault in them is told at once, and this takes seconds.
    from bot.serving import serve

    return serve(settings)
