"""What a render tells its caller while it runs, and in the end.  All of it is told in the caller's thread."""

from fractions import Fraction

from msgspec import Struct

from aura.render.messages import Stage


class Cancelled(Exception):
    """The caller called the render off.  What was finished is kept for the next one."""


class SegmentDone(Struct, frozen=True, kw_only=True):
    """A segment is safely on disk; ``reused`` if it was there before."""

    index: int
    key: str
    digest: str
    frames: int
    size_bytes: int
    reused: bool


class SegmentLost(Struct, frozen=True, kw_only=True):
    """A segment that was there is damaged, or not the one a checkpoint named; it is made again."""

    index: int
    key: str
    reason: str


class Retried(Struct, frozen=True, kw_only=True):
    """A worker died or failed at a segment, which is tried again; ``index`` -1 is the sound or the join."""

    index: int
    failures: int
    reason: str


class TrackDone(Struct, frozen=True, kw_only=True):
    """The sound track is on disk."""

    key: str
    digest: str
    loudness_lufs: float
    true_peak_db: float


class Progress(Struct, frozen=True, kw_only=True):
    """So many of the film's frames have passed this stage.  Within a stage the number never falls."""

    stage: Stage
    done_frames: int
    total_frames: int


Event = SegmentDone | SegmentLost | Retried | TrackDone | Progress


class Rendered(Struct, frozen=True, kw_only=True):
    """A finished, verified film."""

    frames: int
    rate: Fraction
    size_bytes: int
    digest: str
    segments_reused: int
    segments_rendered: int
    encoder_starts: int
    loudness_lufs: float
    true_peak_db: float

    @property
    def duration_s(self) -> float:
        """How long the film is."""
        return float(self.frames / self.rate)
