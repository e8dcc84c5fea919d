"""Run a program to its end.  Import it from ``processes``."""

import os
import selectors
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from aura.errors import ToolFailed
from aura.media import spawn
from aura.media.spawn import UNLIMITED, Limits, Process, Tail

_CHUNK_BYTES = 2**16


class TimedOut(ToolFailed):
    """A program was still running when its time was up, and was killed."""

    def __init__(self, program: str, timeout_s: float, stderr_tail: str = "") -> None:
        super().__init__(f"{program} did not finish within {timeout_s:g} s.", stderr_tail=stderr_tail)


class Finished(Struct, frozen=True):
    """A program that ended by itself.  A negative ``returncode`` is the signal that killed it."""

    returncode: int
    stdout: bytes
    stderr_tail: str


def run(
    argv: Sequence[str],
    *,
    cwd: str | os.PathLike[str],
    stdin: bytes | None = None,
    timeout_s: float | None = None,
    limits: Limits = UNLIMITED,
    env: Mapping[str, str] | None = None,
    is_heard: bool = True,
) -> Finished:
    """Run a program to its end, whatever its exit code; the caller judges that.

    ``env`` is added to the clean environment.  Unless it ``is_heard``, its output is read and forgotten.  If
    the time is up, or anything is raised while waiting, KeyboardInterrupt included, the program and all it
    started are killed before the error goes on.
    Raises TimedOut, Unavailable.
    """
    deadline = None if timeout_s is None else time.monotonic() + timeout_s
    process = spawn.start(
        argv,
        cwd=cwd,
        stdin=spawn.DEVNULL if stdin is None else spawn.PIPE,
        stdout=spawn.PIPE,
        limits=limits,
        env=env,
    )
    stdout: list[bytes] = []
    tail = Tail()
    try:
        keep = stdout.append if is_heard else _forget
        _exchange(process, stdin or b"", keep, tail.add, deadline)
        process.wait(_left(deadline))
    except (TimeoutError, spawn.TimeoutExpired):
        raise TimedOut(Path(argv[0]).name, timeout_s or 0.0, tail.text()) from None
    finally:
        spawn.end(process)
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                pipe.close()
    return Finished(process.returncode, b"".join(stdout), tail.text())


def _forget(_: bytes) -> None:
    """What nobody asks for, however much it is."""


def _exchange(
    process: Process,
    stdin: bytes,
    on_stdout: Callable[[bytes], None],
    on_stderr: Callable[[bytes], None],
    deadline: float | None,
) -> None:
    """Write and read all three pipes at once until the program has closed them.

    Doing one after the other deadlocks as soon as a pipe is full.  Raises TimeoutError.
    """
    rest = memoryview(stdin)
    with selectors.DefaultSelector() as pipes:
        if process.stdin:
            os.set_blocking(process.stdin.fileno(), False)
            pipes.register(process.stdin, selectors.EVENT_WRITE)
        for pipe, sink in ((process.stdout, on_stdout), (process.stderr, on_stderr)):
            if pipe:
                pipes.register(pipe, selectors.EVENT_READ, sink)
        while pipes.get_map():
            ready = pipes.select(_left(deadline))
            if deadline is not None and time.monotonic() >= deadline:
                raise TimeoutError  # also for a program that never stops speaking
            for key, _ in ready:
                if key.data is None:
                    rest = _feed(key.fd, rest)
                    finished = not rest
                else:
                    chunk = os.read(key.fd, _CHUNK_BYTES)
                    key.data(chunk)
                    finished = not chunk
                if finished:
                    pipes.unregister(key.fileobj)
                    if key.fileobj is process.stdin:
                        process.stdin.close()


def _feed(fd: int, rest: memoryview) -> memoryview:
    """Write what the pipe takes; what is left.  A program that stopped reading needs no more."""
    try:
        return rest[os.write(fd, rest[:_CHUNK_BYTES]) :]
    except BlockingIOError:
        return rest
    except BrokenPipeError:
        return rest[:0]


def _left(deadline: float | None) -> float | None:
    return None if deadline is None else max(0.0, deadline - time.monotonic())
