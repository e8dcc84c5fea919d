"""What is particular to children that are copies; what all children do is in ``test_children``."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from aura.media.processes import FORKS, ChildDied, Zygote

pytestmark = pytest.mark.skipif(not FORKS, reason="nothing is copied here")


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parent)


@pytest.fixture
def zygote(_importable: None) -> Iterator[Zygote]:
    with closing(Zygote("echoing_child")) as zygote:
        yield zygote


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_children_of_one_loading_answer_each_for_itself(zygote: Zygote) -> None:
    with zygote.bear() as one, zygote.bear() as other:
        assert parent_of(one.pid) == parent_of(other.pid) != os.getpid()
        one.send(["echo", 1])
        other.send(["echo", 2])
        assert [other.receive(20).value, one.receive(20).value] == [2, 1]


def test_the_death_of_one_is_nothing_to_the_others(zygote: Zygote) -> None:
    with zygote.bear() as one, zygote.bear() as other:
        os.kill(one.pid, signal.SIGKILL)
        with pytest.raises(ChildDied) as raised:
            one.ask(["echo", 1], timeout_s=20)
        assert raised.value.returncode == -signal.SIGKILL
        assert other.ask(["echo", 2], timeout_s=20) == 2
    with zygote.bear() as later:
        assert later.ask(["echo", 3], timeout_s=20) == 3


def test_a_child_leads_its_group_and_is_as_polite_as_any(zygote: Zygote) -> None:
    with zygote.bear() as child:
        assert child.ask(["echo", 1], timeout_s=20) == 1
        assert os.getpgid(child.pid) == child.pid
        assert os.getpriority(os.PRIO_PROCESS, child.pid) > os.getpriority(os.PRIO_PROCESS, 0)


def test_children_go_with_what_bore_them_and_are_told_of(zygote: Zygote) -> None:
    with zygote.bear() as child:
        assert child.alive
        os.kill(parent_of(child.pid), signal.SIGKILL)
        with pytest.raises(ChildDied):
            child.ask(["hang"], timeout_s=20)
        assert not child.alive
    zygote.close()
    assert not zygote.alive


def test_closing_waits_for_the_last_child_to_go(zygote: Zygote) -> None:
    with zygote.bear() as child:
        assert child.ask(["echo", 1], timeout_s=20) == 1
        bore = parent_of(child.pid)
        closing = threading.Thread(target=zygote.close)
        closing.start()
        assert child.ask(["echo", 2], timeout_s=20) == 2
    closing.join()
    zygote.close()
    assert not zygote.alive
    assert not Path(f"/proc/{bore}").exists()


def test_no_child_comes_from_a_module_that_cannot_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "broken_child.py").write_text("raise ImportError('there is no ink')")
    sys.path.insert(0, str(tmp_path))
    try:
        with closing(Zygote("broken_child")) as zygote, zygote.bear() as child:
            with pytest.raises(ChildDied, match="-9") as raised:
                child.ask(["echo", 1], timeout_s=20)
            assert "there is no ink" in raised.value.stderr_tail
    finally:
        sys.path.remove(str(tmp_path))


def test_what_a_module_said_as_it_died_is_told_also_while_it_is_dying(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken_late.py").write_text("raise ImportError('there is no ink')")
    monkeypatch.syspath_prepend(tmp_path)
    read = Zygote._read

    def slowly(zygote: Zygote) -> None:
        time.sleep(0.3)
        read(zygote)

    monkeypatch.setattr(Zygote, "_read", slowly)
    with closing(Zygote("broken_late")) as zygote, zygote.bear() as child:
        monkeypatch.setattr(zygote._process, "poll", lambda: None)
        with pytest.raises(ChildDied) as raised:
            child.ask(["echo", 1], timeout_s=20)
        monkeypatch.undo()
    assert "there is no ink" in raised.value.stderr_tail


def test_a_child_that_has_ended_is_no_other_file_that_is_open_now(zygote: Zygote) -> None:
    child = zygote.bear()
    child.ask(["echo", 1], timeout_s=20)
    child.kill()
    pipes = [os.pipe() for _ in range(20)]  # they have the numbers that its descriptors had
    child.kill()
    assert not child.alive
    for fd in (fd for pipe in pipes for fd in pipe):
        os.close(fd)


def test_a_child_can_be_killed_before_it_has_a_number(zygote: Zygote) -> None:
    child = zygote.bear()
    assert child.alive
    child.kill()
    assert not child.alive


@pytest.mark.usefixtures("_importable")
def test_no_descriptor_is_left_open_when_all_is_over() -> None:
    def live() -> int:
        with closing(Zygote("echoing_child")) as zygote, zygote.bear() as child, zygote.bear():
            child.ask(["echo", 1], timeout_s=20)
        return len(os.listdir("/proc/self/fd"))

    assert live() == live()
