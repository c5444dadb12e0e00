"""The pictures of the rich menu, drawn from circles, polygons and lines on a square of 400 units."""

from __future__ import annotations

import math
from collections.abc import Callable

from PIL import Image, ImageDraw

from handlers.menu_tabs import Icon

UNITS = 400
Pen = ImageDraw.ImageDraw
Colors = tuple[str, str]
"""The shape's colour and the colour of what is cut out of it."""


def _shield(pen: Pen, ink: str, paper: str) -> None:
    pen.polygon([(200, 30), (350, 85), (340, 230), (200, 370), (60, 230), (50, 85)], ink)
    pen.line([(130, 195), (185, 250), (280, 140)], paper, 36, "curve")


def _heart(pen: Pen, ink: str, paper: str) -> None:
    pen.ellipse((45, 70, 215, 240), ink)
    pen.ellipse((185, 70, 355, 240), ink)
    pen.polygon([(62, 200), (338, 200), (200, 355)], ink)
    pen.ellipse((100, 115, 145, 160), paper)


def _child(pen: Pen, ink: str, paper: str) -> None:
    pen.ellipse((130, 30, 270, 170), ink)
    pen.pieslice((60, 185, 340, 560), 180, 360, ink)
    pen.line([(200, 250), (200, 350)], paper, 28)
    pen.line([(160, 310), (200, 350), (240, 310)], paper, 28, "curve")


def _medal(pen: Pen, ink: str, paper: str) -> None:
    pen.polygon([(110, 20), (180, 20), (230, 160), (160, 170)], ink)
    pen.polygon([(290, 20), (220, 20), (170, 160), (240, 170)], ink)
    pen.ellipse((90, 150, 310, 370), ink)
    pen.polygon(_star_points(200, 260, 75, 32), paper)


def _coin(pen: Pen, ink: str, paper: str) -> None:
    pen.ellipse((40, 40, 360, 360), ink)
    pen.ellipse((80, 80, 320, 320), outline=paper, width=18)
    # The baht sign: a stroke through the letter B.
    pen.line([(160, 132), (160, 268)], paper, 24)
    for top in (126, 196):
        pen.line([(150, top + 12), (215, top + 12)], paper, 24)
        pen.line([(150, top + 68), (215, top + 68)], paper, 24)
        pen.arc((172, top, 258, top + 80), 270, 90, paper, 24)
    pen.line([(195, 98), (195, 302)], paper, 20)


def _book(pen: Pen, ink: str, paper: str) -> None:
    pen.polygon([(30, 80), (185, 110), (185, 345), (30, 315)], ink)
    pen.polygon([(370, 80), (215, 110), (215, 345), (370, 315)], ink)
    for y in (150, 205, 260):
        pen.line([(65, y - 7), (150, y + 8)], paper, 16)
        pen.line([(335, y - 7), (250, y + 8)], paper, 16)


def _siren(pen: Pen, ink: str, paper: str) -> None:
    pen.pieslice((90, 110, 310, 400), 180, 360, ink)
    pen.rectangle((90, 250, 310, 300), ink)
    pen.rounded_rectangle((50, 310, 350, 365), 20, ink)
    pen.line([(200, 20), (200, 75)], ink, 26)
    pen.line([(70, 60), (105, 105)], ink, 26)
    pen.line([(330, 60), (295, 105)], ink, 26)
    pen.line([(145, 250), (155, 200), (185, 170)], paper, 20, "curve")


def _school(pen: Pen, ink: str, paper: str) -> None:
    pen.polygon([(200, 40), (370, 150), (30, 150)], ink)
    pen.rectangle((60, 165, 340, 360), ink)
    pen.rectangle((165, 250, 235, 360), paper)
    for x in (95, 265):
        pen.rectangle((x, 205, x + 45, 250), paper)
    pen.ellipse((178, 85, 222, 129), paper)


def _check(pen: Pen, ink: str, paper: str) -> None:
    pen.rounded_rectangle((70, 50, 330, 370), 30, ink)
    pen.rounded_rectangle((140, 25, 260, 85), 20, ink, paper, 12)
    for y in (150, 225, 300):
        pen.line([(110, y), (130, y + 20), (160, y - 18)], paper, 18, "curve")
        pen.line([(190, y), (290, y)], paper, 18)


