"""Makes live rows agree with their content again.

What is rewritten is what can be made from something else: projections from content, counts from rows.
Where a row's digest and its content disagree, a version that holds the line says which of them is right;
without one, the content is believed only when all else in the row agrees with it.  When a row was last
changed and by whom stays as it is.
"""

import uuid
from typing import Any, NamedTuple, cast

from msgspec.structs import replace
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from aura.blobs import content
from aura.db.work import Work
from aura.errors import NotFound, ToolFailed
from aura.projects import ordering
from aura.projects.freezing import HASHES
from aura.projects.rows import PART_COLUMNS, asset_columns, part_columns, scene_columns
from aura.projects.tables import ActionLog, AssetState, ProjectState, ProjectVersion, SceneState
from aura.timeline import codec
from aura.timeline.document import Asset, Head
from aura.timeline.scene import Scene
from aura.upkeep.findings import Trouble
from aura.upkeep.rows import part_of, scene_wrong, value_of

_VERSIONS = 200
"""The newest versions of a project that are looked through for a line."""

_KEPT = ("updated_at", "modified_by")


def mend(work: Work, trouble: Trouble) -> bool:
    """Mend what is wrong with a row of a project; answers whether anything was changed."""
    held = select(ProjectState).where(ProjectState.id == trouble.project_id).with_for_update()
    project = work.session.scalar(held)
    if project is None:
        return False
    match trouble.kind:
        case "scene-differs":
            return _scene(work.session, project, trouble.key)
        case "asset-differs":
            return _asset(work.session, project, trouble.key)
        case "part-unreadable":
            return _part(work.session, project, trouble.key)
        case "order-doubled":
            return _order(work.session, project)
        case _:
            return _project(work.session, project)


class _Lines(NamedTuple):
    """The lines of a project's versions that name something, the newest first."""

    session: Session
    project_id: uuid.UUID
    naming: bytes

    def find(self, name: bytes) -> bytes | None:
        """The line of this digest."""
        hashes = select(ProjectVersion.timeline_hash).where(ProjectVersion.project_id == self.project_id)
        newest = hashes.order_by(ProjectVersion.version_number.desc()).limit(_VERSIONS)
        for timeline in dict.fromkeys(self.session.scalars(newest)):
            for line in (_stored(self.session, timeline) or b"").split(b"\n"):
                if self.naming in line and codec.digest(line) == name:
                    return line
        return None


def _scene(session: Session, project: ProjectState, row_id: uuid.UUID) -> bool:
    row = session.get(SceneState, row_id)
    scene = _right_scene(session, project, row) if row else None
    if row is None or scene is None:
        return False
    head = part_of(project, Head)
    columns: dict[str, Any] = {"scene_id": uuid.UUID(scene.id)}
    if head is not None:
        columns |= scene_columns(scene, head.rate)
    return _write(session, row, columns)


def _right_scene(session: Session, project: ProjectState, row: SceneState) -> Scene | None:
    scene: Scene | None = value_of(row.content, Scene)
    own = codec.digest(row.content)
    if scene is not None and own == row.digest:
        return scene
    lines = _Lines(session, project.id, str(row.scene_id).encode())
    if line := lines.find(row.digest):
        return cast(Scene | None, value_of(line, Scene))
    if scene is None:
        return None
    told = replace(scene, script_text=row.script_text)
    if codec.digest_of(told) == row.digest:
        return told
    head = part_of(project, Head)
    believed = head is not None and list(scene_wrong(row, head.rate)) == ["digest"]
    written = codec.canonical(scene) == row.content
    return scene if (believed and written) or lines.find(own) else None


def _asset(session: Session, project: ProjectState, row_id: uuid.UUID) -> bool:
    row = session.get(AssetState, row_id)
    if row is None:
        return False
    asset: Asset | None = value_of(row.content, Asset)
    if asset is None or asset.digest not in (row.digest.hex(), row.file_path.rpartition("/")[2]):
        line = _asset_line(session, project.id, row.digest.hex())
        asset = value_of(line, Asset) if line else None
    return asset is not None and _write(session, row, asset_columns(asset))


def _asset_line(session: Session, project_id: uuid.UUID, digest: str) -> bytes | None:
    """What a version says of a file."""
    hashes = select(ProjectVersion.timeline_hash).where(ProjectVersion.project_id == project_id)
    newest = hashes.order_by(ProjectVersion.version_number.desc()).limit(_VERSIONS)
    for timeline in dict.fromkeys(session.scalars(newest)):
        data = _stored(session, timeline)
        if data is not None:
            for asset in codec.decode_timeline(data).assets:
                if asset.digest == digest:
                    return codec.canonical(asset)
    return None


def _part(session: Session, project: ProjectState, kind: type[Any]) -> bool:
    """An unreadable part as the newest version has it that can be read."""
    column = HASHES[4] if kind is Head else HASHES[list(PART_COLUMNS).index(kind)]
    hashes = select(getattr(ProjectVersion, column)).where(ProjectVersion.project_id == project.id)
    for name in session.scalars(hashes.order_by(ProjectVersion.version_number.desc())):
        data = _stored(session, name)
        if data is not None:
            return _write(session, project, part_columns(_read(data, kind, project)))
    return False


def _read(data: bytes, kind: type[Any], project: ProjectState) -> Any:
    if kind is not Head:
        return codec.decode_part(data, kind)
    head = codec.decode_timeline(data).head
    return replace(head, title=project.title, description=project.description)  # the row repeats these two


def _order(session: Session, project: ProjectState) -> bool:
    """Places of their own for all scenes, in the order in which they are read now."""
    mine = select(SceneState.id).where(SceneState.project_id == project.id)
    ids = session.scalars(mine.order_by(SceneState.scene_index, SceneState.scene_id)).all()
    for row_id, index in zip(ids, ordering.spread(len(ids)), strict=True):
        place = update(SceneState).where(SceneState.id == row_id)
        session.execute(place.values(scene_index=index, **_kept(SceneState)))
    return bool(ids)


def _project(session: Session, project: ProjectState) -> bool:
    """The title, the counts and the numbers that a project's row repeats."""
    columns: dict[str, Any] = {
        "scene_count": session.scalar(select(func.count()).where(SceneState.project_id == project.id)) or 0,
        "last_version_number": max(
            project.last_version_number, _highest(session, project, ProjectVersion.version_number)
        ),
        "last_action_number": max(project.last_action_number, _highest(session, project, ActionLog.number)),
    }
    head = part_of(project, Head)
    if head is not None:
        columns |= {"title": head.title, "description": head.description}
    return _write(session, project, columns)


def _highest(session: Session, project: ProjectState, number: Any) -> int:
    highest: int | None = session.scalar(
        select(func.max(number)).where(number.class_.project_id == project.id)
    )
    return highest or 0


def _write(session: Session, row: Any, columns: dict[str, Any]) -> bool:
    """Set those columns that differ; answers whether any did."""
    different = {name: value for name, value in columns.items() if getattr(row, name) != value}
    if different:
        table = type(row)
        there = update(table).where(table.id == row.id)
        session.execute(there.values(**different, **_kept(table)))
    return bool(different)


def _kept(table: Any) -> dict[str, Any]:
    return {name: getattr(table, name) for name in _KEPT}


def _stored(session: Session, name: bytes) -> bytes | None:
    try:
        return content.get(session, name)
    except (NotFound, ToolFailed):
        return None
