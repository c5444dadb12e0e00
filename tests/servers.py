"""Real servers for tests: `krutham serve` in a process of its own, and PostgreSQL."""

from __future__ import annotations

import atexit
import http.client
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import psycopg

from knowledge.index import ensure_index
from tests.webhooks import SECRET, body_of, signature

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "knowledge" / "reports" / "kamphaengphet-2566-2"


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@lru_cache(maxsize=1)
def index_built_once() -> Path:
    """The packaged report's index, built once for all servers of a test run: building takes seconds."""
    folder = Path(tempfile.mkdtemp(prefix="krutham-index-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return ensure_index(REPORT, folder)


class BotServer:
    """`krutham serve` as a process of its own; its log is in `log`."""

    def __init__(self, data: Path, line_url: str, **settings: str) -> None:
        self.port = free_port()
        self.data = data
        self.log = data.parent / f"{data.name}-{self.port}.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")},
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": "the-channel-access-token",
            "LINE_API_BASE": line_url,
            "KRUTHAM_DATA": str(data),
            "KRUTHAM_HOST": "127.0.0.1",
            "KRUTHAM_ADMIN_TOKEN": "an-admin-token-for-tests",
            "PORT": str(self.port),
            **settings,
        }
        self.command = [sys.executable, "-m", "bot.cli", "serve"]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, seconds: float = 60.0) -> BotServer:
        """Start it and wait until it is ready."""
        if self.data.is_dir() and "KRUTHAM_INDEX" not in self.environment and "KRUTHAM_REPORT" not in self.environment:
            shutil.copy(index_built_once(), self.data)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            try:
                if self.get("/readyz")[0] == 200:
                    return self
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"krutham serve did not get ready:\n{self.log.read_text()[-3000:]}")

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """Status and body of a GET."""
        return self.request("GET", path, b"", headers or {})

    def post(self, *events: object, secret: str = SECRET) -> int:
        """Send a signed webhook with `events`; returns the status."""
        body = body_of(*events)
        return self.request("POST", "/callback", body, {"X-Line-Signature": signature(body, secret)})[0]

    def request(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Status and body of any request, on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def worker_pid(self) -> int:
        """The process that serves: gunicorn's one child."""
        assert self.process is not None
        pid = self.process.pid
        return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])

    def kill(self) -> None:
        """End it and everything it started, at once, as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)

    def stop(self, seconds: float = 12.0) -> int:
        """Ask it to end; returns its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        finally:
            self.kill()


def postgres_programs() -> Path | None:
    """The folder of PostgreSQL's server programs, where it is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


class PostgresServer:
    """A PostgreSQL server of the tests' own, on a port of its own, run by a user that is not root."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        # Not under pytest's folder: that is closed to the user the server runs as.
        self.folder = Path(tempfile.mkdtemp(prefix="krutham-postgres-"))
        self.port = free_port()
        self._user: str | None = None
        if os.geteuid() == 0:
            names = {entry.pw_name for entry in pwd.getpwall()}
            self._user = "postgres" if "postgres" in names else "nobody"
            shutil.chown(self.folder, self._user)
        self._run(
            "initdb", "-D", str(self.folder / "data"), "-U", "krutham", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"
        )

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._programs / program), *arguments],
            check=True, user=self._user, cwd=self.folder, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, timeout=60,
        )  # fmt: skip

    def start(self) -> PostgresServer:
        """Start it and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync=off -c max_connections=60"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-l", log, "-w", "-o", options, "start")
        return self

    def stop(self) -> None:
        """Stop it, cutting every connection."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def remove(self) -> None:
        """Stop it for good."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_database(self) -> str:
        """The address of a fresh, empty database."""
        name = f"test_{secrets.token_hex(6)}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
        return self._address(name)

    def _address(self, database: str) -> str:
        return f"postgresql://krutham@127.0.0.1:{self.port}/{database}"
