"""Who may come in: browsers on this machine, showing the local LINE's own page, and the bot itself."""

from __future__ import annotations

import ipaddress

from flask import Request, abort

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


def is_this_machine(name: str) -> bool:
    """Whether a host name or address can only mean the machine it is used on."""
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return name.lower() == "localhost"


def admit(request: Request) -> None:
    """Let a request in, or refuse it with 404: to all others the local LINE does not exist.

    The peer has to be this machine; so has the name it asked for, or any web page could reach us under a name of its
    own that leads here; nothing may have been passed on by a proxy; and only our own page may send anything.
    """
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    at_home = is_this_machine(request.remote_addr or "") and is_this_machine(host)
    passed_on = any(name in request.headers for name in FORWARDED)
    stranger = request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")
    navigates = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
    if not at_home or passed_on or (stranger and not navigates):
        abort(404)
