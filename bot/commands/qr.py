"""`krutham qr TEXT`: a QR code that opens the chat with the question typed in, to print beside a table or on a wall."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any


def register(subcommands: Any) -> None:
    """Add `krutham qr`."""
    parser = subcommands.add_parser("qr", help="a QR code that opens the chat with a question typed in")
    parser.add_argument("text", nargs="+", metavar="TEXT", help='what to type, as in: krutham qr "1.3"')
    parser.add_argument("--out", metavar="DIR", type=Path, default=Path(), help="where to write (default: here)")
    parser.add_argument("--basic-id", metavar="@ID", help="the account's @id (default: LINE_BASIC_ID)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the code as PNG and SVG and say where it leads."""
    import segno

    from bot.errors import InputError, StartError
    from bot.settings import Settings
    from handlers.messages.limits import URI
    from handlers.messages.places import chat_url

    text = " ".join(arguments.text)
    account = arguments.basic_id or Settings.from_environment(serving=False).basic_id
    if not account:
        raise InputError("the account's @id is not known; set LINE_BASIC_ID or give --basic-id @…")
    address = chat_url(account, text)
    if len(address) > URI:
        raise InputError(f"the question is too long for a code ({len(text)} letters); about 100 Thai letters fit")
    code = segno.make(address, error="m", micro=False)
    stem = "qr-" + (re.sub(r"[^\w.\u0e00-\u0e7f]+", "-", text).strip("-.") or "chat")[:60]
    try:
        arguments.out.mkdir(parents=True, exist_ok=True)
        for suffix, scale in ((".png", 12), (".svg", 4)):
            path = arguments.out / f"{stem}{suffix}"
            code.save(str(path), scale=scale, border=4)
            print(path)
    except OSError as fault:
        raise StartError(f"cannot write to {arguments.out}: {fault}; choose another folder with --out") from fault
    print(address)
    return 0
