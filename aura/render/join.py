"""Segments and a sound track into one file, without touching a sample of either.

Every packet keeps its bytes and gets its exact place: a frame of the film is shown at its number times the
length of a frame.  The order of decoding runs ahead of showing by as much as the codec needs, all through the
film.  Scenes with titles become chapters.  The file carries no time of making
and no trace of its sources, so equal parts join to equal bytes.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from math import lcm
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
from av import Packet
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.video.stream import VideoStream

from aura.errors import ToolFailed
from aura.render import encode, segments
from aura.render.codecs import codec_of
from aura.render.containers import FORMS
from aura.render.messages import MakeFilm, Piece
from aura.render.preset import VideoCoding
from aura.render.segments import Damaged, Encoded

if TYPE_CHECKING:
    from av.container.core import Chapter

HEVC_TAG = "hvc1"
"""What players of Apple's ask of H.265 in MP4: its parameters stand in the header only, as they do here."""


def join(film: MakeFilm, progress: Callable[[int], None]) -> None:
    """Write ``film.path``, synced.  ``progress`` is told how many frames were joined.

    Raises Damaged for a segment that is not what was made, ToolFailed, and OSError when the disk is full.
    """
    form = FORMS[film.container]
    options = {"fflags": "+bitexact", **form.options}
    with (
        av.open(film.path, "w", format=form.muxer, options=options) as output,
        av.open(film.track, format="mov") as track,
    ):
        output.metadata.update(film.metadata)
        if film.chapters:
            output.set_chapters(_chapters(film))
        for packet in packets(film, film.pieces, output, track, progress):
            output.mux(packet)
    with Path(film.path).open("rb") as file:
        os.fsync(file.fileno())


def packets(
    film: MakeFilm,
    pieces: Iterable[Piece],
    output: OutputContainer,
    track: InputContainer,
    progress: Callable[[int], None],
) -> "Iterator[Packet[Any]]":
    """The packets of a film in the order of decoding, for new streams of ``output``.

    ``pieces`` may be given one after the other, as they are made.  Raises Damaged, ToolFailed.
    """
    pictures: Iterator[Packet[Any]] = iter(())
    if film.coding:
        video = _video_stream(output, film, film.coding)
        pictures = _placed(pieces, video, codec_of(film.coding.codec).lead_frames, progress)
    sound = output.add_stream_from_template(track.streams.audio[0])
    return in_turn(pictures, _sound(track, sound))


def _chapters(film: MakeFilm) -> "list[Chapter]":
    """Each chapter ends where the next begins."""
    ends = [*(chapter.start_frame for chapter in film.chapters[1:]), film.frames]
    return [
        {
            "id": number,
            "start": chapter.start_frame,
            "end": end,
            "time_base": 1 / film.canvas.rate,
            "metadata": {"title": chapter.title},
        }
        for number, (chapter, end) in enumerate(zip(film.chapters, ends, strict=True), 1)
    ]


def _video_stream(output: OutputContainer, film: MakeFilm, coding: VideoCoding) -> VideoStream:
    """A stream whose header is the one all segments were encoded with."""
    codec = codec_of(coding.codec)
    video = output.add_stream(coding.codec, rate=film.canvas.rate, options=encode.options(coding))
    assert isinstance(video, VideoStream)
    video.width, video.height, video.pix_fmt = film.canvas.width_px, film.canvas.height_px, codec.pixels
    video.codec_context.time_base = video.time_base = 1 / film.canvas.rate
    video.codec_context.thread_count = 1
    if codec.decoder == "hevc" and FORMS[film.container].demuxer == "mov":
        video.codec_context.codec_tag = HEVC_TAG
    video.codec_context.open()
    return video


def _placed(
    pieces: Iterable[Piece], video: VideoStream, lead_frames: int, progress: Callable[[int], None]
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
            packet.pts, packet.dts, packet.duration = done + shown, done + index - lead_frames, 1
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


def in_turn(pictures: "Iterator[Packet[Any]]", sound: "Iterator[Packet[Any]]") -> "Iterator[Packet[Any]]":
    """The packets of both in the order of decoding.  Each line has one time base."""
    picture, heard = next(pictures, None), next(sound, None)
    if picture is not None and heard is not None:
        # when each is decoded, in ticks of which both their clocks' are whole numbers
        second = lcm(picture.time_base.denominator, heard.time_base.denominator)
        picture_ticks, heard_ticks = int(picture.time_base * second), int(heard.time_base * second)
        while picture is not None and heard is not None:
            if (picture.dts or 0) * picture_ticks <= (heard.dts or 0) * heard_ticks:
                yield picture
                picture = next(pictures, None)
            else:
                yield heard
                heard = next(sound, None)
    for first, rest in ((picture, pictures), (heard, sound)):
        if first is not None:
            yield first
            yield from rest


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
