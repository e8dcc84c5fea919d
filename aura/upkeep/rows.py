"""Live rows against their content: digests, projections, counts, order and numbers.

Each project's parts are decoded, and its scenes and files read in pages.  Nothing is changed here.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from aura.errors import AuraError
from aura.projects.rows import PART_COLUMNS, asset_columns, scene_columns
from aura.projects.tables import ActionLog, AssetState, ProjectState, ProjectVersion, SceneState
from aura.timeline import codec
from aura.timeline.document import Asset, Head
from aura.timeline.scene import Scene
from aura.timeline.terms import Value
from aura.upkeep.findings import Trouble

_AT_ONCE = 200
UNREADABLE = (AuraError, msgspec.DecodeError, UnicodeError, ValueError, KeyError, TypeError, AttributeError)
"""What decoding of damaged content raises."""

SCENE_COLUMNS = (
    "digest",
    "script_text",
    "audio_file_path",
    "image_file_path",
    "duration_seconds",
    "is_completed",
)
ASSET_COLUMNS = ("digest", "asset_type", "file_path", "file_size_bytes", "mime_type")


class Rows:
    """All projects of one session, looked through once."""

    def __init__(self, session: Session, pause: Callable[[], object]) -> None:
        self.session = session
        self.pause = pause
        self.projects = self.scenes = 0

    def troubles(self) -> Iterator[Trouble]:
        for project_id in self.session.scalars(select(ProjectState.id).order_by(ProjectState.id)).all():
            self.pause()
            project = self.session.get_one(ProjectState, project_id)
            self.projects += 1
            yield from self._parts(project)
            yield from self._scenes(project)
            yield from self._assets(project)
            yield from self._numbers(project)
            self.session.expunge_all()

    def _parts(self, project: ProjectState) -> Iterator[Trouble]:
        for kind in PART_COLUMNS:
            if part_of(project, kind) is None:
                words = f"The {kind.__name__.lower()} of “{project.title}” cannot be read."
                yield self._of(project, "part-unreadable", words, kind)
        head = part_of(project, Head)
        if head is not None:
            wrong = [
                name for name in ("title", "description") if getattr(project, name) != getattr(head, name)
            ]
            if wrong:
                words = f"The {' and the '.join(wrong)} of “{project.title}” is not that of its content."
                yield self._of(project, "project-differs", words)

    def _scenes(self, project: ProjectState) -> Iterator[Trouble]:
        head = part_of(project, Head)
        before: int | None = None
        doubled, number = False, 0
        rows = self._stream(SceneState, project, ("scene_id", *SCENE_COLUMNS), SceneState.scene_index)
        for number, row in enumerate(rows, 1):
            doubled = doubled or row.scene_index == before
            before = row.scene_index
            if wrong := scene_wrong(row, head.rate if head else None):
                words = f"Scene {number} of “{project.title}”: {_told(wrong)}"
                yield self._of(project, "scene-differs", words, row.id)
        self.scenes += number
        if doubled:
            words = f"Two scenes of “{project.title}” stand at the same place."
            yield self._of(project, "order-doubled", words)
        if project.scene_count != number:
            words = f"“{project.title}” has {number:,} scenes, and says that it has {project.scene_count:,}."
            yield self._of(project, "project-differs", words)

    def _assets(self, project: ProjectState) -> Iterator[Trouble]:
        for row in self._stream(AssetState, project, ASSET_COLUMNS[1:], AssetState.digest):
            if wrong := asset_wrong(row):
                words = f"A file of “{project.title}” ({row.digest.hex():.12}): {_told(wrong)}"
                yield self._of(project, "asset-differs", words, row.id)

    def _numbers(self, project: ProjectState) -> Iterator[Trouble]:
        for table, number, last, what in (
            (ProjectVersion, ProjectVersion.version_number, project.last_version_number, "version"),
            (ActionLog, ActionLog.number, project.last_action_number, "action"),
        ):
            highest = self.session.scalar(select(func.max(number)).where(table.project_id == project.id)) or 0
            if highest > last:
                words = f"“{project.title}” has a {what} {highest:,}, and would give that number again."
                yield self._of(project, "number-behind", words)

    def _stream(self, table: Any, project: ProjectState, columns: Sequence[str], order: Any) -> Iterator[Any]:
        rows = select(table.id, table.content, order, *(getattr(table, name) for name in columns))
        rows = rows.where(table.project_id == project.id).order_by(order, table.id)
        for page in self.session.execute(rows, execution_options={"yield_per": _AT_ONCE}).partitions():
            self.pause()
            yield from page

    def _of(self, project: ProjectState, kind: str, words: str, key: Any = None) -> Trouble:
        return Trouble(kind=kind, words=words, key=key, project_id=project.id)


def part_of(project: ProjectState, kind: type[Any]) -> Any:
    """A part of a project, ``None`` where it cannot be read."""
    try:
        return codec.decode_part(getattr(project, PART_COLUMNS[kind]).encode(), kind)
    except UNREADABLE:
        return None


def value_of(content: bytes, kind: type[Any]) -> Any:
    """A scene or a file from its line, ``None`` where it cannot be read."""
    try:
        found: Value = codec.decode_value(content, kind)
    except UNREADABLE:
        return None
    return found


def scene_wrong(row: Any, rate: Fraction | None) -> Sequence[str]:
    """The columns of a scene that do not agree with its content."""
    scene = value_of(row.content, Scene)
    if scene is None:
        return ["content"]
    # without a rate, lengths in seconds cannot be told
    right = {**scene_columns(scene, rate or Fraction(1)), "digest": codec.digest(row.content)}
    wrong = [
        name
        for name in SCENE_COLUMNS
        if getattr(row, name) != right[name] and (rate is not None or name != "duration_seconds")
    ]
    return wrong + ["scene_id"] * (str(row.scene_id) != scene.id)


def asset_wrong(row: Any) -> Sequence[str]:
    """The columns of a file that do not agree with its content."""
    asset = value_of(row.content, Asset)
    if asset is None:
        return ["content"]
    right = asset_columns(asset)
    return [name for name in ASSET_COLUMNS if getattr(row, name) != right[name]]


def _told(names: Sequence[str]) -> str:
    if list(names) == ["content"]:
        return "its content cannot be read."
    agree = "does not agree" if len(names) == 1 else "do not agree"
    return f"its {', '.join(name.replace('_', ' ') for name in names)} {agree} with its content."
