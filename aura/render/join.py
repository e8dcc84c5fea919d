"""Segments and a sound track into one MP4, without touching a sample of either.

Every packet keeps its bytes and gets its exact place: a frame of the film is shown at its number times the
length of a frame.  The order of decoding runs two frames ahead of showing, all through the film.  The file
carries no time of making and no trace of its sources, so equal parts join to equal bytes.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from heapq import merge
from pathlib import Path
from typing import Any

import av
from av import Packet
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.video.stream import VideoStream

from aura.errors import ToolFailed
from aura.render import encode, segments
from aura.render.messages import MakeFilm, Piece
from aura.render.segments import Damaged, Encoded

LEAD_FRAMES = 2
"""How far decoding runs ahead of showing: as far as the encoder's pyramid of B-frames needs."""


def join(film: MakeFilm, progress: Callable[[int], None]) -> None:
    """Write ``film.path``, synced.  ``progress`` is told how many frames were joined.

    Raises Damaged for a segment that is not what was made, ToolFailed, and OSError when the disk is full.
    """
    options = {"fflags": "+bitexact", "movflags": "+faststart"}
    with (
        av.open(film.path, "w", format="mp4", options=options) as output,
        av.open(film.track, format="mov") as track,
    ):
        output.metadata.update(film.metadata)
        video = _video_stream(output, film)
        sound = output.add_stream_from_template(track.streams.audio[0])
        for packet in merge(_pictures(film.pieces, video, progress), _sound(track, sound), key=_moment):
            output.mux(packet)
    with Path(film.path).open("rb") as file:
        os.fsync(file.fileno())


def _video_stream(output: OutputContainer, film: MakeFilm) -> VideoStream:
    """A stream whose header is the one all segments were encoded with."""
    video = output.add_stream(film.coding.codec, rate=film.canvas.rate, options=encode.options(film.coding))
    assert isinstance(video, VideoStream)
    video.width, video.height, video.pix_fmt = film.canvas.width_px, film.canvas.height_px, "yuv420p"
    video.codec_context.time_base = video.time_base = 1 / film.canvas.rate
    video.codec_context.thread_count = 1
    video.codec_context.open()
    return video


def _pictures(
    pieces: Sequence[Piece], video: VideoStream, progress: Callable[[int], None]
) -> "Iterator[Packet[Any]]":
    """The packets of all segments, in the order of decoding, at their places in the film."""
    header = bytes(video.codec_context.extradata or b"")
    base = video.codec_context.time_base
    done = 0
    for position, piece in enumerate(pieces):
        encoded = _loaded(piece, position)
        if encoded.header != header:
            raise ToolFailed(f"The segment {Path(piece.path).name} was encoded with other settings.")
        start = 0
        keys = set(encoded.keys)
        for index, (size, shown) in enumerate(zip(encoded.sizes, encoded.shows, strict=True)):
            packet = Packet(encoded.payload[start : start + size])
            start += size
            packet.stream, packet.time_base = video, base
            packet.pts, packet.dts, packet.duration = done + shown, done + index - LEAD_FRAMES, 1
            packet.is_keyframe = index in keys
            yield packet
        done += encoded.frames
        progress(done)


def _sound(track: InputContainer, sound: AudioStream) -> "Iterator[Packet[Any]]":
    """The packets of the sound track, as they are."""
    for packet in track.demux(audio=0):
        if packet.dts is not None:
            packet.stream = sound
            yield packet


def _moment(packet: "Packet[Any]") -> Fraction:
    """When a packet is to be decoded."""
    return (packet.dts or 0) * packet.time_base


def _loaded(piece: Piece, position: int) -> Encoded:
    """The packets of a piece.  ``damaged`` in the error's data is the segment's number in the film."""
    path = Path(piece.path)
    try:
        encoded, digest = segments.load(path)
    except FileNotFoundError:
        raise Damaged(f"The segment {path.name} has gone.", damaged=position) from None
    except Damaged as error:
        raise Damaged(error.message, damaged=position) from None
    if digest != piece.digest or encoded.frames != piece.frames:
        raise Damaged(f"The segment {path.name} is not the one that was made.", damaged=position)
    return encoded
