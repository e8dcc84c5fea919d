"""A full disk, and one that cannot read what it holds, told apart from what else goes wrong with a file."""

import errno
from collections.abc import Container, Iterator
from contextlib import contextmanager

from aura.errors import NoSpace

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_WORN = frozenset({errno.EIO, errno.EBADMSG, getattr(errno, "EUCLEAN", errno.EIO)})


def is_worn(error: OSError) -> bool:
    """Whether what a file holds is lost, wherever it is read from."""
    return error.errno in _WORN


@contextmanager
def full_disk_named(words: str, also: Container[int] = ()) -> Iterator[None]:
    """Raise NoSpace with these words where the system says that there is no room, or one of the numbers
    ``also``; any other error goes on as it is."""
    try:
        yield
    except Exception as error:
        number = getattr(error, "errno", None)  # FFmpeg's errors have one too
        if number in _FULL or number in also:
            raise NoSpace(words) from error
        raise
