"""`python -m tools.bench_reader`: how long the reader's pages take, over HTTP, from a running `krutham serve`.

Every page is asked for many times over kept-alive connections, in shuffled order, then again with its ETag; and the
search box gets questions that nobody asked before. Times are from the first byte sent to the last byte read.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from tests.servers import BotServer

QUESTIONS = (
    "ครูเป็นหนี้ทำไงดี",
    "โรงเรียนคุณภาพมีที่ไหนบ้าง",
    "สพม ทำอะไรเรื่องความปลอดภัย",
    "ทวิศึกษามีกี่โรงเรียน",
    "เด็กหลุดจากระบบทำยังไง",
    "ข้อเสนอแนะเรื่องเด็กพิเศษ",
    "พรุ่งนี้ฝนจะตกไหม",
)
AROUND = ("ขอถามว่า", "อยากรู้", "ช่วยบอกหน่อย", "สอบถาม")
PACKED = {"Accept-Encoding": "gzip"}


def main() -> int:
    """Measure and print one row for each kind of request; 1 when a page's p99 is 20 ms or more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help="how often each page is asked for")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        server = BotServer(
            Path(folder) / "data", "http://127.0.0.1:9", LINE_CHANNEL_SECRET="", LINE_CHANNEL_ACCESS_TOKEN=""
        )
        server.start()
        try:
            return _measure(server.port, rounds)
        finally:
            server.kill()


def _measure(port: int, rounds: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    paths = _paths(connection)
    first = [_timed(connection, path, PACKED)[0] for path in paths]
    time.sleep(3)
    tags = {path: _timed(connection, path, PACKED)[1] for path in paths}
    order = [path for path in paths for _ in range(rounds)]
    random.Random(1).shuffle(order)
    rows = {
        "first visit": first,
        "page": [_timed(connection, path, PACKED)[0] for path in order],
        "page, not packed": [_timed(connection, path, {})[0] for path in order],
        "page, kept (304)": [_timed(connection, path, PACKED | {"If-None-Match": tags[path]})[0] for path in order],
        "search": [_timed(connection, f"/report/search?q={quote(text)}", PACKED)[0] for text in _questions(rounds * 5)],
        "original, 60 lines": [
            _timed(connection, f"/report/original/{n}-{n + 59}", PACKED)[0] for n in range(1, 1900, 10)
        ],
    }
    print(f"{'':20}{'n':>7}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}")
    for name, times in rows.items():
        print(f"{name:20}{len(times):7}{_at(times, 0.5):9.2f}{_at(times, 0.99):9.2f}{max(times):9.2f}")
    return int(_at(rows["page"], 0.99) >= 20 or _at(rows["search"], 0.99) >= 20)


def _paths(connection: http.client.HTTPConnection) -> list[str]:
    connection.request("GET", "/report/")
    contents = connection.getresponse().read().decode()
    return ["/report/", *(f"/report/{name}" for name in sorted(set(re.findall(r'href="([\w./]*\w)"', contents))))]


def _questions(count: int) -> list[str]:
    return [f"{AROUND[n % len(AROUND)]} {QUESTIONS[n % len(QUESTIONS)]} {n}" for n in range(count)]


def _timed(connection: http.client.HTTPConnection, path: str, headers: Mapping[str, str]) -> tuple[float, str]:
    """Milliseconds of one request, and the answer's ETag."""
    begun = time.perf_counter()
    connection.request("GET", path, headers=dict(headers))
    response = connection.getresponse()
    response.read()
    if response.status not in (200, 304):
        raise SystemExit(f"{path} answered {response.status}")
    return (time.perf_counter() - begun) * 1000, response.headers.get("ETag", "")


def _at(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


if __name__ == "__main__":
    sys.exit(main())
