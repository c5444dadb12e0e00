"""Settings: read once, typed, every fault named together, no secret shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings

LINE = {"LINE_CHANNEL_SECRET": "s3cret-one, s3cret-two", "LINE_CHANNEL_ACCESS_TOKEN": "t0ken"}


def test_nothing_set_is_a_bot_to_try_out() -> None:
    """Without any setting the bot listens on this machine only, keeps its state under var, and has no LINE channel."""
    settings = Settings.from_environment({})

    assert not settings.has_line
    assert (settings.host, settings.port, settings.data) == ("127.0.0.1", 8000, Path("var"))
    assert settings.database_url == f"sqlite:///{Path('var').absolute() / 'state.sqlite'}"
    assert settings.with_local_line().has_line


def test_a_list_of_secrets_allows_rotation() -> None:
    """While a channel secret is being replaced, both count; with a channel the bot can be reached from outside."""
    settings = Settings.from_environment(LINE)

    assert settings.line_secrets == ("s3cret-one", "s3cret-two")
    assert settings.host == "0.0.0.0"
    assert settings.line_api == "https://api.line.me"


@pytest.mark.parametrize("missing", list(LINE))
def test_one_credential_without_the_other_is_a_fault(missing: str) -> None:
    """Half a LINE channel is a mistake; the one that is missing is named."""
    with pytest.raises(SettingsError, match=f"{missing} is missing"):
        Settings.from_environment({name: value for name, value in LINE.items() if name != missing})


def test_all_faults_are_named_in_one_line(tmp_path: Path) -> None:
    """Whoever starts the bot mends everything at once."""
    with pytest.raises(SettingsError) as raised:
        Settings.from_environment(
            {
                "LINE_CHANNEL_SECRET": "s3cret",
                "PORT": "99999",
                "DATABASE_URL": "mysql://user:passw0rd@host/name",
                "PUBLIC_URL": "example.org",
                "LINE_BASIC_ID": "krutham",
                "KRUTHAM_RETENTION_DAYS": "many",
                "KRUTHAM_REPORT": str(tmp_path / "nowhere"),
                "KRUTHAM_INDEX": str(tmp_path / "nothing"),
                "KRUTHAM_ADMIN_TOKEN": "short",
                "KRUTHAM_LOG_LEVEL": "LOUD",
                "LINE_API_BASE": "http://[bad",
            }
        )

    said = str(raised.value)
    assert "\n" not in said
    assert len(raised.value.faults) == 11
    for name in ("PORT", "DATABASE_URL", "PUBLIC_URL", "LINE_BASIC_ID", "KRUTHAM_RETENTION_DAYS", "KRUTHAM_REPORT"):
        assert name in said
    for secret in ("s3cret", "passw0rd", "short"):
        assert secret not in said


def test_a_copied_secret_with_blanks_is_a_fault() -> None:
    """A token with something invisible in it fails at the start, not at the first reply."""
    for name in LINE:
        with pytest.raises(SettingsError, match=name):
            Settings.from_environment({**LINE, name: "to\u200bken"})


def test_secrets_are_in_no_repr() -> None:
    """A settings object in a traceback tells nothing."""
    shown = repr(
        Settings.from_environment(
            {
                **LINE,
                "DATABASE_URL": "postgres://u:passw0rd@h/d",
                "KRUTHAM_ADMIN_TOKEN": "an-admin-token-0",
                "KRUTHAM_PEPPER": "a-pepper-of-some-length",
            }
        )
    )

    for secret in ("s3cret", "t0ken", "passw0rd", "an-admin-token", "a-pepper"):
        assert secret not in shown


def test_platforms_postgres_address_is_understood() -> None:
    """postgres:// as hosts hand it out becomes the driver's address."""
    settings = Settings.from_environment({"DATABASE_URL": "postgres://u:p@h:5/d"})

    assert settings.database_url == "postgresql+psycopg://u:p@h:5/d"


def test_asking_does_not_need_a_servers_settings() -> None:
    """`krutham ask` works beside a half-configured server."""
    assert Settings.from_environment({"LINE_CHANNEL_SECRET": "x", "PORT": "0"}, serving=False).retention_days == 90


def test_the_command_line_goes_before_the_environment(tmp_path: Path) -> None:
    """--port and --index win; their faults are named as such."""
    index = tmp_path / "index.sqlite"
    index.touch()

    settings = Settings.from_environment({"PORT": "1", "KRUTHAM_INDEX": "elsewhere"}, port=4000, index=str(index))

    assert (settings.port, settings.index) == (4000, index)
    with pytest.raises(SettingsError, match="--port is 0"):
        Settings.from_environment({}, port=0)
