"""A decoded frame of any shape, turned upright and fitted into the output's frame."""

from collections.abc import Callable
from fractions import Fraction

from av import VideoFrame

from aura.render import planes
from aura.render.fitting import Box, inside
from aura.render.graph import Chain, Filter
from aura.render.planes import SCALE_FLAGS, Plane
from aura.render.spec import Canvas
from aura.timeline.document import Fit

BACKDROP_SHRINK = 24
BACKDROP_LIGHT = 0.6
HD_LINES = 720
"""From so many lines on, a source that does not name its matrix means BT.709."""

_MATRICES = {1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020nc"}
_FULL_RANGE = 2
_TURNS: dict[int, tuple[Filter, ...]] = {
    90: (("transpose", "dir=cclock"),),
    180: (("hflip", ""), ("vflip", "")),
    270: (("transpose", "dir=clock"),),
}
_LAYOUT: Filter = ("format", "yuv420p")

Draw = Callable[[VideoFrame, Plane], None]


class Layers:
    """Draws the frames of one clip.  A clip that changes its shape midway gets new filters."""

    def __init__(self, fit: Fit, canvas: Canvas) -> None:
        self._fit = fit
        self._size = canvas.width_px, canvas.height_px
        self._shape: tuple[object, ...] = ()
        self._draw: Draw | None = None

    def draw(self, source: VideoFrame, aspect: Fraction, target: Plane) -> None:
        """Fill ``target`` with a frame of the clip, whose pixels are ``aspect`` times as wide as high."""
        shape = (
            (source.width, source.height, source.format.name, aspect),
            (source.rotation, source.colorspace, source.color_range),
        )
        if self._draw is None or shape != self._shape:
            self._draw, self._shape = self._prepared(source, aspect), shape
        self._draw(source, target)

    def _prepared(self, source: VideoFrame, aspect: Fraction) -> Draw:
        width, height = self._size
        angle = round(source.rotation) % 360
        turn = _TURNS.get(angle, ())
        seen = Fraction(source.width) * aspect, Fraction(source.height)
        if angle in (90, 270):
            seen = seen[1], seen[0]
        if self._fit == "stretch":
            return _filling(Chain(source, *turn, *_scale(source, width, height)))
        if self._fit == "cover":
            return _filling(Chain(source, *turn, *_covering(source, *seen, width, height)))
        box = inside(*seen, width, height)
        front = Chain(source, *turn, *_scale(source, box.width, box.height))
        if self._fit == "contain":
            return _standing(front, box)
        small = max(2, width // BACKDROP_SHRINK), max(2, height // BACKDROP_SHRINK)
        back = Chain(source, *turn, *_covering(source, *seen, *small), *_backdrop(width, height))
        return _standing(front, box, back)


def _filling(chain: Chain) -> Draw:
    """Draw what fills the frame."""
    return lambda source, target: planes.copy_video(chain(source), planes.split(target))


def _standing(front: Chain, box: Box, back: Chain | None = None) -> Draw:
    """Draw what stands in a box, before a backdrop or before black."""

    def draw(source: VideoFrame, target: Plane) -> None:
        whole = planes.split(target)
        if back is None:
            planes.blacken(target)
        else:
            planes.copy_video(back(source), whole)
        planes.copy_video(front(source), planes.part(whole, *box))

    return draw


def _covering(
    source: VideoFrame, across: Fraction, down: Fraction, width: int, height: int
) -> tuple[Filter, ...]:
    """Scale until the frame is filled, then cut off what stands over."""
    factor = max(width / across, height / down)
    scaled = max(width, 2 * round(across * factor / 2)), max(height, 2 * round(down * factor / 2))
    left, top = (scaled[0] - width) // 4 * 2, (scaled[1] - height) // 4 * 2
    return *_scale(source, *scaled), ("crop", f"w={width}:h={height}:x={left}:y={top}")


def _scale(source: VideoFrame, width: int, height: int) -> tuple[Filter, ...]:
    """Scale, into BT.709 of limited range, saying what the source is rather than having it guessed."""
    options = f"w={width}:h={height}:flags={SCALE_FLAGS}:out_range=tv"
    if source.format.is_rgb:
        return ("scale", f"{options}:out_color_matrix=bt709"), _LAYOUT
    guessed = "bt709" if source.height >= HD_LINES else "smpte170m"
    matrix = _MATRICES.get(source.colorspace, guessed)
    full = source.color_range == _FULL_RANGE or source.format.name.startswith("yuvj")
    options += f":in_range={'pc' if full else 'tv'}:in_color_matrix={matrix}:out_color_matrix={matrix}"
    return ("scale", options), _LAYOUT, *_into_bt709(matrix)


def _into_bt709(matrix: str) -> tuple[Filter, ...]:
    """From one matrix to BT.709; unlike the scaler this is exact, and does not go by way of RGB."""
    if matrix == "bt709":
        return ()
    known = f"ispace={matrix}:irange=tv:iprimaries=bt709:itrc=bt709"
    return (("colorspace", f"all=bt709:range=tv:format=yuv420p:fast=1:{known}"),)


def _backdrop(width: int, height: int) -> tuple[Filter, ...]:
    return (
        ("gblur", "sigma=1.5"),
        (
            "lutyuv",
            f"y=16+(val-16)*{BACKDROP_LIGHT}:u=128+(val-128)*{BACKDROP_LIGHT}:v=128+(val-128)*{BACKDROP_LIGHT}",
        ),
        ("scale", f"w={width}:h={height}:flags={SCALE_FLAGS}"),
    )
