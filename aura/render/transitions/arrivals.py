"""When a place in the frame changes from one scene to the other: the geometry of all masks.

Each is a function of places: columns, rows as a column of numbers, and the frame's size, all in pixels from
its left top corner.  It answers with a time from 0 to 1 for every crossing of the two.

Only sums, products, quotients and roots are used, which every processor rounds alike.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Arrival = Callable[[Numbers, Numbers, int, int], Numbers]

_SEED = 20_260_101
_CELLS_DOWN = 180


def leftwards(columns: Numbers, rows: Numbers, width: int, height: int) -> Numbers:
    """From the right edge to the left one."""
    return 1 - columns / width + 0 * rows / height


def rightwards(columns: Numbers, rows: Numbers, width: int, height: int) -> Numbers:
    """From the left edge to the right one."""
    return 1 - leftwards(columns, rows, width, height)


def upwards(columns: Numbers, rows: Numbers, width: int, height: int) -> Numbers:
    """From the bottom to the top."""
    return 1 - rows / height + 0 * columns / width


def downwards(columns: Numbers, rows: Numbers, width: int, height: int) -> Numbers:
    """From the top to the bottom."""
    return 1 - upwards(columns, rows, width, height)


def aslant(across: Arrival, down: Arrival) -> Arrival:
    """From one corner to the one across, along both ways at once."""

    def arrival(columns: Numbers, rows: Numbers, width: int, height: int) -> Numbers:
        both = across(columns, rows, width, height) + down(columns, rows, width, height)
        return both / 2

    return arrival


def outwards(columns: Numbers, rows: Numbers, width: int, height: int) -> Numbers:
    """In a circle that opens from the middle and reaches the corners last."""
    away = (columns - width / 2) ** 2 + (rows - height / 2) ** 2
    farthest = (width / 2) ** 2 + (height / 2) ** 2
    return np.asarray(np.sqrt(away / farthest))


def inwards(columns: Numbers, rows: Numbers, width: int, height: int) -> Numbers:
    """In a circle that closes from the corners to the middle."""
    return 1 - outwards(columns, rows, width, height)


def around(columns: Numbers, rows: Numbers, width: int, height: int) -> Numbers:
    """As a hand of a clock goes, once around from the top."""
    right = columns - width / 2 + 0 * rows
    below = rows - height / 2 + 0 * columns
    across, down = np.abs(right), np.abs(below)
    ratio = np.minimum(across, down) / np.maximum(across, down)
    octant = ratio * (0.125 + 0.0434 * (1 - ratio))  # the angle, to a quarter of a degree
    upright = np.where(across <= down, octant, 0.25 - octant)
    clockwise = np.where(below < 0, upright, 0.5 - upright)
    return np.where(right < 0, 1 - clockwise, clockwise)


def scattered(columns: Numbers, rows: Numbers, width: int, height: int) -> Numbers:
    """Cell by cell in an order without order, the same each time, as many in each stretch of time."""
    cell = max(2, 2 * round(height / _CELLS_DOWN / 2))
    times = _shuffled(-(-width // cell), -(-height // cell))
    return times[(rows // cell).astype(np.intp), (columns // cell).astype(np.intp)]


@lru_cache(maxsize=2)
def _shuffled(across: int, down: int) -> Numbers:
    """A time for each of so many cells."""
    from numpy.random import PCG64  # takes its time to load, and few films need it

    order = np.argsort(PCG64(_SEED).random_raw(across * down), kind="stable")
    times = np.empty(across * down)
    times[order] = (np.arange(across * down) + 0.5) / (across * down)
    return times.reshape(down, across)
