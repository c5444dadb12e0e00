"""The report as web pages: everything of the report is there, under the addresses that LINE is given, and kept well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.app import create_app
from bot.settings import Settings
from bot.storage.memory import MemoryStore
from handlers.desk import Desk
from handlers.messages.places import focus_point_url, reader_url
from handlers.routes import respond
from knowledge.engine import Engine
from knowledge.models import AGENCIES, OVERVIEW, Passage
from tests.webhooks import text_event

PUBLIC = "https://krutham.example"


@pytest.fixture(scope="module")
def app(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The whole application with the engine on the packaged report."""
    data = tmp_path_factory.mktemp("reader")
    return create_app(Settings.from_environment({"KRUTHAM_DATA": str(data)}), engine)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Asks the application for pages."""
    return app.test_client()


class Parsed(HTMLParser):
    """A page taken apart: ids in order, links, the text of each element with an id, inline code."""

    VOID = frozenset({"meta", "link", "input", "br", "wbr", "hr", "img"})

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.inline: list[str] = []
        self.text: dict[str, str] = {}
        self._open: list[tuple[str, str | None]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element brings."""
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(values["id"] or "")
        self.links += [value for name in ("href", "action") if (value := values.get(name)) is not None]
        self.inline += [name for name in values if name == "style" or name.startswith("on")]
        self.inline += [tag] if tag in ("script", "style") else []
        if tag == "br":
            self.handle_data("\n")
        if tag not in self.VOID:
            self._open.append((tag, values.get("id")))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element; markup that does not nest fails the test."""
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Add the text to every open element that has an id."""
        for _, name in self._open:
            if name:
                self.text[name] = self.text.get(name, "") + data


def squeezed(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())


def page(client: FlaskClient, path: str) -> Parsed:
    """The page at `path`, taken apart."""
    response = client.get(path)
    assert response.status_code == 200, path
    return Parsed(response.get_data(as_text=True))


def all_paths(engine: Engine) -> list[str]:
    """Every page that is not made for a question or a stretch of lines."""
    points = [f"/report/{name}" for name in (OVERVIEW, *(point.id for point in engine.report.focus_points))]
    offices = [f"/report/office/{agency}" for agency in AGENCIES]
    return ["/report/", "/report/figures", *points, *offices]


def test_every_passage_stands_on_the_page_its_link_opens(client: FlaskClient, engine: Engine) -> None:
    """The links sent to LINE lead to a page that has the passage's text under the very anchor, remedy and cells too."""
    pages: dict[str, Parsed] = {}
    for passage in engine.report.passages:
        address = urlsplit(reader_url(PUBLIC, passage))
        if address.path not in pages:
            pages[address.path] = page(client, address.path)
        shown = squeezed(pages[address.path].text[unquote(address.fragment)])
        for part in _parts(passage):
            assert squeezed(part) in shown, passage.id
    for point in engine.report.focus_points:
        assert urlsplit(focus_point_url(PUBLIC, point.id)).path in pages


def _parts(passage: Passage) -> list[str]:
    if passage.kind == "table_row":
        return [value for _, value in passage.cells]
    return [passage.text, passage.remedy]


def test_ids_are_unique_and_links_lead_somewhere(client: FlaskClient, engine: Engine) -> None:
    """No page has an id twice; every link inside the reader opens a page, and its anchor is on it."""
    pages = {path: page(client, path) for path in all_paths(engine)}
    for path, parsed in pages.items():
        assert len(parsed.ids) == len(set(parsed.ids)), path
    targets = {urljoin(path, link) for path, parsed in pages.items() for link in parsed.links if "://" not in link}
    for target in sorted(targets):
        where = urlsplit(target)
        if where.path in pages:
            assert not where.fragment or unquote(where.fragment) in pages[where.path].ids, target
        elif where.path.startswith("/report/original/"):
            # There are some hundred of these, each made anew; their numbers tell whether they are right.
            first, last = map(int, where.path.rpartition("/")[2].split("-"))
            assert 1 <= first <= last <= engine.report.passages[-1].last_line + 10
        elif where.scheme != "data":
            assert client.get(target).status_code == 200, target


