"""A clip's frames in order, whole ones only, from its start or from one of its key frames on.

What a decoder cannot decode, or says is damaged, is left out, and so are the frames after it up to the next
key frame, for they are made from it; but no more than ``MOST_LOST`` of them.  What is shown instead is the
frame before.  Interlaced frames come as one picture each.

An AVI file does not hold when a frame is seen, only which comes after which into the decoder.  What the
library makes of that is wrong where a film is coded ahead, as H.264 and H.265 are: there a frame's time is
that at which the decoder gives it.  A transport stream need not say it of each frame: one without a time
follows on the one before.

Units: seconds from the clip's first frame.
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path

from av import VideoFrame
from av.error import FFmpegError

from aura.errors import Invalid
from aura.media.ffmpeg import open_media
from aura.media.tracks import codec_name, decoder_of, is_readable, length_s, picture_of, pixel_shape
from aura.render.unlacing import unlaced

MOST_LOST = 250
_SILENT = ("qtrle", "libvpx", "libvpx-vp9")
"""Decoders that do not say which frames are key frames; the file does."""
_STEPS_BACK_S = (0, 1, 5)
"""So much before the wanted place it is tried to read from, where reading from nearer gave too little."""
_CODED_AHEAD = ("h264", "hevc")
"""What an AVI file holds with times that are not those at which it is seen."""


class Roll:
    """An open clip.  ``next`` is the frame to come and its time, None at the end."""

    def __init__(self, path: Path, beat: Callable[[], None]) -> None:
        """``beat`` is called with every packet read.  Raises NotFound, and Invalid for what is no clip."""
        self._path, self._beat = path, beat
        self.next: tuple[VideoFrame, Fraction] | None = None
        self._open()

    def advance(self) -> None:
        """Go on to the next frame."""
        self.next = next(self._frames, None)

    def rewind(self) -> None:
        """Read from the start."""
        self.close()
        self._open()

    def seek(self, until: Fraction) -> None:
        """Make next a frame that starts before ``until``, the same as if all before it had been read."""
        for back in _STEPS_BACK_S:
            if self._enter(until - back) and self.next is not None and self.next[1] < until:
                return
        self.rewind()

    def length_s(self) -> Fraction:
        """How long the clip is, as it says or as counted; afterwards it is read from the start."""
        length = length_s(self._container, self._beat)
        self.rewind()
        return length

    def close(self) -> None:
        """Let go of the file, and of the frames that are waiting: they hold this, and would outlive it."""
        self.next = None
        self._frames: Iterator[tuple[VideoFrame, Fraction]] = iter(())
        self._container.close()

    def _open(self) -> None:
        self._container = open_media(self._path)
        stream = picture_of(self._container)
        if stream is None:
            raise Invalid("The clip holds no picture.")
        if not is_readable(stream):
            raise Invalid(f"Aura does not read clips coded as {codec_name(stream)}.")
        self._stream = stream
        self._decoder = decoder_of(stream)
        self._keys: set[int | None] = set()
        self._base = stream.time_base or Fraction(1, 1000)
        self._start = stream.start_time or 0
        rate = stream.average_rate or stream.guessed_rate
        self._usual = round(1 / (rate * self._base)) if rate else 1
        self._untimed = self._container.format.name == "avi" and codec_name(stream) in _CODED_AHEAD
        self.aspect = pixel_shape(stream)
        self._begin(self._whole(entered=False))
        self.first_s = self.next[1] if self.next else Fraction(0)

    def _enter(self, at: Fraction) -> bool:
        """Read on from a key frame at or before ``at``; False where that is not possible."""
        try:
            self._container.seek(self._start + max(0, int(at / self._base)), stream=self._stream)
        except FFmpegError:
            return False
        self._decoder.flush_buffers()
        frames = self._whole(entered=True)
        first = next(frames, None)
        right = () if first is None or first.interlaced_frame else (first,)  # see ``unlacing``
        self._begin(chain(right, frames))
        return True

    def _begin(self, frames: Iterable[VideoFrame]) -> None:
        self._frames = ((frame, self._time_of(frame)) for frame in unlaced(frames))
        self.advance()

    def _whole(self, *, entered: bool) -> Iterator[VideoFrame]:
        """The frames that are whole.  What ``entered`` a clip begins with the first key frame that is; from
        the start on, until there is something to hold, damaged frames are better than none."""
        sure, good, shown, withheld = not entered, not entered, False, 0
        for frame in self._decoded():
            if frame is None or frame.is_corrupt:
                withheld = 0 if good else withheld
                good = False
            elif frame.key_frame or frame.pts in self._keys:
                sure = good = True
            if frame is None:
                continue
            if good or (sure and (not shown or withheld >= MOST_LOST)):
                shown = True
                yield frame
            else:
                withheld += 1

    def _decoded(self) -> Iterator[VideoFrame | None]:
        """The frames that have a time, in order; None for each packet that cannot be decoded."""
        packets = self._container.demux(self._stream)
        silent = self._decoder.name in _SILENT
        given: int | None = None
        self._keys.clear()
        while True:
            self._beat()
            try:
                packet = next(packets, None)
            except FFmpegError:  # a file that ends, or is damaged, where it should go on
                packet = None
            if silent and packet is not None and packet.is_keyframe:
                self._keys = {packet.pts}
            try:
                decoded = self._decoder.decode(packet)
            except FFmpegError:
                decoded = []
                yield None
            for frame in decoded:
                frame.pts = given = self._given_at(frame, given)
                if given is not None:
                    yield frame
            if packet is None:
                return

    def _time_of(self, frame: VideoFrame) -> Fraction:
        return ((frame.pts or 0) - self._start) * self._base

    def _given_at(self, frame: VideoFrame, before: int | None) -> int | None:
        """When a frame is seen; where nothing says it, when the one ``before`` is over, if there was one."""
        own = frame.dts if self._untimed else frame.pts
        if own is not None or before is None:
            return own
        return before + max(1, frame.duration or self._usual)
