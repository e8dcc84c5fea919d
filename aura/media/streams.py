"""Facts of a video or sound file.  FFmpeg decodes, so this runs in a child process only."""

import os
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import av
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from aura.errors import Invalid
from aura.media.facts import Facts
from aura.media.ffmpeg import open_media
from aura.media.tracks import (
    codec_name,
    decoder_of,
    has_alpha,
    is_cut_short,
    is_readable,
    length_s,
    picture_of,
    pixel_shape,
    sound_of,
)
from aura.media.turning import turning_of

MAX_DURATION_S = 24 * 3600
_TRIED_PACKETS = 600
_TIMED_PACKETS = 240
_USUAL_RATES = tuple(
    Fraction(rate * 1000, thousand) for rate in (24, 25, 30, 48, 50, 60, 120) for thousand in (1000, 1001)
)
_MIMES = {
    "mov,mp4,m4a,3gp,3g2,mj2": ("audio/mp4", "video/mp4"),
    "matroska,webm": ("audio/x-matroska", "video/x-matroska"),
    "avi": ("audio/x-msvideo", "video/x-msvideo"),
    "mpegts": ("audio/mp2t", "video/mp2t"),
    "mp3": ("audio/mpeg", "audio/mpeg"),
    "wav": ("audio/wav", "audio/wav"),
    "flac": ("audio/flac", "audio/flac"),
    "ogg": ("audio/ogg", "video/ogg"),
    "aac": ("audio/aac", "audio/aac"),
    "gif": ("image/gif", "image/gif"),
}


def facts_of_streams(path: str | os.PathLike[str], alive: Callable[[], None]) -> Facts:
    """Measure a video or sound, decoding its first frame; see ``probe``.  Raises Invalid."""
    with open_media(path) as container:
        video, audio = picture_of(container), sound_of(container)
        if video is None and audio is None:
            raise Invalid("The file holds neither picture nor sound.")
        facts: dict[str, Any] = {
            "size_bytes": Path(path).stat().st_size,
            "mime": _mime(container, path, video),
        }
        if audio is not None:
            facts |= _of_audio(audio)
        if video is not None:
            facts |= {"type": "Video", **_of_video(container, video)}
        elif audio is not None:
            facts["type"] = "Audio"
            _first_frame(container, audio, audio.codec_context)
        facts["duration_ms"] = _duration_ms(container, alive)
    return Facts(**facts)


def _of_audio(stream: AudioStream) -> dict[str, Any]:
    if not is_readable(stream):
        return {"audio_codec": codec_name(stream)}
    return {
        "has_audio": True,
        "audio_codec": codec_name(stream),
        "audio_channels": stream.codec_context.channels,
        "audio_rate_hz": stream.codec_context.sample_rate,
    }


def _of_video(container: InputContainer, stream: VideoStream) -> dict[str, Any]:
    frame = _first_frame(container, stream, decoder_of(stream))
    assert isinstance(frame, VideoFrame)
    turn, mirrored = turning_of(frame)
    across = round(frame.width * pixel_shape(stream))
    width_px, height_px = (frame.height, across) if turn in (90, 270) else (across, frame.height)
    rate = _usual(stream.average_rate or stream.guessed_rate or Fraction(0))
    return {
        "width_px": max(1, width_px),
        "height_px": max(1, height_px),
        "rotation": turn,
        "mirrored": mirrored,
        "rate_numerator": rate.numerator,
        "rate_denominator": rate.denominator,
        "variable_rate": _varies(container, stream),
        "codec": codec_name(stream),
        "pix_fmt": frame.format.name,
        "alpha": has_alpha(frame),
        "colour_primaries": int(frame.color_primaries),
        "colour_transfer": int(frame.color_trc),
        "colour_matrix": int(frame.colorspace),
        "full_range": int(frame.color_range) == 2,
    }


def _first_frame(
    container: InputContainer,
    stream: VideoStream | AudioStream,
    decoder: VideoCodecContext | AudioCodecContext,
) -> Any:
    """The first frame that can be decoded.  Raises Invalid if there is none near the beginning."""
    if not is_readable(stream):
        raise Invalid(f"Aura does not read {stream.type} coded as {codec_name(stream)}.")
    container.seek(0)
    damaged = 0
    for packet in islice(container.demux(stream), _TRIED_PACKETS):
        try:
            for frame in decoder.decode(packet):
                return frame
        except av.FFmpegError:
            damaged += 1
    raise Invalid("Nothing in the file can be decoded." if damaged else "The file holds no frames.")


def _varies(container: InputContainer, stream: VideoStream) -> bool:
    """Whether more than a few of the first frames come at uneven times, a coarse clock allowed for."""
    container.seek(0)
    packets = islice(container.demux(stream), _TIMED_PACKETS)
    times = [packet.dts for packet in packets if packet.dts is not None]
    steps = sorted(later - earlier for earlier, later in pairwise(times))
    if not steps or stream.time_base is None:
        return False
    usual = steps[len(steps) // 2]
    allowed = max(Fraction(usual, 10), Fraction(21, 10_000) / stream.time_base)
    return sum(abs(step - usual) > allowed for step in steps) > len(steps) / 20


def _duration_ms(container: InputContainer, alive: Callable[[], None]) -> int:
    """The length, for which the file has to have one, and to hold what it says."""
    length = length_s(container, alive)
    if length > MAX_DURATION_S:
        raise Invalid("The file is longer than 24 hours.")
    if round(length * 1000) < 1:
        raise Invalid("The file has no length: nothing in it could be seen or heard.")
    if is_cut_short(container, length, alive):
        raise Invalid(f"The file is cut short: it should last {float(length):.1f} s, and its end is missing.")
    return round(length * 1000)


def _usual(rate: Fraction) -> Fraction:
    """A rate, taken for the usual one it is within 0.02 % of; measured rates are a little off."""
    near: Iterable[Fraction] = (usual for usual in _USUAL_RATES if abs(rate - usual) <= usual / 5000)
    return next(iter(near), rate.limit_denominator(1001))


def _mime(container: InputContainer, path: str | os.PathLike[str], video: VideoStream | None) -> str:
    mime = _MIMES[container.format.name][video is not None]
    if container.metadata.get("major_brand") == "qt  " and video is not None:
        return "video/quicktime"
    if container.format.name == "matroska,webm":
        with open(path, "rb") as file:
            return mime.replace("x-matroska", "webm") if b"webm" in file.read(64) else mime
    return mime
