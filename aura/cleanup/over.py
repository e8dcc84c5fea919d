"""Takes away rows that are over for long enough (``rules.ages``): events, templates, exports, checkpoints."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from aura.audit.tables import Event
from aura.cleanup.freeing import Going
from aura.cleanup.rules import ages
from aura.db.work import Work
from aura.exports.exports import ENDED
from aura.exports.tables import ExportHistory, RenderCheckpoint
from aura.templates.tables import CustomTemplate, Template


class Over:
    """Rows of one table, known by their key, that ended at ``since`` and are ``kept`` for some time."""

    def __init__(
        self,
        key: InstrumentedAttribute[Any],
        since: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
        kept: timedelta,
        size: ColumnElement[Any],
        *conditions: Any,
    ) -> None:
        self.key = key
        self.since = since
        self.kept = kept
        self._all = select(key, since, func.coalesce(size, 0)).where(*conditions)

    def find(self, work: Work, now: datetime) -> Sequence[Going]:
        old = self._all.where(self.since <= now - self.kept).order_by(self.key)
        return [
            Going(key, size)
            for key, since, size in work.session.execute(old)
            if ages.is_over(since, self.kept, now)
        ]

    def take(self, work: Work, some: Sequence[Any], now: datetime) -> Sequence[Going]:
        still = work.session.execute(self._all.where(self.key.in_(some)).with_for_update())
        going = [Going(key, size) for key, since, size in still if ages.is_over(since, self.kept, now)]
        self._drop(work, [each.key for each in going])
        return going

    def _drop(self, work: Work, keys: Sequence[Any]) -> None:
        work.session.execute(delete(self.key.class_).where(self.key.in_(keys)))


def events() -> Over:
    """What progress was shown from."""
    return Over(Event.id, Event.created_at, ages.EVENTS, func.length(Event.data))


def templates() -> Over:
    """Deleted templates of the gallery; those that ship with Aura stay, or they would come back."""
    size = func.length(Template.template_data)
    gone = (Template.is_deleted, Template.is_system_template.is_(False))
    return Over(Template.id, Template.deleted_at, ages.DELETED, size, *gone)


def custom_templates() -> Over:
    """Deleted templates of one's own."""
    size = func.length(CustomTemplate.script_structure_json) + func.length(
        CustomTemplate.video_structure_json
    )
    return Over(CustomTemplate.id, CustomTemplate.deleted_at, ages.DELETED, size, CustomTemplate.is_deleted)


def exports() -> Over:
    """Deleted exports, whose films went when they were deleted."""
    gone = (ExportHistory.is_deleted, ExportHistory.output_file.is_(None))
    size = func.length(ExportHistory.input_file)
    return Over(ExportHistory.id, ExportHistory.deleted_at, ages.DELETED, size, *gone)


class EndsUntold(Over):
    """Ends of exports that no worker took up, as there is no hook to tell; the exports stay."""

    def __init__(self) -> None:
        size = func.length(ExportHistory.untold_json)
        super().__init__(ExportHistory.id, ExportHistory.hook_due_at, ages.ENDS, size)

    def _drop(self, work: Work, keys: Sequence[Any]) -> None:
        told = update(ExportHistory).where(ExportHistory.id.in_(keys))
        work.session.execute(told.values(hook_due_at=None, untold_json=None))


def checkpoints() -> Over:
    """How far renders came whose exports ended; the segments they name may be in the cache all the same."""
    ended = select(ExportHistory.id).where(ExportHistory.status.in_(ENDED))
    return Over(
        RenderCheckpoint.id,
        RenderCheckpoint.checkpoint_time,
        ages.CHECKPOINTS,
        func.length(RenderCheckpoint.checkpoint_data),
        RenderCheckpoint.export_id.in_(ended),
    )
