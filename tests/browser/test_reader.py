"""The report's pages in a real browser: found, read, searched, printed, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, axe_faults

NARROW = {"width": 320, "height": 640}
PAGES = (
    "/report/",
    "/report/overview",
    "/report/1.1",
    "/report/2.5",
    "/report/3.6",
    "/report/office/secondary",
    "/report/figures",
    "/report/search?q=ครูเป็นหนี้ทำไงดี",
    "/report/search?q=ราคาทองวันนี้",
    "/report/search?q=มีเด็กจมน้ำ",
    "/report/original/95-130",
)
Open = Callable[..., Page]


@pytest.mark.parametrize(
    "passage", ["1.1/progress/1.5.1", "5.3/problems/1", "3.6/progress/1/p2/row4", "2.6/progress/3.1%232"]
)
def test_a_link_opens_highlighted_at_its_passage(open_page: Open, passage: str) -> None:
    """The address sent to LINE shows the passage on the first screen, with a background no other passage has."""
    point = passage.partition("/")[0]
    page = open_page(f"/report/{point}#{passage}", PHONE)
    target = page.locator(":target")
    expect(target).to_be_in_viewport()
    lit = target.evaluate("element => getComputedStyle(element.querySelector('.own') ?? element).backgroundColor")
    page.goto("about:blank")
    plain = open_page(f"/report/{point}", PHONE)
    name = passage.replace("%23", "#")
    unlit = plain.evaluate(
        "id => { const element = document.getElementById(id);"
        " return getComputedStyle(element.querySelector('.own') ?? element).backgroundColor }",
        name,
    )
    assert lit != unlit


def test_it_reads_without_javascript(open_page: Open) -> None:
    """With scripts off, one finds a focus point from the contents, asks in the search box and opens a result."""
    page = open_page("/report/", PHONE, java_script_enabled=False)
    page.get_by_role("link", name="5.3 ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("หนี้สินครู")
    page.get_by_role("searchbox").fill("ครูเป็นหนี้ทำไงดี")
    page.get_by_role("button", name="ค้น").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ครูเป็นหนี้ทำไงดี")
    page.get_by_role("link", name="อ่านในรายงาน").first.click()
    expect(page.locator(":target")).to_be_in_viewport()


def test_next_and_previous_walk_the_report(open_page: Open) -> None:
    """From one focus point to the next across a policy's end, and back."""
    page = open_page("/report/1.3", DESK)
    page.get_by_role("link", name="ถัดไป 2.1").click()
    expect(page).to_have_url(page.url.rpartition("/")[0] + "/2.1")
    page.get_by_role("link", name="ก่อนหน้า 1.3").click()
    assert page.url.endswith("/report/1.3")


def test_a_correction_opens_its_original(open_page: Open) -> None:
    """A mended word is marked, and the line as scanned is one tap away."""
    page = open_page("/report/1.1", PHONE)
    mended = page.locator("ins.mended", has_text="อาทิ").first
    expect(mended).to_be_visible()
    item = page.locator("li.item").filter(has=mended).last
    expect(item.locator("mark.wrong")).to_be_hidden()
    item.locator("summary").click()
    expect(item.locator("mark.wrong")).to_be_visible()


def test_a_problem_and_its_remedy_stand_side_by_side_where_there_is_room(open_page: Open) -> None:
    """Beside each other on a desk, one under the other on a phone."""
    for size, beside in ((DESK, True), (PHONE, False)):
        page = open_page("/report/1.1", size)
        trouble, remedy = (page.locator(f".side.{kind}").first.bounding_box() for kind in ("trouble", "remedy"))
        assert trouble is not None
        assert remedy is not None
        assert (trouble["y"] == remedy["y"]) == beside


def test_words_stay_whole_at_line_ends(open_page: Open) -> None:
    """Typeset text on a narrow phone ends its lines only where the typesetter allows it."""
    page = open_page("/report/1.1", NARROW)
    torn = page.evaluate(
        """() => {
            const torn = [];
            for (const span of document.querySelectorAll('.said .t')) {
                for (const node of span.childNodes) {
                    if (node.nodeType !== Node.TEXT_NODE) continue;
                    const range = document.createRange();
                    range.selectNodeContents(node);
                    const boxes = [...range.getClientRects()].filter(box => box.width > 0.5);
                    const lines = new Set(boxes.map(box => Math.round(box.top)));
                    if (lines.size > 1) torn.push(node.textContent);
                }
            }
            return torn;
        }"""
    )
    assert torn == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_of_a_narrow_phone(open_page: Open, path: str) -> None:
    """At 320 pixels no page scrolls sideways."""
    page = open_page(path, NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(open_page: Open, path: str) -> None:
    """Contrast, names, landmarks, headings, lists and tables are as they should be."""
    assert axe_faults(open_page(path, DESK, color_scheme="light", reduced_motion="reduce")) == []


@pytest.mark.parametrize("path", ["/report/", "/report/1.1", "/report/figures", PAGES[-2], PAGES[-1]])
def test_axe_finds_nothing_in_the_dark(open_page: Open, path: str) -> None:
    """The dark colours, which all pages share, have the contrast too."""
    assert axe_faults(open_page(path, PHONE, color_scheme="dark", reduced_motion="reduce")) == []


def test_axe_finds_nothing_on_a_highlighted_passage_and_open_folds(open_page: Open) -> None:
    """The highlight keeps its contrast; what is folded away is as good as the rest."""
    for scheme in ("light", "dark"):
        page = open_page("/report/1.1#1.1/progress/1.4.2", PHONE, color_scheme=scheme, reduced_motion="reduce")
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        assert axe_faults(page) == []


def test_a_keyboard_reaches_the_text_at_once(open_page: Open) -> None:
    """The first stop is a link that skips to the content."""
    page = open_page("/report/1.1", DESK)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_paper_has_the_report_and_no_buttons(open_page: Open) -> None:
    """In print the way about the site is gone, the text is all there, problems keep their two columns."""
    page = open_page("/report/1.1", DESK)
    page.emulate_media(media="print")
    for gone in (".top", ".jump", ".onward"):
        expect(page.locator(gone)).to_be_hidden()
    assert page.locator(".item .own:visible").count() == page.locator(".item .own").count()
    trouble, remedy = (page.locator(f".side.{kind}").first.bounding_box() for kind in ("trouble", "remedy"))
    assert trouble is not None
    assert remedy is not None
    assert trouble["y"] == remedy["y"]


def test_a_lost_reader_is_helped_on(open_page: Open) -> None:
    """An address that leads nowhere has the way to the contents."""
    page = open_page("/report/1.1", PHONE)
    page.evaluate("location.pathname")
    response = page.request.get(page.url.replace("/1.1", "/1.9"))
    assert response.status == 404
    page.set_content(response.text().replace('<meta charset="utf-8">', ""))
    expect(page.get_by_role("link", name="ดูสารบัญทั้งเล่ม")).to_be_visible()
