"""Gunicorn's settings for a Procfile: those of `bot.serving`, from the environment."""

from __future__ import annotations

import sys

from bot.errors import BotError
from bot.serving import gunicorn_settings, say_what_is_on
from bot.settings import Settings

try:
    settings = Settings.from_environment()
    globals().update(gunicorn_settings(settings))
    say_what_is_on(settings)
except BotError as fault:
    sys.stderr.write(f"krutham: {fault}\n")
    sys.exit(2)
