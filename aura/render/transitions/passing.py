"""Which passage is drawn how.  Masks are made once for each size and kept while they are used."""

from collections.abc import Callable
from functools import lru_cache, partial

from aura.render.planes import Plane
from aura.render.transitions import arrivals
from aura.render.transitions.arrivals import Arrival, aslant
from aura.render.transitions.blending import WHOLE, mix
from aura.render.transitions.dips import BLACK, WHITE, dip
from aura.render.transitions.masks import Mask
from aura.render.transitions.slides import slide
from aura.timeline.terms import Passage

Draw = Callable[[Plane, Plane, float, Plane], None]
"""Draws a frame from one before, one after, and the progress between 0 and 1, into its last argument."""

KEPT_MASKS = 4
"""One of 720p takes 2 MB."""
SHARP_PX = 2
SMOOTH = 0.5
GRAIN = 0.25
"""Edges: of a wipe in pixels; of a smooth one, and of a cell that dissolves, as a share of the whole way."""


def fade(before: Plane, after: Plane, progress: float, target: Plane) -> None:
    """An even mixture."""
    mix(before, after, round(WHOLE * progress), target)


_PLAIN: dict[Passage, Draw] = {
    "fade": fade,
    "fade-black": partial(dip, colour=BLACK),
    "fade-white": partial(dip, colour=WHITE),
    "slide-left": partial(slide, way="left"),
    "slide-right": partial(slide, way="right"),
    "slide-up": partial(slide, way="up"),
    "slide-down": partial(slide, way="down"),
}

_MASKS: dict[Passage, Arrival] = {
    "dissolve": arrivals.scattered,
    "wipe-left": arrivals.leftwards,
    "wipe-right": arrivals.rightwards,
    "wipe-up": arrivals.upwards,
    "wipe-down": arrivals.downwards,
    "wipe-up-left": aslant(arrivals.leftwards, arrivals.upwards),
    "wipe-up-right": aslant(arrivals.rightwards, arrivals.upwards),
    "wipe-down-left": aslant(arrivals.leftwards, arrivals.downwards),
    "wipe-down-right": aslant(arrivals.rightwards, arrivals.downwards),
    "smooth-left": arrivals.leftwards,
    "smooth-right": arrivals.rightwards,
    "smooth-up": arrivals.upwards,
    "smooth-down": arrivals.downwards,
    "circle-open": arrivals.outwards,
    "circle-close": arrivals.inwards,
    "radial": arrivals.around,
}


def passing(kind: Passage, width_px: int, height_px: int) -> Draw:
    """How a passage is drawn in frames of this size."""
    return _PLAIN.get(kind) or _mask(kind, width_px, height_px)


@lru_cache(maxsize=KEPT_MASKS)
def _mask(kind: Passage, width_px: int, height_px: int) -> Mask:
    return Mask(_MASKS[kind], _edge(kind, width_px, height_px), width_px, height_px)


def _edge(kind: Passage, width: int, height: int) -> float:
    """The edge of a mask as a share of its front's whole way."""
    if kind == "dissolve":
        return GRAIN
    if kind.startswith("smooth"):
        return SMOOTH
    if kind in ("wipe-left", "wipe-right"):
        way = float(width)
    elif kind in ("wipe-up", "wipe-down"):
        way = float(height)
    else:
        way = (width**2 + height**2) ** 0.5
        way = {"circle-open": way / 2, "circle-close": way / 2, "radial": 3 * way}.get(kind, way)
    return SHARP_PX / way
