"""A full disk, and one that cannot read what it holds, told apart from what else goes wrong with a file."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from aura.errors import NoSpace

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

_WORN = frozenset({errno.EIO, errno.EBADMSG, getattr(errno, "EUCLEAN", errno.EIO)})


def is_worn(error: OSError) -> bool:
    """Whether what a file holds is lost, wherever it is read from."""
    return error.errno in _WORN


@contextmanager
def full_disk_named() -> Iterator[None]:
    """Raise NoSpace where the system says that there is no room; any other error goes on as it is."""
    try:
        yield
    except Exception as error:
        if getattr(error, "errno", None) in _FULL:  # FFmpeg's errors have one too
            raise NoSpace("There is not enough space on the disk for this render.") from error
        raise