def test_pages_need_no_script_and_have_nothing_inline(client: FlaskClient, engine: Engine) -> None:
    """The pages stay within the policy that forbids inline code and styles, and have no script at all."""
    for path in [*all_paths(engine), "/report/search?q=ครูเป็นหนี้ทำไงดี", "/report/original/1-40"]:
        assert page(client, path).inline == []
        assert "script-src 'self'" in client.get(path).headers["Content-Security-Policy"]


def test_problems_stand_beside_their_remedies_and_tables_are_tables(client: FlaskClient) -> None:
    """A problem's element holds its remedy; the dual-education table has header cells and a row for each passage."""
    debt = client.get("/report/5.3").get_data(as_text=True)
    assert debt.count('class="side trouble"') == debt.count('class="side remedy"') == 3
    table = client.get("/report/3.6").get_data(as_text=True)
    assert table.count('<table class="columns-5">') == 2
    assert '<tr id="3.6/progress/1/p2/row4" class="row">' in table
    assert '<th scope="col">' in table


def test_two_chapters_of_one_focus_point_stay_apart(client: FlaskClient) -> None:
    """3.6 has two chapters on one page, each with its own sections."""
    ids = page(client, "/report/3.6").ids
    assert ids.index("chapter-1") < ids.index("problems") < ids.index("chapter-2") < ids.index("problems-2")


def test_the_summary_is_marked_as_one(client: FlaskClient) -> None:
    """What is not the report's own wording says so."""
    assert "เรียบเรียง" in re.sub("<[^>]+>", "", client.get("/report/1.1").get_data(as_text=True))


def test_what_the_report_says_there_is_none_of_is_said(client: FlaskClient, engine: Engine) -> None:
    """The report's own "-ไม่มี-" is shown in words."""
    text = page(client, "/report/3.5").text["3.5/best_practice/none"]
    assert "รายงานระบุว่า" in text
    assert "ไม่มี" in text


def test_an_office_page_tells_its_work_by_focus_point(client: FlaskClient, engine: Engine) -> None:
    """Every passage of the office is there, linked to where it stands."""
    links = [unquote(link) for link in page(client, "/report/office/secondary").links]
    for passage in engine.report.passages:
        if "secondary" in passage.agencies and passage.kind != "table_row" and passage.focus_point != OVERVIEW:
            assert f"../{passage.focus_point}#{passage.id}" in links


def test_figures_link_to_their_passages(client: FlaskClient, engine: Engine) -> None:
    """All key figures are listed, each linked to the passage it stands in."""
    links = [unquote(link) for link in page(client, "/report/figures").links]
    for figure in engine.report.figures:
        assert f"{figure.focus_point}#{figure.passage}" in links


def test_search_answers_as_the_bot_does(client: FlaskClient, engine: Engine) -> None:
    """The search box gives the engine's own excerpts, each with a link to its place."""
    question = "ครูเป็นหนี้ทำไงดี"
    parsed = page(client, f"/report/search?q={question}")
    answer = engine.ask(question)
    assert answer.excerpts
    for excerpt in answer.excerpts:
        assert f"{excerpt.passage.focus_point}#{excerpt.passage.id}" in [unquote(link) for link in parsed.links]
        assert squeezed(excerpt.text) in squeezed(parsed.text["content"])


def test_search_says_when_the_report_does_not(client: FlaskClient) -> None:
    """A question the report has nothing on gets an honest word and ways on."""
    text = page(client, "/report/search?q=ราคาทองวันนี้เท่าไหร่").text["content"]
    assert "ไม่ได้" in text
    assert "สารบัญ" in text


