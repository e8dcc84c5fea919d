"""What an attempt writes down while it runs: how far it is, and which segments are finished.

At most once a second, but for the first segment that it made: an attempt that ends right after it was not in
vain.  That something cannot be written now is no reason to stop a render, save that the claim is lost.
"""

import time
from collections.abc import Callable

from aura.actor import Actor
from aura.db.work import Units, Work
from aura.errors import NoSpace, Unavailable
from aura.exports.checkpoints import Checkpoints, Finished
from aura.exports.progress import Progress, Step
from aura.exports.queue import Claim, Queue
from aura.exports.tables import ExportHistory
from aura.logs import get_logger
from aura.render import events
from aura.render.events import Event, SegmentDone, SegmentLost
from aura.render.plan import RenderPlan
from aura.render.revision import engine as engine_name

WRITE_EVERY_S = 1.0

log = get_logger()


class Record:
    """The record of one attempt.  Raises ``LostLease`` from any of its verbs."""

    def __init__(self, units: Units, actor: Actor, claim: Claim) -> None:
        self.units = units
        self.actor = actor
        self.claim = claim
        self.progress = Progress()
        self.finished: dict[str, Finished] = {}
        self.reused = self.rendered = 0
        self._made: set[str] = set()
        """The keys of what this attempt made; one may stand in the film several times."""
        self._doubted = self._verifying = False
        self._written_at = 0.0

    def making(self, step: Step, done: int, total: int) -> None:
        """So many of the things are made that a step before the render makes."""
        self.progress.tell(step, done, total)
        self._write(self._report)

    def begin(self) -> dict[str, str]:
        """The render begins; the digests of the segments that earlier attempts finished, by key."""
        self.progress.tell("segments", 0, 1)
        with self.units.writing(self.actor) as work:
            self.finished = dict(self._checkpoints(work).load(engine_name()))
            self._report(work)
        self._written_at = time.monotonic()
        return {key: one.digest for key, one in self.finished.items()}

    def told(self, event: Event, film: RenderPlan) -> None:
        """Something happened in the render."""
        match event:
            case SegmentDone():
                if not event.reused:
                    self._made.add(event.key)
                self.finished[event.key] = Finished(
                    event.digest, event.frames, reused=event.key not in self._made
                )
                self.reused += event.reused
                self.rendered += not event.reused
            case SegmentLost():
                log.warning("segment made again", export=self.claim.export_id, reason=event.reason)
                if self.finished.pop(event.key, None) and not self._doubted:
                    self._doubted = True
                    self._write(lambda work: self._checkpoints(work).doubt(), now=True)
            case events.Progress():
                self.progress.tell(event.stage, event.done_frames, event.total_frames)
                if event.stage == "verify" and not self._verifying:
                    self._verifying = True
                    self._write(lambda work: Queue(work).verifying(self.claim), now=True)
            case _:
                log.info("render", export=self.claim.export_id, told=repr(event))
        is_first = isinstance(event, SegmentDone) and not event.reused and self.rendered == 1
        self._write(lambda work: self._keep(work, film), now=is_first)

    def close(self, work: Work, film: RenderPlan, output_file: str) -> None:
        """The film is finished under this name."""
        self._save(work, film).done(output_file)

    def _write(self, write: Callable[[Work], object], *, now: bool = False) -> None:
        if not now and time.monotonic() - self._written_at < WRITE_EVERY_S:
            return
        try:
            with self.units.writing(self.actor) as work:
                write(work)
        except (NoSpace, Unavailable) as error:
            log.warning("not written", export=self.claim.export_id, error=error.message)
        if not now:
            self._written_at = time.monotonic()

    def _keep(self, work: Work, film: RenderPlan) -> None:
        self._report(work)
        self._save(work, film)

    def _report(self, work: Work) -> None:
        stage, percent = self.progress.stage, self.progress.percent
        facts = {"reused": self.reused, "rendered": self.rendered}
        Queue(work).report(self.claim, stage=stage, percent=percent, **facts)

    def _save(self, work: Work, film: RenderPlan) -> Checkpoints:
        wanted = {segment.key for segment in film.segments}
        mine = {key: one for key, one in self.finished.items() if key in wanted}
        scenes = {segment.scene for segment in film.segments}
        unfinished = {segment.scene for segment in film.segments if segment.key not in mine}
        checkpoints = self._checkpoints(work)
        checkpoints.save(engine_name(), mine, scenes_done=len(scenes - unfinished), scenes=len(scenes))
        return checkpoints

    def _checkpoints(self, work: Work) -> Checkpoints:
        return Checkpoints(work, work.session.get_one(ExportHistory, self.claim.export_id))
