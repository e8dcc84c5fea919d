"""What the API answers, and what it takes that is not an edit.  Fields are listed: none leaks by default."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from msgspec import Meta, Struct

from aura.errors import NotFound
from aura.projects.editing import Applied, tag
from aura.projects.live import LiveView
from aura.projects.tables import ActionLog, ProjectState, ProjectVersion
from aura.timeline.document import Asset, Brief, Plan, Render, Voice
from aura.timeline.scene import Scene
from aura.timeline.steps import STEPS, missing
from aura.timeline.terms import Line, Position, Text, Value

if TYPE_CHECKING:
    from aura.services import Unit

T = TypeVar("T")


class Listing(Struct, Generic[T]):
    """A page; ``cursor`` asks for the next one and is null at the end."""

    items: Sequence[T]
    cursor: str | None = None


class ProjectLine(Struct):
    """A project in a list."""

    id: uuid.UUID
    title: str
    description: str
    status: str
    step: str
    stage: str | None
    progress_percent: int
    scene_count: int
    created_at: datetime
    updated_at: datetime
    is_deleted: bool
    deleted_at: datetime | None
    origin_version_id: uuid.UUID | None

    @classmethod
    def of(cls, row: ProjectState) -> "ProjectLine":
        return cls(**_line(row))


class Gap(Struct):
    """One thing a step lacks."""

    field: str
    message: str


class ProjectWhole(ProjectLine):
    """A project with its parts, and the tags a change of each must name."""

    brief: Brief
    plan: Plan
    voice: Voice
    render: Render
    etags: dict[str, str]
    missing: dict[str, list[Gap]]

    @classmethod
    def of_live(cls, live: LiveView) -> "ProjectWhole":
        document = live.document()
        return cls(
            **_line(live.project),
            brief=document.brief,
            plan=document.plan,
            voice=document.voice,
            render=document.render,
            etags={part: tag(live, part) for part in ("brief", "plan", "voice", "render", "head", "order")},
            missing={
                step: [Gap(gap.field, gap.message) for gap in gaps]
                for step, gaps in missing(document).items()
            },
        )


def _line(row: ProjectState) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "description": row.description,
        "status": row.status,
        "step": STEPS[row.current_wizard_step],
        "stage": row.current_stage,
        "progress_percent": row.progress_percent,
        "scene_count": row.scene_count,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "is_deleted": row.is_deleted,
        "deleted_at": row.deleted_at,
        "origin_version_id": row.origin_version_id,
    }


class SceneMove(Value, frozen=True, kw_only=True):
    """Where to put a scene: after a scene's id, or ``start``, or ``end``."""

    after: Position


class NumberedScene(Struct):
    """A scene, its number from 1, and its tag."""

    number: int
    etag: str
    scene: Scene


class NewVersion(Value, frozen=True, kw_only=True):
    """A version to save."""

    name: Line | None = None
    description: Text | None = None
    important: bool = False


class VersionChanges(Value, frozen=True, kw_only=True):
    """What to change about a version; its content never changes."""

    name: Line | None = None
    description: Text | None = None
    important: bool | None = None


class VersionLine(Struct):
    """A version in a list."""

    id: uuid.UUID
    number: int
    name: str | None
    description: str | None
    type: str
    is_important: bool
    storage_size_bytes: int
    created_at: datetime
    is_deleted: bool
    deleted_at: datetime | None

    @classmethod
    def of(cls, row: ProjectVersion) -> "VersionLine":
        return cls(
            id=row.id,
            number=row.version_number,
            name=row.name,
            description=row.description,
            type=row.version_type,
            is_important=row.is_marked_important,
            storage_size_bytes=row.storage_size_bytes,
            created_at=row.created_at,
            is_deleted=row.is_deleted,
            deleted_at=row.deleted_at,
        )


class Autosaved(Struct):
    """The version that holds the project's content now, or did last, and whether it was saved just now."""

    version: VersionLine
    is_new: bool


class ActionLine(Struct):
    """An action of the history."""

    id: uuid.UUID
    number: int
    kind: str
    description: str
    status: str
    at: datetime
    user_id: uuid.UUID
    correlation_id: uuid.UUID
    undone_at: datetime | None
    expires_at: datetime

    @classmethod
    def of(cls, row: ActionLog) -> "ActionLine":
        return cls(
            id=row.id,
            number=row.number,
            kind=row.action_type,
            description=row.description,
            status=row.status,
            at=row.timestamp,
            user_id=row.user_id,
            correlation_id=row.correlation_id,
            undone_at=row.undone_at,
            expires_at=row.expires_at,
        )


class Done(Struct):
    """What a change did; ``etag`` is the new tag of the part it guarded."""

    actions: list[ActionLine]
    etag: str | None = None

    @classmethod
    def of(cls, unit: "Unit", applied: Applied, guard: str | None = None) -> "Done":
        """With the new tag of what the change guarded, while that is still there."""
        live = LiveView(unit.work.session, applied.project)
        try:
            etag = tag(live, guard) if guard else None
        except NotFound:
            etag = None
        return cls([ActionLine.of(action) for action in applied.actions], etag)


class ActionPage(Listing[ActionLine]):
    """The history, and what undo and redo would do."""

    undo: str | None = None
    redo: str | None = None


class EditRequest(Value, frozen=True, kw_only=True):
    """Edits to carry out, all or none, as one step of undo: each ``{"kind": …}`` with its fields."""

    edits: Annotated[tuple[dict[str, Any], ...], Meta(min_length=1, max_length=1_000)]


class EditKind(Struct):
    """A kind of edit and the schema of its fields."""

    kind: str
    help: str
    guard: str
    fields: dict[str, Any]


class AssetLine(Struct):
    """A file of a project."""

    asset: Asset
    content: str


class Health(Struct):
    """Whether this Aura works."""

    status: str
    version: str
    schema: str
    database: str
    checks: dict[str, str]
