"""`make load`: what one small machine carries, next to a bare Flask app that only checks the signature.

Everything runs on this machine and on loopback: a stand-in for LINE, the bot as `krutham serve`, this generator. Each
row is one run; the last column of figures is the resident memory of the serving process at the end and at its start.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.servers import ROOT, BotServer, PostgresServer, free_port, postgres_programs
from tests.webhooks import SECRET, body_of, signature, text_event

QUESTIONS = (
    "ครูเป็นหนี้ทำไงดี",
    "เด็กเครียดส่งต่อใคร",
    "โรงเรียนคุณภาพมีที่ไหนบ้าง",
    "สพม ทำอะไรเรื่องความปลอดภัย",
    "1.3 ปัญหา",
    "ทวิศึกษามีกี่โรงเรียน",
    "เด็กหลุดจากระบบทำยังไง",
    "สวัสดีค่ะ",
    "ข้อเสนอแนะเรื่องเด็กพิเศษ",
    "พรุ่งนี้ฝนจะตกไหม",
)

BARE_NAME = "bare Flask, signature only, flat out"
BARE_ON_ONE_CORE = "bare Flask, held to one core, flat out"
BARE = """
import base64, hashlib, hmac
from flask import Flask, request
app = Flask("bare")
@app.post("/callback")
def callback():
    body = request.get_data()
    made = base64.b64encode(hmac.new(b"%s", body, hashlib.sha256).digest())
    good = hmac.compare_digest(made, request.headers.get("X-Line-Signature", "").encode())
    return ("", 200) if good else ("", 401)
"""


@dataclass
class Run:
    """What one run offered and what came of it. Times in seconds."""

    name: str
    seconds: float = 0.0
    offered: int = 0
    acks: list[float] = field(default_factory=list)
    refused: int = 0
    answers: list[float] = field(default_factory=list)
    lost: int = 0
    doubled: int = 0
    dropped: int = 0
    memory: tuple[float, float] = (0.0, 0.0)

    def row(self) -> str:
        """The run as one line of the table."""
        measured = "" if not self.answers else f"{part(self.answers, 50):9.0f} {part(self.answers, 99):9.0f}"
        return (
            f"{self.name:<42} {self.offered / self.seconds:8.0f} {len(self.acks) / self.seconds:8.0f}"
            f" {part(self.acks, 50):8.1f} {part(self.acks, 99):8.1f} {len(self.answers):8d} {measured or ' ' * 19}"
            f" {self.dropped:7d} {self.lost:6d} {self.doubled:7d} {self.memory[0]:6.0f}→{self.memory[1]:.0f}"
        )


HEADING = (
    f"{'':<42} {'offered':>8} {'acked':>8} {'ack p50':>8} {'ack p99':>8} {'answered':>8} {'ans p50':>9} {'ans p99':>9}"
    f" {'dropped':>7} {'lost':>6} {'doubled':>7}  memory\n"
    f"{'':<42} {'/s':>8} {'/s':>8} {'ms':>8} {'ms':>8} {'':>8} {'ms':>9} {'ms':>9} {'':>7} {'':>6} {'':>7}  MB"
)


def part(values: Sequence[float], percent: float) -> float:
    """A percentile in milliseconds."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] * 1000 if ordered else 0.0


class Line:
    """The LINE stand-in in a process of its own."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.loopback_line"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()

    def seen(self) -> dict[str, Any]:
        """Accepted replies so far."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("?\n")
        self.process.stdin.flush()
        seen: dict[str, Any] = json.loads(self.process.stdout.readline())
        return seen

    def stop(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()


class Sender:
    """Posts prepared requests on one kept-alive connection."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket = self._connect()

    def _connect(self) -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self._port), timeout=15)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def post(self, wire: bytes) -> int:
        """The status of the answer; 0 when there was none."""
        try:
            self._socket.sendall(wire)
            answer = self._socket.recv(65536)
            while b"\r\n\r\n" not in answer:
                more = self._socket.recv(65536)
                if not more:
                    raise OSError("closed")
                answer += more
            return int(answer[9:12])
        except (OSError, ValueError):
            self._socket.close()
            self._socket = self._connect()
            return 0


def wire(port: int, events: Sequence[dict[str, Any]]) -> bytes:
    """One webhook as the bytes of a request."""
    body = body_of(*events)
    head = (
        f"POST /callback HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"X-Line-Signature: {signature(body)}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def offer(run: Run, ports: Sequence[int], rate: float | None, seconds: float, threads: int) -> dict[str, float]:
    """Send questions of ever new people for `seconds`, at `rate` a second or as fast as they are acknowledged.

    Returns reply token → when it was sent, for every acknowledged question.
    """
    lock, tokens, began = threading.Lock(), {}, time.monotonic()
    turn = iter(range(10**9))

    def send(number: int) -> None:
        senders = [Sender(port) for port in ports]
        while True:
            with lock:
                count = next(turn)
            due = began + count / rate if rate else time.monotonic()
            if due - began >= seconds or time.monotonic() - began >= seconds + 20:
                return
            time.sleep(max(0.0, due - time.monotonic()))
            event = text_event(QUESTIONS[count % len(QUESTIONS)])
            which = (number + count) % len(ports)
            request = wire(ports[which], [event])
            sent, wall = time.monotonic(), time.time()
            status = senders[which].post(request)
            # Lateness of this generator counts against the bot only from the moment of sending.
            took = time.monotonic() - sent
            with lock:
                run.offered += 1
                if status == 200:
                    run.acks.append(took)
                    tokens[event["replyToken"]] = wall
                else:
                    run.refused += 1

    workers = [threading.Thread(target=send, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    run.seconds = time.monotonic() - began
    return tokens


def settle(run: Run, line: Line, tokens: dict[str, float], seconds: float) -> None:
    """Wait until all are answered or nothing more comes, and reckon."""
    until, before = time.monotonic() + seconds, -1
    while time.monotonic() < until:
        seen = line.seen()
        found = sum(token in seen["at"] for token in tokens)
        if found >= len(tokens) or (found == before and time.monotonic() > until - seconds + 6):
            break
        before = found
        time.sleep(1.0)
    at = line.seen()["at"]
    run.answers = [at[token] - sent for token, sent in tokens.items() if token in at]
    run.lost = len(tokens) - len(run.answers)
    run.doubled = line.seen()["replies"] - len(at)


def counted(server: BotServer, name: str) -> float:
    """One counter of a bot's /metrics."""
    page = server.get("/metrics", {"Authorization": "Bearer an-admin-token-for-tests"})[1].decode()
    return float(next(row.split()[1] for row in page.splitlines() if row.startswith(name + " ")))


def memory_of(server: BotServer) -> float:
    """Resident MB of the serving process (gunicorn's worker)."""
    assert server.process is not None
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    sizes = []
    for child in children:
        for row in Path(f"/proc/{child}/status").read_text().splitlines():
            if row.startswith("VmRSS"):
                sizes.append(int(row.split()[1]) / 1024)
    return max(sizes, default=0.0)


def bare(name: str, seconds: float, threads: int) -> Run:
    """The bare Flask app, as fast as it goes: as it comes, or on one core as the bot is (see bot.cores)."""
    run, port = Run(name), free_port()
    cores = os.sched_getaffinity(0)
    if name == BARE_ON_ONE_CORE:
        cores = {max(cores)}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "bare.py").write_text(BARE % SECRET)
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-k", "gthread", "--threads", "24", "-b", f"127.0.0.1:{port}",
             "--keep-alive", "75", "--log-level", "error", "bare:app"], cwd=folder,
        )  # fmt: skip
        # Before its worker begins, which inherits it.
        os.sched_setaffinity(process.pid, cores)
        try:
            _wait_for_port(port)
            offer(run, [port], None, seconds, threads)
        finally:
            process.terminate()
            process.wait()
    return run


