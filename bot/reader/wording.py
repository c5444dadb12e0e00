"""The few words the reader's code puts into pages itself; the rest of what the pages say is in their templates."""

from __future__ import annotations


def read_as(right: str) -> str:
    """What a wrongly scanned word of the original is read as."""
    return f"อ่านเป็น “{right}”" if right else "ตัดออก"


def scanned_as(wrong: str) -> str:
    """What the scan had where a mended word stands."""
    return f"ฉบับสแกนพิมพ์ว่า “{wrong}”"


def lines_label(first: int, last: int) -> str:
    """The lines of report.txt a passage stands on."""
    return f"บรรทัด {first}" if first == last else f"บรรทัด {first}–{last}"
