"""Sub-pixel resampling: any window of a picture, scaled to the frame, without a tremble.

Each plane is resampled bilinearly, first across, then down, at positions exact to 1/256 of a source pixel.
Both passes blend whole rows: the picture is kept turned by its diagonal, so that the pass across is one
over rows too, and each frame is turned back in between, by FFmpeg, which does it in blocks.  The two chroma
planes lie one beside the other and are resampled as one.

The arithmetic is that of 16-bit words, where ``256 a + f (b - a)`` is exact although ``b - a`` wraps.
"""

from typing import NamedTuple

import numpy as np
from av import VideoFrame
from numpy.typing import NDArray

from aura.render.graph import Chain
from aura.render.motion import Window
from aura.render.planes import Plane, rows_of, split

Words = NDArray[np.uint16]
_BAND_ROWS = 96
"""Rows worked on at a time: few enough to stay in a processor's cache."""


class Places(NamedTuple):
    """Where samples are taken: whole samples, and 1/256 parts of the way to the next."""

    whole: NDArray[np.intp]
    part: Words


class Resampler:
    """A prepared picture, and the frames that show windows of it.

    ``picture`` and the frames are arrays as ``planes`` describes them.
    """

    def __init__(self, picture: Plane, width_px: int, height_px: int) -> None:
        rows, self._width = picture.shape
        self._height = rows * 2 // 3
        self._across, self._down = width_px, height_px
        luma, blue, red = split(picture)
        self._luma = _Sampler(luma.T, width_px)
        self._chroma = _Sampler(np.hstack((blue.T, red.T)), width_px // 2)
        self._columns: tuple[float, float] | None = None

    def draw(self, window: Window, frame: Plane) -> None:
        """Fill ``frame`` with what ``window`` shows.  A move straight down has all its columns at once."""
        left, width = window.left * self._width, window.width * self._width / self._across
        top, height = window.top * self._height, window.height * self._height / self._down
        if self._columns != (left, width):
            self._columns = left, width
            last = self._width - 1
            self._luma.across(_places(left, width, self._across, last, pitch=1, centre=0.5))
            self._chroma.across(_places(left, width, self._across // 2, last // 2, pitch=2, centre=0.5))
        last = self._height - 1
        self._luma.down(_places(top, height, self._down, last, pitch=1, centre=0.5), frame[: self._down])
        blue = _places(top, height, self._down // 2, last // 2, pitch=2, centre=1.0)
        both = Places(
            np.concatenate((blue.whole, blue.whole + self._height // 2)),
            np.concatenate((blue.part, blue.part)),
        )
        self._chroma.down(both, frame[self._down :].reshape(self._down, -1))


def _places(start: float, step: float, count: int, last: int, *, pitch: int, centre: float) -> Places:
    """Where the samples of a plane lie in the same plane of the picture, whose samples end at ``last``; what
    lies outside is as at the edge.

    A plane has a sample each ``pitch`` luma pixels, the first ``centre`` pixels from the edge.
    """
    edges = start + (np.arange(count) * pitch + centre) * step
    fixed = np.rint(np.clip((edges - centre) / pitch, 0, last) * 256).astype(np.intp)
    return Places(fixed >> 8, (fixed & 255).astype(np.uint16))


class _Sampler:
    """A picture of one plane, given turned by its diagonal; ``width`` is that of the frames."""

    def __init__(self, turned: Plane, width: int) -> None:
        self._turned = np.ascontiguousarray(turned)
        self._picked = np.empty((width, turned.shape[1]), np.uint8)
        self._frame = VideoFrame.from_numpy_buffer(self._picked, format="gray")
        self._turn = Chain(self._frame, ("transpose", "dir=cclock_flip"))
        self._upright = self._picked.T
        self._blend_across = _Blend(turned.shape[1])
        self._blend_down = _Blend(width)

    def across(self, columns: Places) -> None:
        """Sample at these columns, in all rows."""
        self._blend_across(self._turned, columns, self._picked)
        self._upright = np.ascontiguousarray(rows_of(self._turn(self._frame).planes[0]))

    def down(self, rows: Places, target: Plane) -> None:
        """Sample what was sampled across, at these rows."""
        self._blend_down(self._upright, rows, target)


class _Blend:
    """Rows made of two neighbouring rows each, a band at a time."""

    def __init__(self, width: int) -> None:
        self._row = np.empty((_BAND_ROWS, width), np.uint8)
        self._above, self._below = np.empty((2, _BAND_ROWS, width), np.uint16)

    def __call__(self, source: Plane, places: Places, target: Plane) -> None:
        part = places.part[:, None]
        for start in range(0, len(part), _BAND_ROWS):
            whole = places.whole[start : start + _BAND_ROWS]
            row, above, below = (
                self._row[: len(whole)],
                self._above[: len(whole)],
                self._below[: len(whole)],
            )
            source.take(whole, 0, out=row, mode="clip")
            np.copyto(above, row)
            source.take(whole + 1, 0, out=row, mode="clip")
            np.copyto(below, row)
            below -= above
            below *= part[start : start + _BAND_ROWS]
            above <<= 8
            above += 128
            above += below
            above >>= 8
            np.copyto(target[start : start + _BAND_ROWS], above, casting="unsafe")
