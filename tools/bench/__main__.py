"""`python -m tools.bench`: measure everything, print it; with --write, put it into docs/ as well."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools.bench import processes, questions
from tools.bench.others import OTHERS
from tools.bench.ours import OURS
from tools.bench.plot import draw
from tools.bench.results import Results, load_now
from tools.bench.rounds import ROOT, ask_all
from tools.bench.table import report
from tools.bench.task import write_task

PAGE = ROOT / "docs" / "quality.md"
PICTURE = ROOT / "docs" / "pictures" / "quality-latency.png"
BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: questions (None for all), rounds, reports loaded, passes over them, starts."""

    questions: int | None
    rounds: int
    reports: int
    passes: int
    starts: int
    builds: int


FULL = Size(questions=None, rounds=3, reports=100, passes=3, starts=5, builds=3)
QUICK = Size(questions=12, rounds=1, reports=3, passes=1, starts=1, builds=1)


def main() -> int:
    """Read the command line, run, print."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few questions, once: to see that it runs, not how fast")
    parser.add_argument("--write", action="store_true", help=f"put table and picture into {PAGE.relative_to(ROOT)}")
    arguments = parser.parse_args()
    results = run(QUICK if arguments.quick else FULL)
    text = report(results)
    print(text)
    if arguments.write:
        write(text)
        draw(results.systems, PICTURE)
    return 0


def run(size: Size) -> Results:
    """Measure everything, one thing after another, each in processes of its own."""
    before = load_now()
    golds = questions.answerable(size.questions)
    with tempfile.TemporaryDirectory(prefix="krutham-bench-") as name:
        folder = Path(name)
        index = folder / "report.index.sqlite"
        say("building the index")
        built = [processes.build_index(index) for _ in range(size.builds)]
        task = write_task(folder / "task.json", index, golds)
        say(f"asking {len(golds)} questions of {len(OTHERS) + len(OURS)} systems, {size.rounds} time(s)")
        systems, missing = ask_all([*OTHERS, *OURS], task, golds, size.rounds)
        say(f"loading {size.reports} reports")
        command = [sys.executable, "-m", "tools.bench.many", str(task), str(size.reports), str(size.passes)]
        many = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
        say("starting `krutham ask` and `krutham serve`")
        cold = processes.ask_cold(index, size.starts)
        serving = processes.serve(folder, index, [gold.q for gold in golds])
    return Results(systems, missing, size.rounds, many, cold, built, serving, (before, load_now()))


def write(text: str) -> None:
    """Put the run between the two marks of the page. Raises ValueError when the page lacks them."""
    page = PAGE.read_text(encoding="utf-8")
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE} has no line {BEGIN!r} followed by {END!r}; put both where the table belongs")
    PAGE.write_text(f"{head}{BEGIN}\n\n{text}\n\n{END}{tail}", encoding="utf-8")


def say(what: str) -> None:
    """Tell the person waiting what is going on."""
    sys.stderr.write(f"bench: {what} …\n")


if __name__ == "__main__":
    raise SystemExit(main())
