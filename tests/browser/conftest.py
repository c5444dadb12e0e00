"""Fixtures for the browser tests: the bot without LINE credentials, Chromium, and pages of a phone and of a desk."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.servers import BotServer

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run, with a profile of its own. Missing, the tests skip; in CI they fail."""
    program = shutil.which("chromium")
    if program is None:
        message = "Chromium is not installed (Debian: apt-get install chromium fonts-thai-tlwg)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, headless=True, args=list(CHROMIUM_FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def local_bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotServer]:
    """`krutham serve` as a newcomer starts it: no LINE credentials; links to the reader lead to itself."""
    without = {"LINE_CHANNEL_SECRET": "", "LINE_CHANNEL_ACCESS_TOKEN": "", "LINE_API_BASE": "", "KRUTHAM_HOST": ""}
    server = BotServer(tmp_path_factory.mktemp("local") / "data", "", **without)
    server.environment["PUBLIC_URL"] = address_of(server)
    server.start()
    yield server
    server.kill()


def address_of(server: BotServer) -> str:
    """Where a browser finds the server, without a trailing slash."""
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture
def open_page(browser: Browser, local_bot: BotServer) -> Iterator[Callable[..., Page]]:
    """Opens a page: `open_page("/report/1.3", DESK)`. A page that logs an error or meets one fails its test.

    Keyword arguments are Playwright's for a browser context: `color_scheme="dark"`, `java_script_enabled=False` …
    """
    contexts, faults = [], []

    def open_one(path: str = "/", size: dict[str, int] = PHONE, **options: object) -> Page:
        context = browser.new_context(viewport=size, locale="th-TH", **options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(address_of(local_bot) + path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults


def axe_faults(page: Page, within: str = "html") -> list[str]:
    """What axe finds wrong with the page as it stands, one line a fault; [] is good."""
    # Evaluated, not added as a script: the pages' own policy allows no script but theirs.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("within => axe.run(within, { resultTypes: ['violations'] })", within)
    return [
        f"{fault['id']}: {fault['help']}: "
        + json.dumps([node["target"] for node in fault["nodes"]], ensure_ascii=False)
        for fault in found["violations"]
    ]
