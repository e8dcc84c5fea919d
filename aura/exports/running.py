"""Runs one claimed export to its end: make what is missing, pin, plan, render, verify, publish.

A sequence of short units of work; no transaction is open while anything is made.  Whatever is written
names the claim, so that a worker that was thought dead can do no harm when it wakes.
"""

import os
import re
import shutil
import unicodedata
import uuid
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from aura.actor import Actor
from aura.blobs.objects import out_of_space_is_named
from aura.db.faults import Passing
from aura.db.work import Units, Work
from aura.durable import sync_folder
from aura.errors import AuraError
from aura.exports.checking import facts_of, look_for_fonts
from aura.exports.exports import pinned, reference
from aura.exports.lease import Lease
from aura.exports.preflight import preflight
from aura.exports.presets import used
from aura.exports.queue import Claim, LostLease, Queue
from aura.exports.recording import Record
from aura.exports.tables import ExportHistory
from aura.exports.tools import Tools
from aura.exports.words import timings
from aura.generation.making import Job, make_all
from aura.generation.missing import is_ready
from aura.ids import new_id
from aura.logs import get_logger
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.tables import ProjectState, ProjectVersion
from aura.render.events import Cancelled, Rendered
from aura.render.faces import fonts_for
from aura.render.plan import RenderPlan, plan
from aura.render.preset import Preset
from aura.render.revision import engine as engine_name
from aura.render.scripted.checking import require_drawable
from aura.timeline.document import Document

log = get_logger()


def run(tools: Tools, export: ExportHistory, *, stopping: Callable[[], bool] = lambda: False) -> None:
    """Run an export that was just claimed; its row says how it ended."""
    running = Running(tools, export, stopping)
    try:
        with running.lease:
            running.run()
    except LostLease:
        log.warning("export taken over", export=export.id, attempt=export.attempt)
    finally:
        clear(tools.folder, running.claim.owner)


def clear(folder: Path, owner: str) -> None:
    """Remove what an owner left unfinished beside the films."""
    shutil.rmtree(_desk(folder, owner), ignore_errors=True)


def clear_all(folder: Path, units: Units) -> None:
    """Remove what was left unfinished by those who hold no export any more, on whatever machine they died."""
    owners = [desk.name for desk in folder.glob("incoming/*")]  # first: whoever has a desk has claimed
    with units.reading() as work:
        gone = set(owners) - Queue(work).owners()
    for owner in gone:
        clear(folder, owner)


def _desk(folder: Path, owner: str) -> Path:
    """Where a film is made: beside the finished ones, so that publishing is one rename; nobody lists it."""
    return folder / "incoming" / owner


