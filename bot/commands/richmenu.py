"""`krutham richmenu build|push|remove`: draw the rich menu, put it at LINE, take it away."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from bot.settings import Settings


def register(subcommands: Any) -> None:
    """Add `krutham richmenu`."""
    parser = subcommands.add_parser("richmenu", help="draw the rich menu, put it at LINE, take it away")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    build = acts.add_parser("build", help="draw the tabs as PNG files, with the menu objects beside them as JSON")
    build.add_argument("--out", metavar="DIR", type=Path, help="where to write (default: richmenu under KRUTHAM_DATA)")
    build.set_defaults(run=run_build)
    acts.add_parser("push", help="create, upload, alias and set; nothing where it already stands").set_defaults(
        run=run_push
    )
    acts.add_parser("remove", help="take every menu of ours away").set_defaults(run=run_remove)


def run_build(arguments: argparse.Namespace) -> int:
    """Write one PNG and one JSON file a tab."""
    from bot.errors import StartError
    from bot.opening import open_engine
    from bot.richmenu.drawing import draw
    from bot.richmenu.layout import menu_object
    from handlers.menu_tabs import tabs_for

    settings = Settings.from_environment(serving=False)
    folder = arguments.out or settings.data / "richmenu"
    tabs = tabs_for(open_engine(settings).report)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for tab in tabs:
            picture = draw(tab, tabs)
            (folder / f"{tab.role}.png").write_bytes(picture)
            menu = json.dumps(menu_object(tab, tabs), ensure_ascii=False, indent=2)
            (folder / f"{tab.role}.json").write_text(menu + "\n", encoding="utf-8")
            print(f"{folder / tab.role}.png  {len(picture):,} bytes")
    except OSError as fault:
        raise StartError(f"cannot write to {folder}: {fault}; choose another folder with --out") from fault
    return 0


def run_push(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - every command takes them
    """Put the menu at LINE."""
    from bot.opening import open_engine
    from bot.richmenu.drawing import draw
    from handlers.menu_tabs import tabs_for

    settings, publisher = _publisher()
    tabs = tabs_for(open_engine(settings).report)
    publisher.push(tabs, lambda tab: draw(tab, tabs))
    print("the rich menu stands")
    return 0


def run_remove(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - every command takes them
    """Take the menu away."""
    _publisher()[1].remove()
    print("no rich menu of ours is left")
    return 0


def _publisher() -> tuple[Settings, Any]:
    """The settings and who publishes with them; needs a channel access token."""
    from bot.errors import InputError
    from bot.richmenu.publish import Publisher

    settings = Settings.from_environment()
    if not settings.line_token:
        raise InputError("LINE_CHANNEL_ACCESS_TOKEN is not set; take it from the channel's page in LINE's console")
    return settings, Publisher(settings.line_api, settings.line_token, print)
