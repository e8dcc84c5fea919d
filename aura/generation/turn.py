"""Whose turn it is to make something, told by a lock on a file, so that two who want it do not both make it.

Exports of one film want the same things at the same moment, and what a server makes is paid each time it is
made.  Who comes second waits for the turn, and looks then whether it was made.  However a maker ends, the
system lets go of its lock.  Where a folder knows no locks, both make it.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOOK_S = 0.2
"""How often who waits looks whether it is their turn."""


@contextmanager
def turn(file: Path, stopped: Callable[[], bool]) -> Iterator[bool]:
    """Have the turn that ``file`` stands for, for the length of the block; false when ``stopped`` came first.

    The file is there for as long as somebody has the turn.
    """
    handle = _taken(file)
    while handle is None:
        if stopped():
            yield False
            return
        time.sleep(LOOK_S)
        handle = _taken(file)
    try:
        yield True
    finally:
        with suppress(OSError):
            file.unlink(missing_ok=True)
        os.close(handle)


def _taken(file: Path) -> int | None:
    """The file, held; ``None`` while another holds it."""
    handle = os.open(file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_held = os.fstat(handle).st_ino == file.stat().st_ino  # or whoever held it has just removed it
    except (BlockingIOError, FileNotFoundError):
        is_held = False
    except OSError:  # there are no locks here
        is_held = True
    if is_held:
        return handle
    os.close(handle)
    return None
