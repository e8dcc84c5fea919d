"""A film while it is made: MP4 in fragments, each as soon as what is in it is there.

A player shows the beginning while the rest is rendered.  The packets are those of the finished film, their
times later by what it takes to put them out of order.  Nothing is encoded or decoded here.
"""

import threading
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path

import av

from aura.errors import ToolFailed
from aura.render.codecs import codec_of
from aura.render.events import Cancelled, Event, SegmentDone, SegmentLost, TrackDone
from aura.render.join import packets
from aura.render.messages import MakeFilm, Piece
from aura.render.plan import RenderPlan
from aura.render.segments import path_of
from aura.render.sound import seal

LOOK_EVERY_S = 0.05
FRAGMENT_US = 500_000
_OPTIONS = {
    "fflags": "+bitexact",
    "movflags": "+empty_moov+default_base_moof+frag_discont",  # the last: tracks begin where they say
    "use_editlist": "0",
    "avoid_negative_ts": "disabled",
    "frag_duration": str(FRAGMENT_US),
    "flush_packets": "1",
}


class Stream:
    """Between a render, whose events it is told, and whoever reads the film meanwhile, in another thread."""

    def __init__(self, cache_dir: Path, plan: RenderPlan) -> None:
        self._cache_dir, self._plan = cache_dir, plan
        self._pieces: dict[int, Piece] = {}
        self._track = path_of(cache_dir, plan.audio_key, "m4a")
        self._is_spoilt = self._track.exists() and seal.examine(self._track) is None
        self._news = threading.Condition()
        self._stopped = self._ended = False
        self._error: BaseException | None = None

    def told(self, event: Event) -> None:
        """Something happened in the render."""
        with self._news:
            if isinstance(event, SegmentDone):
                self._pieces[event.index] = Piece(
                    path=str(path_of(self._cache_dir, event.key)),
                    digest=event.digest,
                    frames=event.frames,
                    fresh=not event.reused,
                )
            elif isinstance(event, SegmentLost):
                lost = [one.index for one in self._plan.segments if one.key == event.key]
                for index in lost:
                    self._pieces.pop(index, None)
            elif isinstance(event, TrackDone):
                self._is_spoilt = False
            self._news.notify_all()

    def end(self, error: BaseException | None = None) -> None:
        """The render is over; what it failed with is raised to the reader."""
        with self._news:
            self._ended, self._error = True, error
            self._news.notify_all()

    def stop(self) -> None:
        """The reader has gone."""
        self._stopped = True

    def is_stopped(self) -> bool:
        return self._stopped

    def fragments(self) -> Iterator[bytes]:
        """The film from its start, waiting for what is not there yet, and at last for the render's end."""
        self._await(lambda: self._has(0) and self._track.exists() and not self._is_spoilt)
        film = MakeFilm(
            pieces=(),
            track=str(self._track),
            canvas=self._plan.canvas,
            coding=self._plan.preset.video,
            metadata={},
            path="",
        )
        written = _Written()
        with (
            av.open(written, "w", format="mp4", options=_OPTIONS) as output,
            av.open(film.track, format="mov") as track,
        ):
            for packet in packets(film, self._in_turn(), output, track, lambda frames: None):
                late = round(self._late_s() / packet.time_base)
                if packet.dts is not None and packet.pts is not None and packet.dts + late >= 0:
                    packet.pts, packet.dts = packet.pts + late, packet.dts + late
                    output.mux(packet)
                if written.data:
                    yield written.taken()
        yield written.taken()
        self._await(lambda: self._ended)
        if self._error is not None:  # all of it was sent, and yet no film came of it
            raise self._error

    def _late_s(self) -> Fraction:
        """How much later everything is: no time in a fragment is negative."""
        assert self._plan.preset.video is not None
        return codec_of(self._plan.preset.video.codec).lead_frames / self._plan.rate

    def _in_turn(self) -> Iterator[Piece]:
        for index in range(len(self._plan.segments)):
            self._await(partial(self._has, index))
            yield self._pieces[index]

    def _has(self, index: int) -> bool:
        return index in self._pieces

    def _await(self, is_there: Callable[[], bool]) -> None:
        """Wait until something is there.  Raises what the render failed with."""
        with self._news:
            while not is_there():
                if self._error is not None:
                    raise self._error
                if self._ended:
                    raise ToolFailed("The preview ended before all of it was made.")
                if self._stopped:
                    raise Cancelled
                self._news.wait(LOOK_EVERY_S)


class _Written:
    """A file that can only be written to, from its start on."""

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, some: bytes) -> int:
        self.data += some
        return len(some)

    def taken(self) -> bytes:
        """What was written since this was last asked."""
        taken, self.data = bytes(self.data), bytearray()
        return taken
