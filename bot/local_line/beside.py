"""The local LINE beside a real channel: each reply goes to the one its token is from."""

from __future__ import annotations

from collections.abc import Sequence

from bot.line_client import Delivery, LineClient
from bot.local_line.reply_rules import is_local
from handlers.desk import Message


class LineOrLocal(LineClient):
    """Two clients that look like one."""

    def __init__(self, line: LineClient, local: LineClient) -> None:
        self._line = line
        self._local = local

    def reply(
        self,
        reply_token: str,
        messages: Sequence[Message],
        fallback: Sequence[Message],
        life_seconds: float,
        tried_before: bool = False,
    ) -> Delivery:
        """Send `messages` to where `reply_token` is from."""
        client = self._local if is_local(reply_token) else self._line
        return client.reply(reply_token, messages, fallback, life_seconds, tried_before)
