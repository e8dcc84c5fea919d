"""What a command costs with everything it starts: processor time, time by the clock, and memory.

Processor time is that of the command and of all its descendants, as they were reaped.  Memory is the largest
sum of what all processes hold together at one moment, each page that several share counted in its share; it
is looked at ten times a second, so it may miss a short peak.  (Linux; elsewhere only that of the largest
process is known.)
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

LOOK_S = 0.1
_PROC = Path("/proc")


class Cost(NamedTuple):
    """Seconds of the processor and by the clock, and bytes."""

    cpu_s: float
    wall_s: float
    memory_bytes: int


def cost_of(words: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end.  Raises AssertionError with what it said when it fails."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            [*words], cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        )
        watch = _Watch(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        most = watch.end()
        if process.returncode:
            said.seek(0)
            tail = said.read()[-2000:].decode(errors="replace")
            raise AssertionError(f"{words[0]} ended with {process.returncode}: {tail}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, wall_s, max(most, used.ru_maxrss * unit if not most else 0))


def middle(costs: Iterable[Cost]) -> Cost:
    """The one of several runs that costs neither least nor most; of an even number the dearer of two."""
    ranked = sorted(costs)
    return ranked[len(ranked) // 2]


class _Watch:
    """Looks at a process and its descendants until it is ended."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, name="bench-memory", daemon=True)
        self._thread.start()

    def end(self) -> int:
        """The most that was seen, in bytes."""
        self._ended.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while _PROC.is_dir() and not self._ended.wait(LOOK_S):
            self._most = max(self._most, sum(map(_held, _tree(self._pid))))


def _tree(pid: int) -> list[int]:
    """A process and all that it and its children started."""
    found = [pid]
    for each in found:
        for listing in _PROC.glob(f"{each}/task/*/children"):
            try:
                found += map(int, listing.read_text().split())
            except OSError:
                continue
    return found


def _held(pid: int) -> int:
    """Bytes of memory of one process; none once it has ended."""
    try:
        rollup = (_PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0)
