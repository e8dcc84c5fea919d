"""Renders at once share the workers: each gets as many as the others, and all of them when it is alone.

An executor is handed out as shares.  What is submitted to a share waits there until a worker is free, which
goes to the share that has the fewest at work; so a long render does not keep a short one waiting, and none
stands idle.  What a share holds that was not begun can be cancelled at once.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import partial
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Shares:
    """The workers of an executor, ``size`` of them; safe from any thread."""

    def __init__(self, executor: Executor, size: int) -> None:
        self._executor, self._size = executor, size
        self.lock = threading.RLock()
        self._shares: list[Share] = []

    @contextmanager
    def share(self) -> Iterator["Share"]:
        """A share for one render; what it still holds at the end is not begun any more."""
        share = Share(self)
        with self.lock:
            self._shares.append(share)
        try:
            yield share
        finally:
            share.shutdown(wait=False, cancel_futures=True)
            with self.lock:
                self._shares.remove(share)

    def begin(self) -> None:
        """Begin what there are free workers for."""
        while True:
            with self.lock:
                waiting = [share for share in self._shares if share.next() is not None]
                if not waiting or self._at_work() >= self._size:
                    return
                share = min(waiting, key=lambda each: each.at_work)
                task = share.take()
            try:
                begun = self._executor.submit(task.carry_out)
            except BaseException as error:
                share.done()
                task.set_exception(error)
                raise
            begun.add_done_callback(partial(self._ended, share))

    def _ended(self, share: "Share", _: Future[None]) -> None:
        share.done()
        self.begin()

    def _at_work(self) -> int:
        return sum(share.at_work for share in self._shares)


class Share(Executor):
    """What one render submits."""

    def __init__(self, shares: Shares) -> None:
        self._shares = shares
        self._waiting: deque[_Task] = deque()
        self._closed = False
        self.at_work = 0

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do something when it is this share's turn."""
        task = _Task(self._shares.lock, lambda: fn(*args, **kwargs))
        with self._shares.lock:
            if self._closed:
                raise RuntimeError("This render is over.")
            self._waiting.append(task)
        self._shares.begin()
        return task

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take nothing more; ``wait`` is for whoever holds the futures."""
        with self._shares.lock:
            self._closed = True
            for task in list(self._waiting) if cancel_futures else ():
                task.cancel()

    def next(self) -> "_Task | None":
        """What is begun next, if anything; with the lock held."""
        while self._waiting and self._waiting[0].cancelled():
            self._waiting.popleft()
        return self._waiting[0] if self._waiting else None

    def take(self) -> "_Task":
        """Begin the next; with the lock held."""
        task = self._waiting.popleft()
        task.set_running_or_notify_cancel()
        self.at_work += 1
        return task

    def done(self) -> None:
        """What was begun is over."""
        with self._shares.lock:
            self.at_work -= 1


class _Task(Future[Any]):
    """Something to do, which is over at once when it is cancelled before it was begun."""

    def __init__(self, lock: threading.RLock, act: Callable[[], Any]) -> None:
        super().__init__()
        self._lock, self._act = lock, act

    def cancel(self) -> bool:
        with self._lock:
            if self.cancelled():
                return True
            if cancelled := super().cancel():
                self.set_running_or_notify_cancel()
            return cancelled

    def carry_out(self) -> None:
        try:
            result = self._act()
        except BaseException as error:  # noqa: BLE001  # it is raised where the result is wanted
            self.set_exception(error)
        else:
            self.set_result(result)
