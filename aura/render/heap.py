"""How a worker's memory is given back: what it freed while it worked, every now and then and when it rests.

The system hands out memory in pages that it has cleared, so blocks that every encoder or every frame needs
anew are best kept as long as there is work: clearing them again and again is 2 % of a film.  Left to itself
the C library of Linux gives back a little at each turn, and after some pictures of many megapixels holds on
to far more than is used, and more with every scene.
"""

import ctypes
import sys
from typing import Any

LARGE_BYTES = 32 * 2**20
"""What is larger, a picture of a camera, goes back as soon as it is freed; it is the most that the library
takes for a bound."""
KEPT_BYTES = 512 * 2**20
"""So much may lie free meanwhile."""
ARENAS = 2
"""Separate heaps; each thread beyond these shares one."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8


def steady() -> None:
    """Set this process up so, at its start; a C library that knows nothing of it stays as it is."""
    set_option = _function("mallopt")
    if set_option is not None:
        set_option(_MMAP_THRESHOLD, LARGE_BYTES)
        set_option(_TRIM_THRESHOLD, KEPT_BYTES)
        set_option(_ARENA_MAX, ARENAS)


def release() -> None:
    """Give back whatever is free, wherever it lies; it takes some milliseconds."""
    trim = _function("malloc_trim")
    if trim is not None:
        trim(0)


def _function(name: str) -> Any:
    """A function of the C library of Linux; None where there is none of this name."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
