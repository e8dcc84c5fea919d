"""Facts of a video or sound file.  FFmpeg decodes, so this runs in a child process only."""

import os
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from aura.errors import Invalid
from aura.media.facts import Facts
from aura.media.ffmpeg import CODECS, is_cover, open_media

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
}
_GUESSED_LENGTHS = ("mp3", "aac")
"""Formats without an index, whose length the library guesses from the bit rate."""


def facts_of_streams(path: str | os.PathLike[str], alive: Callable[[], None]) -> Facts:
    """Measure a video or sound, decoding its first frame; see ``probe``.  Raises Invalid."""
    with open_media(path) as container:
        video = next((stream for stream in container.streams.video if not is_cover(stream)), None)
        sounds = sorted(container.streams.audio, key=_readable, reverse=True)
        audio = sounds[0] if sounds else None
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
            _first_frame(container, audio)
        facts["duration_ms"] = _duration_ms(container, alive)
    return Facts(**facts)


def _of_audio(stream: AudioStream) -> dict[str, Any]:
    if not _readable(stream):
        return {"audio_codec": _codec_name(stream)}
    return {
        "has_audio": True,
        "audio_codec": _codec_name(stream),
        "audio_channels": stream.codec_context.channels,
        "audio_rate_hz": stream.codec_context.sample_rate,
    }


def _of_video(container: InputContainer, stream: VideoStream) -> dict[str, Any]:
    frame = _first_frame(container, stream)
    assert isinstance(frame, VideoFrame)
    codec = stream.codec_context
    turn = round(-frame.rotation / 90) * 90 % 360
    aspect = stream.sample_aspect_ratio or Fraction(1)
    if not Fraction(1, 4) <= aspect <= 4:  # nonsense, as files do hold
        aspect = Fraction(1)
    size_px = (round(codec.width * aspect), codec.height)
    width_px, height_px = size_px if turn in (0, 180) else size_px[::-1]
    rate = _usual(stream.average_rate or stream.guessed_rate or Fraction(0))
    return {
        "width_px": width_px,
        "height_px": height_px,
        "rotation": turn,
        "rate_numerator": rate.numerator,
        "rate_denominator": rate.denominator,
        "variable_rate": _varies(container, stream),
        "codec": _codec_name(stream),
        "pix_fmt": frame.format.name,
        "alpha": any(part.is_alpha for part in frame.format.components)
        or stream.metadata.get("alpha_mode", stream.metadata.get("ALPHA_MODE")) == "1",
        "colour_primaries": int(frame.color_primaries),
        "colour_transfer": int(frame.color_trc),
        "colour_matrix": int(frame.colorspace),
        "full_range": int(frame.color_range) == 2,
    }


def _first_frame(container: InputContainer, stream: VideoStream | AudioStream) -> Any:
    """The first frame that can be decoded.  Raises Invalid if there is none near the beginning."""
    if not _readable(stream):
        raise Invalid(f"Aura does not read {stream.type} coded as {_codec_name(stream)}.")
    container.seek(0)
    damaged = 0
    for packet in islice(container.demux(stream), _TRIED_PACKETS):
        try:
            for frame in packet.decode():
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
    """The length as the file says, or counted where it does not say."""
    if container.duration and container.format.name not in _GUESSED_LENGTHS:
        duration_ms = round(container.duration * 1000 / av.time_base)
    else:
        duration_ms = _counted_ms(container, alive)
    if duration_ms > MAX_DURATION_S * 1000:
        raise Invalid("The file is longer than 24 hours.")
    return max(0, duration_ms)


def _counted_ms(container: InputContainer, alive: Callable[[], None]) -> int:
    """The length from the first packet's time to the end of the last, read without decoding."""
    container.seek(0)
    begin, end = Fraction(10**9), Fraction(0)
    for count, packet in enumerate(container.demux()):
        if packet.pts is not None:
            at = packet.pts * packet.time_base
            begin, end = min(begin, at), max(end, at + (packet.duration or 0) * packet.time_base)
        if count % 1000 == 0:
            alive()
    return round(max(Fraction(0), end - begin) * 1000)


def _usual(rate: Fraction) -> Fraction:
    """A rate, taken for the usual one it is within 0.02 % of; measured rates are a little off."""
    near: Iterable[Fraction] = (usual for usual in _USUAL_RATES if abs(rate - usual) <= usual / 5000)
    return next(iter(near), rate.limit_denominator(1001))


def _readable(stream: VideoStream | AudioStream) -> bool:
    return _codec_name(stream) in CODECS


def _codec_name(stream: VideoStream | AudioStream) -> str:
    """The decoder's name.  There is none for a codec the library has no decoder for."""
    return str(getattr(getattr(stream, "codec_context", None), "name", "unknown"))


def _mime(container: InputContainer, path: str | os.PathLike[str], video: VideoStream | None) -> str:
    mime = _MIMES[container.format.name][video is not None]
    if container.metadata.get("major_brand") == "qt  " and video is not None:
        return "video/quicktime"
    if container.format.name == "matroska,webm":
        with open(path, "rb") as file:
            return mime.replace("x-matroska", "webm") if b"webm" in file.read(64) else mime
    return mime
