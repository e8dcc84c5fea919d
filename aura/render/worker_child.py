"""The child process that renders: run as ``python -m aura.render.worker_child``, and by the engine only.

All that touches user media or an encoder happens here, where a crash or a kill costs one segment.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aura.media import child
from aura.render import heap, messages, segments
from aura.render.audio import render_audio
from aura.render.compose import Composer
from aura.render.disk import full_disk_named
from aura.render.encode import encode
from aura.render.join import join
from aura.render.messages import (
    Film,
    Made,
    MakeFilm,
    MakeFrame,
    MakeSegments,
    MakeTrack,
    Message,
    Order,
    Stage,
    Started,
    Step,
    Track,
)
from aura.render.prepared import Prepared
from aura.render.snapshot import snapshot
from aura.render.spec import Canvas
from aura.render.verify import verify

STEP_S = 0.5
RELEASE_EVERY = 10
"""After so many segments memory is given back while there is more to do: else a long film holds ever more."""

Say = Callable[[Message], None]


class Worker:
    """Does what is asked, one request at a time.  Pictures and clips stay open between requests."""

    def __init__(self) -> None:
        self._composer: Composer | None = None
        self._made = 0

    def handle(self, said: Any, say: Say) -> Message | bytes | None:
        """Answer one request."""
        asked = messages.request(said)
        with full_disk_named():
            if isinstance(asked, MakeFilm):
                return self.film(asked, say)
            if isinstance(asked, MakeTrack):
                return self.track(asked, say)
            if isinstance(asked, MakeFrame):
                return self.frame(asked, say)
            for order in asked.orders:
                self.segment(order, asked, say)
            return None

    def segment(self, order: Order, asked: MakeSegments, say: Say) -> None:
        """Make one segment and say so."""
        spec = order.spec
        composer = self._composer_for(spec.canvas)
        composer.objects = asked.objects
        say(Started(index=order.index))
        pace = Pace("segments", say, order.index)
        composer.beat = pace.beat
        composer.prepared = Prepared(Path(order.path).parents[1], Path(asked.work_dir))
        encoded = encode(composer.frames(spec.content, spec.mark), spec.canvas, spec.coding, pace)
        kept = segments.keep(encoded, Path(order.path), Path(asked.work_dir))
        say(Made(index=order.index, digest=kept.digest, frames=kept.frames, size_bytes=kept.size_bytes))
        self._made += 1
        if self._made % RELEASE_EVERY == 0:
            heap.release()

    def track(self, asked: MakeTrack, say: Say) -> Track:
        """Make the sound track."""
        pace = Pace("audio", say)
        made = render_audio(
            asked.spec,
            lambda digest: Path(asked.objects[digest]),
            Path(asked.cache_dir),
            key=asked.key,
            coding=asked.coding,
            work_dir=Path(asked.work_dir),
            progress=lambda share: pace(round(share * asked.spec.total_frames)),
        )
        return Track(
            path=str(made.path),
            digest=made.digest,
            loudness_lufs=made.loudness_lufs,
            true_peak_db=made.true_peak_db,
        )

    def frame(self, asked: MakeFrame, say: Say) -> bytes:
        """Draw one frame."""
        composer = self._composer_for(asked.spec.canvas)
        composer.objects, composer.prepared = asked.objects, None
        composer.beat = Pace("segments", say).beat
        return snapshot(composer, asked)

    def film(self, asked: MakeFilm, say: Say) -> Film:
        """Join and verify the film."""
        join(asked, Pace("join", say))
        say(Step(stage="join", frames=sum(piece.frames for piece in asked.pieces)))
        return verify(asked, Pace("verify", say))

    def _composer_for(self, canvas: Canvas) -> Composer:
        if self._composer is None or self._composer.canvas != canvas:
            if self._composer is not None:
                self._composer.close()
            self._composer = Composer(canvas)
        return self._composer


class Pace:
    """Says how many frames of something are done, at most twice a second; begins by saying none."""

    def __init__(self, stage: Stage, say: Say, index: int = -1) -> None:
        self._stage, self._say, self._index = stage, say, index
        self._frames = 0
        self._tell()

    def __call__(self, frames: int) -> None:
        """So many are done."""
        self._frames = frames
        self.beat()

    def beat(self) -> None:
        """No more are done, but the work goes on."""
        if time.monotonic() - self._told_at >= STEP_S:
            self._tell()

    def _tell(self) -> None:
        self._told_at = time.monotonic()
        self._say(Step(stage=self._stage, index=self._index, frames=self._frames))


if __name__ == "__main__":
    heap.steady()
    child.serve(Worker().handle, rest=heap.release)
