"""Fading through a colour: the scene before fades to it in the first half, the scene after out of it."""

from aura.render.planes import BLACK_LUMA, GREY_CHROMA, Plane, split
from aura.render.transitions.blending import WHOLE, tint

WHITE_LUMA = 235
BLACK = (BLACK_LUMA, GREY_CHROMA, GREY_CHROMA)
WHITE = (WHITE_LUMA, GREY_CHROMA, GREY_CHROMA)
"""Black and white of limited range, as Y, U and V."""


def dip(before: Plane, after: Plane, progress: float, target: Plane, colour: tuple[int, int, int]) -> None:
    """One frame: wholly the colour in the very middle, and nowhere else."""
    source = before if progress < 0.5 else after
    share = round(WHOLE * abs(2 * progress - 1))
    for plane, level, drawn in zip(split(source), colour, split(target), strict=True):
        tint(plane, level, share, drawn)
