"""Media as files by digest, in a directory.

Rules: a file is complete under its name or not there at all; it is written once and never changed.
Write: temporary file, fsync, rename, fsync of the directory; the row that names it comes after.
The key of an object is ``<first two digits>/<digest>``; the time of its last change is when it was last
kept or touched, so that what is about to be named is told from what nothing names any more.
"""

import fcntl
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, Self

from blake3 import blake3

from aura.disk import full_disk_named
from aura.durable import sync_folder
from aura.errors import NotFound, TooLarge

_DIGEST = re.compile("[0-9a-f]{64}")


class Stored(NamedTuple):
    """An object that is safely on disk."""

    digest: str
    size_bytes: int


def key(digest: str) -> str:
    """The name of an object in its store."""
    return f"{digest[:2]}/{digest}"


class Objects:
    """A directory of objects."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._incoming = root / "incoming"

    def find(self, digest: str) -> Path | None:
        if not _DIGEST.fullmatch(digest):
            return None
        path = self.root / key(digest)
        return path if path.is_file() else None

    def path(self, digest: str) -> Path:
        """The file of this digest; raises ``NotFound``."""
        path = self.find(digest)
        if path is None:
            raise NotFound(f"The file {digest} is not in the media store.", digest=digest)
        return path

    def receive(self, limit_bytes: int | None = None) -> "Incoming":
        """A new object, to be written piece by piece and then kept."""
        with out_of_space_is_named():
            if not self._incoming.is_dir():
                self._incoming.mkdir(parents=True, exist_ok=True)
                sync_folder(self.root.parent)
            return Incoming(self, self._incoming, limit_bytes)

    def put(self, chunks: Iterable[bytes], limit_bytes: int | None = None) -> Stored:
        with self.receive(limit_bytes) as incoming:
            for chunk in chunks:
                incoming.write(chunk)
            return incoming.keep()

    def put_file(self, path: Path, limit_bytes: int | None = None) -> Stored:
        """Store a copy of a file on this machine."""
        with path.open("rb") as file:
            return self.put(iter(lambda: file.read(1 << 20), b""), limit_bytes)

    def touch(self, digest: str) -> bool:
        """Somebody is about to name this object: it is as if just written.  Answers whether it is there."""
        with suppress(FileNotFoundError):
            os.utime(self.root / key(digest))
            return True
        return False

    def listed(self) -> Iterator[Path]:
        """The files of all objects; what else lies among them is not the store's."""
        found = self.root.glob("[0-9a-f][0-9a-f]/*")
        return (path for path in found if _DIGEST.fullmatch(path.name))

    def remove(self, digest: str, cutoff: datetime) -> int | None:
        """Remove an object that nothing names; answers its bytes, none when it was touched since ``cutoff``.

        Whoever keeps the same bytes at this moment finds them or writes them again, and loses nothing.
        """
        path = self.root / key(digest)
        with self.settled(fcntl.LOCK_EX), suppress(FileNotFoundError):
            about = path.stat()
            if about.st_mtime < cutoff.timestamp():
                path.unlink()
                return about.st_size
        return None

    @contextmanager
    def settled(self, how: int) -> Iterator[None]:
        """Whether an object is there does not change meanwhile by the hand of another.

        Where a folder knows no locks objects are kept all the same, and none is removed.
        """
        handle = os.open(self.root, os.O_RDONLY | os.O_CLOEXEC)
        try:
            with suppress(OSError) if how == fcntl.LOCK_SH else nullcontext():
                fcntl.flock(handle, how)
            yield
        finally:
            os.close(handle)


class Incoming:
    """An object being written: hashed on the way, gone unless it is kept."""

    def __init__(self, store: Objects, folder: Path, limit_bytes: int | None) -> None:
        self._store = store
        self._limit = limit_bytes
        handle, name = tempfile.mkstemp(dir=folder)
        self._file: IO[bytes] = os.fdopen(handle, "wb")
        self.path = Path(name)
        self._hasher = blake3()
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # what is not kept need not be written, and what is kept was synced
            self._file.close()
        self.path.unlink(missing_ok=True)

    def write(self, chunk: bytes) -> None:
        """Append; raises ``TooLarge`` over the limit and ``NoSpace`` on a full disk."""
        self._size += len(chunk)
        if self._limit is not None and self._size > self._limit:
            raise TooLarge(f"The file is larger than {self._limit:,} bytes.", limit_bytes=self._limit)
        self._hasher.update(chunk)
        with out_of_space_is_named():
            self._file.write(chunk)

    def so_far(self) -> Path:
        """A file with all that was written, to look at before keeping it."""
        with out_of_space_is_named():
            self._file.flush()
        return self.path

    def keep(self) -> Stored:
        """Make the object durable under its digest; the same bytes twice are one object, and one that was
        damaged on disk since is replaced."""
        digest = self._hasher.hexdigest()
        target = self._store.root / key(digest)
        with out_of_space_is_named():
            self._file.flush()
            os.fsync(self._file.fileno())
            with self._store.settled(fcntl.LOCK_SH):
                if not (self._store.touch(digest) and _is_whole(target, digest, self._size)):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    self.path.chmod(0o444)
                    self.path.rename(target)
            sync_folder(target.parent)  # also of one that was there: its writer may not have come so far
            sync_folder(target.parent.parent)
        return Stored(digest, self._size)


def _is_whole(path: Path, digest: str, size_bytes: int) -> bool:
    """Whether a file can be read and holds what its digest says."""
    hasher = blake3()
    with suppress(OSError), path.open("rb") as file:
        if os.fstat(file.fileno()).st_size == size_bytes:
            while piece := file.read(1 << 20):
                hasher.update(piece)
            return hasher.hexdigest() == digest
    return False


out_of_space_is_named = partial(full_disk_named, "The disk is full; free some space and try again.")
"""Turns the operating system's "no space left" into ``NoSpace``."""
