"""Passages in which each sample changes in its own time: a front goes over the frame.

When the front comes to a sample is written down once for each size, in whole numbers; behind it lies an
edge, in which both scenes show.  Only those tiles of a frame in which both do are mixed.

Units: the way of the front is in steps, of which the edge takes a power of two.
"""

from collections.abc import Iterator
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from aura.render.planes import Plane, split
from aura.render.transitions.arrivals import Arrival, Numbers
from aura.render.transitions.blending import Words, blend

_TILE_ROWS, _TILE_COLUMNS = 96, 160
_BAND_ROWS = 48
_MOST_STEPS = 2**15 - 1
_WHOLE_BITS = 8
_OLD, _NEW = 0, 2
"""How a tile is: wholly of the scene before, or after; what lies between is mixed."""

Steps = NDArray[np.int16]
Place = tuple[slice, slice]


class Mask:
    """A passage by ``arrival`` in frames of one size; its edge is ``edge`` of the front's whole way."""

    def __init__(self, arrival: Arrival, edge: float, width_px: int, height_px: int) -> None:
        self._bits = int(_MOST_STEPS / (1 + 1 / edge)).bit_length() - 1
        self._edge = 1 << self._bits
        self._way = int(self._edge / edge)
        size = width_px, height_px
        bright, coloured = (
            _Fronts(
                self._steps(
                    arrival, _places(width_px, pitch, 0.5), _places(height_px, pitch, below)[:, None], size
                )
            )
            for pitch, below in ((1, 0.5), (2, 1.0))
        )
        self._fronts = (bright, coloured, coloured)

    def __call__(self, before: Plane, after: Plane, progress: float, target: Plane) -> None:
        front = round(progress * (self._way + self._edge))
        planes = zip(split(before), split(after), split(target), self._fronts, strict=True)
        for old, new, drawn, fronts in planes:
            for place, state in fronts.runs(front, self._edge):
                if state == _OLD:
                    np.copyto(drawn[place], old[place])
                elif state == _NEW:
                    np.copyto(drawn[place], new[place])
                else:
                    blend(old[place], new[place], self._shares(front, fronts.steps[place]), drawn[place])

    def _steps(self, arrival: Arrival, columns: Numbers, rows: Numbers, size: tuple[int, int]) -> Steps:
        """When the front comes to each crossing; some rows at a time, which takes less room and less time."""
        steps = np.empty((rows.size, columns.size), np.int16)
        for top in range(0, rows.size, _BAND_ROWS):
            band = slice(top, top + _BAND_ROWS)
            times = self._way * arrival(columns, rows[band], *size)
            np.copyto(steps[band], np.rint(times, out=times), casting="unsafe")
        return steps

    def _shares(self, front: int, steps: Steps) -> Words:
        """How much of the scene after shows, in 256ths, where the front is at ``front``."""
        behind = np.subtract(np.int16(front), steps)
        np.clip(behind, 0, self._edge, out=behind)
        if self._bits < _WHOLE_BITS:
            behind <<= _WHOLE_BITS - self._bits
        else:
            behind >>= self._bits - _WHOLE_BITS
        return behind.view(np.uint16)


class _Fronts:
    """The steps at which the front comes to each sample of a plane, and to its tiles first and last."""

    def __init__(self, steps: Steps) -> None:
        self.steps = steps
        tops, lefts = range(0, steps.shape[0], _TILE_ROWS), range(0, steps.shape[1], _TILE_COLUMNS)
        self._first, self._last = (
            np.array([[ends(steps[y : y + _TILE_ROWS, x : x + _TILE_COLUMNS]) for x in lefts] for y in tops])
            for ends in (np.min, np.max)
        )

    def runs(self, front: int, edge: int) -> Iterator[tuple[Place, int]]:
        """The tiles with how they are; neighbours in a row that are alike are one."""
        states = (self._first < front).astype(int) + (self._last + np.int64(edge) <= front)
        for down, row in enumerate(states.tolist()):
            rows = slice(down * _TILE_ROWS, (down + 1) * _TILE_ROWS)
            across = 0
            for state, alike in groupby(row):
                end = across + len(list(alike))
                yield (rows, slice(across * _TILE_COLUMNS, end * _TILE_COLUMNS)), state
                across = end


def _places(length_px: int, pitch: int, first: float) -> Numbers:
    """Where the samples of a plane lie, one each ``pitch`` pixels, as ``planes`` has it."""
    return np.arange(length_px // pitch, dtype=np.float64) * pitch + first
