"""The files that films are written as: which muxer writes them, and what they can hold.

No file carries the time of its making, so that equal parts make equal bytes.  A form holds only sound that
starts in it exactly with the picture: Matroska cannot leave out what AAC and MP3 put before the first sample.
"""

from typing import Literal

from msgspec import Struct

from aura.render.codecs import Codec

Container = Literal["mp4", "mov", "mkv", "webm", "mp3", "m4a"]
Sound = Literal["aac", "opus", "mp3", "pcm"]
"""The codings of sound."""

SOUND_ENCODERS: dict[Sound, str] = {
    "aac": "aac",
    "opus": "libopus",
    "mp3": "libmp3lame",
    "pcm": "pcm_s24le",
}


class Form(Struct, frozen=True, kw_only=True):
    """A form of file.  ``pictures`` is empty for one that holds sound only.

    ``exact``: its times are whole frames; otherwise they are rounded to its own ticks.
    """

    muxer: str
    demuxer: str
    mime: str
    pictures: tuple[Codec, ...] = ()
    sounds: tuple[Sound, ...]
    options: dict[str, str] = {}
    exact: bool = True
    fast_start: bool = False


_MOV = {"movflags": "+faststart"}
_MATROSKA = {"avoid_negative_ts": "disabled"}

FORMS: dict[Container, Form] = {
    "mp4": Form(
        muxer="mp4",
        demuxer="mov",
        mime="video/mp4",
        pictures=("h264", "h265"),
        sounds=("aac", "opus", "mp3"),
        options=_MOV,
        fast_start=True,
    ),
    "mov": Form(
        muxer="mov",
        demuxer="mov",
        mime="video/quicktime",
        pictures=("h264", "h265", "prores"),
        sounds=("aac", "pcm"),
        options=_MOV,
        fast_start=True,
    ),
    "mkv": Form(
        muxer="matroska",
        demuxer="matroska",
        mime="video/x-matroska",
        pictures=("h264", "h265", "vp9", "prores"),
        sounds=("opus", "pcm"),
        options=_MATROSKA,
        exact=False,
    ),
    "webm": Form(
        muxer="webm",
        demuxer="matroska",
        mime="video/webm",
        pictures=("vp9",),
        sounds=("opus",),
        options=_MATROSKA,
        exact=False,
    ),
    "mp3": Form(muxer="mp3", demuxer="mp3", mime="audio/mpeg", sounds=("mp3",), exact=False),
    "m4a": Form(
        muxer="ipod", demuxer="mov", mime="audio/mp4", sounds=("aac",), options=_MOV, fast_start=True
    ),
}


def mime_of(ending: str) -> str:
    """What a file with this ending is."""
    found = (form.mime for name, form in FORMS.items() if ending == f".{name}")
    return next(found, "application/octet-stream")
