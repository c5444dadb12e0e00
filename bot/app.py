"""What exists: the engine, the state, the workers, and the pages in front of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Blueprint, Flask

from bot.clock import ClockDifference, SteadyClock
from bot.errors import StartError
from bot.headers import add_headers
from bot.health import GOOD, health
from bot.inbox import Inbox
from bot.line_client import LineClient
from bot.local_line import open_local_line
from bot.local_line.beside import LineOrLocal
from bot.metrics import Metrics
from bot.opening import open_desk, open_engine
from bot.reader.pages import add_reader
from bot.remembering import RememberingEngine
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.store import DatabaseStore
from bot.storage.talkers import Pseudonyms, find_pepper
from bot.webhook import webhook
from bot.worker import Tools, Workers
from handlers.desk import Desk, Engine
from handlers.menu_tabs import tabs_for

EXTENSION = "krutham"
"""Where `app.extensions` keeps the bot."""


@dataclass
class Bot:
    """One bot in one process: started after the fork, stopped before the process ends."""

    settings: Settings
    desk: Desk
    database: Database
    inbox: Inbox
    workers: Workers
    metrics: Metrics

    def start(self) -> None:
        """Begin to answer."""
        self.database.start()
        self.workers.start()

    def stop(self, patience: float = 8.0) -> None:
        """Finish what was begun and close the state."""
        self.workers.stop(patience)
        self.database.stop()


def _add_local_line(app: Flask, bot: Bot) -> None:
    """The local LINE and its phone, where the settings have it."""
    if (channel := bot.settings.local_channel) is not None:
        tabs, threads = tabs_for(bot.desk.engine.report), bot.settings.limits.http_threads
        open_local_line(app, channel.secret, channel.token, channel.url, tabs, threads)


PAGES: tuple[Callable[[Flask, Bot], None], ...] = (_add_local_line, add_reader)
"""Registration point of further pages (local LINE, reader): each is called with the app and the bot."""


def create_app(settings: Settings, engine: Engine | None = None) -> Flask:
    """The whole application, warm, but with no thread running yet: `bot_of(app).start()` begins.

    `engine` is one that is open already; without it the one the settings name is opened. Raises BotError or
    KnowledgeError with one readable line when something it needs cannot be used.
    """
    if settings.local_line or not settings.has_line:
        settings = settings.with_local_line()
    _make_folder(settings)
    metrics, clock, clock_difference = Metrics(), SteadyClock(), ClockDifference()
    limits = settings.limits
    database = Database(settings.database_url or "", readers=min(limits.workers, 10))
    database.prepare()
    pseudonyms = Pseudonyms(find_pepper(settings.pepper, settings.data, database))
    database.engine.dispose()
    answers = cast(Engine, RememberingEngine(engine or open_engine(settings)))
    desk = open_desk(settings, DatabaseStore(database, pseudonyms, clock.now_ms), clock.now_ms, answers)
    inbox = Inbox(database, metrics, clock.now_ms, limits.backlog_full)
    line = LineClient(settings.line_api, settings.line_token or "", limits.workers, metrics)
    if (local := settings.local_channel) and local.url != settings.line_api:
        line = LineOrLocal(line, LineClient(local.url, local.token, limits.workers, metrics))
    workers = Workers(Tools(inbox, desk, line, metrics, clock_difference, limits))
    bot = Bot(settings, desk, database, inbox, workers, metrics)

    app = Flask("krutham", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = limits.body_bytes
    app.extensions[EXTENSION] = bot
    add_headers(app)
    app.register_blueprint(
        webhook(settings.line_secrets, inbox, pseudonyms, metrics, clock_difference, clock.now_ms, limits.body_bytes)
    )
    app.register_blueprint(_health(bot))
    for add_page in PAGES:
        add_page(app, bot)
    return app


def bot_of(app: Flask) -> Bot:
    """The bot behind `app`."""
    bot: Bot = app.extensions[EXTENSION]
    return bot


def _health(bot: Bot) -> Blueprint:
    busy = bot.settings.limits.backlog_busy
    parts = {
        "index": lambda: GOOD if bot.desk.engine.report.focus_points else "the report holds nothing",
        "workers": lambda: GOOD if bot.workers.well else "not all threads run",
        "database": lambda: GOOD if not bot.database.gone else f"gone: {bot.database.last_fault}",
        "backlog": lambda: GOOD if bot.inbox.backlog <= busy else f"{bot.inbox.backlog} waiting",
    }
    return health(parts, frozenset({"index", "workers"}), bot.metrics, bot.settings.admin_token)


def _make_folder(settings: Settings) -> None:
    """Make KRUTHAM_DATA and see that it can be written. Raises StartError."""
    probe = settings.data / ".write-probe"
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as fault:
        raise StartError(
            f"KRUTHAM_DATA is {str(settings.data)!r}, and that cannot be written ({fault.strerror}); "
            "name a folder this user may write"
        ) from fault
