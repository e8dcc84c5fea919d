"""Frames into packets: one single-threaded encoder a segment, and a check of what came out.

One thread, because the bytes of a frame depend on how many there are.  What comes out is believed only when
there is one packet a frame, the first is a key frame, and the first, decoded, looks like what went in.
"""

from collections.abc import Callable, Iterable

import numpy as np
from av import CodecContext, Packet, VideoFrame
from av.codec.context import Flags
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream
from numpy.typing import NDArray

from aura.errors import ToolFailed
from aura.render import codecs
from aura.render.codecs import CODECS, VideoCodec, codec_of
from aura.render.graph import Chain
from aura.render.planes import SCALE_FLAGS, Plane, as_video, rows_of, split
from aura.render.preset import VideoCoding
from aura.render.segments import Encoded
from aura.render.spec import Canvas

ALIKE = 8.0
"""How far the first frame may be from what went in: the light of its blocks, in steps of 255, on average."""
BLOCK_PX = 8
"""Blocks are compared because an encoder may do as it likes with noise, but not with light and dark."""


def options(coding: VideoCoding) -> dict[str, str]:
    """The encoder's options; the film's header is made with the same ones."""
    return codecs.options(coding.codec, coding.speed, coding.crf, coding.max_bit_rate or 0, coding.params)


def encode(
    frames: Iterable[Plane], canvas: Canvas, coding: VideoCoding, progress: Callable[[int], None]
) -> Encoded:
    """Encode the frames of one segment.  ``progress`` is told how many were taken so far.

    The array of a frame is read before the next is asked for, and may be used again.
    Raises ToolFailed when the encoder failed or when what it made is not what it was given.
    """
    codec = codec_of(coding.codec)
    encoder = _encoder(canvas, coding)
    taken: Callable[[VideoFrame], VideoFrame] | None = None
    packets: list[Packet[VideoStream]] = []
    first: Plane | None = None
    for number, frame in enumerate(frames):
        if first is None:
            first = split(frame).y.copy()
        picture = as_video(frame)
        taken = taken or _as_taken(codec, picture)
        picture = taken(picture)
        picture.pts, picture.time_base = number, encoder.time_base
        packets += encoder.encode(picture)
        progress(number + 1)
    packets += encoder.encode(None)
    encoded = Encoded(
        header=bytes(encoder.extradata or b""),
        sizes=tuple(packet.size for packet in packets),
        shows=tuple(-1 if packet.pts is None else packet.pts for packet in packets),
        keys=tuple(index for index, packet in enumerate(packets) if packet.is_keyframe),
        payload=b"".join(map(bytes, packets)),
    )
    if first is None:
        raise ToolFailed("There were no frames to encode.")
    check(encoded, number + 1, first, codec)
    return encoded


def check(encoded: Encoded, frames: int, first: Plane, codec: VideoCodec = CODECS["h264"]) -> None:
    """Raise ToolFailed unless there is a packet for every frame, none further from its place than the codec
    may put it, and the first looks like ``first``."""
    if sorted(encoded.shows) != list(range(frames)):
        raise ToolFailed(f"The encoder was given {frames} frames and made packets for {encoded.frames}.")
    if encoded.keys[:1] != (0,):
        raise ToolFailed("The encoder did not start with a key frame.")
    if max(index - shown for index, shown in enumerate(encoded.shows)) > codec.lead_frames:
        raise ToolFailed("The encoder put frames further out of order than a film has room for.")
    seen = _first_frame(encoded, codec)
    if seen.shape != first.shape:
        raise ToolFailed("The encoder changed the size of the frame.")
    apart = np.abs(_blocks(seen) - _blocks(first)).mean()
    if apart > ALIKE:
        raise ToolFailed(f"The encoder's first frame is not the one it was given ({apart:.0f} steps apart).")


def _blocks(luma: Plane) -> NDArray[np.float64]:
    """The mean of each block."""
    rows, columns = (side // BLOCK_PX * BLOCK_PX for side in luma.shape)
    lines = luma[0:rows:BLOCK_PX, :columns].astype(np.uint16)
    for at in range(1, BLOCK_PX):
        lines += luma[at:rows:BLOCK_PX, :columns]
    blocks = lines[:, ::BLOCK_PX].copy()
    for at in range(1, BLOCK_PX):
        blocks += lines[:, at::BLOCK_PX]
    return np.asarray(blocks / BLOCK_PX**2)


def _encoder(canvas: Canvas, coding: VideoCoding) -> VideoCodecContext:
    encoder = CodecContext.create(coding.codec, "w")
    assert isinstance(encoder, VideoCodecContext)
    encoder.width, encoder.height = canvas.width_px, canvas.height_px
    encoder.pix_fmt = codec_of(coding.codec).pixels
    encoder.framerate, encoder.time_base = canvas.rate, 1 / canvas.rate
    encoder.thread_count = 1
    encoder.flags |= Flags.global_header
    encoder.options = options(coding)
    return encoder


def _as_taken(codec: VideoCodec, like: VideoFrame) -> Callable[[VideoFrame], VideoFrame]:
    """What turns frames like this one into those that the encoder takes."""
    if codec.pixels == like.format.name:
        return lambda frame: frame
    # ProRes says in each frame how its colours are meant.
    named = "range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
    return Chain(like, ("scale", f"flags={SCALE_FLAGS}"), ("format", codec.pixels), ("setparams", named))


def _first_frame(encoded: Encoded, codec: VideoCodec) -> Plane:
    """The luma of the first frame, decoded."""
    decoder = CodecContext.create(codec.decoder, "r")
    assert isinstance(decoder, VideoCodecContext)
    decoder.thread_count = 1
    decoder.options = {"skip_loop_filter": "all"}  # blocks are as light without
    if encoded.header:
        decoder.extradata = encoded.header
    packet = Packet(encoded.payload[: encoded.sizes[0]])
    for frame in (*decoder.decode(packet), *decoder.decode(None)):
        return rows_of(frame.reformat(format="yuv420p").planes[0])
    raise ToolFailed("The encoder's first frame cannot be decoded.")
