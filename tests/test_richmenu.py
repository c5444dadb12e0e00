"""The rich menu: drawn within LINE's limits, published once, taken away; against a loopback stand-in for LINE's API."""

from __future__ import annotations

import io
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from linebot.v3.messaging import RichMenuRequest
from PIL import Image

from bot.errors import StartError
from bot.richmenu.drawing import draw
from bot.richmenu.layout import HEIGHT, WIDTH, menu_object
from bot.richmenu.publish import Publisher
from handlers.menu_tabs import Tab, tabs_for
from tests.handmade import REPORT

TABS = tabs_for(REPORT)


class MenuShelf(ThreadingHTTPServer):
    """What LINE keeps of rich menus, and every changing request it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Requests)
        self.menus: dict[str, dict[str, Any]] = {}
        self.pictures: dict[str, bytes] = {}
        self.aliases: dict[str, str] = {}
        self.default: str | None = None
        self.changes: list[str] = []
        self.refuse_uploads = False

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class _Requests(BaseHTTPRequestHandler):
    server: MenuShelf

    def log_message(self, *arguments: Any) -> None:
        """Stay quiet."""

    def _answer(self, status: int, body: Any = None) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body if body is not None else {}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "image/png" if isinstance(body, bytes) else "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        shelf, path = self.server, self.path
        if self.headers["Authorization"] != "Bearer token":
            self._answer(401, {"message": "Authentication failed"})
        elif path == "/v2/bot/richmenu/list":
            self._answer(200, {"richmenus": [{"richMenuId": key, **menu} for key, menu in shelf.menus.items()]})
        elif path == "/v2/bot/richmenu/alias/list":
            listed = [{"richMenuAliasId": alias, "richMenuId": menu} for alias, menu in shelf.aliases.items()]
            self._answer(200, {"aliases": listed})
        elif path == "/v2/bot/user/all/richmenu":
            found = {"richMenuId": shelf.default} if shelf.default else {"message": "no default richmenu"}
            self._answer(200 if shelf.default else 404, found)
        elif (picture := re.fullmatch(r"/v2/bot/richmenu/(.+)/content", path)) and picture[1] in shelf.pictures:
            self._answer(200, shelf.pictures[picture[1]])
        else:
            self._answer(404, {"message": "not found"})

    def do_POST(self) -> None:
        shelf, path = self.server, self.path
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        shelf.changes.append(f"POST {path}")
        if path == "/v2/bot/richmenu/validate":
            self._answer(200)
        elif path == "/v2/bot/richmenu":
            key = f"richmenu-{len(shelf.changes)}"
            shelf.menus[key] = json.loads(body)
            self._answer(200, {"richMenuId": key})
        elif picture := re.fullmatch(r"/v2/bot/richmenu/(.+)/content", path):
            if shelf.refuse_uploads or self.headers["Content-Type"] != "image/png" or len(body) > 1_000_000:
                self._answer(400, {"message": "refused"})
            else:
                shelf.pictures[picture[1]] = body
                self._answer(200)
        elif path == "/v2/bot/richmenu/alias":
            asked = json.loads(body)
            shelf.aliases[asked["richMenuAliasId"]] = asked["richMenuId"]
            self._answer(200)
        elif alias := re.fullmatch(r"/v2/bot/richmenu/alias/(.+)", path):
            shelf.aliases[alias[1]] = json.loads(body)["richMenuId"]
            self._answer(200)
        else:
            shelf.default = path.rsplit("/", 1)[1]
            self._answer(200)

    def do_DELETE(self) -> None:
        shelf, path = self.server, self.path
        shelf.changes.append(f"DELETE {path}")
        key = path.rsplit("/", 1)[1]
        if path == "/v2/bot/user/all/richmenu":
            shelf.default = None
        elif "/alias/" in path:
            del shelf.aliases[key]
        else:
            del shelf.menus[key]
        self._answer(200)


@pytest.fixture
def shelf() -> Iterator[MenuShelf]:
    """A running stand-in."""
    server = MenuShelf()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def plain_picture(tab: Tab) -> bytes:
    """Bytes that are quicker made than a drawing."""
    return f"picture of {tab.role}".encode()


def push(shelf: MenuShelf, tabs: tuple[Tab, ...] = TABS, token: str = "token") -> list[str]:
    """Publish and return what was said."""
    said: list[str] = []
    Publisher(shelf.url, token, said.append).push(tabs, plain_picture)
    return said


@pytest.mark.parametrize("tab", TABS, ids=[tab.role for tab in TABS])
def test_pictures_are_what_line_takes(tab: Tab) -> None:
    """2500×1686, PNG, under 1 MB, with more in it than one colour."""
    drawn = draw(tab, TABS)
    image = Image.open(io.BytesIO(drawn))

    assert image.size == (WIDTH, HEIGHT) == (2500, 1686)
    assert image.format == "PNG"
    assert len(drawn) < 1_000_000
    assert len(image.convert("RGB").getcolors(1 << 24) or ()) > 20


@pytest.mark.parametrize("tab", TABS, ids=[tab.role for tab in TABS])
def test_menu_objects_are_within_lines_limits(tab: Tab) -> None:
    """Areas inside the picture, texts and labels short enough, and the SDK drops no key."""
    menu = menu_object(tab, TABS)

    assert RichMenuRequest.from_dict(menu).to_dict() == menu
    assert len(menu["chatBarText"]) <= 14
    assert len(menu["name"]) <= 300
    assert len(menu["areas"]) == len(tab.areas) + len(TABS) - 1 <= 20
    for area in menu["areas"]:
        bounds, action = area["bounds"], area["action"]
        assert bounds["x"] >= 0
        assert bounds["x"] + bounds["width"] <= WIDTH
        assert bounds["y"] >= 0
        assert bounds["y"] + bounds["height"] <= HEIGHT
        assert len(action["label"]) <= 20
        assert re.fullmatch(r"[a-z0-9_-]{1,32}", action.get("richMenuAliasId", "a"))


def test_areas_open_only_what_the_report_has() -> None:
    """A report without focus point 3.1 shows the menu in its place."""
    typed = {area.typed for tab in TABS for area in tab.areas}

    assert "3.1" not in typed
    assert "เมนู" in typed


def test_push_puts_everything_in_place_and_a_second_push_nothing(shelf: MenuShelf) -> None:
    """Three menus with pictures, three aliases, one default; then silence."""
    push(shelf)

    assert len(shelf.menus) == len(shelf.pictures) == len(shelf.aliases) == 3
    assert shelf.default == shelf.aliases["krutham-teacher"]
    shelf.changes.clear()

    assert push(shelf) == []
    assert shelf.changes == []


def test_a_changed_menu_replaces_the_old_one(shelf: MenuShelf) -> None:
    """Aliases move to the new menus before the old ones are deleted; menus of others stay."""
    push(shelf)
    before = set(shelf.menus)
    shelf.menus["richmenu-of-others"] = {**next(iter(shelf.menus.values())), "name": "made in OA Manager"}
    fewer = TABS[:2]

    push(shelf, fewer)

    assert "richmenu-of-others" in shelf.menus
    assert not before & set(shelf.menus)
    assert shelf.aliases["krutham-teacher"] in shelf.menus
    assert shelf.changes.index("DELETE /v2/bot/richmenu/" + sorted(before)[0]) > len(shelf.changes) - 4


def test_an_upload_that_broke_off_is_mended(shelf: MenuShelf) -> None:
    """A menu without its picture gets it on the next push and is not made twice."""
    shelf.refuse_uploads = True
    with pytest.raises(StartError, match="400"):
        push(shelf)
    shelf.refuse_uploads = False

    push(shelf)

    assert len(shelf.menus) == len(shelf.pictures) == 3


def test_remove_takes_ours_and_nothing_else(shelf: MenuShelf) -> None:
    """Default, aliases and menus go; a second remove has nothing to do."""
    push(shelf)
    shelf.menus["richmenu-of-others"] = {**next(iter(shelf.menus.values())), "name": "made in OA Manager"}
    Publisher(shelf.url, "token", print).remove()

    assert set(shelf.menus) == {"richmenu-of-others"}
    assert shelf.aliases == {}
    assert shelf.default is None
    shelf.changes.clear()
    Publisher(shelf.url, "token", print).remove()
    assert shelf.changes == []


def test_refusals_and_broken_lines_are_readable(shelf: MenuShelf) -> None:
    """A wrong token says LINE's own words; nobody listening says so."""
    with pytest.raises(StartError, match="401"):
        push(shelf, token="wrong")
    with pytest.raises(StartError, match="could not be reached"):
        Publisher("http://127.0.0.1:9", "token", print).push(TABS, plain_picture)
