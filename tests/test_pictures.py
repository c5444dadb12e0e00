"""The pictures of the documentation: every reply family has one, and none weighs a README down."""

from __future__ import annotations

import pytest
from PIL import Image

from tools.screenshots import FAMILY, LARGEST, PICTURES, SHARPNESS, WIDTH

PHONES = ["welcome", "group", *FAMILY]


@pytest.mark.parametrize("name", PHONES)
def test_every_reply_family_has_its_picture(name: str) -> None:
    """As wide as a phone, sharp, and small."""
    file = PICTURES / f"{name}.png"

    assert file.stat().st_size < LARGEST
    with Image.open(file) as picture:
        assert picture.width == WIDTH * SHARPNESS


def test_the_rich_menu_and_the_desk_have_theirs() -> None:
    """Three tabs, and the page as a whole."""
    for name in ("rich-menu-teacher", "rich-menu-head", "rich-menu-officer", "desk"):
        assert (PICTURES / f"{name}.png").stat().st_size < LARGEST
