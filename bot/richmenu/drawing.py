"""Draws one tab of the rich menu as a PNG that LINE takes: 2500×1686, under 1 MB, Thai shaped as it should be."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

from bot.errors import StartError
from bot.richmenu.icons import icon
from bot.richmenu.layout import HEIGHT, TAB_HEIGHT, WIDTH, Bounds, area_bounds, tab_bounds
from handlers.menu_tabs import Area, Tab
from handlers.messages.look import BRAND, INK, LINE, PALE, QUIET, WHITE

FONTS = Path(__file__).parent / "font"
LARGEST = 1_000_000
"""LINE takes images up to 1 MB."""
ICON = 230
LABEL_SIZE, NOTE_SIZE, TAB_SIZE = 108, 66, 104
MARGIN = 40


@lru_cache(maxsize=32)
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """The packaged Thai font with real shaping; without it marks would stand on top of each other."""
    if not features.check("raqm"):
        raise StartError("Pillow here has no Raqm, so Thai cannot be drawn; install Pillow from its own wheel")
    return ImageFont.truetype(str(FONTS / f"Sarabun-{weight}.ttf"), size, layout_engine=ImageFont.Layout.RAQM)


def _fitting(words: str, weight: str, size: int, width: int) -> ImageFont.FreeTypeFont:
    """The font at `size`, or as much smaller as `words` need to fit `width`."""
    while size > 40 and _font(weight, size).getlength(words, language="th") > width:
        size -= 4
    return _font(weight, size)


def _tab(pen: ImageDraw.ImageDraw, name: str, bounds: Bounds, active: bool) -> None:
    """One tab of the bar: the open one is white and grows into the page."""
    box = (bounds.x + 14, 24, bounds.x + bounds.width - 14, TAB_HEIGHT + 60)
    pen.rounded_rectangle(box, 44, WHITE if active else "#0E7A72")
    center = (bounds.x + bounds.width // 2, 24 + (TAB_HEIGHT - 24) // 2)
    font = _fitting(name, "Bold", TAB_SIZE, bounds.width - 4 * MARGIN)
    pen.text(center, name, BRAND if active else WHITE, font, anchor="mm", language="th")


def _area(image: Image.Image, pen: ImageDraw.ImageDraw, area: Area, bounds: Bounds) -> None:
    """One area: picture, words, small words."""
    box = (bounds.x + 22, bounds.y + 22, bounds.x + bounds.width - 22, bounds.y + bounds.height - 22)
    pen.rounded_rectangle(box, 48, PALE, LINE, 4)
    middle = bounds.x + bounds.width // 2
    image.paste(icon(area.icon, ICON, (BRAND, PALE)), (middle - ICON // 2, bounds.y + 92))
    width = bounds.width - 3 * MARGIN
    label = _fitting(area.label, "Bold", LABEL_SIZE, width)
    pen.text((middle, bounds.y + 440), area.label, INK, label, anchor="mm", language="th")
    note = _fitting(area.note, "Regular", NOTE_SIZE, width)
    pen.text((middle, bounds.y + 568), area.note, QUIET, note, anchor="mm", language="th")


def draw(tab: Tab, tabs: tuple[Tab, ...]) -> bytes:
    """The picture of `tab` as PNG bytes. Raises StartError when it would not be taken by LINE."""
    image = Image.new("RGB", (WIDTH, HEIGHT), BRAND)
    pen = ImageDraw.Draw(image)
    for number, other in enumerate(tabs):
        _tab(pen, other.name, tab_bounds(number, len(tabs)), other.role == tab.role)
    pen.rectangle((0, TAB_HEIGHT, WIDTH, HEIGHT), WHITE)
    for number, area in enumerate(tab.areas):
        _area(image, pen, area, area_bounds(number))
    written = io.BytesIO()
    # A palette is a quarter of the bytes and nothing is lost: the drawing has few colours.
    image.quantize(128).save(written, "PNG", optimize=True)
    if len(written.getvalue()) >= LARGEST:
        raise StartError(f"the rich menu picture has {len(written.getvalue())} bytes; LINE takes less than {LARGEST}")
    return written.getvalue()
