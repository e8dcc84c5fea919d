"""Two pictures of one plane laid over one another, as solidly as a third says for each sample.

FFmpeg does it, in the instructions that a processor has for such: ``(255 - part) * under + part * over``, to
the nearest 255th.  The three arrays are filled anew each time, so merges that take turns may have theirs in
the same memory: it stays in a processor's cache.
"""

from fractions import Fraction

import numpy as np
from av import VideoFrame
from av.filter import Graph

from aura.render.graph import Filter
from aura.render.planes import Plane

_SPARE_BYTES = 64
"""Filters read in steps, and so a little past the end."""


def room(samples: int) -> Plane:
    """Memory for the arrays of merges of at most so many samples each."""
    return np.empty((3, samples + _SPARE_BYTES), np.uint8)


class Merge:
    """``under``, ``over`` and ``part`` are to be filled; the shape of each is ``(height, width)``.

    They lie in ``memory``, which is a ``room``.  ``filters`` come after it.
    """

    def __init__(self, memory: Plane, width: int, height: int, *filters: Filter) -> None:
        arrays = [line[: width * height].reshape(height, width) for line in memory]
        self.under, self.over, self.part = arrays
        self._frames = [VideoFrame.from_numpy_buffer(array, format="gray") for array in arrays]
        self._graph = Graph()  # the filters live only as long as their graph
        self._graph.threads = 1
        self._buffers = [
            self._graph.add_buffer(width=width, height=height, format=frame.format, time_base=Fraction(1))
            for frame in self._frames
        ]
        last = self._graph.add("maskedmerge")
        for place, buffer in enumerate(self._buffers):
            buffer.link_to(last, 0, place)
        for name, options in filters:
            following = self._graph.add(name, options)
            last.link_to(following)
            last = following
        self._last = self._graph.add("buffersink")
        last.link_to(self._last)
        self._graph.configure()
        self._number = 0

    def __call__(self) -> VideoFrame:
        """What the arrays give now."""
        for buffer, frame in zip(self._buffers, self._frames, strict=True):
            frame.pts = self._number  # frames are brought together by their times
            buffer.push(frame)
        self._number += 1
        merged = self._last.pull()
        assert isinstance(merged, VideoFrame)
        return merged
