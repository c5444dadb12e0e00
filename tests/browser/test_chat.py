"""A newcomer's first minutes with the chat page: ask, see, tap, understand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, axe_faults
from tests.servers import BotServer

OpenPage = Callable[..., Page]
DEBT = "ครูเป็นหนี้ทำไงดี"
BOTH = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


def newcomer(open_page: OpenPage, size: dict[str, int] = PHONE, **options: object) -> Page:
    """A page on which somebody nobody has met has just added the bot, welcome and all."""
    page = open_page("/", size, **options)
    page.wait_for_selector("html[data-ready]")
    if size is PHONE:
        page.get_by_role("button", name="เครื่องมือทดลอง").click()
    page.get_by_role("button", name="+ คนใหม่ที่เพิ่งเพิ่มเพื่อน").click()
    expect(page.locator("#chat-note")).to_have_text(re.compile(r"คุยในฐานะ ครู \d+"))
    expect(page.locator("#log .line")).to_have_text("เพิ่มครูถามเป็นเพื่อนแล้ว")
    expect(replies(page)).to_have_count(1)
    return page


def replies(page: Page) -> Locator:
    """What the bot has said in this chat."""
    return page.locator("#log > .theirs")


def ask(page: Page, words: str) -> Locator:
    """Type a question, send it with Enter, and wait for the answer."""
    before = replies(page).count()
    page.get_by_label("พิมพ์คำถาม").fill(words)
    page.keyboard.press("Enter")
    expect(replies(page)).to_have_count(before + 1)
    return replies(page).nth(before)


def tools(page: Page) -> Locator:
    """The tools, opened where they are a sheet."""
    opener = page.get_by_role("button", name="เครื่องมือทดลอง")
    if opener.is_visible():
        opener.click()
    return page.locator("#tools")


@BOTH
def test_the_first_visit_greets_and_an_answer_can_be_read(open_page: OpenPage, size: dict[str, int]) -> None:
    """Opened, the bot says hello; asked, it answers with the place in the report; nothing sticks out sideways."""
    page = newcomer(open_page, size)

    answer = ask(page, DEBT)

    expect(page.locator("#log > .own").last).to_contain_text(DEBT)
    expect(answer).to_contain_text("หนี้")
    expect(answer).to_contain_text("รายงาน ข้อ 5.3")
    expect(page.locator("#log > .own").last).to_contain_text("อ่านแล้ว")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sticking_out = page.evaluate(
        """() => {
            const log = document.getElementById('log').getBoundingClientRect();
            return [...document.querySelectorAll('.flex-part, .text-bubble')].filter((part) => {
                const box = part.getBoundingClientRect();
                return box.right > log.right + 1 || box.left < log.left - 1;
            }).length;
        }"""
    )
    assert sticking_out == 0


@BOTH
def test_axe_finds_nothing(open_page: OpenPage, size: dict[str, int]) -> None:
    """The page with answers of several families, its tools and its wire have no fault that axe knows."""
    page = newcomer(open_page, size)
    for words in ("1.3", "1.1 ตัวเลข", "ช่วยด้วย มีคนทำร้ายเด็ก", "เมนู"):
        ask(page, words)

    assert axe_faults(page) == []

    tools(page)
    assert axe_faults(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="ดูข้อมูลที่ส่งจริงของคำตอบนี้").last.click()
    assert axe_faults(page) == []


def test_axe_finds_nothing_in_the_dark(open_page: OpenPage) -> None:
    """Dark colours keep their contrast."""
    page = newcomer(open_page, color_scheme="dark")
    ask(page, DEBT)

    assert axe_faults(page) == []


def test_a_quick_reply_is_one_tap(open_page: OpenPage) -> None:
    """A tap on a quick reply types its words; the old ones are gone with the new answer."""
    page = newcomer(open_page)
    ask(page, "1.3")
    quick = page.get_by_role("group", name="คำตอบด่วน")

    quick.get_by_role("button", name="ปัญหาและวิธีแก้").click()

    expect(page.locator("#log > .own").last).to_contain_text("1.3 ปัญหา")
    expect(replies(page)).to_have_count(3)
    expect(quick.get_by_role("button", name="1.3 ภาพรวม")).to_be_visible()


def test_a_long_answer_is_paged_to_its_end(open_page: OpenPage) -> None:
    """Reading on, page after page, ends; each tap shows in the chat as what it was."""
    page = newcomer(open_page)
    answer = ask(page, "1.1 เขต 2")
    pages = 1

    while (onward := answer.get_by_role("button", name=re.compile("^(ดูต่ออีก|อ่านต่อ)")).last).count():
        onward.click()
        expect(replies(page)).to_have_count(pages + 2)
        answer = replies(page).last
        pages += 1
        assert pages < 30

    assert pages > 1
    expect(page.locator("#log > .own").last).to_contain_text("อ่านต่อ")


def test_the_report_can_be_browsed_from_the_rich_menu(open_page: OpenPage) -> None:
    """Menu, policy, focus point, section by taps alone; tabs switch without a word in the chat."""
    page = newcomer(open_page)
    menu = page.get_by_role("region", name="ริชเมนู")
    menu.get_by_role("button", name="ผู้บริหาร").click()
    expect(menu.get_by_role("button", name="แผนเผชิญเหตุ")).to_be_visible()
    expect(page.locator("#log > *")).to_have_count(2)

    menu.get_by_role("button", name="เปิดทั้งเล่ม").click()
    expect(replies(page)).to_have_count(2)
    page.get_by_role("button", name="นโยบาย 3", exact=True).first.click()
    expect(replies(page)).to_have_count(3)
    page.get_by_role("button", name="จุดเน้น 3.1").click()
    expect(replies(page)).to_have_count(4)
    replies(page).last.get_by_role("button", name="ปัญหาและวิธีแก้").click()
    expect(replies(page)).to_have_count(5)

    expect(page.locator("#log > .own").last).to_contain_text("3.1 ปัญหา")
    page.get_by_role("button", name="เปิดหรือปิดเมนู").click()
    expect(menu).to_be_hidden()


def test_a_group_is_answered_when_it_mentions_the_bot(open_page: OpenPage) -> None:
    """The mention button puts the name in; the answer is one bubble that quotes the question."""
    page = open_page("/#teacher/group")
    page.wait_for_selector("html[data-ready]")
    expect(replies(page).first).to_contain_text("แท็ก")
    before = replies(page).count()
    expect(page.get_by_role("region", name="ริชเมนู")).to_be_hidden()

    page.get_by_label("พิมพ์คำถาม").fill("พักเที่ยงกันก่อนไหม")
    page.keyboard.press("Enter")
    expect(page.locator("#log > .own").last).to_contain_text("อ่านแล้ว")
    page.get_by_role("button", name="@ครูถาม").click()
    page.keyboard.type(DEBT)
    page.keyboard.press("Enter")

    expect(replies(page)).to_have_count(before + 1)
    expect(replies(page).last.locator("q")).to_have_text(f"@ครูถาม {DEBT}")
    expect(replies(page).last.locator(".text-bubble")).to_have_count(1)


def test_a_message_in_a_group_can_be_edited(open_page: OpenPage) -> None:
    """Edited, it says so, and is answered anew."""
    page = open_page("/#officer/group")
    page.wait_for_selector("html[data-ready]")
    ask(page, "@ครูถาม 1.3")
    before = replies(page).count()

    page.locator("#log > .own").last.get_by_role("button").click()
    page.get_by_role("menuitem", name="แก้ไข").click()
    page.get_by_label("ข้อความใหม่").fill("@ครูถาม 2.9")
    page.get_by_role("button", name="บันทึก").click()

    expect(replies(page)).to_have_count(before + 1)
    expect(replies(page).last).to_contain_text("2.9")
    expect(page.locator("#log > .edited")).to_contain_text("@ครูถาม 2.9")


def test_what_the_report_does_not_say_is_said(open_page: OpenPage) -> None:
    """Not found is said plainly, with ways on."""
    page = newcomer(open_page)

    expect(ask(page, "พรุ่งนี้ฝนตกไหม")).to_contain_text("รายงานเล่มนี้ไม่ได้พูดถึงเรื่องนี้")

    expect(page.get_by_role("group", name="คำตอบด่วน").get_by_role("button", name="เมนู")).to_be_visible()


def test_danger_brings_numbers_that_dial(open_page: OpenPage) -> None:
    """The emergency numbers come first, each a link that dials."""
    page = newcomer(open_page)

    answer = ask(page, "ช่วยด้วย มีคนทำร้ายเด็ก")

    dialled = [link.get_attribute("href") for link in answer.get_by_role("link").all()]
    assert dialled[:2] == ["tel:191", "tel:1669"]


def test_a_message_can_be_taken_back(open_page: OpenPage) -> None:
    """Taken back with the keyboard alone, it is gone from the screen, and the bot was told."""
    page = newcomer(open_page)
    ask(page, DEBT)

    page.locator("#log > .own").last.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="ยกเลิกข้อความ")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#log .line").last).to_have_text("คุณยกเลิกข้อความ")
    expect(page.locator("#log > .own")).to_have_count(0)


def test_an_event_delivered_again_changes_nothing(open_page: OpenPage) -> None:
    """Redelivered, the event is taken and not answered a second time."""
    page = newcomer(open_page, DESK)
    ask(page, DEBT)

    page.get_by_role("button", name="ส่งเหตุการณ์ล่าสุดซ้ำ").click()

    expect(page.locator("#log .line").last).to_contain_text("ส่งเหตุการณ์ซ้ำแล้ว")
    page.wait_for_timeout(400)
    expect(replies(page)).to_have_count(2)


def test_stickers_are_thanked_for_and_blocking_ends_the_talk(open_page: OpenPage) -> None:
    """What is no text gets a kind word; a blocked bot cannot be written to until it is let back in."""
    page = newcomer(open_page)
    tools(page).get_by_role("button", name="สติกเกอร์").click()
    expect(replies(page)).to_have_count(2)
    expect(page.get_by_role("img", name="สติกเกอร์")).to_be_visible()

    tools(page).get_by_role("button", name="บล็อกบอท").click()
    expect(page.get_by_label("พิมพ์คำถาม")).to_be_disabled()
    page.wait_for_timeout(500)
    tools(page).get_by_role("button", name="เลิกบล็อกบอท").click()

    expect(replies(page).last).to_contain_text("ยินดีต้อนรับกลับมา")


@BOTH
def test_the_wire_shows_what_was_sent(open_page: OpenPage, local_bot: BotServer, size: dict[str, int]) -> None:
    """The raw view of a reply is the reply, byte for byte, beside a form for reading."""
    page = newcomer(open_page, size)
    answer = ask(page, "1.3")
    number = answer.get_attribute("data-entry")

    answer.get_by_role("button", name="ดูข้อมูลที่ส่งจริงของคำตอบนี้").click()
    dialog = page.get_by_role("dialog", name="message/reply")
    expect(dialog).to_contain_text("บอท → LINE")
    pretty = dialog.get_by_label("JSON").text_content() or ""
    dialog.get_by_role("button", name="ตามที่ส่งจริง").click()
    exact = dialog.get_by_label("JSON").text_content() or ""

    assert exact.encode() == local_bot.get(f"/local-line/entries/{number}/body")[1]
    assert json.loads(pretty) == json.loads(exact)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_copy_and_feedback_are_one_tap(open_page: OpenPage) -> None:
    """คัดลอก puts a sentence for a memo on the clipboard; 👍 is thanked for once."""
    page = newcomer(open_page, permissions=["clipboard-read", "clipboard-write"])
    answer = ask(page, DEBT)

    answer.get_by_role("button", name="คัดลอก").click()
    expect(page.get_by_role("status")).to_have_text("คัดลอกแล้ว")
    assert "ระบุว่า" in page.evaluate("navigator.clipboard.readText()")
    answer.get_by_role("button", name="👍").click()
    expect(replies(page)).to_have_count(3)
    answer.get_by_role("button", name="👍").click()
    page.wait_for_timeout(500)

    expect(replies(page)).to_have_count(3)


def test_an_answer_links_to_its_place_in_the_report(open_page: OpenPage, local_bot: BotServer) -> None:
    """อ่านในรายงาน leads to the reader's page at the passage's anchor."""
    page = newcomer(open_page)

    link = ask(page, DEBT).get_by_role("link", name="อ่านในรายงาน")

    assert re.match(rf"http://127\.0\.0\.1:{local_bot.port}/report/5\.3#", link.get_attribute("href") or "")


def test_the_keyboard_reaches_everything(open_page: OpenPage) -> None:
    """From the top, Tab leads to the composer's skip link, the messages, the tools; sheets give focus back."""
    page = open_page()
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="ไปที่ช่องพิมพ์คำถาม")).to_be_focused()
    opener = page.get_by_role("button", name="เครื่องมือทดลอง")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="ปิดเครื่องมือ")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    log = page.get_by_role("log")
    log.focus()
    expect(log).to_be_focused()
    expect(log).to_have_attribute("aria-live", "polite")


def test_another_person_sees_another_chat(open_page: OpenPage) -> None:
    """People and chats are apart, and the address keeps who is talking."""
    page = newcomer(open_page, DESK)
    ask(page, DEBT)

    page.get_by_role("button", name="ผู้บริหาร", exact=True).first.click()

    expect(page.locator("#chat-note")).to_have_text("คุยในฐานะ ผู้บริหาร")
    expect(page.locator("#log")).not_to_contain_text(DEBT)
    assert page.url.endswith("#head")
