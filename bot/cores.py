"""One core for a process whose threads share one interpreter lock.

Only one of them computes at a time, whatever the machine has. Spread over cores, each hand-over of the lock wakes
another core, and there are two dozen a webhook; on one core it is a switch in place (`make load`, docs/reliability.md).
"""

from __future__ import annotations

import os
import socket

SEAT = "krutham-core"
"""Begins the names under which processes of one machine say which cores they have."""


def settle_on_one_core(seat: str = SEAT) -> socket.socket | None:
    """Keep this thread, and those it begins, on a core no other process of ours has; call it before they begin.

    The core is ours as long as what is returned is open, at most until the process ends. None when there is nothing to
    choose or every core has its process: then the threads go where the system puts them.
    """
    if not hasattr(os, "sched_setaffinity"):
        return None
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        return None
    # Containers do not see each other's seats: begun from anywhere, they seldom choose alike.
    first = int.from_bytes(os.urandom(2)) % len(cores)
    for core in cores[first:] + cores[:first]:
        taken = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            # An abstract name: no file, and the kernel frees it when the process ends, however it ends.
            taken.bind(f"\0{seat}-{core}")
            os.sched_setaffinity(0, {core})
        except OSError:
            # Another process has it, or this machine does not let us choose.
            taken.close()
            continue
        return taken
    return None
