"""A process of its own is set up and asked how much memory it holds, in MB."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux's C library is what is set up")

PROGRAM = """
import json
from pathlib import Path
from aura.render import heap

def held():
    status = Path("/proc/self/status").read_text().split()
    return int(status[status.index("VmRSS:") + 1]) // 1024

heap.steady()
told = [held()]
blocks = [b"x" * {size} for _ in range({count})]
blocks.clear()
told.append(held())
heap.release()
told.append(held())
print(json.dumps(told))
"""


def held(size: int, count: int) -> list[int]:
    """What is held at first, after so many blocks were filled and freed, and after the run."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM.format(size=size, count=count)],
        check=True,
        capture_output=True,
        text=True,
    )
    told: list[int] = json.loads(done.stdout)
    return told


def test_frames_are_kept_for_the_next_until_the_run_is_over() -> None:
    first, freed, released = held(3 * 2**20, 40)
    assert freed > first + 100
    assert released < first + 15


def test_a_picture_of_a_camera_goes_back_at_once() -> None:
    first, freed, _ = held(40 * 2**20, 3)
    assert freed < first + 15
