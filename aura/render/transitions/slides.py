"""Sliding: the scene after pushes the scene before out of the frame.

Both move by parts of a pixel, a little slower at both ends, so that long slides do not tremble.

Units: ways are in 256ths of a sample.
"""

from typing import Literal

import numpy as np

from aura.render.motion import eased
from aura.render.planes import Plane, split
from aura.render.transitions.blending import WHOLE, mix

Way = Literal["left", "right", "up", "down"]


def slide(before: Plane, after: Plane, progress: float, target: Plane, way: Way) -> None:
    """One frame of a slide in which both scenes move ``way``."""
    axis = 0 if way in ("up", "down") else 1
    gone = eased(progress)
    for old, new, drawn in zip(split(before), split(after), split(target), strict=True):
        length = old.shape[axis] * WHOLE
        shift = min(max(1, round(length * gone)), length - 1)
        if way in ("left", "up"):
            _joined(old, new, shift, axis, drawn)
        else:
            _joined(new, old, length - shift, axis, drawn)


def _joined(first: Plane, second: Plane, shift: int, axis: int, target: Plane) -> None:
    """What is seen from ``shift`` on of two planes that stand side by side."""
    whole, part = divmod(shift, WHOLE)
    if axis == 0:
        both = np.concatenate((first[whole:], second[: whole + 1]))
        mix(both[:-1], both[1:], part, target)
    else:
        both = np.concatenate((first[:, whole:], second[:, : whole + 1]), axis=1)
        mix(both[:, :-1], both[:, 1:], part, target)
