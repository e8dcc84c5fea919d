"""Two frames, or parts of them, mixed in 256ths.

The arithmetic is that of 16-bit words, where ``256 a + s (b - a)`` is exact although ``b - a`` wraps.
"""

import numpy as np
from numpy.typing import NDArray

from aura.render.planes import Plane

WHOLE = 256
Words = NDArray[np.uint16]
_MIXED_ROWS = 96
"""Rows worked on at a time: few enough to stay in a processor's cache."""


def mix(before: Plane, after: Plane, share: int, target: Plane) -> None:
    """A mixture with ``share`` 256ths of ``after``."""
    for start in range(0, len(target), _MIXED_ROWS):
        rows = slice(start, start + _MIXED_ROWS)
        mixed = before[rows].astype(np.uint16)
        mixed *= WHOLE - share
        added = after[rows].astype(np.uint16)
        added *= share
        mixed += added
        mixed += 128
        mixed >>= 8
        np.copyto(target[rows], mixed, casting="unsafe")


def tint(source: Plane, level: int, share: int, target: Plane) -> None:
    """A mixture of ``share`` 256ths of a plane with one level."""
    rest = np.uint16(level * (WHOLE - share) + 128)
    for start in range(0, len(target), _MIXED_ROWS):
        rows = slice(start, start + _MIXED_ROWS)
        mixed = source[rows].astype(np.uint16)
        mixed *= share
        mixed += rest
        mixed >>= 8
        np.copyto(target[rows], mixed, casting="unsafe")


def blend(before: Plane, after: Plane, shares: Words, target: Plane) -> None:
    """A mixture with 256ths of ``after`` that are each sample's own."""
    mixed, step = before.astype(np.uint16), after.astype(np.uint16)
    step -= mixed
    step *= shares
    mixed <<= 8
    mixed += 128
    mixed += step
    mixed >>= 8
    np.copyto(target, mixed, casting="unsafe")
