"""The reviewed corrections of a report's scanning errors, and how they are laid over its lines.

`corrections.toml` beside report.txt:

    [[correction]]
    line = 962                       # of report.txt, from 1
    wrong = "อำเภองาว เขต 1"          # as received
    right = "กำแพงเพชร เขต 1"
    reason = "why this is certain"
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from knowledge.errors import CorrectionError
from knowledge.models import Correction

CORRECTIONS_FILE = "corrections.toml"


def read_corrections(folder: Path) -> tuple[Correction, ...]:
    """Return the corrections of a report's folder, in the file's order; none where the file does not exist.

    Raises:
        CorrectionError: the file is not such TOML, or an entry lacks a field.

    """
    path = folder / CORRECTIONS_FILE
    if not path.exists():
        return ()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorrectionError(f"Cannot read {path}: {error}. Mend the file, or move it away.") from error
    entries = table.get("correction", [])
    if not isinstance(entries, list):
        raise CorrectionError(f"{path}: `correction` is {entries!r}; write each entry under [[correction]].")
    return tuple(_correction(path, position, entry) for position, entry in enumerate(entries, start=1))


def _correction(path: Path, position: int, entry: Any) -> Correction:
    where = f"{path}, entry {position}"
    if not isinstance(entry, dict):
        raise CorrectionError(f"{where} is {entry!r}; write it as a table under [[correction]].")
    line = entry.get("line")
    if not isinstance(line, int) or isinstance(line, bool) or line < 1:
        raise CorrectionError(f"{where}: line = {line!r}; it must be a line number of report.txt, from 1.")
    for name in ("wrong", "right", "reason"):
        if not isinstance(entry.get(name), str) or (name != "right" and not entry[name].strip()):
            raise CorrectionError(f"{where} (line {line}): {name} = {entry.get(name)!r}; it must be a text.")
    if entry["wrong"] == entry["right"]:
        raise CorrectionError(f"{where} (line {line}): wrong and right are both {entry['wrong']!r}; delete the entry.")
    return Correction(line, entry["wrong"], entry["right"], entry["reason"])


def apply_corrections(source: Sequence[str], corrections: Sequence[Correction]) -> list[str]:
    """Return the lines of `source` with every correction applied to all places of its line, in the order given.

    Raises:
        CorrectionError: a line does not exist or does not hold the wrong text (any more).

    """
    lines = list(source)
    for correction in corrections:
        index = correction.line - 1
        if index >= len(lines):
            raise CorrectionError(
                f"Correction of line {correction.line}: report.txt has {len(lines)} lines. "
                "Give the line where the text stands now, or delete the entry."
            )
        if correction.wrong not in lines[index]:
            raise CorrectionError(
                f"Correction of line {correction.line}: {correction.wrong!r} does not stand in it. "
                "Give the line where it stands now, or delete the entry if the report was mended."
            )
        lines[index] = lines[index].replace(correction.wrong, correction.right)
    return lines