class Running:
    """One attempt at one export."""

    def __init__(self, tools: Tools, export: ExportHistory, stopping: Callable[[], bool]) -> None:
        self.tools = tools
        self.claim = Claim.of(export)
        self.project_id = export.project_id
        self.actor = Actor(export.created_by)
        self.stopping = stopping
        self.lease = Lease(tools.units, self.claim)
        self.record = Record(tools.units, self.actor, self.claim)

    def run(self) -> None:
        try:
            with out_of_space_is_named():
                self._render(self._pinned() or self._prepare())
        except Cancelled:
            with self.tools.units.writing(self.actor) as work:
                Queue(work).give_back(self.claim)
        except LostLease:
            raise
        except Passing as error:
            log.warning("export left to another attempt", export=self.claim.export_id, error=error.message)
            with self.tools.units.writing(self.actor) as work:
                Queue(work).forsake(self.claim.owner)
        except AuraError as error:
            if told := error.data.get("traceback"):
                log.warning("a script failed", export=self.claim.export_id, traceback=told)
            self._fail(error.message)
        except OSError as error:
            self._fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.")
        except Exception as error:
            log.exception("export failed", export=self.claim.export_id)
            self._fail(f"Aura met an error of its own ({type(error).__name__}); the log has the details.")

    def interrupted(self) -> bool:
        """Whether to stop making things: cancelled, paused, taken over, or the worker is to stop."""
        return self.lease.stop_requested or self.lease.lost or self.stopping()

    @cached_property
    def preset(self) -> Preset:
        """The one that the export was asked for with."""
        with self.tools.units.reading(self.actor) as work:
            return used(work.session.get_one(ExportHistory, self.claim.export_id))

    def _pinned(self) -> uuid.UUID | None:
        with self.tools.units.reading(self.actor) as work:
            return work.session.get_one(ExportHistory, self.claim.export_id).version_id

    def _prepare(self) -> uuid.UUID:
        """Make what is missing, until nothing is, as one step of undo; the version that is then pinned."""
        job = Job(
            self.tools.units,
            self.tools.shelf,
            self.actor,
            self.project_id,
            new_id(),
            progress=self.record.making,
            stopped=self.interrupted,
            guard=self._require_claim,
        )
        stages = self.tools.makers.stages(self.project_id, self.actor)
        if self.preset.video is None:
            stages = [stage for stage in stages if stage.step != "visuals"]
        while True:
            make_all(job, stages)
            if self.interrupted():
                raise Cancelled
            with self.tools.units.writing(self.actor) as work:
                if (version_id := self._pin(work)) is not None:
                    return version_id

    def _require_claim(self, work: Work) -> None:
        """Whoever lost the lease, or is to stop for good, changes nothing in the project either."""
        if Queue(work).renew(self.claim):
            raise Cancelled

    def _pin(self, work: Work) -> uuid.UUID | None:
        """Name the version to render, unless somebody's edit has made something stale meanwhile."""
        queue = Queue(work)
        queue.renew(self.claim)  # the export is held before its project, here as everywhere
        project = Projects(work).hold(self.project_id)
        document = LiveView(work.session, project).document()
        if not is_ready(document, is_seen=self.preset.video is not None):
            return None
        version = pinned(work, project)
        queue.pin(self.claim, version.id, reference(self.project_id, version.version_number))
        return version.id

    def _render(self, version_id: uuid.UUID) -> None:
        preset = self.preset
        finished = self.record.begin()
        look_for_fonts(self.tools.units, self.project_id, self.actor)
        with self.tools.units.reading(self.actor) as work:
            version = work.session.get_one(ProjectVersion, version_id)
            project = work.session.get_one(ProjectState, self.project_id)
            document = LiveView(work.session, project).thaw(version)
            name = reference(project.id, version.version_number)
            facts = facts_of(work, self.tools.objects, self.tools.folder, project.id, document)
        preflight(document, preset, facts).require()
        if preset.video is not None:
            require_drawable(document, self.tools.scripts)
        film = plan(
            document,
            preset,
            engine=engine_name(),
            words=timings(document, self.tools.objects),
            fonts=fonts_for,
            scripts=self.tools.scripts.sources(),
        )
        title = title_of(document)
        part = _desk(self.tools.folder, self.claim.owner) / "film.mp4"
        part.parent.mkdir(parents=True)
        rendered = self.tools.engine.render(
            film,
            out=part,
            on_event=lambda event: self.record.told(event, film),
            cancelled=self.interrupted,
            finished=finished,
            metadata={"title": title, "comment": f"aura:{name}"},
        )
        self._publish(part, rendered, film, file_name(title, self.claim.export_id, preset.container))

    def _publish(self, part: Path, rendered: Rendered, film: RenderPlan, name: str) -> None:
        """Rename the verified film into its place and say so, under the lease and in one transaction.

        When that is lost the film goes again, unless it was committed all the same.  A film of that name
        may be another attempt's by then, which stays.
        """
        mine = part.stat()
        try:
            self._complete(part, rendered, film, name)
        except (Cancelled, LostLease):  # nothing was renamed yet
            raise
        except Exception:
            target = self.tools.folder / name
            if not self._is_completed() and _is_same(target, mine):
                target.unlink(missing_ok=True)
            raise

    def _is_completed(self) -> bool:
        with self.tools.units.reading(self.actor) as work:
            return work.session.get_one(ExportHistory, self.claim.export_id).status == "Completed"

    def _complete(self, part: Path, rendered: Rendered, film: RenderPlan, name: str) -> None:
        with self.tools.units.writing(self.actor) as work:
            queue = Queue(work)
            if queue.renew(self.claim):
                raise Cancelled
            queue.complete(
                self.claim,
                output_file=name,
                file_size=rendered.size_bytes,
                duration_seconds=rendered.duration_s,
                file_digest=bytes.fromhex(rendered.digest),
                resolution=f"{film.canvas.width_px}x{film.canvas.height_px}" if film.segments else None,
                segments_reused=rendered.segments_reused,
                segments_rendered=rendered.segments_rendered,
            )
            self.record.close(work, film, name)
            work.session.flush()
            part.replace(self.tools.folder / name)
            sync_folder(self.tools.folder)

    def _fail(self, reason: str) -> None:
        with self.tools.units.writing(self.actor) as work:
            Queue(work).fail(self.claim, reason)


def _is_same(path: Path, file: os.stat_result) -> bool:
    """Whether this file is at a path."""
    try:
        return os.path.samestat(path.stat(), file)
    except FileNotFoundError:
        return False


def title_of(document: Document) -> str:
    """What a film is called."""
    return document.timeline.head.title or document.brief.topic


def file_name(title: str, export_id: str, ending: str = "mp4") -> str:
    """A film's name in the exports folder: its title in plain letters, and the end of the export's id."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return f"{slug or 'film'}-{export_id[-8:]}.{ending}"
