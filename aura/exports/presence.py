"""Who is at work on this machine, told by locks: a worker's end is noticed at once, not after its lease.

A worker holds a lock on a file of its own for as long as it may hold an export.  However it ends, the
system lets go of the lock.  Nobody judges the workers of another machine, whose locks may not reach here;
and where a folder knows no locks, the leases alone do the work.
"""

import fcntl
import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ENDING = ".lock"


@contextmanager
def present(folder: Path) -> Iterator[str]:
    """Be at work for the length of the block, under the name it gives: the owner of one claim."""
    owner = f"{socket.gethostname()}.{os.getpid()}.{uuid.uuid4().hex[:12]}"
    path, unseen = folder / f"{owner}{ENDING}", folder / f".{owner}"
    handle = None
    try:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(unseen, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
            fcntl.flock(handle, fcntl.LOCK_EX)
            unseen.rename(path)  # seen from now on, and locked already
        yield owner
    finally:
        if handle is not None:
            with suppress(OSError):
                path.unlink(missing_ok=True)
                unseen.unlink(missing_ok=True)
            os.close(handle)


def departed(folder: Path) -> Iterator[str]:
    """The owners on this machine whose workers have ended; each is told of once it was dealt with.

    A file that cannot be opened or locked, such as another user's, is left alone; and so are all in a folder
    from which nothing can be removed.
    """
    if not os.access(folder, os.W_OK | os.X_OK):
        return
    here = socket.gethostname()
    for path in folder.glob(f"*{ENDING}"):
        owner = path.name.removesuffix(ENDING)
        if owner.rsplit(".", 2)[0] != here:
            continue
        try:
            handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            if _is_free(handle):
                yield owner
                with suppress(OSError):
                    path.unlink(missing_ok=True)
        finally:
            os.close(handle)


def _is_free(handle: int) -> bool:
    """Whether nobody holds the lock on a file, which is held from now on."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
