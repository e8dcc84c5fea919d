import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aura.errors import NotFound, ToolFailed
from aura.media.processes import (
    FORKS,
    Answer,
    Child,
    ChildDied,
    ChildSilent,
    Limits,
    Progress,
    Zygote,
)

UNLIMITED = Limits()
HERE = Path(__file__).parent


Start = Callable[..., Child]


@pytest.fixture(
    params=["alone", pytest.param("borne", marks=pytest.mark.skipif(not FORKS, reason="none is copied here"))]
)
def started(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts a child, by itself or as a copy: nobody who talks to it need know."""
    monkeypatch.syspath_prepend(HERE)
    zygotes: dict[Limits, Zygote] = {}

    def alone(limits: Limits = UNLIMITED) -> Child:
        return Child.start("echoing_child", limits=limits)

    def borne(limits: Limits = UNLIMITED) -> Child:
        if limits not in zygotes:
            zygotes[limits] = Zygote("echoing_child", limits=limits)
        return zygotes[limits].bear()

    yield alone if request.param == "alone" else borne
    for zygote in zygotes.values():
        zygote.close()


@pytest.fixture
def child(started: Start) -> Iterator[Child]:
    with started() as child:
        yield child


def gone(pid: int, within_s: float) -> bool:
    """Whether the process ends in time.  A zombie, which its new parent has yet to reap, has ended."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
            os.kill(pid, 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


def test_a_child_looks_for_garbage_when_it_has_loaded(started: Start) -> None:
    with started() as child:
        assert child.ask(["looks for garbage"], timeout_s=30) is True


def test_a_child_answers_one_request_after_another(child: Child) -> None:
    values = [1, "ü", b"\x00\xff", None, [1, {"a": 2.5}]]
    assert [child.ask(["echo", value], timeout_s=20) for value in values] == values


def test_progress_and_answer_are_told_apart(child: Child) -> None:
    child.send(["progress", 2])
    said = [child.receive(20) for _ in range(3)]
    assert said == [Progress(0), Progress(1), Answer("done")]


def test_progress_is_passed_on_while_the_answer_is_awaited(child: Child) -> None:
    seen: list[int] = []
    assert child.ask(["progress", 100], timeout_s=20, progress=seen.append) == "done"
    assert seen == list(range(100))


def test_what_is_printed_does_not_get_into_the_stream(child: Child) -> None:
    for text in ("stray", "\0\0\0\1x" * 9000):
        assert child.ask(["print", text.replace("\0", "0")], timeout_s=20) == "printed"
    assert child.ask(["echo", 7], timeout_s=20) == 7


def test_large_messages_go_through_whole(child: Child) -> None:
    large = os.urandom(1000) * 50_000
    assert child.ask(["echo", large], timeout_s=60) == large


def test_a_path_that_is_no_text_goes_through_as_it_is(child: Child) -> None:
    path = os.fsdecode(b"/home/caf\xe9/\xff.png")
    asked = {"path": path, "many": [path, "/home/café", b"\xe9", 1, None]}
    assert child.ask(["echo", asked], timeout_s=10.0) == asked

    with pytest.raises(NotFound) as missed:
        child.ask(["miss", path], timeout_s=10.0)
    assert missed.value.message == "There is no /home/caf\\udce9/\\udcff.png."
    assert missed.value.data == {"path": path}


def test_an_error_keeps_its_kind_and_its_data(child: Child) -> None:
    with pytest.raises(NotFound, match="No such picture") as raised:
        child.ask(["raise"], timeout_s=20)
    assert (raised.value.field, raised.value.data) == ("media", {"digest": "ab"})


@pytest.mark.parametrize("request_", [["break"], ["unsendable"]])
def test_a_child_outlives_a_request_that_breaks(child: Child, request_: list[str]) -> None:
    with pytest.raises(ToolFailed):
        child.ask(request_, timeout_s=20)
    assert child.ask(["echo", 1], timeout_s=20) == 1


def test_a_dead_child_is_reported_with_its_last_words(child: Child) -> None:
    with pytest.raises(ChildDied) as raised:
        child.ask(["die", "out of ink"], timeout_s=20)
    assert raised.value.returncode == 3
    assert raised.value.stderr_tail.endswith("out of ink")
    assert "a stray print while importing" in raised.value.stderr_tail
    with pytest.raises(ChildDied):
        child.ask(["echo", 1], timeout_s=20)


def test_a_crash_in_a_library_is_contained_and_shows_where(child: Child) -> None:
    with pytest.raises(ChildDied) as raised:
        child.ask(["crash"], timeout_s=20)
    assert raised.value.returncode == -signal.SIGSEGV
    assert "in handle" in raised.value.stderr_tail


def test_the_tail_keeps_only_the_end_of_much_output(child: Child) -> None:
    child.ask(["print", "y" * 100_000], timeout_s=20)
    with pytest.raises(ChildDied) as raised:
        child.ask(["die", "the end"], timeout_s=20)
    assert len(raised.value.stderr_tail) <= 8192
    assert raised.value.stderr_tail.endswith("the end")


def test_a_hanging_child_is_noticed_and_killed(child: Child) -> None:
    with pytest.raises(ChildSilent):
        child.ask(["hang"], timeout_s=0.3)
    assert not child.alive


def test_silence_alone_does_not_kill(child: Child) -> None:
    child.send(["hang"])
    with pytest.raises(ChildSilent):
        child.receive(0.1)
    assert child.alive


def test_another_thread_may_kill_while_one_waits(child: Child) -> None:
    child.ask(["echo", 1], timeout_s=20)
    threading.Timer(0.2, child.kill).start()
    with pytest.raises(ChildDied) as raised:
        child.ask(["hang"], timeout_s=30)
    assert raised.value.returncode == -signal.SIGKILL


def test_killing_twice_is_killing_once(child: Child) -> None:
    child.kill()
    child.kill()
    assert gone(child.pid, 2.0)
    with pytest.raises(ChildDied):
        child.send(["echo", 1])


def test_no_descriptor_is_left_open_after_a_kill(started: Start) -> None:
    with started() as child:
        child.ask(["echo", 1], timeout_s=20)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        with started() as child:
            child.ask(["echo", 1], timeout_s=20)
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.skipif(sys.platform != "linux", reason="macOS does not enforce address space")
def test_a_child_cannot_use_more_memory_than_it_may(started: Start) -> None:
    with started(Limits(memory_bytes=600 * 2**20)) as child:
        assert child.ask(["allocate", 2**20], timeout_s=20) == 2**20
        with pytest.raises(ToolFailed, match="MemoryError"):
            child.ask(["allocate", 2**30], timeout_s=20)


def test_a_child_sees_nothing_of_auras_settings(started: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURA_DATABASE_URL", "postgresql://user:secret@host/db")
    with started() as child:
        environment = child.ask(["environment"], timeout_s=20)
    assert not [name for name in environment if "AURA" in name]
    assert "secret" not in str(environment)


PARENT = """
import sys, threading
sys.path.insert(0, {here!r})
from aura.media.processes import Child, Zygote
child = {start}
child.ask(["echo", 1], timeout_s=20)
if sys.argv[1:] == ["start"]:
    child.ask(["start", ["sleep", "611"]], timeout_s=20)
elif sys.argv[1:]:
    child.send(sys.argv[1:])
print(child.pid, flush=True)
threading.Event().wait()
"""


BEGINNINGS = ['Child.start("echoing_child")', *(['Zygote("echoing_child").bear()'] if FORKS else [])]


def killed_parent_of(words: list[str], start: str) -> int:
    """Start a parent with a child, kill the parent, and return the child's number."""
    program = PARENT.format(here=str(HERE), start=start)
    parent = subprocess.Popen([sys.executable, "-c", program, *words], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent.stdout:
        pid = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
    return pid


@pytest.mark.parametrize("start", BEGINNINGS)
@pytest.mark.parametrize("words", [[], ["hang"], ["hang holding the interpreter"]])
def test_a_child_goes_when_its_parent_is_killed(words: list[str], start: str) -> None:
    assert gone(killed_parent_of(words, start), within_s=2.0)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("start", BEGINNINGS)
def test_a_program_that_a_child_runs_goes_with_them(start: str) -> None:
    pid = killed_parent_of(["start"], start)
    assert gone(pid, within_s=2.0)
    sleeping = [
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and (entry / "cmdline").exists() and _words(entry) == ["sleep", "611"]
    ]
    assert all(gone(number, within_s=2.0) for number in sleeping)


def _words(entry: Path) -> list[str]:
    try:
        return (entry / "cmdline").read_text().rstrip("\0").split("\0")
    except OSError:
        return []


def test_a_child_outlives_the_thread_that_started_it(started: Start) -> None:
    made: list[Child] = []
    thread = threading.Thread(target=lambda: made.append(started()))
    thread.start()
    thread.join()
    time.sleep(0.2)
    with made[0] as child:
        assert child.ask(["echo", 1], timeout_s=20) == 1
