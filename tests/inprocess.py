"""The whole bot inside the test's own process: real app, real threads, real database, loopback LINE."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import Bot, bot_of, create_app
from bot.settings import Settings
from handlers.desk import Engine
from tests.webhooks import SECRET, body_of, signature


@dataclass
class InProcess:
    """A started bot with a way to post webhooks to it."""

    bot: Bot
    client: Any

    def post(self, *events: object, body: bytes | None = None) -> int:
        """Post a signed webhook; returns the status."""
        data = body_of(*events) if body is None else body
        headers = {"X-Line-Signature": signature(data), "Content-Type": "application/json"}
        status: int = self.client.post("/callback", data=data, headers=headers).status_code
        return status

    def counted(self, name: str, **labels: str) -> float:
        """One of the bot's counters."""
        return self.bot.metrics.registry.get_sample_value(name, labels) or 0.0


@contextmanager
def running(data: Path, line_url: str, engine: Engine, **environment: str) -> Iterator[InProcess]:
    """Start a bot on `data` and stop it in the end."""
    settings = settings_for(data, line_url, **environment)
    app = create_app(settings, engine)
    bot = bot_of(app)
    bot.start()
    try:
        yield InProcess(bot, app.test_client())
    finally:
        bot.stop(5)


def settings_for(data: Path, line_url: str, **environment: str) -> Settings:
    """Settings of a bot in a test."""
    given: Mapping[str, str] = {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "the-channel-access-token",
        "LINE_API_BASE": line_url,
        "KRUTHAM_DATA": str(data),
        "KRUTHAM_WORKERS": "4",
        **environment,
    }
    return Settings.from_environment(given)
