"""A process that has loaded a module, and the children that are copies of it.

Its own side is ``forking``.
"""

import os
import select
import socket
import sys
import threading
from typing import IO

from aura.media import child, forking, interpreter, spawn
from aura.media.children import Child, pipes
from aura.media.spawn import UNLIMITED, Limits, Tail, TimeoutExpired

FORKS = sys.platform == "linux" and hasattr(os, "pidfd_open")
"""Whether there can be one here."""
END_S = 2.0
_KILLED = -9
_CHUNK_BYTES = 2**16


class Zygote:
    """``python -m module``, which calls ``child.serve``, loaded once.

    Its children keep the rules of ``spawn``, but that they share its session; each leads a group.  One thread
    at a time asks for them.  It outlives ``close`` as long as one of them is there.
    """

    def __init__(self, module: str, *, limits: Limits = UNLIMITED) -> None:
        self._door, theirs = socket.socketpair()
        with theirs:
            door = theirs.fileno()
            env = {child.ZYGOTE: str(door)}
            self._process = interpreter.start(module, cwd="/", limits=limits, env=env, pass_fds=(door,))
        self._tail = Tail()
        self._reader = threading.Thread(target=self._read, name="aura-zygote", daemon=True)
        self._reader.start()

    @property
    def alive(self) -> bool:
        """Whether it can bear children.  Its end of the door is closed before its children go with it."""
        return self._door.fileno() >= 0 and not _ready(self._door.fileno(), 0)

    def bear(self) -> Child:
        """A child.  It may be asked at once, and answers when the module is loaded."""
        with pipes() as (theirs, ours):
            said, output = os.pipe()
            control, handed = socket.socketpair()
            try:
                socket.send_fds(self._door, [forking.BEAR], [*theirs, output, handed.fileno()])
            except OSError:
                pass  # it has died, and so, at once, has its child
            finally:
                handed.close()
                os.close(output)
            return Child(Copy(control, os.fdopen(said, "rb", buffering=0)), *ours, before=self._said)

    def close(self) -> None:
        """Bear no more, and end, now or with the last child; seen off if that is at once."""
        self._door.close()
        self._reader.join(END_S)

    def _said(self) -> str:
        """The end of what it said, all of it when it has died or is about to: its door is shut first."""
        door = self._door.fileno()
        if self._process.poll() is not None or (door >= 0 and _ready(door, 0)):
            self._reader.join(END_S)
        return self._tail.text()

    def _read(self) -> None:
        """Keep the end of what it says, and see it off."""
        with self._process.stdout or open(os.devnull, "rb") as pipe:
            while chunk := os.read(pipe.fileno(), _CHUNK_BYTES):
                self._tail.add(chunk)
        spawn.end(self._process)


class Copy:
    """A copy that a zygote made, as ``Popen`` has its processes.  The zygote waits for it when it is told to:
    until then its number is no other process's."""

    def __init__(self, control: socket.socket, stdout: IO[bytes]) -> None:
        self.stdout = stdout
        self.returncode: int | None = None
        self._control = control
        self._pid = 0
        self._end = -1
        self._lock = threading.RLock()

    @property
    def pid(self) -> int:
        """Its number; waits until it is there.  Raises ProcessLookupError when it will never be."""
        with self._lock:
            self._met(None)
            if not self._pid:
                raise ProcessLookupError
            return self._pid

    def poll(self) -> int | None:
        """Its exit code, once it has ended."""
        with self._lock:
            if self._is_there(0) and _ready(self._end, 0):
                self._reap()
            return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, when it has ended.  Raises TimeoutExpired."""
        if self._is_there(timeout) and _ready(self._end, timeout):
            self.poll()
        if self.returncode is None:
            raise TimeoutExpired("a copy", timeout or 0.0)
        return self.returncode

    def _is_there(self, timeout: float | None) -> bool:
        """Whether it has a number and was not waited for yet."""
        return self._met(timeout) and self.returncode is None

    def _met(self, timeout: float | None) -> bool:
        """Whether it has been told what its number is, or that it has none."""
        with self._lock:
            if self._pid or self.returncode is not None:
                return True
            if not _ready(self._control.fileno(), timeout):
                return False
            try:
                said, fds, _, _ = socket.recv_fds(self._control, forking.NUMBER_BYTES, 1)
            except OSError:
                said, fds = b"", []
            if said and fds:
                self._pid, self._end = int.from_bytes(said, "big"), fds[0]
                os.set_inheritable(self._end, False)
            else:
                self._over(_KILLED)
            return True

    def _reap(self) -> None:
        """Have its zygote wait for it; a zygote that has died takes its copies with it."""
        try:
            self._control.send(forking.REAP)
            said = self._control.recv(forking.NUMBER_BYTES)
        except OSError:
            said = b""
        os.close(self._end)
        self._over(int.from_bytes(said, "big", signed=True) if said else _KILLED)

    def _over(self, code: int) -> None:
        self.returncode = code
        self._control.close()


def _ready(fd: int, timeout_s: float | None) -> bool:
    """Whether something can be read, or is over, within this time."""
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    return bool(poll.poll(None if timeout_s is None else timeout_s * 1000))
