"""How a worker's memory is given back: whole pictures at once, frames kept for the next frame.

The C library of Linux keeps freed blocks, and takes larger and larger ones for worth keeping; after some
pictures of many megapixels a worker would hold far more than it uses.
"""

import ctypes
import sys

LARGE_BYTES = 4 * 2**20
"""What is larger, a picture but not a frame, goes back to the system as soon as it is freed."""
ARENAS = 2
"""Separate heaps; each thread beyond these shares one."""
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8


def steady() -> None:
    """Set this process up so; a C library that knows nothing of it stays as it is."""
    if sys.platform != "linux":
        return
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(_MMAP_THRESHOLD, LARGE_BYTES)
        set_option(_ARENA_MAX, ARENAS)
