"""Every setting, read once from the environment, checked, typed and passed in. Nothing else reads the environment.

A start with unusable settings stops with one readable line that names all faults together. Secrets appear in no
message, log or repr.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import SettingsError

LINE_API = "https://api.line.me"
PACKAGED_REPORT = Path(__file__).resolve().parent.parent / "knowledge" / "reports" / "kamphaengphet-2566-2"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken on at once.

    `workers` threads answer events (most of their time is LINE's API answering); `http_threads` acknowledge webhooks;
    beyond `backlog_busy` waiting events a question gets a short "ask again" instead of an answer, beyond
    `backlog_full` it is dropped and counted; one person may send `user_burst` messages at once and
    `user_per_minute` in the long run; a webhook body may have `body_bytes`.
    """

    workers: int = 24
    http_threads: int = 24
    backlog_busy: int = 1_000
    backlog_full: int = 20_000
    user_burst: int = 30
    user_per_minute: int = 60
    body_bytes: int = 1_048_576


@dataclass(frozen=True, slots=True)
class LocalChannel:
    """The local LINE's throw-away credentials, and where the bot and it reach each other on this machine."""

    secret: str = field(repr=False)
    token: str = field(repr=False)
    url: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole configuration of a process. `report` is a folder with report.txt, `index` an index built elsewhere."""

    data: Path
    report: Path
    index: Path | None = None
    port: int = 8000
    host: str = "127.0.0.1"
    line_secrets: tuple[str, ...] = field(default=(), repr=False)
    line_token: str | None = field(default=None, repr=False)
    line_api: str = LINE_API
    database_url: str | None = field(default=None, repr=False)
    public_url: str | None = None
    basic_id: str | None = None
    retention_days: int = 90
    admin_token: str | None = field(default=None, repr=False)
    pepper: str | None = field(default=None, repr=False)
    operator: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    local_line: bool = False
    local_channel: LocalChannel | None = None
    one_core: bool = True
    log_level: str = "INFO"

    @property
    def has_line(self) -> bool:
        """Whether a real LINE channel (or one a test stands in for) is configured."""
        return bool(self.line_secrets and self.line_token)

    def with_local_line(self) -> Settings:
        """These settings with the local LINE on: instead of LINE, or beside it when a real channel is set too."""
        url = f"http://{loopback_of(self.host) or '127.0.0.1'}:{self.port}"
        channel = LocalChannel(secrets.token_hex(16), secrets.token_urlsafe(32), url)
        return replace(
            self,
            line_secrets=(*self.line_secrets, channel.secret),
            line_token=self.line_token if self.has_line else channel.token,
            line_api=self.line_api if self.has_line else channel.url,
            local_line=True,
            local_channel=channel,
        )

    @classmethod
    def from_environment(
        cls,
        environment: Mapping[str, str] | None = None,
        *,
        index: str | None = None,
        report: str | None = None,
        port: int | None = None,
        serving: bool = True,
    ) -> Settings:
        """The settings of this process; what a command line says goes before the environment.

        With `serving` False only what answering from the report needs is checked, so that `krutham ask` works beside a
        half-configured server. Raises SettingsError, naming every fault.
        """
        read = _Reader(os.environ if environment is None else environment)
        data = Path(read.text("KRUTHAM_DATA") or "var").expanduser()
        settings = cls(
            data=data,
            report=read.report(report),
            index=read.file("KRUTHAM_INDEX", index),
            retention_days=read.number("KRUTHAM_RETENTION_DAYS", 90, 1, 3650),
            public_url=read.url("PUBLIC_URL"),
            basic_id=read.basic_id(),
            operator=read.operator(),
        )
        if serving:
            settings = _serving(settings, read, port)
        if read.faults:
            raise SettingsError(read.faults)
        return settings


def _serving(settings: Settings, read: _Reader, port: int | None) -> Settings:
    """`settings` with everything a serving process needs on top."""
    line_secrets, line_token = read.line_credentials()
    has_line = bool(line_secrets and line_token)
    local_line = read.yes("KRUTHAM_LOCAL_LINE")
    # Without a LINE channel the bot is being tried out: then only this machine may reach it.
    host = read.text("KRUTHAM_HOST") or ("0.0.0.0" if has_line else "127.0.0.1")  # noqa: S104 - a server has to be reached
    if (local_line or not has_line) and loopback_of(host) is None:
        read.fault("KRUTHAM_HOST", f"is {host!r}; the local LINE needs 127.0.0.1, ::1, 0.0.0.0 or ::")
    return replace(
        settings,
        port=read.port(port),
        host=host,
        line_secrets=line_secrets,
        line_token=line_token,
        line_api=read.url("LINE_API_BASE") or LINE_API,
        local_line=local_line,
        database_url=read.database_url(settings.data),
        admin_token=read.secret("KRUTHAM_ADMIN_TOKEN", shortest=16),
        pepper=read.secret("KRUTHAM_PEPPER", shortest=16),
        one_core=read.yes("KRUTHAM_ONE_CORE", default=True),
        log_level=read.one_of("KRUTHAM_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
        limits=Limits(
            workers=read.number("KRUTHAM_WORKERS", Limits().workers, 1, 256),
            http_threads=read.number("KRUTHAM_HTTP_THREADS", Limits().http_threads, 2, 256),
            backlog_busy=read.number("KRUTHAM_BACKLOG_BUSY", Limits().backlog_busy, 1, 1_000_000),
            backlog_full=read.number("KRUTHAM_BACKLOG_FULL", Limits().backlog_full, 1, 1_000_000),
            user_burst=read.number("KRUTHAM_USER_BURST", Limits().user_burst, 1, 100_000),
            user_per_minute=read.number("KRUTHAM_USER_PER_MINUTE", Limits().user_per_minute, 1, 100_000),
        ),
    )


def loopback_of(host: str) -> str | None:
    """How a server listening on `host` is reached from its own machine; None when it is not over loopback."""
    if host in ("localhost", "0.0.0.0") or re.fullmatch(r"127(\.\d{1,3}){3}", host):  # noqa: S104 - compared, not bound
        return host if host.startswith("127.") else "127.0.0.1"
    return "[::1]" if host in ("::", "::1") else None


class _Reader:
    """Reads one environment and collects what is wrong with it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.faults: list[str] = []

    def text(self, name: str) -> str | None:
        """A setting without surrounding blanks; a blank one counts as not set."""
        return self._environment.get(name, "").strip() or None

    def fault(self, name: str, wrong: str) -> None:
        """Note that `name` cannot be used."""
        self.faults.append(f"{name} {wrong}")

    def yes(self, name: str, default: bool = False) -> bool:
        """A switch: 1, true, yes or on; anything else is off, and nothing is `default`."""
        given = self.text(name)
        return default if given is None else given.lower() in ("1", "true", "yes", "on")

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number between `least` and `most`."""
        given = self.text(name)
        if given is None:
            return default
        if not re.fullmatch(r"[0-9]{1,9}", given) or not least <= int(given) <= most:
            self.fault(name, f"is {given!r}; a whole number from {least} to {most} is needed")
            return default
        return int(given)

    def one_of(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """One of a few words, in any case."""
        given = (self.text(name) or default).upper()
        if given not in allowed:
            self.fault(name, f"is {given!r}; one of {', '.join(allowed)} is needed")
            return default
        return given

    def port(self, given: int | None) -> int:
        """The port to listen on."""
        if given is None:
            return self.number("PORT", 8000, 1, 65535)
        if not 1 <= given <= 65535:
            self.fault("--port", f"is {given}; a whole number from 1 to 65535 is needed")
        return given

    def report(self, given: str | None) -> Path:
        """The report's folder; that it holds a report is checked by whoever reads it."""
        folder = Path(given or self.text("KRUTHAM_REPORT") or PACKAGED_REPORT).expanduser()
        if not folder.is_dir():
            self.fault("--report" if given else "KRUTHAM_REPORT", f"is {str(folder)!r}; that is not a folder")
        return folder

    def file(self, name: str, given: str | None) -> Path | None:
        """A file that has to exist when it is named."""
        named = given or self.text(name)
        if named is None:
            return None
        path = Path(named).expanduser()
        if not path.is_file():
            self.fault("--index" if given else name, f"is {named!r}; there is no such file (krutham index makes one)")
        return path

    def url(self, name: str) -> str | None:
        """An http or https address without a trailing slash."""
        given = self.text(name)
        if given is None:
            return None
        try:
            parts = urlsplit(given)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            usable = False
        if not usable or re.search(r"[\s?#]", given):
            self.fault(name, f"is {given!r}; an address such as https://example.org is needed")
        return given.rstrip("/")

    def basic_id(self) -> str | None:
        """The account's @id."""
        given = self.text("LINE_BASIC_ID")
        if given is not None and not re.fullmatch(r"@[\w.-]{1,30}", given):
            self.fault("LINE_BASIC_ID", f"is {given!r}; the account's id with its @ is needed, such as @123abcde")
        return given

    def operator(self) -> dict[str, str]:
        """Who runs the bot, for the people who ask: name and contact."""
        named = {"name": self.text("KRUTHAM_OPERATOR"), "contact": self.text("KRUTHAM_OPERATOR_CONTACT")}
        return {key: value for key, value in named.items() if value}

    def secret(self, name: str, shortest: int) -> str | None:
        """A secret of at least `shortest` visible ASCII characters; never shown."""
        given = self.text(name)
        if given is not None and not re.fullmatch(rf"[!-~]{{{shortest},}}", given):
            self.fault(name, f"has {len(given)} characters; at least {shortest}, visible ASCII, are needed")
        return given

    def line_credentials(self) -> tuple[tuple[str, ...], str | None]:
        """The channel's secrets (several while one is being replaced) and its access token: both or neither."""
        given = self.text("LINE_CHANNEL_SECRET")
        token = self.text("LINE_CHANNEL_ACCESS_TOKEN")
        line_secrets = tuple(one.strip() for one in (given or "").split(",") if one.strip())
        if token is not None and not re.fullmatch(r"[!-~]+", token):
            self.fault("LINE_CHANNEL_ACCESS_TOKEN", "has blanks or letters outside ASCII; copy it again")
        if any(not re.fullmatch(r"[!-~]+", one) for one in line_secrets):
            self.fault("LINE_CHANNEL_SECRET", "has blanks or letters outside ASCII; copy it again")
        if token and not line_secrets:
            self.fault("LINE_CHANNEL_SECRET", "is missing beside LINE_CHANNEL_ACCESS_TOKEN; set both or neither")
        if line_secrets and not token:
            self.fault("LINE_CHANNEL_ACCESS_TOKEN", "is missing beside LINE_CHANNEL_SECRET; set both or neither")
        return line_secrets, token

    def database_url(self, data: Path) -> str:
        """SQLAlchemy's URL of the state database: SQLite under `data`, or what DATABASE_URL names."""
        given = self.text("DATABASE_URL")
        if given is None:
            return f"sqlite:///{data.absolute() / 'state.sqlite'}"
        scheme, separator, rest = given.partition("://")
        if separator and scheme in ("postgres", "postgresql", "postgresql+psycopg") and rest:
            return f"postgresql+psycopg://{rest}"
        if separator and scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
            return given
        # The rest may hold a password, so only the scheme is shown.
        shown = f"{scheme}://…" if separator else "not an address"
        self.fault("DATABASE_URL", f"is {shown}; postgresql://… or sqlite:////absolute/path.sqlite is needed")
        return ""
