"""Request, list, find, cancel, retry and delete exports: the verbs of users.  Their order is ``line``'s."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import case, func, select
from sqlalchemy.sql import Select

from aura.audit.events import Events
from aura.blobs.objects import Objects
from aura.db.pages import Page, position_of
from aura.db.work import Work
from aura.errors import Conflict, NotFound
from aura.exports.checking import check, facts_of, require_scenes
from aura.exports.preflight import Preflight, preflight
from aura.exports.presets import Presets, kept
from aura.exports.queue import Queue
from aura.exports.tables import NEWEST_FIRST, NUMBERS, ExportHistory, ExportStatus, Priority
from aura.exports.untold import set_aside
from aura.generation.missing import is_ready, palette_name
from aura.ids import new_id
from aura.projects import keeping
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.tables import ProjectState, ProjectVersion
from aura.render.preset import frame_size

ENDED = ("Completed", "Failed", "Cancelled")


def reference(project_id: uuid.UUID, number: int) -> str:
    """What a version is called in an export's row and in the file's own metadata."""
    return f"projects/{project_id}/versions/{number}"


class Exports:
    """The verbs on exports."""

    def __init__(self, work: Work, objects: Objects, folder: Path) -> None:
        self.work = work
        self.session = work.session
        self.objects = objects
        self.folder = folder
        self.projects = Projects(work)

    def request(
        self, project_id: uuid.UUID, preset_name: str | None = None, *, priority: Priority = "normal"
    ) -> ExportHistory:
        """Put an export in the queue.  Raises what ``check`` finds to be in its way.

        A project with nothing missing is pinned to a version at once, so that later edits do not reach the
        film; otherwise the worker first makes what is missing, then pins.  ``look_for_fonts`` comes before.
        """
        project = self.projects.hold(project_id)
        document = LiveView(self.session, project).document()
        preset = Presets(self.work).preset(preset_name or document.render.preset)
        palette_name(document.render.palette, document.brief)  # refuse an unknown one now
        require_scenes(document)
        preflight(
            document, preset, facts_of(self.work, self.objects, self.folder, project_id, document)
        ).require()
        width_px, height_px = frame_size(preset, document.brief.aspect)
        export = ExportHistory(
            id=str(new_id()),
            input_file=f"projects/{project_id}",
            preset_name=preset.name,
            status="Queued",
            platform=preset.platform,
            resolution=f"{width_px}x{height_px}" if preset.video else None,
            codec=preset.coding,
            preset_json=kept(preset),
            project_id=project_id,
            priority=NUMBERS[priority],
        )
        if is_ready(document, is_seen=preset.video is not None):
            version = pinned(self.work, project)
            export.version_id, export.input_file = version.id, reference(project_id, version.version_number)
        self.session.add(export)
        self.session.flush()
        Events(self.work).record("export.queued", {}, project_id=project_id, export_id=export.id)
        return export

    def check(self, project_id: uuid.UUID, preset_name: str | None = None) -> Preflight:
        """What is to be said of an export before it is made."""
        return check(self.work, self.objects, self.folder, project_id, preset_name)

    def get(self, export_id: str) -> ExportHistory:
        """An export of a project the actor may see; raises ``NotFound``."""
        export = self.session.scalar(self.visible().where(ExportHistory.id == export_id))
        if export is None or export.is_deleted:
            raise NotFound(f"There is no export {export_id}.", field="export")
        return export

    def list(
        self,
        *,
        project_id: uuid.UUID | None = None,
        status: ExportStatus | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[ExportHistory]:
        """Exports, the newest first."""
        wanted = self.visible().where(ExportHistory.is_deleted.is_(False))
        if project_id:
            wanted = wanted.where(ExportHistory.project_id == self.projects.get(project_id).id)
        if status:
            wanted = wanted.where(ExportHistory.status == status)
        if cursor:
            created_at, export_id = position_of(cursor, datetime, str)
            older = ExportHistory.created_at < created_at
            same = (ExportHistory.created_at == created_at) & (ExportHistory.id < export_id)
            wanted = wanted.where(older | same)
        rows = self.session.scalars(wanted.order_by(*NEWEST_FIRST).limit(limit + 1)).all()
        return Page(rows, limit, lambda row: (row.created_at, row.id))

    def named(self, name: str, *, project_id: uuid.UUID | None = None) -> Sequence[ExportHistory]:
        """The exports meant by an id, the end of one (four characters or more), or ``latest``: all, or those
        of a project."""
        newest = self.visible().where(ExportHistory.is_deleted.is_(False)).order_by(*NEWEST_FIRST)
        if project_id is not None:
            newest = newest.where(ExportHistory.project_id == project_id)
        if name == "latest":
            return self.session.scalars(newest.limit(1)).all()
        ends_so = ExportHistory.id.endswith(name.lower(), autoescape=True)
        return self.session.scalars(newest.where(ends_so)).all() if len(name) >= 4 else []

    def newest_of(self, project_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, ExportHistory]:
        """The export worth showing of each project: its newest finished one, else its newest."""
        finished = case((ExportHistory.status == "Completed", 1), else_=0)
        best = (finished.desc(), *NEWEST_FIRST)
        place = func.row_number().over(partition_by=ExportHistory.project_id, order_by=best)
        of_each = self.visible().where(
            ExportHistory.project_id.in_(project_ids), ExportHistory.is_deleted.is_(False)
        )
        placed = of_each.with_only_columns(ExportHistory.id, place.label("place")).subquery()
        first = select(ExportHistory).join(placed, placed.c.id == ExportHistory.id).where(placed.c.place == 1)
        return {export.project_id: export for export in self.session.scalars(first)}

    def file(self, export_id: str) -> Path:
        """The film.  Raises ``Conflict`` while there is none, and ``NotFound`` when it was taken away."""
        export = self.get(export_id)
        if export.status != "Completed" or export.output_file is None:
            raise Conflict(f"This export is {export.status}; there is no film yet.")
        path = self.folder / export.output_file
        if not path.is_file():
            raise NotFound(f"The film {path} is not there any more; export again.")
        return path

    def cancel(self, export_id: str) -> ExportHistory:
        """Cancel a waiting export at once, and a running one within two seconds."""
        export = self.held(export_id)
        if export.status in ENDED:
            raise Conflict(f"This export is {export.status} already.")
        Queue(self.work).cancel(export)
        self.session.flush()
        return export

    def retry(self, export_id: str) -> ExportHistory:
        """Put a failed or cancelled export at the end of its line again, as a new run; finished segments are
        kept."""
        self.projects.get(self.get(export_id).project_id)
        export = self.held(export_id)
        if export.status not in ("Failed", "Cancelled"):
            raise Conflict(f"This export is {export.status}; only a failed or cancelled one is retried.")
        set_aside(self.work, export, self.folder)
        export.status, export.attempt, export.progress, export.stage = "Queued", 0, 0.0, None
        export.vain_attempts = 0
        export.in_line_since = self.work.now()
        export.cancel_requested, export.error_message = False, None
        export.started_at = export.completed_at = None
        self.session.flush()
        Events(self.work).record("export.queued", {}, project_id=export.project_id, export_id=export.id)
        return export

    def delete(self, export_id: str) -> ExportHistory:
        """Delete an export together with its film."""
        export = self.held(export_id)
        if export.status not in ENDED:
            raise Conflict("This export is not over; cancel it first.")
        if export.output_file:
            film = self.folder / export.output_file
            self.work.after_commit(lambda: film.unlink(missing_ok=True))
        export.is_deleted, export.deleted_at, export.output_file = True, self.work.now(), None
        self.session.flush()
        return export

    def held(self, export_id: str) -> ExportHistory:
        """An export, kept from others until the work is committed, as whoever held it before left it."""
        held = self.visible().where(ExportHistory.id == export_id).with_for_update()
        self.session.scalars(held.execution_options(populate_existing=True)).first()
        return self.get(export_id)

    def visible(self) -> Select[ExportHistory]:
        """The exports that the actor may see."""
        return select(ExportHistory).where(ExportHistory.created_by == self.work.actor.user_id)


def pinned(work: Work, project: ProjectState) -> ProjectVersion:
    """The version to render: the newest one when it has the project's content, else a new one.

    The same content renders under the same version, so that exporting twice leaves one version.
    """
    return keeping.keep(work, project, name="Exported", version_type="Autosave").version
