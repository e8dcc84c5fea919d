"""The exports of all projects as a history: found by what one remembers of them, each with its project."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.sql import ColumnElement

from aura.db.pages import Page, position_of
from aura.exports.exports import ENDED, Exports
from aura.exports.tables import NEWEST_FIRST, ExportHistory, ExportStatus
from aura.projects.tables import ProjectState, ProjectVersion


class Sought(Struct, frozen=True, kw_only=True):
    """What is remembered: words of the project's title, how it ended, its preset, from when on.

    ``deleted`` asks for those whose film was deleted, which are in no other list; ``ended`` leaves out what
    waits or runs.
    """

    search: str = ""
    status: ExportStatus | None = None
    preset: str = ""
    project_id: uuid.UUID | None = None
    since: datetime | None = None
    deleted: bool = False
    ended: bool = False


class Entry(NamedTuple):
    """An export, the title of its project, and the version that it was made from, once it is settled."""

    export: ExportHistory
    title: str
    project_is_deleted: bool
    version: int | None
    version_name: str | None


class History:
    """Looks at the exports that the actor may see."""

    def __init__(self, exports: Exports) -> None:
        self.session = exports.session
        self._mine = ExportHistory.created_by == exports.work.actor.user_id

    def page(self, sought: Sought, *, limit: int = 24, cursor: str | None = None) -> Page[Entry]:
        """What is sought, the newest first."""
        rules = self._rules(sought)
        if cursor:
            created_at, export_id = position_of(cursor, datetime, str)
            same = (ExportHistory.created_at == created_at) & (ExportHistory.id < export_id)
            rules.append((ExportHistory.created_at < created_at) | same)
        rows = self._entries(rules, limit + 1)
        return Page(rows, limit, lambda row: (row.export.created_at, row.export.id))

    def of(self, exports: Sequence[ExportHistory]) -> list[Entry]:
        """These exports as entries, in their order."""
        found = self._entries([ExportHistory.id.in_([export.id for export in exports])])
        by_id = {entry.export.id: entry for entry in found}
        return [by_id[export.id] for export in exports]

    def presets(self) -> Sequence[str]:
        """The names of the presets that anything was exported with."""
        wanted = select(ExportHistory.preset_name).where(self._mine).distinct()
        return self.session.scalars(wanted.order_by(ExportHistory.preset_name)).all()

    def counts(self) -> dict[str, int]:
        """How many there are of each status, and how many are ``deleted``."""
        kinds = select(ExportHistory.status, ExportHistory.is_deleted, func.count()).where(self._mine)
        found: dict[str, int] = {}
        for status, is_deleted, number in self.session.execute(
            kinds.group_by(ExportHistory.status, ExportHistory.is_deleted)
        ):
            name = "deleted" if is_deleted else status
            found[name] = found.get(name, 0) + number
        return found

    def _rules(self, sought: Sought) -> list[ColumnElement[bool]]:
        rules: list[ColumnElement[bool]] = [ExportHistory.is_deleted.is_(sought.deleted)]
        if sought.project_id:
            rules.append(ExportHistory.project_id == sought.project_id)
        if sought.status:
            rules.append(ExportHistory.status == sought.status)
        if sought.ended:
            rules.append(ExportHistory.status.in_(ENDED))
        if sought.preset:
            rules.append(ExportHistory.preset_name == sought.preset)
        if sought.since:
            rules.append(ExportHistory.created_at >= sought.since)
        if sought.search:
            rules.append(ProjectState.title.icontains(sought.search, autoescape=True))
        return rules

    def _entries(self, rules: Sequence[ColumnElement[bool]], limit: int | None = None) -> list[Entry]:
        wanted = (
            select(
                ExportHistory,
                ProjectState.title,
                ProjectState.is_deleted,
                ProjectVersion.version_number,
                ProjectVersion.name,
            )
            .join(ProjectState, ProjectState.id == ExportHistory.project_id)
            .outerjoin(ProjectVersion, ProjectVersion.id == ExportHistory.version_id)
            .where(self._mine, *rules)
            .order_by(*NEWEST_FIRST)
            .limit(limit)
        )
        return [Entry(*row) for row in self.session.execute(wanted)]
