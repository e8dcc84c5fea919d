"""Interlaced films made whole: where a frame says that its lines are of two moments, it becomes one picture.

Each frame comes out once, in order, with its own time.  An interlaced one is shaped by those before and after
it and by nothing else, so it looks the same from wherever a film is read, but for the first frame read.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from fractions import Fraction

from av import VideoFrame
from av.filter import Graph

_FILTER = ("bwdif", "mode=send_frame:parity=auto:deint=interlaced")


def unlaced(frames: Iterable[VideoFrame]) -> Iterator[VideoFrame]:
    """The frames; none of them interlaced any more."""
    weaver: _Weaver | None = None
    before: VideoFrame | None = None
    for frame in frames:
        if weaver and not weaver.fits(frame):
            yield from weaver.end()
            weaver = before = None
        if weaver is None and frame.interlaced_frame:
            weaver = _Weaver(frame)
            if before and weaver.fits(before):
                weaver.put(before, wanted=False)
        if weaver:
            yield from weaver.put(frame)
        else:
            yield frame
        before = frame
    if weaver:
        yield from weaver.end()


class _Weaver:
    """The filter, and the times of the frames that are in it."""

    def __init__(self, like: VideoFrame) -> None:
        self._form = _form(like)
        self._inside: deque[tuple[int | None, bool]] = deque()
        self._graph = Graph()  # the filters live only as long as their graph
        self._graph.threads = 1
        self._first = self._graph.add_buffer(
            width=like.width, height=like.height, format=like.format, time_base=Fraction(1)
        )
        woven = self._graph.add(*_FILTER)
        self._last = self._graph.add("buffersink")
        self._first.link_to(woven)
        woven.link_to(self._last)
        self._graph.configure()

    def fits(self, frame: VideoFrame) -> bool:
        return _form(frame) == self._form

    def put(self, frame: VideoFrame, *, wanted: bool = True) -> Iterator[VideoFrame]:
        """Put a frame in; what comes out for it is given on if it is ``wanted``."""
        self._inside.append((frame.pts, wanted))
        self._first.push(frame)
        return self._out()

    def end(self) -> Iterator[VideoFrame]:
        """What is still inside."""
        self._first.push(None)
        return self._out()

    def _out(self) -> Iterator[VideoFrame]:
        out: list[VideoFrame] = []
        while True:
            try:
                frame = self._last.pull()
            except (BlockingIOError, EOFError):
                return iter(out)
            assert isinstance(frame, VideoFrame)
            frame.pts, wanted = self._inside.popleft()
            if wanted:
                out.append(frame)


def _form(frame: VideoFrame) -> tuple[int, int, str]:
    return frame.width, frame.height, frame.format.name
