"""The documents hold: commands and settings they name exist, links lead somewhere, tables are those of the code."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from bot.cli import COMMANDS, build_parser
from bot.line_client import Result
from bot.metrics import Metrics
from bot.settings import Settings
from knowledge.contacts import CHANNELS
from knowledge.models import Outcome

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
OPERATOR = ROOT / "docs" / "operator-th.md"
PRIVACY = ROOT / "docs" / "privacy-th.md"
PAGES = [README, ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


class Recorder(dict[str, str]):
    """An empty environment that remembers which settings were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """Nothing is set; but it was asked for."""
        self.asked.add(name)
        return default


def settings_read() -> set[str]:
    """The name of every setting that `Settings.from_environment` reads."""
    environment = Recorder()
    Settings.from_environment(environment)
    return environment.asked


def table_under(page: Path, first_heading: str) -> Iterator[list[str]]:
    """The cells of each row of the table whose first column has that heading."""
    lines = iter(page.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith(f"| {first_heading} |"):
            next(lines)
            break
    for line in lines:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def code_of(page: Path) -> Iterator[str]:
    """Every command line of a page's fenced blocks, and every span of code."""
    text = page.read_text(encoding="utf-8")
    for _, block in _FENCE.findall(text):
        yield from (line.removeprefix("$ ").split(" #")[0].strip() for line in block.splitlines())
    yield from _SPAN.findall(_FENCE.sub("", text))


def krutham_arguments(code: str) -> list[str] | None:
    """What stands behind `krutham` in a command line, None when it is none."""
    found = re.search(r"(?:^|/bin/)krutham ([a-z].*)$", code)
    if found is None:
        return None
    command = re.split(r" [|>] |'$", found[1])[0]
    return shlex.split(command)


@EVERY_PAGE
def test_every_krutham_command_exists(page: Path) -> None:
    """Each `krutham …` of the documents is taken by the real command line; a bare mention has to name a subcommand."""
    for code in code_of(page):
        if (arguments := krutham_arguments(code)) is None:
            continue
        assert arguments[0] in COMMANDS, f"{page.name}: there is no `krutham {arguments[0]}`"
        if len(arguments) == 1:
            continue
        with contextlib.redirect_stderr(io.StringIO()) as said:
            try:
                build_parser().parse_args(arguments)
            except SystemExit:
                pytest.fail(f"{page.name}: `{code}` is refused: {said.getvalue()}")


@EVERY_PAGE
def test_every_make_target_exists(page: Path) -> None:
    """Each `make …` of the documents is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    for code in code_of(page):
        for target in re.findall(r"(?:^|sudo )make ([a-z-]+)", code):
            assert target in targets, f"{page.name}: there is no `make {target}`"


@EVERY_PAGE
def test_every_module_that_is_run_exists(page: Path) -> None:
    """Each `python -m …` of the documents is a module of ours."""
    for code in code_of(page):
        for module in re.findall(r"python -m (tools[\w.]*)", code):
            assert importlib.util.find_spec(module), f"{page.name}: there is no module {module}"


@EVERY_PAGE
def test_every_link_leads_somewhere(page: Path) -> None:
    """Links and pictures inside the project resolve, with their headings."""
    for link in (link or source for link, source in _LINK.findall(page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, heading = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{page.name}: {link} leads nowhere"
        if heading:
            headings = {slug(one) for one in _HEADING.findall(target.read_text(encoding="utf-8"))}
            assert heading in headings, f"{page.name}: {link} names no heading"


def slug(heading: str) -> str:
    """A heading as the address of its place, the way GitHub makes it."""
    kept = re.sub(r"[^\w\u0e00-\u0e7f -]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def test_the_readme_begins_with_the_two_commands() -> None:
    """Who opens it wants to run it, or to test it."""
    lines = [line for line in README.read_text(encoding="utf-8").splitlines() if line]

    assert lines[0].startswith("# ")
    assert lines[1].startswith("`make run`")
    assert lines[2].startswith("`make test`")


@pytest.mark.parametrize(("page", "heading"), [(README, "setting"), (OPERATOR, "การตั้งค่า")])
def test_the_settings_table_is_what_is_read(page: Path, heading: str) -> None:
    """Every setting that is read stands in the table, none besides."""
    named = [re.findall(r"`([A-Z_]+)`", row[0]) for row in table_under(page, heading)]

    assert sorted(name for names in named for name in names) == sorted(settings_read())


@pytest.mark.parametrize(("page", "heading"), [(README, "setting"), (OPERATOR, "การตั้งค่า")])
def test_the_defaults_in_the_table_are_the_real_ones(page: Path, heading: str) -> None:
    """To set a setting to the default the table shows changes nothing."""
    shown = {row[0].strip("`"): row[1].strip("`") for row in table_under(page, heading) if row[1].startswith("`")}

    assert len(shown) > 10
    for name, default in shown.items():
        assert Settings.from_environment({name: default}) == Settings.from_environment({}), name


def test_the_readme_lists_every_command_and_target() -> None:
    """What `krutham --help` and `make help` list stands in the README."""
    text = README.read_text(encoding="utf-8")
    helped = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert not [name for name in COMMANDS if f"`krutham {name}" not in text]
    assert not [target for target in helped if target != "help" and f"`make {target}`" not in text]


def test_the_folder_map_and_reading_order_name_real_files() -> None:
    """Every path of the folder map, and every file on a message's way, exists."""
    way = re.findall(r"(?:bot|handlers|knowledge)/[\w/]+(?:\.py|/)", README.read_text(encoding="utf-8"))
    rows = [path for row in table_under(README, "path") for path in _SPAN.findall(row[0])]

    assert len(rows) > 10
    assert not [path for path in (*way, *rows) if not (ROOT / path).exists()]


def test_the_operators_guide_knows_what_the_bot_reports() -> None:
    """Metrics it names are counted; every outcome, every fate of a reply and every channel of a contact stand in it."""
    page = Metrics().page().decode()
    text = OPERATOR.read_text(encoding="utf-8")
    named = set(re.findall(r"krutham_\w+", text))
    families = set(re.findall(r"^# TYPE (\w+) ", page, re.MULTILINE))

    assert named
    assert named <= families
    for word in (*get_args(Outcome), *get_args(Result), *CHANNELS):
        assert f"`{word}`" in text, word


def test_the_privacy_notice_has_the_real_periods() -> None:
    """The days it promises are those the bot keeps to unless told otherwise."""
    text = PRIVACY.read_text(encoding="utf-8")

    assert f"{Settings.from_environment({}).retention_days} วัน" in text
    assert "7 วัน" in text
