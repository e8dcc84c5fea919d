"""What renders count on in the cache, told by files with locks, so that nothing of it goes meanwhile.

A render pins the keys of its film before it looks for the first of them, and unpins them when it ends.
However it ends, the system lets go of its lock, and what it pinned is free.  Whoever clears the cache works
piece by piece behind a gate: there it reads the pins, and no render can pin.  So a render either pinned
before, and what it counts on stays; or it pins after, and finds what is still there.

Where a file system knows no locks, nothing can be cleared.  Nobody judges the renders of another machine,
whose locks may not reach here: their pins hold for ``FOREIGN_S``.
"""

import errno
import fcntl
import os
import socket
import time
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

PINS = "pins"
ENDING = ".pins"
FOREIGN_S = 7 * 86_400
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL})


class Pinned(NamedTuple):
    """The keys that renders under way count on, and when the first of these renders began."""

    keys: frozenset[str] = frozenset()
    since: datetime | None = None


@contextmanager
def pin(cache_dir: Path, keys: Collection[str]) -> Iterator[None]:
    """Keep the files of these keys for the length of the block, those that are made meanwhile included."""
    folder = _folder(cache_dir)
    name = f"{socket.gethostname()}.{os.getpid()}.{uuid.uuid4().hex[:12]}"
    path, unseen = folder / f"{name}{ENDING}", folder / f".{name}"
    handle = os.open(unseen, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        with open(handle, "wb", closefd=False) as file:
            file.write(msgspec.json.encode(sorted(keys)))
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            with _gate(folder, fcntl.LOCK_SH):
                unseen.rename(path)
        except OSError as error:
            if error.errno not in _NO_LOCKS:  # without locks nothing is cleared, and nothing need be pinned
                raise
        yield
    finally:
        path.unlink(missing_ok=True)
        unseen.unlink(missing_ok=True)
        os.close(handle)


@contextmanager
def clearing(cache_dir: Path) -> Iterator[Pinned]:
    """What is pinned; nothing else can be pinned for the length of the block, which is to be short.

    Raises OSError where the file system knows no locks.
    """
    folder = _folder(cache_dir)
    with _gate(folder, fcntl.LOCK_EX):
        yield _pinned(folder)


def _pinned(folder: Path) -> Pinned:
    keys: set[str] = set()
    began: list[float] = []
    for path in folder.glob(f"*{ENDING}"):
        try:
            with path.open("rb") as file:
                since = os.fstat(file.fileno()).st_mtime
                if _is_held(path, file.fileno(), since):
                    keys |= set(msgspec.json.decode(file.read(), type=list[str]))
                    began.append(since)
                else:
                    path.unlink(missing_ok=True)
        except FileNotFoundError:
            continue
    return Pinned(frozenset(keys), datetime.fromtimestamp(min(began), UTC) if began else None)


def _is_held(path: Path, handle: int, since: float) -> bool:
    """Whether the render lives that wrote this."""
    if path.name.removesuffix(ENDING).rsplit(".", 2)[0] != socket.gethostname():
        return since > time.time() - FOREIGN_S
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def _folder(cache_dir: Path) -> Path:
    folder = cache_dir / PINS
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def _gate(folder: Path, how: int) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)
