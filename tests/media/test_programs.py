import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from aura.errors import ToolFailed, Unavailable
from aura.media import programs, spawn
from aura.media.processes import Limits, TimedOut, run

ROUND_TRIP = b"\x00\xff" * 2_000_000


def sh(script: str) -> list[str]:
    return ["/bin/sh", "-c", script]


def running(pid: int) -> bool:
    """Whether a process runs; a zombie, which its new parent has yet to reap, does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return not Path("/proc/self").exists()


def test_a_program_gets_its_input_and_gives_its_output() -> None:
    done = run(["cat"], cwd="/", stdin=ROUND_TRIP)
    assert (done.returncode, done.stdout, done.stderr_tail) == (0, ROUND_TRIP, "")


def test_a_program_without_input_reads_an_empty_one() -> None:
    assert run(["cat"], cwd="/").stdout == b""


def test_input_that_nobody_reads_is_no_error() -> None:
    assert run(["true"], cwd="/", stdin=ROUND_TRIP).returncode == 0


def test_much_on_both_pipes_does_not_block() -> None:
    done = run(sh("head -c 3000000 /dev/zero >&2; head -c 3000000 /dev/zero; echo last >&2"), cwd="/")
    assert len(done.stdout) == 3_000_000
    assert len(done.stderr_tail) <= 8192
    assert done.stderr_tail.endswith("last")


def test_an_exit_code_is_left_to_the_caller() -> None:
    done = run(sh("echo no >&2; exit 4"), cwd="/")
    assert (done.returncode, done.stderr_tail) == (4, "no")


def test_a_program_killed_by_a_signal_says_which() -> None:
    assert run(sh("kill -9 $$"), cwd="/").returncode == -signal.SIGKILL


def test_a_program_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no-such-program"):
        run(["no-such-program"], cwd="/")
    (tmp_path / "junk").write_bytes(b"\x00\x01")
    (tmp_path / "junk").chmod(0o755)
    assert run([str(tmp_path / "junk")], cwd="/").returncode == 127


def test_words_are_passed_as_they_are(tmp_path: Path) -> None:
    words = ["$HOME", "a b", "'", ";id", "*", "ü\n", "-", "--"]
    done = run([sys.executable, "-c", "import sys; print(ascii(sys.argv[1:]))", *words], cwd=tmp_path)
    assert done.stdout.decode().strip() == ascii(words)


def test_a_program_works_where_it_is_told(tmp_path: Path) -> None:
    assert run(["pwd"], cwd=tmp_path).stdout.decode().strip() == str(tmp_path.resolve())


def test_the_environment_is_clean_but_for_what_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURA_SECRET", "hush")
    lines = run(["env"], cwd="/", env={"GIVEN": "yes"}).stdout.decode().splitlines()
    assert "GIVEN=yes" in lines
    assert not [line for line in lines if "AURA" in line]


def test_a_program_runs_at_lower_priority_and_leaves_no_core() -> None:
    done = run(sh("nice; ulimit -c"), cwd="/")
    assert done.stdout.decode().split() == [str(min(19, os.nice(0) + 5)), "0"]


def test_limits_hold(tmp_path: Path) -> None:
    bounds = Limits(cpu_s=7, file_bytes=4096, open_files=32)
    done = run(sh("ulimit -t; ulimit -n; head -c 100000 /dev/zero > big"), cwd=tmp_path, limits=bounds)
    assert done.stdout.decode().split() == ["7", "32"]
    assert (tmp_path / "big").stat().st_size == 4096


def test_a_program_that_takes_too_long_is_killed_with_all_it_started(tmp_path: Path) -> None:
    script = "sleep 600 & echo $! > child; echo waiting >&2; sleep 600"
    with pytest.raises(TimedOut) as raised:
        run(sh(script), cwd=tmp_path, timeout_s=0.5)
    assert isinstance(raised.value, ToolFailed)
    assert raised.value.data["stderr_tail"] == "waiting"
    time.sleep(0.1)
    assert not running(int((tmp_path / "child").read_text()))


@pytest.fixture
def _interruptible() -> Iterator[None]:
    """As in a shell's foreground: what it starts in the background ignores interrupts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_program_that_never_stops_speaking_is_out_of_time_too() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"y\n")
    os.close(writing)  # something is there to be read, whenever one looks
    heard: list[bytes] = []
    with open(reading, "rb", buffering=0) as said:
        process: Any = SimpleNamespace(stdin=None, stdout=said, stderr=None)
        with pytest.raises(TimeoutError):
            programs._exchange(process, b"", heard.append, heard.append, time.monotonic() - 1)


@pytest.mark.usefixtures("_interruptible")
def test_an_interrupt_kills_the_program_too(tmp_path: Path) -> None:
    main = threading.main_thread().ident or 0
    threading.Timer(0.4, signal.pthread_kill, (main, signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        run(sh("echo $$ > pid; exec sleep 600"), cwd=tmp_path)
    assert not running(int((tmp_path / "pid").read_text()))


def test_programs_run_beside_each_other() -> None:
    codes: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: codes.append(run(sh(f"sleep 0.1; exit {n}"), cwd="/").returncode))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == list(range(8))


def test_where_the_kernel_does_not_watch_the_parent_a_lifeline_does(tmp_path: Path) -> None:
    """What macOS relies on; it works on Linux all the same."""
    reading, held = os.pipe()
    argv = [
        sys.executable, "-I", "-S", str(Path(spawn.__file__).with_name("launch.py")),
        f"parent={os.getpid()}", "nice=0", f"lifeline={reading}", "--", "/bin/sleep", "600",
    ]  # fmt: skip
    process = subprocess.Popen(argv, pass_fds=(reading,), start_new_session=True)
    os.close(reading)
    time.sleep(0.3)
    assert process.poll() is None
    os.close(held)
    assert process.wait(timeout=120) == -signal.SIGKILL
