"""What the engine asks of its child processes, and what they say on the way.

Each request is about one film.  Paths are absolute and made by the engine.  A child may be killed at any
time: what it had not yet said to be made is not there, save for files in ``work_dir``.
"""

from typing import Any, Literal

import msgspec
from msgspec import Struct

from aura.render.preset import AudioCoding, VideoCoding
from aura.render.soundtrack import AudioSpec
from aura.render.spec import Canvas, SegmentSpec

Stage = Literal["segments", "audio", "join", "verify"]


class Message(Struct, frozen=True, kw_only=True, tag=True):
    """Anything said, either way."""


class Order(Struct, frozen=True, kw_only=True):
    """A segment to make, and the file to make it as; ``owner`` is what people call it."""

    index: int
    owner: str
    path: str
    spec: SegmentSpec


class MakeSegments(Message, frozen=True, kw_only=True):
    """Make these segments one after the other.  ``objects`` holds the file of each digest they show."""

    orders: tuple[Order, ...]
    objects: dict[str, str]
    work_dir: str


class MakeTrack(Message, frozen=True, kw_only=True):
    """Make the sound track of this key, unless it is there."""

    key: str
    spec: AudioSpec
    coding: AudioCoding
    objects: dict[str, str]
    cache_dir: str
    work_dir: str


class Piece(Struct, frozen=True, kw_only=True):
    """A segment that is there; ``fresh`` if this render made it."""

    path: str
    digest: str
    frames: int
    fresh: bool


class MakeFilm(Message, frozen=True, kw_only=True):
    """Join these pieces and the sound track into one file, and verify it."""

    pieces: tuple[Piece, ...]
    track: str
    canvas: Canvas
    coding: VideoCoding
    metadata: dict[str, str]
    path: str


Request = MakeSegments | MakeTrack | MakeFilm


class Started(Message, frozen=True, kw_only=True):
    """An encoder was started for a segment."""

    index: int


class Step(Message, frozen=True, kw_only=True):
    """So many frames are done of the segment ``index``, or of the sound or the whole film."""

    stage: Stage
    frames: int
    index: int = -1


class Made(Message, frozen=True, kw_only=True):
    """A segment is safely on disk."""

    index: int
    digest: str
    frames: int
    size_bytes: int


class Track(Message, frozen=True, kw_only=True):
    """The sound track is on disk."""

    path: str
    digest: str
    loudness_lufs: float
    true_peak_db: float


class Film(Message, frozen=True, kw_only=True):
    """The film is on disk, synced and verified."""

    digest: str
    frames: int
    size_bytes: int


def request(said: Any) -> Request:
    """A request, as it arrives."""
    asked: Request = msgspec.convert(said, Request)
    return asked


def progress(said: Any) -> Started | Step | Made:
    """Something said on the way, as it arrives."""
    return msgspec.convert(said, Started | Step | Made)
