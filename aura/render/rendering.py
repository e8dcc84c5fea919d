"""One render of one plan: what is there is used, what is missing is made, then all is joined."""

import os
import queue
import shutil
import time
import uuid
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future, wait
from pathlib import Path
from typing import Any, TypeVar

from aura.errors import NotFound, ToolFailed
from aura.render import segments
from aura.render.crew import Squad
from aura.render.disk import full_disk_named
from aura.render.driving import Driver, Told
from aura.render.events import Cancelled, Event, Progress, Rendered, Retried, SegmentLost, TrackDone
from aura.render.messages import Film, Made, MakeFilm, MakeTrack, Order, Stage, Started, Track
from aura.render.plan import RenderPlan, Segment
from aura.render.runs import runs
from aura.render.segments import Kept
from aura.render.spec import Crossfade, sources
from aura.render.tally import Tally

POLL_S = 0.2

T = TypeVar("T")


class Rendering:
    """The state of one render.

    ``run`` is called once, by the thread that wants the film, and everything here happens in that thread;
    those of the executor only drive the workers and fill the queue.
    """

    def __init__(
        self,
        plan: RenderPlan,
        *,
        cache_dir: Path,
        objects: Callable[[str], Path],
        executor: Executor,
        squad: Squad,
        workers: int,
        attempts: int,
        on_event: Callable[[Event], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._plan = plan
        self._cache_dir = cache_dir
        self._objects = objects
        self._executor = executor
        self._squad = squad
        self._workers = workers
        self._attempts = attempts
        self._on_event = on_event
        self._cancelled = cancelled
        self._polled_at = 0.0
        self._work_dir = cache_dir / "work" / uuid.uuid4().hex
        self._said: queue.SimpleQueue[Told | Future[Any]] = queue.SimpleQueue()
        self._driver = Driver(squad, attempts, self._said.put)
        self._futures: list[Future[Any]] = []
        self._tally = Tally(plan)

    def run(self, out: Path, finished: Mapping[str, str], metadata: dict[str, str]) -> Rendered:
        """Make the film."""
        part = out.with_name(f".{self._work_dir.name}.part")
        try:
            with full_disk_named():
                self._work_dir.mkdir(parents=True)
                track = self._parts(finished)
                film = self._film(track, part, metadata)
                segments.publish(part, out)
            self._progress("verify", film.frames)
            return self._rendered(film, track)
        finally:
            self._squad.stop()
            for future in self._futures:
                future.cancel()
            wait(self._futures)
            part.unlink(missing_ok=True)
            shutil.rmtree(self._work_dir, ignore_errors=True)

    def _parts(self, finished: Mapping[str, str]) -> Track:
        """Find or make all segments and the sound track."""
        request = self._track()
        self._find(finished)
        known = segments.path_of(self._cache_dir, self._plan.audio_key, "m4a").exists()
        sound = None if known else self._submit(self._driver.track, request)
        self._make()
        # To look at a track that is there takes no worker of its own.
        track = self._result(sound or self._submit(self._driver.track, request))
        os.utime(track.path)
        self._on_event(_heard(self._plan, track))
        self._progress("audio", self._plan.total_frames)
        return track

    def _find(self, finished: Mapping[str, str]) -> None:
        """Keep the segments that are there and whole."""
        for key in self._tally.keys:
            self._poll()
            try:
                kept = segments.examine(self._path(key))
            except FileNotFoundError:
                continue
            except segments.Damaged as error:
                self._lose(key, error.message)
                continue
            if finished.get(key, kept.digest) == kept.digest:
                os.utime(self._path(key))
                self._keep(key, kept, made=False)
            else:
                self._lose(key, "It is not the segment that the checkpoint names.")
        self._on_event(self._tally.progress())

    def _make(self) -> None:
        """Make the segments that are missing."""
        work = [(self._orders(run), self._shown(run)) for run in runs(self._tally.missing, self._workers)]
        made = [
            self._submit(self._driver.segments, orders, files, str(self._work_dir)) for orders, files in work
        ]
        for future in made:
            self._result(future)

    def _orders(self, run: tuple[Segment, ...]) -> tuple[Order, ...]:
        return tuple(
            Order(index=one.index, owner=_owner(one), path=str(self._path(one.key)), spec=one.spec)
            for one in run
        )

    def _shown(self, run: tuple[Segment, ...]) -> dict[str, str]:
        """The files that a run shows."""
        seen = [(digest, _owner(one)) for one in run for digest in sources(one.spec.content)]
        marks = [(one.spec.mark.digest, "The watermark") for one in run if one.spec.mark]
        return self._files((*seen, *((digest, owner) for digest, owner in marks if digest)))

    def _track(self) -> MakeTrack:
        audio = self._plan.audio
        heard = [(sound.digest, self._seen_at(sound.start_frame)) for sound in (*audio.clips, *audio.own)]
        if audio.music:
            heard.append((audio.music.digest, "The music"))
        return MakeTrack(
            key=self._plan.audio_key,
            spec=audio,
            coding=self._plan.preset.audio,
            objects=self._files(heard),
            cache_dir=str(self._cache_dir),
            work_dir=str(self._work_dir),
        )

    def _seen_at(self, frame: int) -> str:
        """What people call what is seen at a frame; where nothing is, what is heard."""
        if not self._plan.segments:
            return "The sound"
        starts = [segment.start_frame for segment in self._plan.segments]
        return f"Scene {self._plan.segments[bisect_right(starts, frame) - 1].scene}"

    def _film(self, track: Track, part: Path, metadata: dict[str, str]) -> Film:
        """Join everything; a segment that was damaged meanwhile is made again."""
        failures = 0
        while True:
            request = MakeFilm(
                pieces=self._tally.pieces(lambda key: str(self._path(key))),
                track=track.path,
                canvas=self._plan.canvas,
                coding=self._plan.preset.video,
                metadata=metadata,
                path=str(part),
                container=self._plan.preset.container,
                chapters=self._plan.chapters,
                total_frames=self._plan.total_frames,
            )
            try:
                return self._result(self._submit(self._driver.film, request))
            except ToolFailed as error:
                failures += 1
                if "damaged" not in error.data or failures == self._attempts:
                    raise
                self._lose(self._plan.segments[error.data["damaged"]].key, error.message)
                self._make()

    def _rendered(self, film: Film, track: Track) -> Rendered:
        return Rendered(
            frames=film.frames,
            rate=self._plan.rate,
            size_bytes=film.size_bytes,
            digest=film.digest,
            segments_reused=len(self._plan.segments) - self._tally.made,
            segments_rendered=self._tally.made,
            encoder_starts=self._tally.encoder_starts,
            loudness_lufs=track.loudness_lufs,
            true_peak_db=track.true_peak_db,
        )

    def _keep(self, key: str, kept: Kept, *, made: bool) -> None:
        for event in self._tally.keep(key, kept, made=made):
            self._on_event(event)

    def _lose(self, key: str, reason: str) -> None:
        """Delete a segment that cannot be used, and say so."""
        self._path(key).unlink(missing_ok=True)
        self._on_event(SegmentLost(index=self._tally.lose(key), key=key, reason=reason))

    def _path(self, key: str) -> Path:
        return segments.path_of(self._cache_dir, key)

    def _files(self, named: Iterable[tuple[str, str]]) -> dict[str, str]:
        """The file of every digest; raises NotFound naming the scene that needs one that is missing."""
        files: dict[str, str] = {}
        for digest, owner in named:
            if digest not in files:
                try:
                    files[digest] = str(self._objects(digest).absolute())
                except NotFound as error:
                    raise NotFound(f"{owner}: {error.message}", digest=digest) from error
        return files

    def _submit(self, work: Callable[..., T], *args: Any) -> Future[T]:
        future = self._executor.submit(work, *args)
        self._futures.append(future)
        future.add_done_callback(self._said.put)
        return future

    def _result(self, awaited: Future[T]) -> T:
        """Pass on what is said until this is done.  Raises what any work failed with, and Cancelled."""
        while not awaited.done() or not self._said.empty():
            self._poll()
            try:
                said = self._said.get(timeout=POLL_S)
            except queue.Empty:
                continue
            if isinstance(said, Future):
                said.result()
            else:
                self._pass_on(said)
        return awaited.result()

    def _pass_on(self, said: Told) -> None:
        if isinstance(said, Retried):
            self._on_event(said)
        elif isinstance(said, Started):
            self._tally.encoder_starts += 1
        elif isinstance(said, Made):
            key = self._plan.segments[said.index].key
            self._keep(key, Kept(said.digest, said.frames, said.size_bytes), made=True)
            self._on_event(self._tally.progress())
        elif said.stage == "segments":
            self._tally.step(said.index, said.frames)
            self._on_event(self._tally.progress())
        else:
            self._progress(said.stage, said.frames)

    def _progress(self, stage: Stage, frames: int) -> None:
        self._on_event(Progress(stage=stage, done_frames=frames, total_frames=self._plan.total_frames))

    def _poll(self) -> None:
        """Raise Cancelled if the caller has called the render off; asked a few times a second."""
        now = time.monotonic()
        if now - self._polled_at >= POLL_S:
            self._polled_at = now
            if self._cancelled():
                raise Cancelled


def _owner(segment: Segment) -> str:
    """What people call a segment."""
    fade = isinstance(segment.spec.content, Crossfade)
    return f"The fade into scene {segment.scene}" if fade else f"Scene {segment.scene}"


def _heard(plan: RenderPlan, track: Track) -> TrackDone:
    return TrackDone(
        key=plan.audio_key,
        digest=track.digest,
        loudness_lufs=track.loudness_lufs,
        true_peak_db=track.true_peak_db,
    )
