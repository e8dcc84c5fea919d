"""Who is at work on this machine: a worker that was killed is noticed, one that lives never is."""

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from aura.exports.presence import departed, present

HOLDER = """
import sys, time
from pathlib import Path
from aura.exports.presence import present
with present(Path(sys.argv[1])) as owner:
    print(owner, flush=True)
    time.sleep(600)
"""


def holder(folder: Path) -> tuple["subprocess.Popen[str]", str]:
    """Another process at work."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER, folder], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    return process, process.stdout.readline().strip()


def kill(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stdout
    process.stdout.close()


def test_a_worker_that_was_killed_has_departed_and_is_told_of_once(tmp_path: Path) -> None:
    process, owner = holder(tmp_path)
    assert list(departed(tmp_path)) == []

    kill(process)

    assert list(departed(tmp_path)) == [owner]
    assert list(departed(tmp_path)) == []
    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_only_sleeps_has_not_departed(tmp_path: Path) -> None:
    process, _ = holder(tmp_path)
    os.kill(process.pid, signal.SIGSTOP)
    try:
        assert list(departed(tmp_path)) == []
    finally:
        kill(process)


def test_who_left_in_good_order_leaves_no_trace(tmp_path: Path) -> None:
    with present(tmp_path) as owner:
        assert list(departed(tmp_path)) == []
        assert [path.name for path in tmp_path.iterdir()] == [f"{owner}.lock"]

    assert list(tmp_path.iterdir()) == []


def test_who_failed_leaves_no_trace_either(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), present(tmp_path):
        raise RuntimeError

    assert list(tmp_path.iterdir()) == []


def test_each_stay_has_a_name_of_its_own_that_fits_its_column(tmp_path: Path) -> None:
    with present(tmp_path) as first, present(tmp_path) as second:
        assert first != second
        assert first.startswith(socket.gethostname())
        assert len(first) <= 100


def test_workers_of_another_machine_are_not_judged(tmp_path: Path) -> None:
    for name in ("elsewhere.1.abc", f"{socket.gethostname()}.lan.1.abc"):
        (tmp_path / f"{name}.lock").touch()

    assert list(departed(tmp_path)) == []
    assert len(list(tmp_path.iterdir())) == 2


def test_who_was_not_dealt_with_is_told_of_again(tmp_path: Path) -> None:
    (tmp_path / f"{socket.gethostname()}.1.abc.lock").touch()
    for _ in departed(tmp_path):
        break

    assert len(list(departed(tmp_path))) == 1


def test_a_file_that_cannot_be_opened_keeps_nobody_from_seeing_the_others(tmp_path: Path) -> None:
    (tmp_path / f"{socket.gethostname()}.1.abc.lock").mkdir()  # as is another user's, for all but root
    (tmp_path / f"{socket.gethostname()}.2.xyz.lock").touch()

    assert list(departed(tmp_path)) == [f"{socket.gethostname()}.2.xyz"]


def test_where_a_folder_knows_no_locks_nobody_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"{socket.gethostname()}.1.abc.lock").touch()

    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", none)

    assert list(departed(tmp_path)) == []


def test_a_folder_that_is_not_there_has_nobody(tmp_path: Path) -> None:
    assert list(departed(tmp_path / "nowhere")) == []


def test_a_folder_that_cannot_be_written_is_no_reason_not_to_work(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with present(tmp_path / "file") as owner:
        assert owner


def test_nobody_who_is_just_coming_or_going_is_taken_for_dead(tmp_path: Path) -> None:
    told: list[str] = []
    over = threading.Event()

    def come_and_go() -> None:
        for _ in range(150):
            with present(tmp_path) as owner:
                held.add(owner)
                held.discard(owner)

    held: set[str] = set()

    def look() -> None:
        while not over.is_set():
            told.extend(owner for owner in departed(tmp_path) if owner in held)

    threads = [threading.Thread(target=come_and_go) for _ in range(3)]
    looker = threading.Thread(target=look)
    looker.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    over.set()
    looker.join()

    assert told == []
    assert list(tmp_path.iterdir()) == []
