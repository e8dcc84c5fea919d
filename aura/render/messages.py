"""What the engine asks of its child processes, and what they say on the way.

Each request is about one film.  Paths are absolute and made by the engine.  A child may be killed at any
time: what it had not yet said to be made is not there, save for files in ``work_dir``.
"""

from typing import Any, Literal

import msgspec
from msgspec import Struct

from aura.render.containers import Container
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


class Chapter(Struct, frozen=True, kw_only=True):
    """A part of the film with a name, from this frame to the next chapter or the end."""

    start_frame: int
    title: str


class MakeFilm(Message, frozen=True, kw_only=True):
    """Join these pieces and the sound track into one file, and verify it.

    Without ``coding`` there are no pieces and only the sound is written, which lasts ``total_frames``.
    """

    pieces: tuple[Piece, ...]
    track: str
    canvas: Canvas
    coding: VideoCoding | None
    metadata: dict[str, str]
    path: str
    container: Container = "mp4"
    chapters: tuple[Chapter, ...] = ()
    total_frames: int = 0

    @property
    def frames(self) -> int:
        """How many frames the film lasts."""
        return sum(piece.frames for piece in self.pieces) or self.total_frames


class MakeFrame(Message, frozen=True, kw_only=True):
    """Draw one frame of what a spec shows, and answer it as a PNG of this width."""

    spec: SegmentSpec
    number: int
    width_px: int
    objects: dict[str, str]


Request = MakeSegments | MakeTrack | MakeFilm | MakeFrame


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
