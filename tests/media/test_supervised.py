"""A module kept running beside this process: started again when it ends, and gone when it is to stop."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aura.errors import Unavailable
from aura.media import spawn, supervised
from aura.media.processes import Supervised

HERE = Path(__file__).parent
PATIENCE_S = 60.0


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(HERE)
    monkeypatch.setattr(supervised, "FIRST_WAIT_S", 0.05)


class Kept:
    """A supervised module that notes each of its starts, and does as it is told."""

    def __init__(self, folder: Path) -> None:
        self.notes = folder / "starts"
        self.kept: Supervised | None = None

    def start(self, manner: str, env: dict[str, str] | None = None) -> Supervised:
        self.kept = Supervised("supervised_module", [str(self.notes), manner], env or {})
        self.kept.start()
        return self.kept

    def starts(self) -> list[int]:
        """The process of each start."""
        return [int(line) for line in self.notes.read_text().split()] if self.notes.exists() else []


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    kept = Kept(tmp_path)
    yield kept
    if kept.kept:
        kept.kept.stop(0)


def wait(there: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_it_runs_until_it_is_stopped_and_then_nothing_is_left(kept: Kept) -> None:
    running = kept.start("wait")
    wait(kept.starts)
    (pid,) = kept.starts()
    assert running.pid == pid
    assert alive(pid)

    running.stop(grace_s=20)

    assert running.pid is None
    assert not alive(pid)
    assert kept.starts() == [pid]


def test_one_that_is_killed_is_started_again(kept: Kept) -> None:
    kept.start("wait")
    for number in range(1, 4):
        wait(lambda number=number: len(kept.starts()) == number)
        os.kill(kept.starts()[-1], signal.SIGKILL)
    wait(lambda: len(kept.starts()) == 4)

    assert len(set(kept.starts())) == 4


def test_one_that_ends_by_itself_is_started_again_but_ever_more_slowly(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    running = Supervised("supervised_module", [str(kept.notes), "end"], {})
    kept.kept = running

    def note(seconds: float | None = None) -> bool:
        waits.append(seconds or 0)
        return len(waits) == 6 and running._stopping.set() is None

    monkeypatch.setattr(running._stopping, "wait", note)
    running.start()
    wait(lambda: len(waits) == 6)

    assert waits == [0.05, 0.1, 0.2, 0.4, 0.8, 1.6]


@pytest.mark.parametrize(
    "failure", [BlockingIOError(11, "Resource temporarily unavailable"), Unavailable("")]
)
def test_one_that_cannot_be_started_is_tried_again_and_that_is_said(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], failure: Exception
) -> None:
    failures = [failure, failure]
    start = spawn.start

    def fail_first(*args: Any, **options: Any) -> Any:
        if failures:
            raise failures.pop()
        return start(*args, **options)

    monkeypatch.setattr(spawn, "start", fail_first)
    running = kept.start("wait")
    wait(kept.starts)

    assert running.pid == kept.starts()[0]
    assert capfd.readouterr().err.count("supervised_module could not be started and is tried again") == 2


def test_one_that_cannot_be_started_can_be_stopped(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = threading.Event()

    def fail(*_: Any, **__: Any) -> None:
        tried.set()
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(spawn, "start", fail)
    monkeypatch.setattr(supervised, "FIRST_WAIT_S", 86_400.0)
    running = kept.start("wait")
    assert tried.wait(PATIENCE_S)

    running.stop(grace_s=20)

    assert running.pid is None


def test_it_is_asked_to_end_before_it_is_killed(kept: Kept) -> None:
    running = kept.start("tidy up")
    wait(kept.starts)
    running.stop(grace_s=20)

    assert kept.notes.with_suffix(".tidy").exists()


def test_one_that_does_not_want_to_end_is_killed(kept: Kept) -> None:
    running = kept.start("refuse")
    wait(kept.starts)
    (pid,) = kept.starts()
    running.stop(grace_s=0.3)

    assert not alive(pid)


def test_what_it_says_can_be_read_here(kept: Kept, capfd: pytest.CaptureFixture[str]) -> None:
    kept.start("talk")
    wait(kept.starts)
    wait(lambda: "said aloud: ü" in capfd.readouterr().err)


def test_it_knows_what_it_is_told_and_none_of_this_process_s_secrets(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AURA_SECRET", "hidden")
    kept.start("environment", {"AURA_TOLD": "told"})
    said = ""

    def listen() -> bool:
        nonlocal said
        said += capfd.readouterr().err
        return "environment ends" in said

    wait(listen)
    assert "AURA_TOLD=told" in said
    assert "hidden" not in said


def test_one_that_was_never_started_can_be_stopped(kept: Kept) -> None:
    Supervised("supervised_module", [str(kept.notes), "wait"], {}).stop(1)

    assert kept.starts() == []


PARENT = """
import sys, time
from aura.media.processes import Supervised
Supervised("supervised_module", [sys.argv[1], "wait"], {}).start()
time.sleep(600)
"""


def test_it_ends_when_who_supervises_it_is_killed(kept: Kept) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{HERE}{os.pathsep}{os.pathsep.join(sys.path)}"}
    parent = subprocess.Popen([sys.executable, "-c", PARENT, kept.notes], env=environment)
    try:
        wait(kept.starts)
    finally:
        parent.kill()
        parent.wait()
    (pid,) = kept.starts()

    wait(lambda: not alive(pid))
