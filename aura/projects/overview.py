"""Projects as a gallery shows them: sorted as one likes, with their lengths, and counted."""

import uuid
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement, Select
from sqlalchemy.sql.selectable import ScalarSelect

from aura.db.pages import Page, position_of
from aura.db.work import Work
from aura.projects.tables import ProjectState, SceneState
from aura.timeline import codec
from aura.timeline.document import Brief

Sort = Literal["changed", "title", "length"]

_LENGTH_S: ColumnElement[float] = (
    select(func.coalesce(func.sum(SceneState.duration_seconds), 0.0))
    .where(SceneState.project_id == ProjectState.id)
    .correlate(ProjectState)
    .scalar_subquery()
)
_HAS_PICTURE: ColumnElement[bool] = (
    select(SceneState.id)
    .where(SceneState.project_id == ProjectState.id, SceneState.image_file_path.is_not(None))
    .correlate(ProjectState)
    .exists()
)
_KEYS: dict[Sort, tuple[ColumnElement[Any], type[Any], bool]] = {
    "changed": (ProjectState.updated_at.expression, datetime, True),
    "title": (func.lower(ProjectState.title), str, False),
    "length": (_LENGTH_S, float, True),
}
"""By what is sorted: the column, its type in a cursor, and whether the greatest comes first."""


def _title_of(project_id: uuid.UUID) -> ScalarSelect[str]:
    """The title a page ended with; titles stand in no cursor, which holds plain characters only."""
    row = aliased(ProjectState)
    return select(func.lower(row.title)).where(row.id == project_id).scalar_subquery()


class Line(NamedTuple):
    """A project in the gallery, the length of its scenes, whether any shows something, and its sort key."""

    project: ProjectState
    length_s: float
    has_picture: bool
    key: Any

    @property
    def aspect(self) -> str:
        """The shape of its picture."""
        return codec.decode_part(self.project.brief_json.encode(), Brief).aspect


class Overview:
    """The acting user's projects, to look at."""

    def __init__(self, work: Work) -> None:
        self.session = work.session
        self.mine = ProjectState.created_by == work.actor.user_id

    def page(
        self,
        *,
        sort: Sort = "changed",
        status: str | None = None,
        search: str | None = None,
        deleted: bool = False,
        limit: int = 24,
        cursor: str | None = None,
    ) -> Page[Line]:
        """A page of projects."""
        column, kind, falls = _KEYS[sort]
        wanted: Select[Any] = select(ProjectState, _LENGTH_S, _HAS_PICTURE, column)
        wanted = wanted.where(self.mine, ProjectState.is_deleted.is_(deleted))
        if status:
            wanted = wanted.where(ProjectState.status == status)
        if search:
            said = (ProjectState.title, ProjectState.description)
            wanted = wanted.where(or_(*(text.icontains(search, autoescape=True) for text in said)))
        key = tuple_(column, ProjectState.id)
        if cursor and sort == "title":
            (last,) = position_of(cursor, uuid.UUID)
            title = _title_of(last)
            wanted = wanted.where((column > title) | ((column == title) & (ProjectState.id > last)))
        elif cursor:
            wanted = wanted.where(key < position_of(cursor, kind, uuid.UUID))
        order = (column.desc(), ProjectState.id.desc()) if falls else (column, ProjectState.id)
        rows = self.session.execute(wanted.order_by(*order).limit(limit + 1)).all()
        lines = [Line(*row) for row in rows]
        if sort == "title":
            return Page(lines, limit, lambda line: (line.project.id,))
        return Page(lines, limit, lambda line: (line.key, line.project.id))

    def counts(self) -> dict[str, int]:
        """How many projects there are of each status, and how many are ``deleted``."""
        kinds = select(ProjectState.status, ProjectState.is_deleted, func.count())
        rows = self.session.execute(
            kinds.where(self.mine).group_by(ProjectState.status, ProjectState.is_deleted)
        )
        found: dict[str, int] = {}
        for status, is_deleted, number in rows:
            name = "deleted" if is_deleted else status
            found[name] = found.get(name, 0) + number
        return found
