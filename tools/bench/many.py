"""Many reports in one process and one of them asked: `python -m tools.bench.many TASK REPORTS PASSES` prints JSON."""

from __future__ import annotations

import gc
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from knowledge.engine import Engine
from knowledge.index import load_index_for_search
from knowledge.models import Passage, Report
from knowledge.prepare import Prepared
from knowledge.thai import has_thai
from tools.bench.memory import resident_mb
from tools.bench.ours import asker, desk_on

PROVINCES = ("ตาก", "เชียงใหม่", "ลำปาง", "น่าน", "พะเยา", "สุโขทัย", "พิจิตร", "นครสวรรค์", "อุทัยธานี", "จันทบุรี")
SWAPPED_WORDS = 0.3
"""This share of a variant's Thai words stands where other words stand in the original."""


def main(task_file: str, reports: str, passes: str) -> int:
    """Ask with one report loaded, load the others, ask the same questions of the same report again, print both."""
    task = json.loads(Path(task_file).read_text(encoding="utf-8"))
    index, texts = Path(task["index"]), [question["text"] for question in task["questions"]]
    report, prepared = load_index_for_search(index)
    engine = Engine.open(index)
    ask = asker(desk_on(index, engine))
    times_of_each(ask, texts, 1)
    one_loaded = times_of_each(ask, texts, int(passes))
    began, memory = time.perf_counter(), resident_mb()
    others = [Engine(*variant(report, prepared, number)) for number in range(1, int(reports))]
    loading = time.perf_counter() - began
    gc.collect()
    many_loaded = times_of_each(ask, texts, int(passes))
    told = {"reports": 1 + len(others), "one": one_loaded, "many": many_loaded, "loading_s": loading}
    print(json.dumps(told | {"memory_one_mb": memory, "memory_many_mb": resident_mb()}))
    return 0


def times_of_each(ask: Callable[[str], Any], texts: Sequence[str], passes: int) -> dict[str, list[float]]:
    """Milliseconds of each question, on the clock and of the processor: the median of `passes` through all of them."""
    taken: list[list[float]] = [[] for _ in texts]
    busy: list[list[float]] = [[] for _ in texts]
    for _ in range(passes):
        for number, text in enumerate(texts):
            processor, start = time.process_time_ns(), time.perf_counter_ns()
            ask(text)
            taken[number].append((time.perf_counter_ns() - start) / 1e6)
            busy[number].append((time.process_time_ns() - processor) / 1e6)
    return {"ms": list(map(statistics.median, taken)), "busy_ms": list(map(statistics.median, busy))}


def variant(report: Report, prepared: Prepared, number: int) -> tuple[Report, Prepared]:
    """A report of another province: passages in another order, many of its words in other places; always the same."""
    chance = random.Random(number)
    province = f"{PROVINCES[number % len(PROVINCES)]}{number}"
    order = list(range(len(report.passages)))
    chance.shuffle(order)
    moved = {old: new for new, old in enumerate(order)}
    words = swapped_words(list(prepared.postings), chance)

    def there(text: str) -> str:
        """The text as the other province would have it."""
        return text.replace(report.province, province)

    def retold(passage: Passage) -> Passage:
        """The passage as the other province would have it; a new text in any case, as a report of its own would be."""
        return replace(
            passage, text=f"{there(passage.text)} ", remedy=there(passage.remedy), cells=tuple(passage.cells)
        )

    others = replace(
        report,
        id=f"variant-{number}",
        title=there(report.title),
        province=province,
        passages=tuple(retold(report.passages[old]) for old in order),
        office_names={agency: tuple(map(there, names)) for agency, names in report.office_names.items()},
    )
    searched = replace(
        prepared,
        postings={
            words.get(term, term): {moved[place]: strength for place, strength in places.items()}
            for term, places in prepared.postings.items()
        },
        focus_postings={words.get(term, term): dict(places) for term, places in prepared.focus_postings.items()},
        asks=dict(prepared.asks),
        meanings=dict(prepared.meanings),
        spellings={sound: (*spelt,) for sound, spelt in prepared.spellings.items()},
    )
    return others, searched


def swapped_words(terms: Sequence[str], chance: random.Random) -> dict[str, str]:
    """Some of the Thai terms → others of them, one to one."""
    some = [term for term in terms if has_thai(term) and chance.random() < SWAPPED_WORDS]
    return dict(zip(some, chance.sample(some, len(some)), strict=True))


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
