"""Pictures of the whole reply family, taken from the chat page on a phone's width, and of the rich menu.

`python -m tools.screenshots [NAME…]` writes docs/pictures/*.png. Needs Debian's packages chromium, fonts-thai-tlwg and
fonts-noto-color-emoji.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.servers import BotServer

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
LARGEST = 150_000
WIDTH, TALLEST, SHORTEST = 390, 1600, 560
SHARPNESS = 2

FAMILY: dict[str, str] = {
    "answer": "อกศม. มีกี่คน",
    "summary": "1.3",
    "office": "1.1 เขต 2",
    "problem": "ครูเป็นหนี้ทำไงดี",
    "recommendations": "2.2 ข้อเสนอแนะ",
    "best-practice": "2.9 แบบอย่าง",
    "figures": "1.1 ตัวเลข",
    "table": "โรงเรียนใดบ้างที่จัดทวิศึกษา สาขาอะไร",
    "policies": "เมนู",
    "focus-points": "นโยบาย 3",
    "choices": "ครู",
    "not-found": "พรุ่งนี้ฝนตกไหม",
    "help": "ช่วยเหลือ",
    "about": "เกี่ยวกับบอท",
    "contacts": "นักเรียนพิการเรียนรวมไม่ได้ ติดต่อที่ไหน",
    "safety": "MOE Safety Center คืออะไร",
    "danger": "ช่วยด้วย มีคนทำร้ายเด็ก",
}
"""Each picture's name with what is typed for it."""


def small(picture: bytes) -> bytes:
    """The picture in as few colours as its text needs. Raises SystemExit when it is still too large for a README."""
    whole = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (192, 128, 64, 32):
        written = io.BytesIO()
        whole.quantize(colours, kmeans=1, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
        if len(written.getvalue()) < LARGEST:
            return written.getvalue()
    sys.exit(f"a picture has {len(written.getvalue()):,} bytes in 32 colours; show less in it")


def keep(name: str, picture: bytes) -> None:
    """Write docs/pictures/NAME.png."""
    written = small(picture)
    (PICTURES / f"{name}.png").write_bytes(written)
    print(f"{name}.png  {len(written):,} bytes")


def settle(page: Page) -> None:
    """Wait until the bot's last reply is drawn."""
    page.wait_for_selector("html[data-ready]")
    page.wait_for_selector("#log > .theirs:last-child", timeout=10_000)
    page.evaluate("Promise.all([...document.images].map((picture) => picture.decode()))")
    page.wait_for_timeout(250)


def fit(page: Page) -> None:
    """Make the phone as tall as the conversation."""
    page.evaluate("document.getElementById('words').blur()")
    needed = page.evaluate(
        """() => {
            const log = document.getElementById('log');
            return innerHeight - log.clientHeight + [...log.children].reduce((sum, row) =>
                sum + row.offsetHeight + parseFloat(getComputedStyle(row).marginBottom), 30);
        }"""
    )
    page.set_viewport_size({"width": WIDTH, "height": min(TALLEST, max(SHORTEST, int(needed) + 1))})
    # What is taller still shows its beginning.
    page.evaluate("document.getElementById('log').scrollTop = 0")
    page.wait_for_timeout(150)


def ask(page: Page, typed: str) -> None:
    """A person who has said nothing yet asks `typed`; what was said before is left out of the picture."""
    settle(page)
    page.click("#menu-toggle")
    page.evaluate("document.getElementById('log').replaceChildren()")
    page.fill("#words", typed)
    page.press("#words", "Enter")
    settle(page)
    fit(page)


def rich_menu(page: Page, address: str) -> None:
    """One picture of each tab."""
    for alias, menu in page.evaluate("fetch('/local-line/state').then(read => read.json())")["menus"].items():
        picture = Image.open(
            io.BytesIO(page.request.get(f"{address}/local-line/menus/{menu['richMenuId']}.png").body())
        )
        written = io.BytesIO()
        picture.convert("RGB").resize((1000, 1000 * picture.height // picture.width), Image.Resampling.LANCZOS).save(
            written, "PNG"
        )
        keep(alias.replace("krutham-", "rich-menu-"), written.getvalue())


def take(address: str, names: list[str]) -> None:
    """Take the pictures named, or all."""
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or sys.exit("Chromium is missing: apt-get install chromium")
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                 "--disable-component-update", "--disable-sync"]  # fmt: skip
        browser = playwright.chromium.launch(executable_path=program, args=flags)

        def opened(width: int = WIDTH, height: int = 844, path: str = "/", sharpness: int = SHARPNESS) -> Page:
            size = {"width": width, "height": height}
            page = browser.new_context(viewport=size, device_scale_factor=sharpness, locale="th-TH").new_page()  # type: ignore[arg-type]
            page.goto(address + path)
            return page

        def wanted(name: str) -> bool:
            return not names or name in names

        if wanted("welcome"):
            page = opened()
            settle(page)
            keep("welcome", page.screenshot())
        for name, typed in FAMILY.items():
            if wanted(name):
                page = opened()
                ask(page, typed)
                keep(name, page.screenshot())
                page.context.close()
        if wanted("group"):
            page = opened(path="/#head/group")
            settle(page)
            page.fill("#words", "@ครูถาม เด็กเครียดส่งต่อใคร")
            page.press("#words", "Enter")
            page.wait_for_selector("#log > .own + .theirs")
            fit(page)
            keep("group", page.screenshot())
        if wanted("desk"):
            page = opened(1440, 900, "/#officer", sharpness=1)
            settle(page)
            page.click("#menu-toggle")
            page.fill("#words", "อกศม. มีกี่คน")
            page.press("#words", "Enter")
            page.wait_for_selector("#log > .own + .theirs")
            page.evaluate("document.getElementById('words').blur()")
            page.wait_for_timeout(400)
            keep("desk", page.screenshot())
        if not names:
            rich_menu(opened(), address)
        browser.close()


def main() -> None:
    """Start a bot without LINE credentials and take its pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    without = {"LINE_CHANNEL_SECRET": "", "LINE_CHANNEL_ACCESS_TOKEN": "", "LINE_API_BASE": "", "KRUTHAM_HOST": ""}
    with tempfile.TemporaryDirectory() as folder:
        server = BotServer(Path(folder) / "data", "", **without)
        server.environment["PUBLIC_URL"] = f"http://127.0.0.1:{server.port}"
        server.start()
        try:
            take(f"http://127.0.0.1:{server.port}", sys.argv[1:])
        finally:
            server.kill()


if __name__ == "__main__":
    main()
