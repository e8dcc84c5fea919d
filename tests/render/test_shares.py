"""Renders at once share the workers."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

import pytest

from aura.render.shares import Share, Shares

PATIENCE_S = 30.0


class Floor:
    """Tasks that are at work until they are let go, in the order in which they were begun."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self._gates: dict[str, threading.Event] = {}
        self._lock = threading.Lock()

    def task(self, name: str) -> Callable[[], str]:
        gate = self._gates[name] = threading.Event()

        def work() -> str:
            with self._lock:
                self.begun.append(name)
            gate.wait(PATIENCE_S)
            return name

        return work

    def let_go(self, name: str) -> None:
        self._gates[name].set()

    def wait_for(self, *names: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while sorted(self.begun) != sorted(names):
            assert time.monotonic() < deadline, self.begun
            time.sleep(0.001)


def submit(floor: Floor, share: Share, *names: str) -> dict[str, Future[str]]:
    return {name: share.submit(floor.task(name)) for name in names}


@pytest.fixture
def floor() -> Floor:
    return Floor()


def test_a_render_that_is_alone_has_all_workers(floor: Floor) -> None:
    with ThreadPoolExecutor(3) as pool, Shares(pool, 3).share() as share:
        made = submit(floor, share, "a", "b", "c", "d")
        floor.wait_for("a", "b", "c")
        for name in made:
            floor.let_go(name)

        assert [future.result(PATIENCE_S) for future in made.values()] == ["a", "b", "c", "d"]


def test_a_second_render_gets_the_workers_that_become_free_until_both_have_as_many(floor: Floor) -> None:
    with ThreadPoolExecutor(2) as pool:
        shares = Shares(pool, 2)
        with shares.share() as long, shares.share() as short:
            made = submit(floor, long, "l1", "l2", "l3", "l4") | submit(floor, short, "s1", "s2")
            floor.wait_for("l1", "l2")
            floor.let_go("l1")
            floor.wait_for("l1", "l2", "s1")
            floor.let_go("l2")
            floor.wait_for("l1", "l2", "s1", "l3")
            floor.let_go("s1")
            floor.wait_for("l1", "l2", "s1", "l3", "s2")
            for name in made:
                floor.let_go(name)
            wait(made.values(), PATIENCE_S)
    assert floor.begun[-1] == "l4"


def test_what_a_render_calls_off_is_over_at_once_though_another_has_all_workers(floor: Floor) -> None:
    with ThreadPoolExecutor(1) as pool:
        shares = Shares(pool, 1)
        with shares.share() as busy, shares.share() as other:
            submit(floor, busy, "b")
            floor.wait_for("b")
            waiting = submit(floor, other, "o1", "o2")
            assert all(future.cancel() for future in waiting.values())
            assert all(future.cancel() for future in waiting.values())
            done, not_done = wait(waiting.values(), timeout=0)
            assert (len(done), len(not_done)) == (2, 0)
            floor.let_go("b")
            again = submit(floor, other, "o3")
            floor.let_go("o3")
            assert again["o3"].result(PATIENCE_S) == "o3"
    assert floor.begun == ["b", "o3"]


def test_what_a_task_fails_with_is_raised_where_its_result_is_wanted(floor: Floor) -> None:
    def fail() -> None:
        raise ValueError("no")

    with ThreadPoolExecutor(1) as pool, Shares(pool, 1).share() as share:
        with pytest.raises(ValueError, match="no"):
            share.submit(fail).result(PATIENCE_S)
        assert share.submit(lambda: 7).result(PATIENCE_S) == 7


def test_a_share_that_is_over_takes_nothing_more() -> None:
    with ThreadPoolExecutor(1) as pool:
        with Shares(pool, 1).share() as share:
            pass
        with pytest.raises(RuntimeError):
            share.submit(print)
