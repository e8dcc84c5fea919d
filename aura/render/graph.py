"""A straight line of FFmpeg filters, held together for as long as it is used.

Only numbers and words of this package get into a filter's options; no text of a user ever does.
"""

from fractions import Fraction

from av import VideoFrame
from av.filter import Graph

Filter = tuple[str, str]
"""A filter's name and its options."""


class Chain:
    """Filters in a row: each frame pushed in comes out once, changed."""

    def __init__(self, like: VideoFrame, *filters: Filter) -> None:
        self._graph = Graph()  # the filters live only as long as their graph
        self._graph.threads = 1
        self._first = self._graph.add_buffer(
            width=like.width, height=like.height, format=like.format, time_base=Fraction(1, 1)
        )
        last = self._first
        for name, options in filters:
            following = self._graph.add(name, options)
            last.link_to(following)
            last = following
        self._last = self._graph.add("buffersink")
        last.link_to(self._last)
        self._graph.configure()

    def __call__(self, frame: VideoFrame) -> VideoFrame:
        self._first.push(frame)
        filtered = self._last.pull()
        assert isinstance(filtered, VideoFrame)
        return filtered
