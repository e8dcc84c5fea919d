"""A decoded frame of any shape and making, turned upright and fitted into the output's frame."""

from collections.abc import Callable
from fractions import Fraction

from av import VideoFrame

from aura.media.tracks import has_alpha
from aura.media.turning import Turning, turning_of
from aura.render import planes
from aura.render.fitting import Box, halves, inside
from aura.render.grading import DEEP, HLG, PQ, Grade
from aura.render.graph import Chain, Filter
from aura.render.grounding import Ground
from aura.render.planes import SCALE_FLAGS, Plane
from aura.render.spec import Canvas
from aura.timeline.terms import Anchor, Fit

BACKDROP_SHRINK = 24
BACKDROP_LIGHT = 0.6
HD_LINES = 720
"""From so many lines on, a source that does not name its matrix means BT.709."""

MOST_OVER = 8
"""How much larger than the frame a clip may be scaled to fill it."""

_MATRICES = {1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020nc"}
_WIDE_PRIMARIES = {9: "bt2020", 12: "smpte432"}
"""Red, green and blue that are stronger than those of BT.709; the others differ from them by too little."""
_FULL_RANGE = 2
_TURNS: dict[int, tuple[Filter, ...]] = {
    90: (("transpose", "dir=clock"),),
    180: (("hflip", ""), ("vflip", "")),
    270: (("transpose", "dir=cclock"),),
}
_MIRRORED: tuple[Filter, ...] = (("hflip", ""),)
_LAYOUT: Filter = ("format", "yuv420p")

Step = Callable[[VideoFrame], VideoFrame]
Draw = Callable[[VideoFrame, Plane], None]


class Layers:
    """Draws the frames of one clip.  A clip that changes its shape midway gets new filters."""

    def __init__(self, fit: Fit, canvas: Canvas, focus: Anchor = "center") -> None:
        self._fit, self._focus = fit, focus
        self._size = canvas.width_px, canvas.height_px
        self._shape: tuple[object, ...] = ()
        self._draw: Draw | None = None
        self._turning, self._rotation = Turning(), 0

    def draw(self, source: VideoFrame, aspect: Fraction, target: Plane) -> None:
        """Fill ``target`` with a frame of the clip, whose pixels are ``aspect`` times as wide as high."""
        if self._draw is None or source.rotation != self._rotation:
            # What is asked for its side data is held in a circle, and lives on after it was drawn.
            self._turning, self._rotation = turning_of(source), source.rotation
        turning = self._turning
        shape = (
            (source.width, source.height, source.format.name, aspect, turning),
            (source.colorspace, source.color_range, source.color_primaries, source.color_trc),
        )
        if self._draw is None or shape != self._shape:
            self._draw, self._shape = self._prepared(source, turning, aspect), shape
        self._draw(source, target)

    def _prepared(self, source: VideoFrame, turning: Turning, aspect: Fraction) -> Draw:
        if not has_alpha(source):
            return _View(source, turning, aspect, self._size).fitted(self._fit, self._focus)
        ground = Ground(source)
        draw = _View(ground(source), turning, aspect, self._size).fitted(self._fit, self._focus)
        return lambda frame, target: draw(ground(frame), target)


class _View:
    """How solid frames like one of them come to be seen in a frame of ``size``."""

    def __init__(self, like: VideoFrame, turning: Turning, aspect: Fraction, size: tuple[int, int]) -> None:
        self._like, self._size = like, size
        self._upright = (*_TURNS.get(turning.turn, ()), *(_MIRRORED if turning.mirrored else ()))
        self._turned = turning.turn in (90, 270)
        across, down = Fraction(like.width) * aspect, Fraction(like.height)
        self._seen = (down, across) if self._turned else (across, down)

    def fitted(self, fit: Fit, focus: Anchor) -> Draw:
        width, height = self._size
        if fit == "stretch":
            return _filling(self._step(*_scale(self._like, width, height)))
        if fit == "cover":
            return _filling(self._step(*self._covering(width, height, focus)))
        box = inside(*self._seen, width, height)
        front = self._step(*_scale(self._like, box.width, box.height))
        if fit == "contain":
            return _standing(front, box)
        tiny = _shrunk(width), _shrunk(height)
        small = self._step(*self._covering(*tiny))
        grown = Chain(small(self._like), *_backdrop(width, height))
        return _standing(front, box, lambda frame: grown(small(frame)))

    def _step(self, *filters: Filter) -> Step:
        """These filters on upright frames, and whatever it takes until they are as the encoder takes them."""
        chain = Chain(self._like, *self._upright, *filters)
        if not _is_hdr(self._like):
            return chain
        grade = Grade(chain(self._like), int(self._like.color_trc))
        return lambda frame: grade(chain(frame))

    def _covering(self, width: int, height: int, focus: Anchor = "center") -> tuple[Filter, ...]:
        """Scale until the frame is filled, then cut off what stands over, away from the focus; of what is
        much too long or too high, most of that is cut off before."""
        across, down = self._seen
        halves_across, halves_down = halves(focus)
        factor = max(width / across, height / down)
        scaled = max(width, 2 * round(across * factor / 2)), max(height, 2 * round(down * factor / 2))
        before: tuple[Filter, ...] = ()
        if scaled[0] > MOST_OVER * width or scaled[1] > MOST_OVER * height:
            stored = self._like.width, self._like.height
            pixels = stored[::-1] if self._turned else stored
            kept = [
                max(1, min(had, -(-2 * had * side // long)))
                for had, side, long in zip(pixels, (width, height), scaled, strict=True)
            ]
            x, y = f"(iw-ow)*{halves_across}/2", f"(ih-oh)*{halves_down}/2"
            before = (("crop", f"w={kept[0]}:h={kept[1]}:x={x}:y={y}:exact=1"),)
            scaled = (
                max(width, 2 * round(scaled[0] * kept[0] / pixels[0] / 2)),
                max(height, 2 * round(scaled[1] * kept[1] / pixels[1] / 2)),
            )
        left = (scaled[0] - width) * halves_across // 4 * 2
        top = (scaled[1] - height) * halves_down // 4 * 2
        crop = ("crop", f"w={width}:h={height}:x={left}:y={top}")
        return *before, *_scale(self._like, *scaled), crop


def _filling(step: Step) -> Draw:
    """Draw what fills the frame."""
    return lambda source, target: planes.copy_video(step(source), planes.split(target))


def _standing(front: Step, box: Box, back: Step | None = None) -> Draw:
    """Draw what stands in a box, before a backdrop or before black."""

    def draw(source: VideoFrame, target: Plane) -> None:
        whole = planes.split(target)
        if back is None:
            planes.blacken(target)
        else:
            planes.copy_video(back(source), whole)
        planes.copy_video(front(source), planes.part(whole, *box))

    return draw


def _shrunk(side: int) -> int:
    """A side of the backdrop before it is blown up; even, as the filters of colours want it."""
    return max(2, side // BACKDROP_SHRINK // 2 * 2)


def _is_hdr(frame: VideoFrame) -> bool:
    return int(frame.color_trc) in (PQ, HLG)


def _scale(source: VideoFrame, width: int, height: int) -> tuple[Filter, ...]:
    """Scale, saying what the source is rather than having it guessed: into BT.709 of limited range, or for
    HDR into the form that is graded."""
    options = f"w={width}:h={height}:flags={SCALE_FLAGS}"
    if source.format.is_rgb:
        matrix = "bt709"
    else:
        guessed = "bt2020nc" if _is_hdr(source) else "bt709" if source.height >= HD_LINES else "smpte170m"
        matrix = _MATRICES.get(source.colorspace, guessed)
        full = source.color_range == _FULL_RANGE or source.format.name.startswith("yuvj")
        options += f":in_range={'pc' if full else 'tv'}:in_color_matrix={matrix}"
    if _is_hdr(source):
        return ("scale", options), ("format", DEEP)
    wide = _WIDE_PRIMARIES.get(source.color_primaries)
    return ("scale", f"{options}:out_range=tv:out_color_matrix={matrix}"), _LAYOUT, *_into_bt709(matrix, wide)


def _into_bt709(matrix: str, wide: str | None) -> tuple[Filter, ...]:
    """From one matrix to BT.709; unlike the scaler this is exact, and does not go by way of RGB, but where
    the colours are other ones too."""
    if matrix == "bt709" and wide is None:
        return ()
    known = f"ispace={matrix}:irange=tv:iprimaries={wide or 'bt709'}:itrc=bt709"
    return (("colorspace", f"all=bt709:range=tv:format=yuv420p:fast={int(wide is None)}:{known}"),)


def _backdrop(width: int, height: int) -> tuple[Filter, ...]:
    return (
        ("gblur", "sigma=1.5"),
        (
            "lutyuv",
            f"y=16+(val-16)*{BACKDROP_LIGHT}:u=128+(val-128)*{BACKDROP_LIGHT}:v=128+(val-128)*{BACKDROP_LIGHT}",
        ),
        ("scale", f"w={width}:h={height}:flags={SCALE_FLAGS}"),
    )
