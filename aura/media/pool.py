"""A few children of one kind, lent out one request at a time."""

import os
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from aura.errors import ToolFailed, Unavailable
from aura.media.processes import Child, Limits

START_S = 60.0
USES = 200


class Pool:
    """Children of one module, each started when first needed and replaced after 200 uses.

    One that died or was killed is replaced at its next turn.  Safe from any thread; borrowers beyond the
    number of children wait.  The module answers None to the request None: so a child that cannot work
    at all is told from one that a request broke.
    """

    def __init__(
        self, module: str, size: int, *, limits: Limits, cwd: str | os.PathLike[str] = "/", uses: int = USES
    ) -> None:
        self._module, self._limits, self._cwd, self._uses = module, limits, cwd, uses
        self._places: list[_Place] = [_Place() for _ in range(size)]
        self._free: queue.LifoQueue[_Place] = queue.LifoQueue()
        for place in self._places:
            self._free.put(place)

    @contextmanager
    def borrow(self) -> Iterator[Child]:
        """A child for one request.  Kill it if it is not to be used again.  Raises Unavailable."""
        place = self._free.get()
        try:
            if place.child is None or not place.child.alive or place.uses >= self._uses:
                place.clear()
                place.child = self._started()
            place.uses += 1
            yield place.child
        finally:
            self._free.put(place)

    def close(self) -> None:
        """End the children; those at work are waited for.  The pool may be used again."""
        taken = [self._free.get() for _ in self._places]
        for place in taken:
            place.clear()
            self._free.put(place)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _started(self) -> Child:
        child = Child.start(self._module, limits=self._limits, cwd=self._cwd)
        try:
            child.ask(None, timeout_s=START_S)
        except ToolFailed as error:
            child.kill()
            raise Unavailable(f"The process {self._module} does not start.", **error.data) from error
        return child


class _Place:
    """Where one child of the pool is, and how often it was used."""

    def __init__(self) -> None:
        self.child: Child | None = None
        self.uses = 0

    def clear(self) -> None:
        if self.child is not None:
            self.child.kill()
        self.child, self.uses = None, 0