def _star(pen: Pen, ink: str, paper: str) -> None:
    pen.polygon(_star_points(200, 210, 185, 78), ink)
    pen.ellipse((175, 185, 225, 235), paper)


def _bulb(pen: Pen, ink: str, paper: str) -> None:
    pen.ellipse((80, 25, 320, 265), ink)
    pen.polygon([(130, 230), (270, 230), (245, 300), (155, 300)], ink)
    pen.rounded_rectangle((150, 312, 250, 335), 10, ink)
    pen.rounded_rectangle((165, 347, 235, 370), 10, ink)
    pen.line([(155, 140), (200, 185), (245, 140)], paper, 20, "curve")
    pen.line([(200, 185), (200, 265)], paper, 20)


def _chart(pen: Pen, ink: str, paper: str) -> None:
    for x, top in ((50, 240), (150, 160), (250, 60)):
        pen.rounded_rectangle((x, top, x + 75, 330), 12, ink)
    pen.rounded_rectangle((30, 345, 370, 370), 10, ink)
    pen.line([(287, 100), (287, 150)], paper, 14)


def _gear(pen: Pen, ink: str, paper: str) -> None:
    for number in range(8):
        angle = math.pi * number / 4
        x, y = 200 + 150 * math.cos(angle), 200 + 150 * math.sin(angle)
        pen.ellipse((x - 42, y - 42, x + 42, y + 42), ink)
    pen.ellipse((65, 65, 335, 335), ink)
    pen.ellipse((140, 140, 260, 260), paper)


def _people(pen: Pen, ink: str, paper: str) -> None:
    for x in (20, 220):
        pen.ellipse((x + 35, 70, x + 125, 160), ink)
        pen.pieslice((x, 175, x + 160, 420), 180, 360, ink)
    pen.ellipse((135, 90, 265, 220), paper)
    pen.ellipse((145, 100, 255, 210), ink)
    pen.pieslice((90, 215, 310, 500), 180, 360, paper)
    pen.pieslice((104, 229, 296, 500), 180, 360, ink)


def _phone(pen: Pen, ink: str, paper: str) -> None:
    pen.rounded_rectangle((110, 25, 290, 375), 36, ink)
    pen.rounded_rectangle((132, 75, 268, 305), 10, paper)
    pen.ellipse((182, 322, 218, 358), paper)
    pen.line([(165, 190), (192, 217), (238, 160)], ink, 20, "curve")


def _tool(pen: Pen, ink: str, paper: str) -> None:
    pen.line([(110, 300), (270, 140)], ink, 66)
    pen.ellipse((210, 50, 350, 190), ink)
    pen.polygon([(280, 120), (360, 20), (390, 110)], paper)
    pen.ellipse((65, 255, 155, 345), ink)
    pen.ellipse((92, 282, 128, 318), paper)


def _star_points(x: float, y: float, outer: float, inner: float) -> list[tuple[float, float]]:
    points = []
    for number in range(10):
        radius = inner if number % 2 else outer
        angle = math.pi * (number / 5 - 0.5)
        points.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
    return points


_DRAW: dict[Icon, Callable[[Pen, str, str], None]] = {
    "shield": _shield,
    "heart": _heart,
    "child": _child,
    "medal": _medal,
    "coin": _coin,
    "book": _book,
    "siren": _siren,
    "school": _school,
    "check": _check,
    "star": _star,
    "bulb": _bulb,
    "chart": _chart,
    "gear": _gear,
    "people": _people,
    "phone": _phone,
    "tool": _tool,
}


def icon(name: Icon, size: int, colors: Colors) -> Image.Image:
    """The picture `name`, `size` pixels square on the second colour, drawn large and shrunk for smooth edges."""
    ink, paper = colors
    drawn = Image.new("RGB", (UNITS, UNITS), paper)
    _DRAW[name](ImageDraw.Draw(drawn), ink, paper)
    return drawn.resize((size, size), Image.Resampling.LANCZOS)
