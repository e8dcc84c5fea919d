"""How a worker's memory is given back: pictures and frames at once, and what lies between after each run.

The C library of Linux keeps freed blocks, and takes larger and larger ones for worth keeping; after some
pictures of many megapixels a worker would hold far more than it uses, and more with every scene.
"""

import ctypes
import sys
from typing import Any

FRAME_BYTES = 2**20
"""What is larger, a picture or a frame, goes back to the system as soon as it is freed; whoever draws frame
after frame holds on to those it draws into."""
BLOCK_BYTES = 4 * 2**20
"""The same for sound, of which block after block is made anew: they are kept for the next."""
ARENAS = 2
"""Separate heaps; each thread beyond these shares one."""
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8


def steady(large_bytes: int = FRAME_BYTES) -> None:
    """Set this process up so, at its start or later; a C library that knows nothing of it stays as it is."""
    set_option = _function("mallopt")
    if set_option is not None:
        set_option(_MMAP_THRESHOLD, large_bytes)
        set_option(_ARENA_MAX, ARENAS)


def release() -> None:
    """Give back whatever is free, wherever it lies; it takes some milliseconds."""
    trim = _function("malloc_trim")
    if trim is not None:
        trim(0)


def _function(name: str) -> Any:
    """A function of the C library of Linux; None where there is none of this name."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
