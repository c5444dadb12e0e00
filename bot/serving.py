"""The serving process: gunicorn with one process and many threads, everything warm before the first request.

The application is made before the fork, so that a fault stops the start with one line; its threads begin in the worker.
"""

from __future__ import annotations

import errno
import gc
import logging
import socket
import sys
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from bot.app import bot_of, create_app
from bot.cores import settle_on_one_core
from bot.errors import StartError
from bot.logs import configure_logs
from bot.settings import Settings, loopback_of

GRACE_SECONDS = 9
"""From SIGTERM to the end; platforms kill after ten."""

SWITCH_SECONDS = 0.001


def serve(settings: Settings) -> int:
    """Serve until told to stop. Raises BotError or KnowledgeError when the start cannot go on."""
    options = gunicorn_settings(settings)
    app = create_app(settings)
    # The report stays as long as the process: no collection need look through its objects again.
    gc.collect()
    gc.freeze()
    say_what_is_on(settings)
    _Server(app, options).run()
    return 0


def gunicorn_settings(settings: Settings) -> dict[str, Any]:
    """Gunicorn's settings for ours. Raises StartError when the port cannot be listened on."""
    _refuse_unusable_port(settings)
    configure_logs(settings.log_level)
    return {
        "bind": f"{settings.host}:{settings.port}",
        "workers": 1,
        "worker_class": "gthread",
        "threads": settings.limits.http_threads,
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": GRACE_SECONDS,
        "keepalive": 75,
        "backlog": 1024,
        "loglevel": "warning",
        "logger_class": RootLogger,
        "control_socket_disable": True,
        "post_worker_init": _begin,
        "worker_exit": _end,
    }


def _begin(worker: Any) -> None:
    """The process that serves is ready: begin to answer."""
    # A thread that looks for an answer gives way to one that acknowledges a webhook five times sooner than by default.
    sys.setswitchinterval(SWITCH_SECONDS)
    bot = bot_of(worker.wsgi)
    if bot.settings.one_core:
        worker.core = settle_on_one_core()
    bot.start()


def _end(server: Any, worker: Any) -> None:  # noqa: ARG001 - gunicorn's signature
    """The process leaves: finish what was begun, give back the rest."""
    if isinstance(getattr(worker, "wsgi", None), Flask):
        bot_of(worker.wsgi).stop(patience=6.0)


class RootLogger(Logger):  # type: ignore[misc] # gunicorn ships no types
    """Gunicorn's own words go the way of all logs."""

    def setup(self, cfg: Any) -> None:
        """Leave handlers to the root logger."""
        self.cfg = cfg
        for log in (self.error_log, self.access_log):
            log.handlers[:] = []
            log.propagate = True
        self.error_log.setLevel(logging.WARNING)
        self.access_log.disabled = True


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn ships no types
    """Gunicorn without its command line."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Take our settings; ones unknown to an older gunicorn are left out."""
        for name, value in self._options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, made already."""
        return self._app


def _refuse_unusable_port(settings: Settings) -> None:
    """Raise StartError when the port is busy or not ours to take, before gunicorn tries five times."""
    where = f"{settings.host}:{settings.port}"
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
    except OSError as fault:
        busy = fault.errno == errno.EADDRINUSE
        why = "another program listens there" if busy else fault.strerror or "not an address of this machine"
        raise StartError(f"cannot listen on {where}: {why}; set PORT to a free one") from fault


def say_what_is_on(settings: Settings) -> None:
    """One line for people about each thing they have started."""
    address = f"http://{loopback_of(settings.host) or settings.host}:{settings.port}/"
    if settings.has_line:
        sys.stderr.write(f"krutham: answering LINE at {address}callback\n")
        if settings.local_line:
            asked = "on because KRUTHAM_LOCAL_LINE is set, for this machine only"
            sys.stderr.write(f"krutham: the local LINE is at {address} ({asked})\n")
    else:
        sys.stderr.write(f"krutham: no LINE channel is set; try the bot at {address} (this machine only)\n")