@pytest.mark.parametrize(
    "typed", ["", "สวัสดีค่ะ", "<script>alert(1)</script>", "ก" * 5000, "\x00", "เด็กจมน้ำ", "1.3", "นโยบาย 3"]
)
def test_search_takes_whatever_is_typed(client: FlaskClient, typed: str) -> None:
    """Nothing, small talk, code, endless text, danger, numbers: always a whole page, nothing of it as markup."""
    response = client.get("/report/search", query_string={"q": typed})
    assert response.status_code == 200
    assert Parsed(response.get_data(as_text=True)).inline == []
    assert response.headers["Cache-Control"] == "no-store"


def test_danger_gives_numbers_to_call_first(client: FlaskClient) -> None:
    """A message that sounds like danger shows emergency numbers as links that dial."""
    assert any(link.startswith("tel:") for link in page(client, "/report/search?q=มีเด็กจมน้ำ").links)


@pytest.mark.parametrize(
    "path", ["9.9", "1.1x", "office/nobody", "original/5-1", "original/1-99999", "passage/1.1/zz", "a/b/c", "fonts/x"]
)
def test_unknown_addresses_help_on(client: FlaskClient, path: str) -> None:
    """What does not exist is a 404 in Thai with the way to the contents and the search box, its links right."""
    response = client.get(f"/report/{path}")
    assert response.status_code == 404
    if path != "fonts/x":
        parsed = Parsed(response.get_data(as_text=True))
        assert "ไม่พบ" in parsed.text["content"]
        assert urljoin(f"/report/{path}", parsed.links[-1]) == "/report/"


def test_a_passage_can_be_opened_by_its_id_alone(client: FlaskClient, engine: Engine) -> None:
    """/report/passage/<id> leads to the passage's place, wherever the reader is published."""
    for name in ("1.1/progress/1.5.1", "overview/p1", next(p.id for p in engine.report.passages if "#" in p.id)):
        path = "/report/passage/" + name.replace("#", "%23")
        response = client.get(path)
        assert response.status_code == 302
        target = urlsplit(urljoin(path, response.headers["Location"]))
        assert unquote(target.fragment) == name
        assert name in page(client, target.path).ids


def test_the_folder_without_its_slash_leads_on_relatively(client: FlaskClient) -> None:
    """/report goes to /report/ without naming a host, so that a proxy's is kept."""
    assert client.get("/report").headers["Location"] == "report/"


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_pages_are_asked_for_again_at_no_cost(client: FlaskClient, engine: Engine, encoding: str) -> None:
    """Every page has an ETag; asked again with it, the answer is an empty 304, packed and plain told apart."""
    tags = set()
    for path in all_paths(engine):
        first = client.get(path, headers={"Accept-Encoding": encoding})
        assert first.headers.get("Content-Encoding", "identity") == encoding
        assert "max-age" in first.headers["Cache-Control"]
        assert first.headers["Vary"] == "Accept-Encoding"
        again = client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        tags.add(first.headers["ETag"])
    assert len(tags) == len(all_paths(engine))


def test_style_and_fonts_are_kept_for_good(client: FlaskClient) -> None:
    """What the pages load has an address or name that changes with it, and may be kept for a year."""
    markup = client.get("/report/").get_data(as_text=True)
    for path in re.findall(r'<link rel="(?:stylesheet|preload)" href="([^"]+)"', markup):
        response = client.get(urljoin("/report/", path))
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("public", [PUBLIC, None])
def test_public_url_sets_the_links_in_line(client: FlaskClient, engine: Engine, public: str | None) -> None:
    """With PUBLIC_URL an answer links to its passage, on a page that has it; without, no link to a reader is sent."""
    now = 1_700_000_000_000
    desk = Desk(engine, MemoryStore(lambda: now), lambda: now, public_url=public)
    reply = respond(text_event("ครูเป็นหนี้ทำไงดี"), desk)
    links = [text for text in _texts(reply.messages) if text.startswith("http") and "/report/" in text]
    assert bool(links) == (public is not None)
    for link in links:
        where = urlsplit(link)
        assert unquote(where.fragment) in ("", *page(client, where.path).ids)
