"""The reader's addresses: /report/ and what stands under it. A page is made when first asked for, then kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from flask import Blueprint, Flask, Response, request

from bot.reader.book import Book
from bot.reader.original import open_original
from bot.reader.rendering import HERE, STYLE, Renderer, anchor
from bot.reader.search import answer_page
from bot.reader.shelf import Page, Reader
from bot.reader.shown import Shown
from bot.reader.typography import Segmenter, Typesetter

if TYPE_CHECKING:
    from bot.app import Bot

A_WHILE = "public, max-age=300"
FOR_GOOD = "public, max-age=31536000, immutable"
NOT_AT_ALL = "no-store"
FONTS = {path.name: path.read_bytes() for path in (HERE / "static").glob("*.woff2")}


def open_reader(bot: Bot) -> Reader:
    """The reader of the bot's report. Raises KnowledgeError when the report's own text cannot be read."""
    report = bot.desk.engine.report
    original = open_original(bot.settings, report)
    # The engine has cut the whole report into words before and knows its names.
    segmenter = cast(Segmenter, cast(Any, bot.desk.engine).segmenter)
    shown = Shown(Typesetter(segmenter), original)
    return Reader(Renderer(Book(report), shown), original)


def add_reader(app: Flask, bot: Bot) -> None:
    """Serve the report as web pages below /report/."""
    blueprint = Blueprint("reader", __name__)
    reader = open_reader(bot)
    blueprint.before_request(reader.visit)

    @blueprint.get("/report")
    def to_contents() -> Response:
        """The folder without its slash; the way there is relative, as all links are."""
        return _moved("report/")

    @blueprint.get("/report/")
    def contents() -> Response:
        """The table of contents."""
        return _page(reader.contents())

    @blueprint.get("/report/figures")
    def figures() -> Response:
        """All key figures."""
        return _page(reader.figures())

    @blueprint.get("/report/search")
    def search() -> Response:
        """The report asked in a person's own words, by the engine that answers in LINE."""
        # A question is a person's own: neither kept by anyone in between nor listed by search engines.
        response = _page(Page.of(answer_page(reader.renderer, bot.desk.engine, request.args.get("q", ""))), NOT_AT_ALL)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    @blueprint.get("/report/office/<name>")
    def office(name: str) -> Response:
        """What one office did."""
        return _page_or_ways_on(reader, reader.office(name))

    @blueprint.get("/report/original/<int:first>-<int:last>")
    def original(first: int, last: int) -> Response:
        """Lines of the report as the scan gave them."""
        return _page_or_ways_on(reader, reader.lines(first, last))

    @blueprint.get("/report/passage/<path:name>")
    def passage(name: str) -> Response:
        """A passage by its id alone: on to where it stands."""
        found = reader.renderer.book.passages.get(name)
        if found is None:
            return _ways_on(reader)
        return _moved("../" * (name.count("/") + 1) + anchor(found))

    @blueprint.get("/report/<name>")
    def focus_point(name: str) -> Response:
        """One focus point, or the overview."""
        return _page_or_ways_on(reader, reader.focus_point(name))

    @blueprint.get("/report/<path:anything>")
    def nowhere(anything: str) -> Response:  # noqa: ARG001 - the route needs to name it
        """Any other address below /report/."""
        return _ways_on(reader)

    _serve_files(blueprint)
    app.register_blueprint(blueprint)


def _serve_files(blueprint: Blueprint) -> None:
    @blueprint.get("/report/reader.css")
    def style() -> Response:
        """The one style sheet; its address changes with it."""
        return _file(STYLE, "text/css")

    @blueprint.get("/report/fonts/<name>")
    def font(name: str) -> Response:
        """The typeface."""
        return _file(FONTS[name], "font/woff2") if name in FONTS else Response("", status=404)


def _page(page: Page, keep: str = A_WHILE) -> Response:
    packed = request.accept_encodings.quality("gzip") > 0
    response = Response(page.packed if packed else page.body, mimetype="text/html")
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = keep
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.set_etag(f"{page.tag}-gzip" if packed else page.tag)
    return cast(Response, response.make_conditional(request))


def _page_or_ways_on(reader: Reader, page: Page | None) -> Response:
    return _ways_on(reader) if page is None else _page(page)


def _ways_on(reader: Reader) -> Response:
    path = request.path.removeprefix("/report/")
    return Response(reader.not_found(path), status=404, mimetype="text/html", headers={"Cache-Control": NOT_AT_ALL})


def _moved(where: str) -> Response:
    response = Response(status=302, headers={"Location": quote(where, safe="/#%.~"), "Cache-Control": A_WHILE})
    # Werkzeug would complete it with the host it was asked by, which a proxy may have rewritten.
    response.autocorrect_location_header = False
    return response


def _file(content: bytes, mimetype: str) -> Response:
    response = Response(content, mimetype=mimetype, headers={"Cache-Control": FOR_GOOD})
    response.add_etag()
    return cast(Response, response.make_conditional(request))
