"""How a picture or clip of one shape fills a frame of another.

cover     fills the frame; what stands over is cut off, the same on both sides
contain   is seen whole, on black
blurred   is seen whole, on itself blown up and blurred
stretch   fills the frame, its shape changed
"""

from fractions import Fraction
from typing import NamedTuple


class Box(NamedTuple):
    """A part of a picture or frame, in pixels."""

    left: int
    top: int
    width: int
    height: int


def cover(width: int, height: int, target_width: int, target_height: int) -> Box:
    """The largest part, in the middle, of a picture that has the target's shape."""
    if width * target_height > height * target_width:
        part = max(1, round(height * target_width / target_height))
        return Box((width - part) // 2, 0, part, height)
    part = max(1, round(width * target_height / target_width))
    return Box(0, (height - part) // 2, width, part)


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
