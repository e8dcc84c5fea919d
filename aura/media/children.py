"""A long-lived process to talk to.  Import it from ``processes``; its other side is ``child``."""

import os
import selectors
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self

from msgspec import MsgspecError

from aura.errors import ToolFailed
from aura.media import child, frames, interpreter, spawn
from aura.media.frames import Failure, Message, Progress
from aura.media.spawn import UNLIMITED, Limits, Running, Tail

SEND_S = 60.0
_CHUNK_BYTES = 2**20


class ChildDied(ToolFailed):
    """A child is gone.  A negative ``returncode`` is the signal that killed it."""

    def __init__(self, returncode: int, stderr_tail: str = "") -> None:
        super().__init__(f"A worker process died ({returncode}).", stderr_tail=stderr_tail)
        self.returncode = returncode
        self.stderr_tail = stderr_tail


class ChildSilent(ToolFailed):
    """A child said nothing, or took nothing, for too long.  It is still there: kill it."""

    def __init__(self, timeout_s: float) -> None:
        super().__init__(f"A worker process was silent for {timeout_s:g} s.")


@contextmanager
def pipes() -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """A child's ends of the pipes for requests and replies, which are closed afterwards, and our ends, which
    are closed if it does not come to be."""
    theirs_in, requests = os.pipe()
    replies, theirs_out = os.pipe()
    try:
        for fd in (requests, replies):
            os.set_blocking(fd, False)
        yield (theirs_in, theirs_out), (requests, replies)
    except BaseException:
        os.close(requests)
        os.close(replies)
        raise
    finally:
        os.close(theirs_in)
        os.close(theirs_out)


class Child:
    """A Python module running in a process of its own, asked one request at a time.

    One thread at a time sends and receives; any thread may ``kill``.
    """

    def __init__(
        self, process: Running, requests: int, replies: int, before: Callable[[], str] = lambda: ""
    ) -> None:
        """``requests`` and ``replies`` are from ``pipes``; ``before`` is what was said before it began."""
        self._process = process
        self._before = before
        self._requests = requests
        self._replies = replies
        self._received = bytearray()
        self._tail = Tail()
        self._state = threading.Lock()
        self._pipes = threading.RLock()
        self._closed = False
        self._stderr = threading.Thread(target=self._read_stderr, name="aura-child-stderr", daemon=True)
        self._stderr.start()

    @classmethod
    def start(
        cls,
        module: str,
        args: Sequence[str] = (),
        *,
        cwd: str | os.PathLike[str] = "/",
        limits: Limits = UNLIMITED,
        env: Mapping[str, str] | None = None,
    ) -> Self:
        """Start ``python -m module args``; the module calls ``child.serve``."""
        with pipes() as (theirs, ours):
            settings = {child.PIPES: ",".join(map(str, theirs))} | dict(env or {})
            process = interpreter.start(module, args, cwd=cwd, limits=limits, env=settings, pass_fds=theirs)
            return cls(process, *ours)

    @property
    def pid(self) -> int:
        """The process's number; also that of its group."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process is there."""
        with self._state:
            return self._process.poll() is None

    def ask(
        self, request: Any, *, timeout_s: float | None, progress: Callable[[Any], None] | None = None
    ) -> Any:
        """Send a request and return its answer; ``timeout_s`` is the longest silence allowed.

        Raises the error the child failed with.  When anything else is raised, an interrupt included, the
        child is killed, so that no late answer meets the next request.
        """
        try:
            self.send(request)
            while isinstance(said := self.receive(timeout_s), Progress):
                if progress is not None:
                    progress(said.value)
        except BaseException:
            self.kill()
            raise
        if isinstance(said, Failure):
            raise said.error()
        return said.value

    def send(self, request: Any) -> None:
        """Send a request.  Raises ChildDied, or ChildSilent if the child takes nothing for a minute."""
        rest = memoryview(frames.pack(request))
        with self._pipes:
            while rest:
                self._await(self._requests, selectors.EVENT_WRITE, SEND_S)
                try:
                    rest = rest[os.write(self._requests, rest[:_CHUNK_BYTES]) :]
                except BlockingIOError:
                    continue
                except BrokenPipeError:
                    raise self._death() from None

    def receive(self, timeout_s: float | None) -> Message:
        """The next thing the child says.  Raises ChildDied; ChildSilent when nothing came for that long."""
        with self._pipes:
            try:
                size_bytes = frames.size(self._take(frames.HEAD_BYTES, timeout_s))
                return frames.message(self._take(size_bytes, timeout_s))
            except (ValueError, MsgspecError) as error:
                raise ToolFailed(f"A worker process said what is no message: {error}.") from error

    def kill(self) -> None:
        """Kill the child and all it started, and reap it.  May be called again, and from any thread."""
        with self._state:
            spawn.end(self._process)
        self._stderr.join(timeout=5.0)
        with self._pipes:  # a thread that was receiving has seen the end and let go
            if not self._closed:
                self._closed = True
                os.close(self._requests)
                os.close(self._replies)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.kill()

    def _take(self, size_bytes: int, timeout_s: float | None) -> bytearray:
        """The next bytes from the child, exactly so many."""
        while len(self._received) < size_bytes:
            self._await(self._replies, selectors.EVENT_READ, timeout_s)
            chunk = os.read(self._replies, _CHUNK_BYTES)
            if not chunk:
                raise self._death()
            self._received += chunk
        taken = self._received[:size_bytes]
        del self._received[:size_bytes]
        return taken

    def _await(self, fd: int, event: int, timeout_s: float | None) -> None:
        """Wait until the pipe can be used or has ended."""
        if self._closed:
            raise self._death()
        with selectors.DefaultSelector() as pipes:
            pipes.register(fd, event)
            if not pipes.select(timeout_s):
                raise ChildSilent(timeout_s or 0.0)

    def _death(self) -> ChildDied:
        """What to raise once a pipe has ended: the child has died, or is no use any more."""
        with self._state:
            spawn.end(self._process, grace_s=2.0)
        self._stderr.join(timeout=2.0)
        said = "\n".join(filter(None, (self._before(), self._tail.text())))[-spawn.TAIL_BYTES :]
        return ChildDied(self._process.returncode or 0, said)

    def _read_stderr(self) -> None:
        with self._process.stdout or open(os.devnull, "rb") as pipe:
            while chunk := os.read(pipe.fileno(), _CHUNK_BYTES):
                self._tail.add(chunk)
