"""Sub-pixel resampling: any window of a picture, scaled to the frame, without a tremble.

Each plane is resampled bilinearly, first across, then down, at positions exact to 1/255 of a source pixel.
Both passes merge whole rows: the picture is kept turned by its diagonal, so that the pass across is one
over rows too, and each frame is turned back in between, by FFmpeg, which does it in blocks.  The two chroma
planes lie one beside the other and are resampled as one.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aura.render.graph import Filter
from aura.render.merging import Merge, room
from aura.render.motion import Window
from aura.render.planes import Plane, rows_of, split

PARTS = 255
"""Into so many parts the way from one sample to the next is divided: as many as ``Merge`` knows."""
_TURN: Filter = ("transpose", "dir=cclock_flip")


class Places(NamedTuple):
    """Where samples are taken: whole samples, and parts of the way to the next."""

    whole: NDArray[np.intp]
    part: Plane


class Resampler:
    """A prepared picture, and the frames that show windows of it.

    ``picture`` and the frames are arrays as ``planes`` describes them.
    """

    def __init__(self, picture: Plane, width_px: int, height_px: int) -> None:
        rows, self._width = picture.shape
        self._height = rows * 2 // 3
        self._across, self._down = width_px, height_px
        luma, blue, red = split(picture)
        memory = room(width_px * max(self._height, height_px))
        self._luma = _Sampler(luma.T, width_px, height_px, memory)
        self._chroma = _Sampler(np.hstack((blue.T, red.T)), width_px // 2, height_px, memory)
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
    parts = _pixels(count, pitch, centre) * (step * PARTS / pitch)
    parts += (start - centre) * PARTS / pitch
    np.minimum(np.maximum(parts, 0, out=parts), last * PARTS, out=parts)
    fixed = np.rint(parts, out=parts).astype(np.int32)
    whole = fixed // PARTS
    return Places(whole.astype(np.intp), (fixed - whole * PARTS).astype(np.uint8))


@lru_cache(16)
def _pixels(count: int, pitch: int, centre: float) -> NDArray[np.float64]:
    """Where the samples of a plane lie in the frame, in luma pixels; not to be changed."""
    return np.arange(count, dtype=np.float64) * pitch + centre


class _Sampler:
    """A picture of one plane, given turned by its diagonal; ``width`` and ``height`` are those of the frames,
    and ``memory`` is where they are worked on."""

    def __init__(self, turned: Plane, width: int, height: int, memory: Plane) -> None:
        self._turned = np.ascontiguousarray(turned)
        self._across = _Rows(Merge(memory, turned.shape[1], width, _TURN))
        self._down = _Rows(Merge(memory, width, height))
        self._upright = np.empty(0, np.uint8)

    def across(self, columns: Places) -> None:
        """Sample at these columns, in all rows."""
        self._upright = np.ascontiguousarray(self._across(self._turned, columns))

    def down(self, rows: Places, target: Plane) -> None:
        """Sample what was sampled across, at these rows."""
        np.copyto(target, self._down(self._upright, rows))


class _Rows:
    """Rows made of two neighbouring rows each."""

    def __init__(self, merge: Merge) -> None:
        self._merge = merge

    def __call__(self, source: Plane, places: Places) -> Plane:
        source.take(places.whole, 0, out=self._merge.under, mode="clip")
        source.take(places.whole + 1, 0, out=self._merge.over, mode="clip")
        np.copyto(self._merge.part, places.part[:, None])
        return rows_of(self._merge().planes[0])
