"""A stand-in for LINE's Messaging API on this machine, as strict as the real one where it matters.

It judges replies by the rules of the local LINE (`bot.local_line.reply_rules`), and faults can be ordered.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bot.local_line.reply_rules import ReplyRefusedError, ReplyRules, new_token, sent_messages


@dataclass(frozen=True)
class Sent:
    """One reply that LINE accepted."""

    token: str
    messages: list[dict[str, Any]]
    at: float
    body_bytes: int


@dataclass(frozen=True)
class Fault:
    """What to do wrong with the next call: answer `status`, after `seconds`, perhaps having `landed` the reply.

    `said` is LINE's message; `cut` closes the connection instead of answering, `broken` sends a body that ends early.
    """

    status: int = 200
    said: str = ""
    seconds: float = 0.0
    landed: bool = False
    cut: bool = False
    broken: bool = False


RATE = Fault(429, "The API rate limit has been exceeded. Try again later.")
QUOTA = Fault(429, "You have reached your monthly limit.")
DOWN = Fault(500, "Internal server error")
DOWN_BUT_LANDED = Fault(500, "Internal server error", landed=True)
CUT = Fault(cut=True)
CUT_BUT_LANDED = Fault(cut=True, landed=True)
BROKEN_BUT_LANDED = Fault(landed=True, broken=True)


@dataclass
class LoopbackLine:
    """The running stand-in. `sent` are the accepted replies in order, `refused` what was refused and why."""

    token: str = "the-channel-access-token"
    check_limits: bool = True
    sent: list[Sent] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    always: Fault | None = None
    calls: int = 0

    def __post_init__(self) -> None:
        self._rules = ReplyRules(self.token, check_limits=self.check_limits)
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.line = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """What LINE_API_BASE has to be."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> LoopbackLine:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def reset(self) -> None:
        """Forget what was sent and ordered."""
        with self._lock:
            self.sent.clear()
            self.refused.clear()
            self.faults.clear()
            self.always = None
            self.calls = 0

    def wait_for(self, count: int, seconds: float = 10.0) -> list[Sent]:
        """The accepted replies once there are `count` of them; what there is when `seconds` are over."""
        with self._changed:
            self._changed.wait_for(lambda: len(self.sent) >= count, seconds)
            return list(self.sent)

    def reply_to(self, token: str, seconds: float = 10.0) -> Sent:
        """The reply sent with `token`. Raises AssertionError when there is none in time."""
        with self._changed:
            self._changed.wait_for(lambda: any(sent.token == token for sent in self.sent), seconds)
            found = [sent for sent in self.sent if sent.token == token]
        assert found, f"no reply with token {token}; refused: {self.refused}"
        return found[0]

    # ------------------------------------------------------------ what the platform does

    def next_fault(self) -> Fault | None:
        """The fault ordered for this call."""
        with self._lock:
            self.calls += 1
            return self.faults.popleft() if self.faults else self.always

    def accept(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        """LINE's answer to one reply call: status and body."""
        try:
            token, messages = self._rules.take(body, headers)
        except ReplyRefusedError as refusal:
            with self._lock:
                self.refused.append((refusal.status, json.dumps(refusal.body)))
            return refusal.status, refusal.body
        with self._changed:
            self.sent.append(Sent(token, messages, time.time(), len(body)))
            self._changed.notify_all()
        return 200, sent_messages(messages)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512
    line: LoopbackLine

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        line = self.server.line
        if self.path == "/v2/bot/chat/loading/start":
            self._answer(202, {})
            return
        if self.path != "/v2/bot/message/reply":
            self._answer(404, {"message": "Not found"})
            return
        fault = line.next_fault()
        if fault is None:
            self._answer(*line.accept(body, self.headers))
            return
        time.sleep(fault.seconds)
        status, answer = 200, {}
        if fault.landed or (fault.status == 200 and not fault.cut):
            status, answer = line.accept(body, self.headers)
        if fault.cut:
            self.close_connection = True
            return
        if status == 200 and fault.status != 200:
            status, answer = fault.status, {"message": fault.said}
        self._answer(status, answer, broken=fault.broken)

    def _answer(self, status: int, answer: dict[str, Any], broken: bool = False) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("X-Line-Request-Id", secrets.token_hex(8))
        self.send_header("Content-Length", str(len(body) + (100 if broken else 0)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = self.close_connection or broken

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


__all__ = ["LoopbackLine", "new_token"]


if __name__ == "__main__":
    # As a process of its own, for the load table: prints its address, then what it has seen for each line read.
    import sys

    with LoopbackLine(check_limits=False) as running:
        print(running.url, flush=True)
        for _ in sys.stdin:
            tokens = {sent.token: sent.at for sent in list(running.sent)}
            print(json.dumps({"replies": len(running.sent), "calls": running.calls, "at": tokens}), flush=True)
