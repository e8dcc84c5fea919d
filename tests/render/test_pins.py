"""What renders count on, and who may clear it when."""

import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from aura.render.cache import listed
from aura.render.pins import PINS, clearing, pin

PINS_AND_WAITS = """
import sys, time
from pathlib import Path
from aura.render.pins import pin
with pin(Path(sys.argv[1]), ["aa"]):
    print("pinned", flush=True)
    time.sleep(60)
"""


def pinned(cache: Path) -> set[str]:
    with clearing(cache) as found:
        return set(found.keys)


def test_what_renders_count_on_is_told_as_long_as_they_run(tmp_path: Path) -> None:
    assert pinned(tmp_path) == set()
    before = time.time()
    with pin(tmp_path, ["aa", "bb"]):
        with pin(tmp_path, ["cc"]), clearing(tmp_path) as found:
            assert found.keys == {"aa", "bb", "cc"}
            assert found.since is not None
            assert before - 1 <= found.since.timestamp() <= time.time() + 1  # as exact as files' times are
        assert pinned(tmp_path) == {"aa", "bb"}

    assert pinned(tmp_path) == set()
    assert list((tmp_path / PINS).iterdir()) == []


def test_a_killed_render_pins_nothing_any_more(tmp_path: Path) -> None:
    words = [sys.executable, "-c", PINS_AND_WAITS, str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as render:
        assert render.stdout
        assert render.stdout.readline() == "pinned\n"
        assert pinned(tmp_path) == {"aa"}
        render.kill()
        render.wait()

    assert pinned(tmp_path) == set()
    assert list((tmp_path / PINS).iterdir()) == []


def test_nobody_pins_while_the_cache_is_cleared(tmp_path: Path) -> None:
    entered = threading.Event()

    def render() -> None:
        with pin(tmp_path, ["aa"]):
            entered.set()

    thread = threading.Thread(target=render)
    with clearing(tmp_path) as found:
        thread.start()
        assert not entered.wait(0.2)
        assert found.keys == set()
    assert entered.wait(10)
    thread.join()


def test_pins_of_another_machine_hold_for_a_week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as there:
        there.setattr(socket, "gethostname", lambda: "another")
        with pin(tmp_path, ["aa"]):
            path = next((tmp_path / PINS).glob("*.pins"))
            os.link(path, tmp_path / "kept")
    os.link(tmp_path / "kept", path)  # as if it had been killed
    assert pinned(tmp_path) == {"aa"}

    old = time.time() - 8 * 86_400
    os.utime(path, (old, old))

    assert pinned(tmp_path) == set()


def test_what_is_being_written_is_not_listed(tmp_path: Path) -> None:
    for name in ("ab/abc.segment", "cd/cde.m4a", "work/some/part", "work/part", "pins/a.pins"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"12345")

    found = {(file.key, file.kind, file.size_bytes) for file in listed(tmp_path)}

    assert found == {("abc", "segment", 5), ("cde", "m4a", 5)}
    assert list(listed(tmp_path / "nowhere")) == []
