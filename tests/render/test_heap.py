"""A process of its own is set up and asked how much memory it holds, in MB."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aura.render import heap
from aura.render.messages import MakeSegments, Order
from aura.render.worker_child import RELEASE_EVERY, Worker

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


def test_a_worker_gives_memory_back_in_the_midst_of_a_long_film(
    reel: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = reel.film(*(reel.shows(1, frames=frames) for frames in range(1, 2 * RELEASE_EVERY + 2)))
    digest = film.segments[0].spec.content.shot.digest
    made: list[int] = []
    released_after: list[int] = []
    monkeypatch.setattr(heap, "release", lambda: released_after.append(len(made)))
    worker = Worker()
    for segment in film.segments:
        path = tmp_path / "se" / f"{segment.index}.segment"
        order = Order(index=segment.index, owner="scene", path=str(path), spec=segment.spec)
        asked = MakeSegments(
            orders=(order,), objects={digest: str(reel.path(digest))}, work_dir=str(tmp_path)
        )
        worker.segment(order, asked, lambda said: None)
        made.append(segment.index)

    assert released_after == [RELEASE_EVERY - 1, 2 * RELEASE_EVERY - 1]  # counted before the last is noted
