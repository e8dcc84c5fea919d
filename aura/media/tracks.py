"""What the streams of a file are to Aura: its picture, its sound, what decodes them, how long they last.

Whoever shows or plays a file asks here, so that picture, sound and facts are of the same streams.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, TypeVar

import av
from av.audio.stream import AudioStream
from av.codec import CodecContext
from av.container import InputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from aura.media.codecs import CODECS
from aura.media.ffmpeg import DECODER_OPTIONS, is_cover

_SEES_THROUGH = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
"""The library's own decoders of these show what is transparent as solid."""
_GUESSED_LENGTHS = ("mp3", "aac")
"""Formats without an index, whose length the library guesses from the bit rate."""
_SAY_THEIR_LENGTH = ("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "flac")
"""Formats whose length is as they say; that of others is what the library found of them."""
_TAIL_S = 2
_PACKETS_A_SIGN = 1000

Stream = TypeVar("Stream", VideoStream, AudioStream)


def picture_of(container: InputContainer) -> VideoStream | None:
    """The film in a file: the first that Aura decodes, else the first; the picture on a record is none."""
    return _best(stream for stream in container.streams.video if not is_cover(stream))


def sound_of(container: InputContainer) -> AudioStream | None:
    """The sound in a file: the first that Aura decodes, else the first."""
    return _best(container.streams.audio)


def is_readable(stream: VideoStream | AudioStream) -> bool:
    """Whether Aura decodes it."""
    return codec_name(stream) in CODECS


def codec_name(stream: VideoStream | AudioStream) -> str:
    """The decoder's name.  There is none for a codec the library has no decoder for."""
    return str(getattr(getattr(stream, "codec_context", None), "name", "unknown"))


def has_alpha(frame: VideoFrame) -> bool:
    """Whether a frame can be transparent in places."""
    return any(part.is_alpha for part in frame.format.components) or frame.format.name == "pal8"


def pixel_shape(stream: VideoStream) -> Fraction:
    """How wide a film's pixels are, their height being 1; nonsense, as files do hold, is taken for square."""
    shape = stream.sample_aspect_ratio or Fraction(1)
    return shape if Fraction(1, 4) <= shape <= 4 else Fraction(1)


def decoder_of(stream: VideoStream) -> VideoCodecContext:
    """What decodes a film: its stream's own decoder, or the one that also sees what is transparent."""
    name = _SEES_THROUGH.get(codec_name(stream))
    says = {key.lower(): value for key, value in stream.metadata.items()}
    if name is None or says.get("alpha_mode") != "1":
        return stream.codec_context
    try:
        decoder = CodecContext.create(name, "r")
    except ValueError:  # not every build of the library has it
        return stream.codec_context
    assert isinstance(decoder, VideoCodecContext)
    decoder.options = dict(DECODER_OPTIONS)
    decoder.thread_count = 1
    decoder.extradata = stream.codec_context.extradata
    return decoder


def length_s(container: InputContainer, alive: Callable[[], None] = lambda: None) -> Fraction:
    """How long a film or sound lasts in seconds: as its picture says, else the file, else as counted.

    Counting reads the whole file from its start; ``alive`` is called now and then.
    """
    picture = picture_of(container)
    if picture and picture.duration and picture.time_base:
        return max(Fraction(0), picture.duration * picture.time_base)
    if container.duration and container.format.name not in _GUESSED_LENGTHS:
        return max(Fraction(0), Fraction(container.duration, av.time_base))
    container.seek(0)
    begin, end = _span_s(container, (), alive)
    return end - begin


def is_cut_short(container: InputContainer, said_s: Fraction, alive: Callable[[], None]) -> bool:
    """Whether a file that says how long it is ends long before; what is left out is only looked for."""
    if container.format.name not in _SAY_THEIR_LENGTH:
        return False
    main = picture_of(container) or sound_of(container)
    watched = (main,) if main and main.duration else ()
    start_us = container.start_time or 0
    try:
        container.seek(start_us + max(0, int((said_s - _TAIL_S) * av.time_base)))
        reached = _span_s(container, watched, alive)[1] - Fraction(start_us, av.time_base)
    except av.FFmpegError:
        return True
    return reached + max(Fraction(1), said_s / 10) < said_s


def _span_s(
    container: InputContainer, streams: Sequence[Any], alive: Callable[[], None]
) -> tuple[Fraction, Fraction]:
    """When the first of the packets to come begins, and when the last of them ends; nothing is decoded."""
    begin: Fraction | None = None
    end = Fraction(0)
    for count, packet in enumerate(container.demux(*streams)):
        if count % _PACKETS_A_SIGN == 0:
            alive()
        if packet.pts is not None and packet.time_base:
            at = packet.pts * packet.time_base
            begin = at if begin is None else min(begin, at)
            end = max(end, at + (packet.duration or 0) * packet.time_base)
    return begin or Fraction(0), end


def _best(streams: Iterable[Stream]) -> Stream | None:
    return next(iter(sorted(streams, key=is_readable, reverse=True)), None)
