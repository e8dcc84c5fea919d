"""What can be seen through stands on white, clips as pictures."""

from fractions import Fraction

import numpy as np
from av import VideoFrame
from av.filter import Graph

from aura.render.planes import rows_of

_TICK = Fraction(1)
_WHITE = 235
_FULL_WHITE = 255
_GREY_CHROMA = 128
_FULL_RANGE = 2
_PARTS_OF_YUVA = 4
_UNSAID = 2, 0
"""No matrix and no range: what a graph's links have, and so what frames in it are not converted to."""


class Ground:
    """Lays frames of one form over white: they come out solid, in full chroma, in their own colours."""

    def __init__(self, like: VideoFrame) -> None:
        as_rgb = like.format.is_rgb or len(like.format.components) < _PARTS_OF_YUVA
        self._white = VideoFrame(like.width, like.height, "gbrp" if as_rgb else "yuv444p")
        light = _FULL_WHITE if as_rgb or int(like.color_range) == _FULL_RANGE else _WHITE
        for plane, level in zip(
            self._white.planes, (light, *((light,) * 2 if as_rgb else (_GREY_CHROMA,) * 2)), strict=True
        ):
            np.copyto(rows_of(plane), np.uint8(level))
        self._graph = Graph()  # the filters live only as long as their graph
        self._graph.threads = 1
        self._below, self._above = (
            self._graph.add_buffer(width=like.width, height=like.height, format=form, time_base=_TICK)
            for form in (self._white.format, like.format)
        )
        through = self._graph.add("format", "gbrap" if as_rgb else "yuva444p")
        laid = self._graph.add("overlay", f"format={'gbrp' if as_rgb else 'yuv444'}")
        self._last = self._graph.add("buffersink")
        self._above.link_to(through)
        self._below.link_to(laid)
        through.link_to(laid, 0, 1)
        laid.link_to(self._last)
        self._graph.configure()
        self._count = 0

    def __call__(self, frame: VideoFrame) -> VideoFrame:
        """The frame over white.  It is as it was when this is done."""
        white, own_pts, own = self._white, frame.pts, (frame.colorspace, frame.color_range)
        white.colorspace, white.color_range = frame.colorspace, frame.color_range = _UNSAID
        white.color_primaries, white.color_trc = frame.color_primaries, frame.color_trc
        white.pts = frame.pts = self._count
        self._count += 1
        try:
            self._below.push(white)
            self._above.push(frame)
            solid = self._last.pull()
        finally:
            frame.pts, (frame.colorspace, frame.color_range) = own_pts, own
        assert isinstance(solid, VideoFrame)
        solid.colorspace, solid.color_range = own
        return solid
