"""The child processes of an engine: started when needed, used again, killed when they misbehave."""

import threading
from collections.abc import Callable
from typing import Any

from aura.media.processes import FORKS, Child, Limits, Zygote

MODULE = "aura.render.worker_child"
LIMITS = Limits(memory_bytes=4 * 2**30, open_files=256)
IDLE_S = 120.0


class Crew:
    """Idle children, to be taken by any thread and given back; after ``IDLE_S`` without work they go.

    What bears them goes with the last of them, idle or at work.
    """

    def __init__(self, module: str = MODULE) -> None:
        self._module = module
        self._idle: list[Child] = []
        self._taken = 0
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._zygote: Zygote | None = None

    def take(self) -> Child:
        """A child that lives; a new one if none is idle."""
        with self._lock:
            child = self._rested() or self._new()
            self._taken += 1
            return child

    def give(self, child: Child) -> None:
        """Give back a child; one that has died is let go."""
        is_alive = child.alive
        if not is_alive:
            child.kill()
        with self._lock:
            self._taken -= 1
            if is_alive:
                self._keep(child)
            zygote = None if self._idle or self._taken else self._parted()
        if zygote:
            zygote.close()

    def warm(self, count: int) -> None:
        """Start children until so many are idle: they load while nobody waits for them yet."""
        with self._lock:
            for _ in range(count - len(self._idle)):
                self._keep(self._new())

    def dismiss(self) -> None:
        """Kill all idle children."""
        with self._lock:
            self._rest()
            idle, self._idle = self._idle, []
            zygote = self._parted()
        for child in idle:
            child.kill()
        if zygote:
            zygote.close()

    def _rested(self) -> Child | None:
        """One that was idle and lives."""
        while self._idle:
            child = self._idle.pop()
            if child.alive:
                return child
            child.kill()
        return None

    def _new(self) -> Child:
        """One more child; where processes can be copied, the module is loaded once for all of them."""
        if not FORKS:
            return Child.start(self._module, limits=LIMITS)
        if self._zygote and not self._zygote.alive:
            self._zygote.close()
            self._zygote = None
        self._zygote = self._zygote or Zygote(self._module, limits=LIMITS)
        return self._zygote.bear()

    def _parted(self) -> Zygote | None:
        """What bore the children, no longer to be asked for more."""
        zygote, self._zygote = self._zygote, None
        return zygote

    def _keep(self, child: Child) -> None:
        """Have a child idle."""
        self._idle.append(child)
        self._rest()
        self._timer = threading.Timer(IDLE_S, self.dismiss)
        self._timer.daemon = True
        self._timer.start()

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class Squad:
    """The children that work on one render, so that they can be stopped at once."""

    def __init__(self, crew: Crew, stall_s: float) -> None:
        self._crew = crew
        self._stall_s = stall_s
        self._busy: set[Child] = set()
        self._lock = threading.Lock()
        self.stopped = False

    def ask(self, request: Any, said: Callable[[Any], None]) -> Any:
        """Have a child do something; ``said`` is told, in this thread, what it says on the way.

        Raises ChildSilent when it says nothing for ``stall_s``, ChildDied, or the error it failed with.
        """
        child = self._crew.take()
        with self._lock:
            stopped = self.stopped
            self._busy.add(child)
        try:
            if stopped:
                child.kill()
            return child.ask(request, timeout_s=self._stall_s, progress=said)
        finally:
            with self._lock:
                self._busy.discard(child)
            self._crew.give(child)

    def stop(self) -> None:
        """Kill every child that works on this render, and let none begin."""
        with self._lock:
            self.stopped = True
            busy = list(self._busy)
        for child in busy:
            child.kill()
