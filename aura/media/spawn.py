"""How a process is started and ended.  For ``processes`` alone: everyone else goes through its verbs.

Every process leads a session of its own, so that it can be killed with all it started; runs at a lower
priority, without core files and within ``Limits``; and its environment holds what programs need to
start and none of Aura's settings or secrets.  No shell, ever.

When Aura dies, its processes die.  On Linux the kernel sees to it (PR_SET_PDEATHSIG); since that watches
the *thread* that forked, one thread, which ends only with Aura, makes all the forks.  Elsewhere a second
process in the group watches a pipe that ends with Aura.
"""

import contextlib
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import IO, Protocol

from msgspec import Struct

from aura.errors import Unavailable

NICE = 5
TAIL_BYTES = 8192
PIPE, DEVNULL = subprocess.PIPE, subprocess.DEVNULL
MODULE = "-m"
JOINED = subprocess.STDOUT  # standard error goes where standard output goes
TimeoutExpired = subprocess.TimeoutExpired
_LAUNCH = Path(__file__).with_name("launch.py")
_ENVIRONMENT = (
    "PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "XDG_CACHE_HOME",
    "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH",
)  # fmt: skip

Process = subprocess.Popen[bytes]


class Running(Protocol):
    """A process, as far as it is watched and ended: a ``Process``, or a copy that another one made."""

    @property
    def pid(self) -> int: ...
    @property
    def returncode(self) -> int | None: ...
    @property
    def stdout(self) -> IO[bytes] | None: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...


class Limits(Struct, frozen=True, kw_only=True):
    """What a process may use; None is no limit.  ``cpu_s`` counts over the process's whole life.

    ``memory_bytes`` is address space, of which a program reserves more than it uses.  macOS does not
    enforce it.
    """

    memory_bytes: int | None = None
    cpu_s: int | None = None
    file_bytes: int | None = None
    open_files: int | None = None

    def words(self) -> list[str]:
        """The limits as ``launch`` reads them."""
        bounds = {
            "as": self.memory_bytes,
            "cpu": self.cpu_s,
            "fsize": self.file_bytes,
            "nofile": self.open_files,
            "core": 0,
        }
        return [f"{name}={value}" for name, value in bounds.items() if value is not None]


UNLIMITED = Limits()


def start(
    argv: Sequence[str],
    *,
    cwd: str | os.PathLike[str],
    stdin: int,
    stdout: int,
    limits: Limits = UNLIMITED,
    env: Mapping[str, str] | None = None,
    pass_fds: Sequence[int] = (),
) -> Process:
    """Start a program with its output and errors piped; ``stdout`` JOINED puts both into one pipe.

    ``argv`` of MODULE, a name and arguments is a module of Aura's, run by an interpreter like this one.

    Whoever starts a process must ``end`` it.  Raises Unavailable if the program is not there.
    """
    begun = argv if argv[0] == MODULE else ["--", _program(argv[0]), *argv[1:]]
    how = ["-P"] if argv[0] == MODULE else ["-I", "-S"]
    forker = _forker()
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    bounds = [f"parent={os.getpid()}", f"nice={NICE}", *limits.words()]
    bounds += [f"lifeline={fd}" for fd in forker.lifeline]
    whole = [sys.executable, *how, str(_LAUNCH), *bounds, *begun]

    def fork() -> Process:
        return subprocess.Popen(
            whole,
            cwd=cwd,
            env=environment | dict(env or {}),
            stdin=stdin,
            stdout=PIPE,
            stderr=JOINED if stdout == JOINED else PIPE,
            bufsize=0,
            pass_fds=(*pass_fds, *forker.lifeline),
            start_new_session=True,
        )

    return forker.start(fork)


def _program(name: str) -> str:
    """Where a program is.  Raises Unavailable."""
    found = shutil.which(name)
    if found is None:
        raise Unavailable(f"The program {name} is not there, or may not be run.")
    return os.path.abspath(found)


def end(process: Running, grace_s: float = 0.0) -> None:
    """Kill what is left of the process and its group, and reap it.  May be called again.

    ``grace_s`` is left to a process that is about to end by itself.  The group is only signalled while
    its number cannot have gone to another: until the leader is reaped, or while a watcher lives in it.
    """
    with contextlib.suppress(TimeoutExpired):
        process.wait(grace_s)
    if process.returncode is None or _forker().lifeline:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Tail:
    """The end of what a process wrote, however much it wrote."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def add(self, chunk: bytes) -> None:
        self._kept += chunk
        del self._kept[:-TAIL_BYTES]

    def text(self) -> str:
        return self._kept.decode("utf-8", "replace").strip()


class _Forker:
    """The thread that makes every fork, and the pipe that ends when Aura does."""

    def __init__(self) -> None:
        self._orders: queue.SimpleQueue[tuple[Callable[[], Process], Future[Process]]] = queue.SimpleQueue()
        self.lifeline: tuple[int, ...] = ()
        if sys.platform != "linux":
            reading, self._held = os.pipe()
            self.lifeline = (reading,)
        threading.Thread(target=self._fork_all, name="aura-forks", daemon=True).start()

    def start(self, fork: Callable[[], Process]) -> Process:
        made: Future[Process] = Future()
        self._orders.put((fork, made))
        try:
            return made.result()
        except KeyboardInterrupt:
            made.add_done_callback(_discard)
            raise

    def _fork_all(self) -> None:
        while True:
            fork, made = self._orders.get()
            try:
                made.set_result(fork())
            except Exception as error:  # noqa: BLE001 - it is raised where the process was wanted
                made.set_exception(error)


def _discard(made: Future[Process]) -> None:
    """End a process whose caller was interrupted before it was there."""
    if not made.exception():
        end(made.result())


_lock = threading.Lock()
_current: list[_Forker] = []


def _forker() -> _Forker:
    with _lock:
        if not _current:
            _current.append(_Forker())
        return _current[0]


def _forget() -> None:
    """In a forked copy of Aura the thread is not there: begin anew."""
    global _lock
    _lock = threading.Lock()
    _current.clear()


os.register_at_fork(after_in_child=_forget)
