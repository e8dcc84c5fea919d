"""Video clips as shots: decoded once, forwards, each output frame the source frame of its moment.

The frame shown at a time is the last one that has started by then.  It depends on time stamps alone, not
on what was decoded before, so a clip of any rate, even a varying one, gives the same frames whether it is
played through or entered in the middle.  A clip that ends before its scene does holds its last frame.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
from av import VideoFrame
from av.error import FFmpegError, InvalidDataError

from aura.errors import Invalid
from aura.media.ffmpeg import open_media
from aura.render import planes
from aura.render.clip_layers import Layers
from aura.render.planes import Plane
from aura.render.spec import Canvas, Clip

EARLY_FRAMES = Fraction(1, 6)
"""A source frame this much of an output frame early is in time: time stamps may be whole milliseconds."""
SEEK_S = 10
"""Up to so far ahead it is quicker to decode on than to seek."""


class Footage:
    """A clip that fills the frame."""

    still = False

    def __init__(self, path: Path, spec: Clip, canvas: Canvas, beat: Callable[[], None]) -> None:
        """``beat`` is called with every frame decoded: getting to a place far into a clip may take long."""
        self._path = path
        self._beat = beat
        self._rate = canvas.rate
        self._trim_s = Fraction(spec.trim_ms, 1000)
        self._layers = Layers(spec.fit, canvas)
        self._drawn = planes.empty(canvas.width_px, canvas.height_px)
        self._drawn_at: Fraction | None = None
        self._open()

    def draw(self, frame: int, target: Plane) -> None:
        until = self._trim_s + (frame + EARLY_FRAMES) / self._rate
        self._go_to(until)
        if self._current is None:
            raise Invalid("The clip holds no picture that can be decoded.")
        if self._drawn_at != self._time:
            self._layers.draw(self._current, self._aspect, self._drawn)
            self._drawn_at = self._time
        np.copyto(target, self._drawn)

    def close(self) -> None:
        self._container.close()

    def _open(self) -> None:
        self._container = open_media(self._path)
        if not self._container.streams.video:
            raise Invalid("The clip holds no picture.")
        self._stream = self._container.streams.video[0]
        self._start = self._stream.start_time or 0
        self._aspect = self._stream.sample_aspect_ratio or Fraction(1)
        self._restart()

    def _restart(self) -> None:
        """Forget what was decoded: the next frame is the first after where the file is read from."""
        self._frames = self._decode()
        self._current: VideoFrame | None = None
        self._time = Fraction(-1)
        self._next: VideoFrame | None = next(self._frames, None)

    def _go_to(self, until: Fraction) -> None:
        """Make current the last frame that starts before ``until``."""
        behind = self._current is not None and self._time >= until
        if behind or (self._next is not None and self._time_of(self._next) + SEEK_S < until):
            self._seek(until)
        while self._next is not None and (self._current is None or self._time_of(self._next) < until):
            self._current, self._time = self._next, self._time_of(self._next)
            self._next = next(self._frames, None)

    def _seek(self, until: Fraction) -> None:
        """Read on from a key frame before ``until``, or from the start of a file that cannot do so."""
        base = self._stream.time_base or Fraction(1, 1000)
        try:
            self._container.seek(self._start + int(until / base), stream=self._stream)
            self._restart()
        except FFmpegError:
            self._next = None
        if self._next is None or self._time_of(self._next) >= until:
            self._container.close()
            self._open()

    def _decode(self) -> Iterator[VideoFrame]:
        """The frames that have a time, in order; damaged parts are passed over."""
        for packet in self._container.demux(self._stream):
            try:
                decoded = packet.decode()
            except InvalidDataError:
                continue
            except FFmpegError as error:
                raise Invalid("The clip is of a kind Aura does not decode.") from error
            self._beat()
            yield from (frame for frame in decoded if frame.pts is not None)

    def _time_of(self, frame: VideoFrame) -> Fraction:
        """When a frame starts, in seconds from the first."""
        return Fraction((frame.pts or 0) - self._start) * (self._stream.time_base or Fraction(1, 1000))
