"""Short, natural names of the offices, made from the full names the report itself uses."""

from __future__ import annotations

import re

from knowledge.models import Agency, Report

_SHORTENINGS: tuple[tuple[str, str], ...] = (
    (r"^สำนักงานเขตพื้นที่(?:การ)?ศึกษาประถมศึกษา\s*", "สพป."),
    (r"^สำนักงานเขตพื้นที่(?:การ)?ศึกษามัธยมศึกษา\s*", "สพม."),
    (r"^สำนักงานศึกษาธิการจังหวัด\s*", "ศธจ."),
    (r"^สำนักงานส่งเสริมการเรียนรู้(?:ประจำ)?(?:จังหวัด)?\s*", "สกร."),
    (r"^สำนักงานคณะกรรมการส่งเสริมการศึกษาเอกชน\s*", "เอกชน (สช.) "),
    (r"^(?:สำนักงาน(?:คณะกรรมการ)?(?:การ)?)?อาชีวศึกษา(?:จังหวัด)?\s*", "อาชีวศึกษา"),
)
"""How the ministry's own people shorten each kind of office; the rest of the name, the province, stays."""

_WITHOUT_REPORT: dict[Agency, str] = {
    "primary1": "สพป. เขต 1",
    "primary2": "สพป. เขต 2",
    "secondary": "สพม.",
    "private": "เอกชน (สช.)",
    "vocational": "อาชีวศึกษา",
    "lifelong": "สกร.",
    "provincial": "ศธจ.",
}
"""The kind of office, for a report that names none of that kind in full."""


def short_name(full_name: str) -> str:
    """The everyday form of an office's full name; the name itself when no rule knows it."""
    name = " ".join(full_name.split())
    for pattern, short in _SHORTENINGS:
        shortened, count = re.subn(pattern, short, name)
        if count:
            return shortened.strip()
    return name


def office_name(report: Report, agency: Agency) -> str:
    """The short name of `agency` in this report: "สพป.กำแพงเพชร เขต 1"."""
    names = report.office_names.get(agency, ())
    for name in names:
        short = short_name(name)
        if short != " ".join(name.split()):
            return short
    return _WITHOUT_REPORT[agency]


def office_names(report: Report, agencies: tuple[Agency, ...]) -> str:
    """The short names of several offices in one line."""
    return " · ".join(dict.fromkeys(office_name(report, agency) for agency in agencies))
