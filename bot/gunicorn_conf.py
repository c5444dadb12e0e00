"""Gunicorn's settings for a Procfile: those of `bot.serving`, from the environment."""

from __future__ import annotations

import sys

from bot.errors import BotError
from bot.serving import gunicorn_settings
from bot.settings import Settings

try:
    globals().update(gunicorn_settings(Settings.from_environment()))
except BotError as fault:
    sys.stderr.write(f"krutham: {fault}\n")
    sys.exit(2)
