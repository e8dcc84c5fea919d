"""How a picture or clip of one shape fills a frame of another.

cover     fills the frame; what stands over is cut off away from the focus, on both sides alike by default
contain   is seen whole, on black
blurred   is seen whole, on itself blown up and blurred
stretch   fills the frame, its shape changed
"""

from fractions import Fraction
from typing import NamedTuple

from aura.timeline.terms import Anchor


class Box(NamedTuple):
    """A part of a picture or frame, in pixels."""

    left: int
    top: int
    width: int
    height: int


def halves(focus: Anchor) -> tuple[int, int]:
    """How far across and down a place lies, in halves of the whole: 0, 1 or 2."""
    across = 0 if "left" in focus else 2 if "right" in focus else 1
    return across, 0 if "top" in focus else 2 if "bottom" in focus else 1


def cover(width: int, height: int, target_width: int, target_height: int, focus: Anchor = "center") -> Box:
    """The largest part of a picture that has the target's shape, where its focus is."""
    across, down = halves(focus)
    if width * target_height > height * target_width:
        part = max(1, round(height * target_width / target_height))
        return Box((width - part) * across // 2, 0, part, height)
    part = max(1, round(width * target_height / target_width))
    return Box(0, (height - part) * down // 2, width, part)


def inside(width: Fraction | int, height: Fraction | int, target_width: int, target_height: int) -> Box:
    """Where in the target a picture stands that is seen whole; all numbers are even."""
    if width * target_height > height * target_width:
        fitted_width, fitted_height = target_width, max(2, _even(height * target_width / width))
    else:
        fitted_width, fitted_height = max(2, _even(width * target_height / height)), target_height
    return Box(
        (target_width - fitted_width) // 4 * 2,
        (target_height - fitted_height) // 4 * 2,
        fitted_width,
        fitted_height,
    )


def _even(size: Fraction | float) -> int:
    return 2 * round(size / 2)
