"""Each serving process on a core of its own, as long as there are cores."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cores import SEAT
from tests.loopback_line import LoopbackLine
from tests.servers import ROOT, BotServer

CORES = sorted(os.sched_getaffinity(0))

SETTLE = """
import os, sys, threading
from bot.cores import settle_on_one_core
kept = settle_on_one_core(sys.argv[1])
seen = []
thread = threading.Thread(target=lambda: seen.append(os.sched_getaffinity(0)))
thread.start()
thread.join()
print(*sorted(seen[0]), flush=True)
sys.stdin.read()
"""


def settled(seat: str) -> subprocess.Popen[str]:
    """A process that has settled and stays."""
    return subprocess.Popen(
        [sys.executable, "-c", SETTLE, seat], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def cores_of(process: subprocess.Popen[str]) -> list[int]:
    """Where the threads of such a process run."""
    assert process.stdout is not None
    return [int(core) for core in process.stdout.readline().split()]


def test_processes_settle_on_different_cores() -> None:
    """As many as there are cores have one each; one more goes anywhere; a killed one leaves its core to the next."""
    seat = f"test-{secrets.token_hex(4)}"
    processes = [settled(seat) for _ in CORES]
    try:
        took = [cores_of(process) for process in processes]
        assert sorted(took) == [[core] for core in CORES]

        processes.append(settled(seat))
        assert cores_of(processes[-1]) == CORES

        processes[0].kill()
        processes[0].wait()
        processes.append(settled(seat))
        assert cores_of(processes[-1]) == took[0]
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def free_seats() -> int:
    """How many cores no serving process has now."""
    free = 0
    for core in CORES:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as taken:
            try:
                taken.bind(f"\0{SEAT}-{core}")
            except OSError:
                continue
            free += 1
    return free


@pytest.mark.parametrize("switch", ["", "off"])
def test_a_serving_process_settles_unless_told_not_to(tmp_path: Path, line: LoopbackLine, switch: str) -> None:
    """All its threads are on one core; with KRUTHAM_ONE_CORE=off they may go anywhere."""
    (tmp_path / "data").mkdir()
    server = BotServer(tmp_path / "data", line.url, KRUTHAM_ONE_CORE=switch)
    expected = 1 if not switch and free_seats() else len(CORES)

    server.start()
    try:
        pid = server.worker_pid()
        threads = [int(task.name) for task in Path(f"/proc/{pid}/task").iterdir()]
        allowed = {frozenset(os.sched_getaffinity(thread)) for thread in threads}
    finally:
        server.stop()

    assert len(threads) > 10
    assert [len(cores) for cores in allowed] == [expected]