def _wait_for_port(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)


def bot(
    name: str, rate: float | None, seconds: float, threads: int, urls: Sequence[str] = ("",), **settings: str
) -> Run:
    """One run against as many replicas as there are database addresses ("" is SQLite)."""
    run, line = Run(name), Line()
    with tempfile.TemporaryDirectory() as folder:
        servers = []
        for number, url in enumerate(urls):
            more = {"DATABASE_URL": url, "KRUTHAM_PEPPER": "the same for all replicas"} if url else {}
            more = {key: value.replace(" ", "-") if key == "KRUTHAM_PEPPER" else value for key, value in more.items()}
            servers.append(BotServer(Path(folder) / f"data{number}", line.url, **more, **settings))
        try:
            for server in servers:
                server.start()
            for server in servers:
                server.post(text_event(QUESTIONS[0]))
            time.sleep(1)
            before = max(memory_of(server) for server in servers)
            tokens = offer(run, [server.port for server in servers], rate, seconds, threads)
            settle(run, line, tokens, 60)
            run.dropped = int(sum(counted(server, "krutham_dropped_events_total") for server in servers))
            run.lost -= run.dropped
            run.memory = (before, max(memory_of(server) for server in servers))
        finally:
            for server in servers:
                server.kill()
            line.stop()
    return run


def runs(seconds: float, rate: float, only: str) -> Iterator[Run]:
    """The rows of the table whose names contain `only`."""
    # Short enough for the queue to hold all of it: what is dropped is acknowledged sooner than what is kept.
    flat_out, on_and_on = min(6.0, seconds), min(20.0, seconds)
    server: PostgresServer | None = None
    rows: list[tuple[str, float | None, float, int]] = [
        ("SQLite, one process, flat out", None, flat_out, 0),
        (f"SQLite, one process, {rate:.0f}/s", rate, seconds, 0),
        (f"PostgreSQL, two replicas, {rate:.0f}/s", rate, seconds, 2),
        ("PostgreSQL, two replicas, flat out", None, flat_out, 2),
        ("SQLite, flat out beyond the queue's bound", None, on_and_on, 0),
    ]
    for name in (BARE_NAME, BARE_ON_ONE_CORE):
        if only in name:
            yield bare(name, flat_out, 24)
    for name, pace, length, replicas in rows:
        if only not in name:
            continue
        if replicas and server is None:
            programs = postgres_programs()
            if programs is None:
                print("(PostgreSQL's server is not installed: its rows are missing)")
                return
            server = PostgresServer(programs).start()
        yield bot(name, pace, length, 24, [server.new_database()] * replicas if server and replicas else [""])
    if server is not None:
        server.remove()


def main() -> None:
    """Print the table, row by row."""
    parser = argparse.ArgumentParser(description="The load table.")
    parser.add_argument("--seconds", type=float, default=60.0, help="length of the paced runs")
    parser.add_argument("--rate", type=float, default=200.0, help="questions a second in the paced runs")
    parser.add_argument("--only", default="", help="only rows whose name contains this")
    arguments = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}; everything on this machine, generator included")
    print(HEADING, flush=True)
    for run in runs(arguments.seconds, arguments.rate, arguments.only):
        print(run.row(), flush=True)


if __name__ == "__main__":
    main()
