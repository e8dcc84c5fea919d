"""Sub-pixel resampling: any window of a picture, scaled to the frame, without a tremble.

Each plane is resampled bilinearly, first across, then down, at positions exact to 1/256 of a source pixel.
Both passes blend whole rows: the picture is kept turned by its diagonal, so that the pass across is one
over rows too, and each frame is turned back in between.

The arithmetic is that of 16-bit words, where ``256 a + f (b - a)`` is exact although ``b - a`` wraps.
"""

import numpy as np
from numpy.typing import NDArray

from aura.render.motion import Window
from aura.render.planes import Plane, split

Words = NDArray[np.uint16]
_BAND_ROWS = 160
"""Rows worked on at a time: few enough to stay in a processor's cache."""


class Resampler:
    """A prepared picture, and the frames that show windows of it.

    ``picture`` and the frames are arrays as ``planes`` describes them.
    """

    def __init__(self, picture: Plane, width_px: int, height_px: int) -> None:
        self._luma, *self._chroma = (
            _Sampler(plane, target_width, target_height)
            for plane, target_width, target_height in zip(
                split(picture),
                (width_px, width_px // 2, width_px // 2),
                (height_px, height_px // 2, height_px // 2),
                strict=True,
            )
        )
        rows, self._width = picture.shape
        self._height = rows * 2 // 3
        self._across = width_px
        self._down = height_px

    def draw(self, window: Window, frame: Plane) -> None:
        """Fill ``frame`` with what ``window`` shows."""
        left, width = window.left * self._width, window.width * self._width / self._across
        top, height = window.top * self._height, window.height * self._height / self._down
        luma, *chroma = split(frame)
        self._luma.draw(
            _positions(left, width, self._across, pitch=1, centre=0.5),
            _positions(top, height, self._down, pitch=1, centre=0.5),
            luma,
        )
        columns = _positions(left, width, self._across // 2, pitch=2, centre=0.5)
        rows = _positions(top, height, self._down // 2, pitch=2, centre=1.0)
        for sampler, plane in zip(self._chroma, chroma, strict=True):
            sampler.draw(columns, rows, plane)


def _positions(start: float, step: float, count: int, *, pitch: int, centre: float) -> NDArray[np.float64]:
    """Where the samples of a plane lie in the same plane of the picture.

    A plane has a sample each ``pitch`` luma pixels, the first ``centre`` pixels from the edge.
    """
    edges = start + (np.arange(count) * pitch + centre) * step
    return np.asarray((edges - centre) / pitch)


class _Sampler:
    """One plane of a picture, turned by its diagonal."""

    def __init__(self, plane: Plane, width: int, height: int) -> None:
        turned = np.ascontiguousarray(plane.T).astype(np.uint16)
        self._base = (turned << 8) + 128
        self._step = np.zeros_like(turned)
        np.subtract(turned[1:], turned[:-1], out=self._step[:-1])
        rows = plane.shape[0]
        self._one, self._two = np.empty((2, _BAND_ROWS, rows), np.uint16)
        self._upright = np.empty((rows, width), np.uint8)
        self._above, self._below = np.empty((2, _BAND_ROWS, width), np.uint16)
        self._row = np.empty((_BAND_ROWS, width), np.uint8)
        self._last = (plane.shape[1] - 1, rows - 1)

    def draw(self, columns: NDArray[np.float64], rows: NDArray[np.float64], target: Plane) -> None:
        """Sample at every crossing of ``columns`` and ``rows``; what lies outside is as at the edge."""
        self._across(*_split(columns, self._last[0]))
        self._down(*_split(rows, self._last[1]), target)

    def _across(self, whole: NDArray[np.intp], part: Words) -> None:
        for start in range(0, len(whole), _BAND_ROWS):
            picked = whole[start : start + _BAND_ROWS]
            one, two = self._one[: len(picked)], self._two[: len(picked)]
            self._step.take(picked, 0, out=one, mode="clip")
            one *= part[start : start + _BAND_ROWS, None]
            self._base.take(picked, 0, out=two, mode="clip")
            one += two
            one >>= 8
            np.copyto(self._upright[:, start : start + _BAND_ROWS], one.T, casting="unsafe")

    def _down(self, whole: NDArray[np.intp], part: Words, target: Plane) -> None:
        for start in range(0, len(whole), _BAND_ROWS):
            picked = whole[start : start + _BAND_ROWS]
            row, above, below = (
                self._row[: len(picked)],
                self._above[: len(picked)],
                self._below[: len(picked)],
            )
            self._upright.take(picked, 0, out=row, mode="clip")
            np.copyto(above, row)
            self._upright.take(picked + 1, 0, out=row, mode="clip")
            np.copyto(below, row)
            below -= above
            below *= part[start : start + _BAND_ROWS, None]
            above <<= 8
            above += 128
            above += below
            above >>= 8
            np.copyto(target[start : start + _BAND_ROWS], above, casting="unsafe")


def _split(positions: NDArray[np.float64], last: int) -> tuple[NDArray[np.intp], Words]:
    """Positions as whole samples and 1/256 parts of the way to the next."""
    fixed = np.rint(np.clip(positions, 0, last) * 256).astype(np.intp)
    return fixed >> 8, (fixed & 255).astype(np.uint16)
