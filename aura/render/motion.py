"""How a picture moves: the window of it that is seen in each frame.

Moves are gentle: a tenth of the picture over the whole scene, a little slower at both ends, and never
standing still.

Units: a window is in fractions of the prepared picture, so that 1 is its whole width or height.
"""

from typing import NamedTuple

from aura.render.fitting import halves
from aura.render.spec import Move
from aura.timeline.terms import Anchor

ZOOM = 1.10
"""The furthest a picture is zoomed in, and how much of it a pan crosses."""


class Window(NamedTuple):
    """The part of a picture that fills the frame."""

    left: float
    top: float
    width: float
    height: float


def window(move: Move, frame: int, frames: int, focus: Anchor = "center") -> Window:
    """What is seen in ``frame`` of a move that takes ``frames`` and keeps to a focus."""
    done = eased(frame / (frames - 1)) if frames > 1 else 0.0
    if move == "none":
        return Window(0.0, 0.0, 1.0, 1.0)
    across, down = (half / 2 for half in halves(focus))
    if move in ("left", "right"):
        side = 1 / ZOOM
        along = done if move == "right" else 1 - done
        return Window((1 - side) * along, (1 - side) * down, side, side)
    if move in ("up", "down"):
        side = 1 / ZOOM
        along = done if move == "down" else 1 - done
        return Window((1 - side) * across, (1 - side) * along, side, side)
    side = 1 / (1 + (ZOOM - 1) * (done if move == "in" else 1 - done))
    return Window((1 - side) * across, (1 - side) * down, side, side)


def eased(time: float) -> float:
    """Progress at a time from 0 to 1: half even, half smooth, so it starts and ends at half its speed."""
    return (time + time * time * (3 - 2 * time)) / 2
