"""A run as text: one table, which Markdown can show too, and the figures that stand beside it."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from tools.bench.ours import OURS
from tools.bench.results import Results, machine
from tools.bench.rounds import Measured, percentile

HEADINGS = (
    "system",
    "focus point",
    "passage",
    "`must`",
    "p50 ms",
    "p99 ms",
    "CPU p50",
    "CPU p99",
    "memory MB",
)
LOOK_UP = "SQLite FTS5 trigram"
ENGINE, WHOLE_WAY = OURS


def report(results: Results) -> str:
    """The whole run: machine, table, ratios, many reports, processes."""
    parts = ["\n".join(table(results.systems)), "\n".join(figures(results))]
    return "\n\n".join(parts)


def table(systems: Sequence[Measured]) -> Iterator[str]:
    """One row a system, in columns of one width."""
    rows = [HEADINGS, *map(row, systems)]
    widths = [max(len(line[column]) for line in rows) for column in range(len(HEADINGS))]
    for number, line in enumerate(rows):
        cells = (f"{cell:{'<' if column == 0 else '>'}{widths[column]}}" for column, cell in enumerate(line))
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"| {'-' * widths[0]} | {' | '.join('-' * (width - 1) + ':' for width in widths[1:])} |"


def row(one: Measured) -> tuple[str, ...]:
    """A system's cells; "–" for what it cannot have."""
    quality = one.quality
    return (
        one.name,
        share(quality.focus_point, quality.asked),
        share(quality.passage, quality.asked),
        share(quality.must, quality.must_asked),
        *(f"{percentile(times, percent):.2f}" for times in (one.times, one.busy) for percent in (50, 99)),
        f"{one.memory_mb:.0f}",
    )


def share(held: int | None, asked: int) -> str:
    """How many of those asked, as a share of 1."""
    return "–" if held is None else f"{held / asked:.3f}"


def figures(results: Results) -> Iterator[str]:
    """One line for each thing measured beside the table."""
    yield from against_the_others({one.name: one for one in results.systems})
    yield from many_reports(results)
    yield from processes(results)
    yield f"- {results.systems[0].quality.asked} questions; a time is the median of {results.rounds} new process(es)."
    yield f"- Machine: {machine()}; load average {results.load[0]:.1f} before, {results.load[1]:.1f} after."
    if results.missing:
        yield f"- Left out, library not installed (`make bench` installs it): {', '.join(results.missing)}."


def against_the_others(systems: dict[str, Measured]) -> Iterator[str]:
    """KruTham by the best of the others, and by the look-up whose speed it is to have."""
    others = [one for name, one in systems.items() if name not in OURS]
    ours = systems[WHOLE_WAY].quality
    topic = max(others, key=lambda one: one.quality.focus_point)
    passage = max(others, key=lambda one: one.quality.passage or 0)
    of_topic = ratio(ours.focus_point, topic.quality.focus_point)
    of_passage = ratio(ours.passage, passage.quality.passage)
    yield f"- Right focus point first: {of_topic} the best other ({topic.name})."
    yield f"- Right passage first: {of_passage} the best other ({passage.name})."
    look_up = systems[LOOK_UP]
    for name in OURS:
        mine = systems[name]
        p50, p99, busy_p50, busy_p99 = (
            ratio(percentile(times, percent), percentile(theirs, percent))
            for times, theirs in ((mine.times, look_up.times), (mine.busy, look_up.busy))
            for percent in (50, 99)
        )
        yield f"- {name}: p50 {p50}, p99 {p99} that of {LOOK_UP}'s bare look-up; CPU {busy_p50} and {busy_p99}."


def ratio(one: float | None, other: float | None) -> str:
    """How many times `other` is in `one`."""
    return f"{one / other:.2f} ×" if one and other else "–"


def many_reports(results: Results) -> Iterator[str]:
    """One report asked while many are loaded, by the same alone."""
    alone, among = results.many["one"], results.many["many"]
    of_clock, of_processor = (
        " and ".join(ratio(percentile(among[key], percent), percentile(alone[key], percent)) for percent in (50, 99))
        for key in ("ms", "busy_ms")
    )
    yield (
        f"- {results.many['reports']} reports loaded and one asked, text to LINE messages: {p50_p99(among['ms'])};"
        f" the same alone: {p50_p99(alone['ms'])}. Ratio {of_clock} (p50 and p99); CPU {of_processor}."
        f" Memory {results.many['memory_one_mb']:.0f} → {results.many['memory_many_mb']:.0f} MB."
    )


def p50_p99(times: Sequence[float]) -> str:
    """Two percentiles in words."""
    return f"p50 {percentile(times, 50):.2f} ms, p99 {percentile(times, 99):.2f} ms"


def processes(results: Results) -> Iterator[str]:
    """The program as people start it."""
    serving = results.serving
    yield (
        f"- `krutham serve`: {serving.ready_mb:.0f} MB when ready, {serving.after_mb:.0f} MB after {serving.answered}"
        f" answered questions ({serving.together_mb:.0f} MB with gunicorn's master, shared pages counted once);"
        f" ready in {serving.start_s:.1f} s."
    )
    for what, ended in (("`krutham ask`, cold, index built before", results.cold), ("`krutham index`", results.built)):
        seconds, busy, memory = (
            statistics.median(getattr(one, part) for one in ended) for part in ("seconds", "busy_s", "memory_mb")
        )
        yield f"- {what}: {seconds:.2f} s (CPU {busy:.2f} s), median of {len(ended)}; {memory:.0f} MB at most."
