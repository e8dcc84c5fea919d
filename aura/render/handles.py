"""The frames that a clip gives to a passage, kept without loss, if they lie far into the clip: when the scene
on the other side of the passage is shown another way, the clip need not be decoded up to there once more.

Cutters call what a clip has left at its ends for transitions its handles.  Each frame is coded by itself and
as it was drawn, before anything was laid over it.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

import msgspec
from av import CodecContext, Packet
from av.video.codeccontext import VideoCodecContext

from aura.render.planes import Plane, as_video, copy_video, split
from aura.render.prepared import Prepared
from aura.render.spec import Canvas, Clip, Stretch
from aura.render.stills import Source

ENDING = "handle"
FAR_S = 1
"""Nearer to a clip's start there is little to be spared."""

MOST_BYTES = 128 * 2**20
"""Of more frames than take so much none is kept: they are in memory until all are drawn."""

_CODEC = "ffvhuff"
"""Lossless at any size; as quick to write as the frames themselves, of which it makes 0.3 to 0.45."""

_packets = msgspec.msgpack.Decoder(list[bytes])


def handle(
    stretch: Stretch, canvas: Canvas, prepared: Prepared | None, opened: Callable[[], Source]
) -> Source:
    """What draws a stretch of a passage, once and in order: the shot as ``opened``, or what is kept of it."""
    shot = stretch.shot
    if prepared is None or not isinstance(shot, Clip) or not _is_kept(shot, stretch, canvas):
        return opened()
    path = prepared.path(ENDING, shot, canvas, f"{stretch.first_frame}+{stretch.frames}")
    kept = prepared.read(path)
    if kept is not None:
        return _Kept(kept, stretch.first_frame, canvas)
    return _Keeping(opened(), stretch.frames, canvas, lambda content: prepared.write(path, content))


class _Kept:
    """Frames that were kept, from ``first`` on."""

    still = False

    def __init__(self, kept: memoryview, first: int, canvas: Canvas) -> None:
        header, *self._packets = _packets.decode(kept)
        self._first = first
        self._decoder = _coder("r", canvas)
        self._decoder.extradata = header

    def draw(self, frame: int, target: Plane) -> None:
        (video,) = self._decoder.decode(Packet(self._packets[frame - self._first]))
        copy_video(video, split(target))

    def close(self) -> None:
        """Nothing is held open."""


class _Keeping:
    """A shot of which ``frames`` frames are drawn, and given to ``keep`` when they all were."""

    still = False

    def __init__(self, shot: Source, frames: int, canvas: Canvas, keep: Callable[[bytes], None]) -> None:
        self._shot, self._frames, self._keep = shot, frames, keep
        self._encoder = _coder("w", canvas)
        self._encoder.time_base = 1 / canvas.rate
        self._packets: list[bytes] = []

    def draw(self, frame: int, target: Plane) -> None:
        self._shot.draw(frame, target)
        picture = as_video(target)
        picture.pts, picture.time_base = len(self._packets), self._encoder.time_base
        self._packets += map(bytes, self._encoder.encode(picture))
        if len(self._packets) == self._frames:
            self._keep(msgspec.msgpack.encode([self._encoder.extradata, *self._packets]))

    def close(self) -> None:
        """The shot is closed by who opened it."""


def _is_kept(clip: Clip, stretch: Stretch, canvas: Canvas) -> bool:
    starts_s = Fraction(clip.trim_ms, 1000) + stretch.first_frame / canvas.rate
    size_bytes = stretch.frames * canvas.width_px * canvas.height_px * 3 // 2
    return starts_s >= FAR_S and size_bytes <= MOST_BYTES


def _coder(mode: Literal["r", "w"], canvas: Canvas) -> VideoCodecContext:
    coder = CodecContext.create(_CODEC, mode)
    assert isinstance(coder, VideoCodecContext)
    coder.width, coder.height, coder.pix_fmt = canvas.width_px, canvas.height_px, "yuv420p"
    coder.thread_count = 1
    return coder
