"""A stand-in for LINE's Messaging API on this machine, as strict as the real one where it matters.

It checks the Bearer token; reply tokens work once and live a minute; at most five messages; a retry key on a reply is
refused; LINE's limits are checked on the bytes received; refusals have LINE's shape. Faults can be ordered. Reply
tokens tell when they were issued (`new_token`), so that any process can make them.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN_LIFE_SECONDS = 60
LARGEST_BODY = 2 * 1024 * 1024


def new_token() -> str:
    """A reply token as of a webhook sent now."""
    return f"{time.time_ns() // 1_000_000}-{secrets.token_hex(8)}"


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
        self._used: set[str] = set()
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
        status, answer = self._judge(body, headers)
        if status != 200:
            with self._lock:
                self.refused.append((status, json.dumps(answer)))
        return status, answer

    def _judge(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        if headers.get("Authorization") != f"Bearer {self.token}":
            return 401, {"message": "Authentication failed due to the following reason: invalid token."}
        if headers.get("X-Line-Retry-Key"):
            return 400, {"message": "Retry key is not accepted on this endpoint"}
        if len(body) > LARGEST_BODY:
            return 413, {"message": "Request entity too large"}
        try:
            read = json.loads(body)
        except ValueError:
            return 400, {"message": "The request body could not be parsed as JSON"}
        messages = read.get("messages")
        if not isinstance(messages, list) or not 1 <= len(messages) <= 5:
            return 400, _invalid("messages", "Size must be between 1 and 5")
        wrong = list(faults_of(messages)) if self.check_limits else []
        if wrong:
            return 400, {
                "message": "A message (messages[0]) in the request body is invalid",
                "details": [{"property": where, "message": what} for where, what in wrong[:10]],
            }
        return self._use(str(read.get("replyToken")), messages, len(body))

    def _use(self, token: str, messages: list[dict[str, Any]], body_bytes: int) -> tuple[int, dict[str, Any]]:
        issued, _, rest = token.partition("-")
        young = issued.isdigit() and bool(rest) and time.time() - int(issued) / 1000 < TOKEN_LIFE_SECONDS
        with self._changed:
            if not young or token in self._used:
                return 400, {"message": "Invalid reply token"}
            self._used.add(token)
            self.sent.append(Sent(token, messages, time.time(), body_bytes))
            self._changed.notify_all()
        return 200, {"sentMessages": [{"id": str(time.time_ns()), "quoteToken": "q"} for _ in messages]}


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


def _invalid(where: str, what: str) -> dict[str, Any]:
    return {"message": "The request body has 1 error(s)", "details": [{"property": where, "message": what}]}


# ---------------------------------------------------------------- limits, on what was received


def faults_of(messages: list[Any]) -> Iterator[tuple[str, str]]:
    """Every documented limit that `messages` break, as (property, what is wrong)."""
    for number, message in enumerate(messages):
        at = f"messages[{number}]"
        if not isinstance(message, dict):
            yield at, "must be an object"
            continue
        kind = message.get("type")
        if kind in ("text", "textV2"):
            yield from _length(at + ".text", message.get("text"), 5000)
        elif kind == "flex":
            yield from _length(at + ".altText", message.get("altText"), 1500)
            yield from _container(at + ".contents", message.get("contents"))
        elif kind not in ("sticker", "image", "video", "audio", "location", "imagemap", "template"):
            yield at + ".type", f"unknown type {kind!r}"
        items = (message.get("quickReply") or {}).get("items", [])
        if len(items) > 13:
            yield at + ".quickReply.items", "Size must be between 1 and 13"
        for index, item in enumerate(items):
            yield from _action(f"{at}.quickReply.items[{index}].action", item.get("action"), label=20)


def _length(at: str, text: Any, most: int) -> Iterator[tuple[str, str]]:
    if not isinstance(text, str) or not text:
        yield at, "must be a non-empty string"
    elif max(len(text), len(text.encode("utf-16-le", "surrogatepass")) // 2) > most:
        yield at, f"Length must be between 1 and {most}"


def _container(at: str, container: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(container, dict) or container.get("type") not in ("bubble", "carousel"):
        yield at, "must be a bubble or a carousel"
        return
    carousel = container["type"] == "carousel"
    bubbles = container.get("contents", []) if carousel else [container]
    if not 1 <= len(bubbles) <= 12:
        yield at, "Size must be between 1 and 12"
    if carousel and len({bubble.get("size") for bubble in bubbles}) > 1:
        yield at, "all bubbles must have the same size"
    if carousel and len(json.dumps(container)) > 50 * 1024:
        yield at, "carousel JSON over 50 KB"
    for index, bubble in enumerate(bubbles):
        if len(json.dumps(bubble)) > 30 * 1024:
            yield f"{at}.contents[{index}]", "bubble JSON over 30 KB"
        for block in ("header", "hero", "body", "footer"):
            yield from _component(f"{at}.contents[{index}].{block}", bubble.get(block))


def _component(at: str, component: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(component, dict):
        return
    if component.get("action") is not None:
        yield from _action(at + ".action", component["action"], label=40)
    if component.get("type") == "text" and not component.get("contents"):
        yield from _length(at + ".text", component.get("text"), 10_000)
    if component.get("type") == "box":
        for index, child in enumerate(component.get("contents", [])):
            yield from _component(f"{at}.contents[{index}]", child)


ACTION_LIMITS = {"data": 300, "displayText": 300, "fillInText": 300, "text": 300, "uri": 1000, "clipboardText": 1000}


def _action(at: str, action: Any, label: int) -> Iterator[tuple[str, str]]:
    if not isinstance(action, dict) or not action.get("type"):
        yield at, "must be an action"
        return
    if "label" in action:
        yield from _length(at + ".label", action["label"], label)
    for name, most in ACTION_LIMITS.items():
        if name in action:
            yield from _length(f"{at}.{name}", action[name], most)


if __name__ == "__main__":
    # As a process of its own, for the load table: prints its address, then what it has seen for each line read.
    import sys

    with LoopbackLine(check_limits=False) as running:
        print(running.url, flush=True)
        for _ in sys.stdin:
            tokens = {sent.token: sent.at for sent in list(running.sent)}
            print(json.dumps({"replies": len(running.sent), "calls": running.calls, "at": tokens}), flush=True)
