"""Create, duplicate, find, list, delete and bring back projects."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, or_, select, tuple_
from sqlalchemy.sql import Select

from aura.db.pages import Page, position_of
from aura.db.rows import One
from aura.db.work import Work
from aura.errors import Conflict, Invalid, NotFound
from aura.projects import branching
from aura.projects.freezing import freeze
from aura.projects.live import LiveView
from aura.projects.naming import BROUGHT_BACK_FOR
from aura.projects.tables import ProjectState
from aura.timeline import rules
from aura.timeline.document import Brief, Document, Head, Plan, Render, Timeline, Voice
from aura.timeline.edits.changing import missing_file
from aura.timeline.scene import Scene
from aura.timeline.steps import STEPS


class Projects:
    """The verbs on whole projects."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def create(
        self,
        *,
        brief: Brief,
        head: Head | None = None,
        plan: Plan | None = None,
        voice: Voice | None = None,
        render: Render | None = None,
        scenes: Sequence[Scene] = (),
    ) -> ProjectState:
        """A new project with these parts, and its first version."""
        if not brief.topic.strip():
            raise Invalid("Say what the film is about.", field="brief.topic")
        if len(scenes) > rules.MAX_SCENES:
            raise Invalid(f"A project holds at most {rules.MAX_SCENES:,} scenes.", field="scenes")
        if len({scene.id for scene in scenes}) < len(scenes):
            raise Invalid("Two scenes have the same id.", field="scenes")
        head = head or Head(title=brief.topic)
        rules.check_rate(head)
        for field, part in (("music", head.music), ("watermark", head.watermark)):
            if part and part.asset:  # it has no files yet
                raise missing_file(part.asset, f"head.{field}.asset")
        timeline = Timeline(head=head, scenes=tuple(rules.timed(scene, head.rate) for scene in scenes))
        document = Document(
            brief=brief,
            plan=plan or Plan(),
            voice=voice or Voice(),
            render=render or Render(),
            timeline=timeline,
        )
        project = branching.begin(self.work, document)
        freeze(self.work, project, name="Created")
        return project

    def duplicate(self, project_id: uuid.UUID) -> ProjectState:
        """A new project that shares the content of this one as it is now; this one stays as it is."""
        source = self.hold(project_id)
        frozen = LiveView(self.session, source).freeze()
        return branching.copy(self.work, source, frozen, f"Copied from “{source.title}”")

    def get(self, project_id: uuid.UUID, *, deleted: bool = False) -> ProjectState:
        """A project the actor may see; raises ``NotFound``, also for a deleted one unless asked for."""
        return self._found(project_id, deleted=deleted)

    def hold(self, project_id: uuid.UUID, *, deleted: bool = False) -> ProjectState:
        """The same, kept from others until the work is committed."""
        return self._found(project_id, deleted=deleted, hold=True)

    def list(
        self,
        *,
        limit: int = 50,
        cursor: str | None = None,
        status: str | None = None,
        search: str | None = None,
        deleted: bool = False,
    ) -> Page[ProjectState]:
        """Projects, the latest changed first."""
        wanted = self._visible().where(ProjectState.is_deleted.is_(deleted))
        if status:
            wanted = wanted.where(ProjectState.status == status)
        if search:
            said = (ProjectState.title, ProjectState.description)
            wanted = wanted.where(or_(*(text.icontains(search, autoescape=True) for text in said)))
        key = tuple_(ProjectState.updated_at, ProjectState.id)
        if cursor:
            updated_at, project_id = position_of(cursor, datetime, uuid.UUID)
            wanted = wanted.where(key < (updated_at, project_id))
        wanted = wanted.order_by(ProjectState.updated_at.desc(), ProjectState.id.desc()).limit(limit + 1)
        rows = self.session.scalars(wanted).all()
        return Page(rows, limit, lambda row: (row.updated_at, row.id))

    def named(self, name: str, *, deleted: bool = False) -> Sequence[ProjectState]:
        """The projects meant by a title, the end of an id (four characters or more), or ``latest``."""
        newest = self._visible().where(ProjectState.is_deleted.is_(deleted))
        newest = newest.order_by(ProjectState.updated_at.desc(), ProjectState.id.desc())
        if name == "latest":
            return self.session.scalars(newest.limit(1)).all()
        titled = self.session.scalars(newest.where(ProjectState.title == name)).all()
        if titled or len(name) < 4:
            return titled
        ids = self.session.scalars(newest.with_only_columns(ProjectState.id)).all()
        meant = [project_id for project_id in ids if str(project_id).endswith(name.lower())]
        return [self.get(project_id, deleted=deleted) for project_id in meant]

    def set_step(self, project_id: uuid.UUID, step: str) -> ProjectState:
        """Remember which step of the wizard the project is at."""
        if step not in STEPS:
            raise Invalid(f"The steps are {', '.join(STEPS)}.", field="step")
        project = self.hold(project_id)
        project.current_wizard_step = STEPS.index(step)
        self.session.flush()
        return project

    def delete(self, project_id: uuid.UUID) -> ProjectState:
        """Delete a project; it can be brought back for 30 days."""
        project = self.hold(project_id)
        project.is_deleted, project.deleted_at = True, self.work.now()
        self.session.flush()
        return project

    def bring_back(self, project_id: uuid.UUID) -> ProjectState:
        """Undo a deletion."""
        project = self.hold(project_id, deleted=True)
        if not project.is_deleted:
            raise Conflict("This project is not deleted.")
        if project.deleted_at is not None and project.deleted_at <= self.work.now() - BROUGHT_BACK_FOR:
            raise Conflict("This project was deleted more than 30 days ago and is gone for good.")
        project.is_deleted, project.deleted_at = False, None
        self.session.flush()
        return project

    def _visible(self) -> Select[ProjectState]:
        """What every look-up starts from: the actor's own."""
        return select(ProjectState).where(ProjectState.created_by == self.work.actor.user_id)

    def changed_before(self, project_id: uuid.UUID) -> datetime | None:
        """When a project that this unit of work has read was last changed by an earlier one."""
        read = self._read.get(project_id)
        return read.changed_at if read else None

    @property
    def _read(self) -> "dict[uuid.UUID, _Read]":
        """What this unit of work has read."""
        read: dict[uuid.UUID, _Read] = self.session.info.setdefault("projects", {})
        return read

    def _found(self, project_id: uuid.UUID, *, deleted: bool, hold: bool = False) -> ProjectState:
        """One that was read is not read again, but where it is to be held and was not."""
        read, actor = self._read.get(project_id), self.work.actor.user_id
        is_here = read is not None and read.project in self.session and read.project.created_by == actor
        if read is None or not is_here or (hold and not read.is_held):
            found = (_HELD if hold else _SEEN).read(self.session, project=project_id, actor=actor)
            if found is None:
                raise no_project(project_id)
            read = self._read[project_id] = _Read(found, hold, found.updated_at)
        if read.project.is_deleted and not deleted:
            raise no_project(project_id)
        return read.project


class _Read(NamedTuple):
    """A project as a unit of work has it, whether it holds it, and when it was changed before."""

    project: ProjectState
    is_held: bool
    changed_at: datetime


def no_project(project_id: uuid.UUID) -> NotFound:
    return NotFound(f"There is no project {project_id}.", field="project")


_VISIBLE = (ProjectState.id == bindparam("project"), ProjectState.created_by == bindparam("actor"))
_SEEN, _HELD = One(ProjectState, *_VISIBLE), One(ProjectState, *_VISIBLE, hold=True)

IS_SEEN: ColumnElement[bool] = (
    select(ProjectState.id).where(*_VISIBLE, ProjectState.is_deleted.is_(False)).exists()
)
"""Whether ``get`` would find ``project`` for ``actor``, as a part of a question about what is in it."""
