"""Where the process starts: `gunicorn --config python:bot.gunicorn_conf bot.wsgi:app`."""

from __future__ import annotations

import sys

from bot.app import create_app
from bot.errors import BotError
from bot.settings import Settings
from knowledge.errors import KnowledgeError

try:
    app = create_app(Settings.from_environment())
except (BotError, KnowledgeError) as fault:
    sys.stderr.write(f"krutham: {fault}\n")
    sys.exit(2)
