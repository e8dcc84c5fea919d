"""One project's rows as the core's view: reads only what is asked for."""

import uuid
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from aura.blobs import content, objects
from aura.db.prepared import Prepared
from aura.errors import NotFound
from aura.projects import lines
from aura.projects.ahead import Ahead
from aura.projects.rows import PART_COLUMNS
from aura.projects.tables import AssetState, ProjectState, ProjectVersion, SceneState
from aura.timeline import codec
from aura.timeline.document import Asset, Brief, Document, Head, Plan, Render, Timeline, Voice
from aura.timeline.scene import Scene
from aura.timeline.terms import Value
from aura.timeline.view import END, SMALL_PARTS, START, Place, Saved

V = TypeVar("V", bound=Value)


class Order(NamedTuple):
    """The scenes' ids in order, and where in it each of them is."""

    ids: Sequence[str]
    at: dict[str, int]

    def of(self, scene_id: str) -> int:
        if scene_id not in self.at:
            raise no_scene(scene_id)
        return self.at[scene_id]


class LiveView:
    """A ``View`` of one project as it is now, and what its versions and digests are made from.

    Many looks of one sort in a row are answered from one read (``Ahead``).
    """

    def __init__(self, session: Session, project: ProjectState) -> None:
        self.session = session
        self.project = project
        self.ahead = Ahead.of(session, project.id)

    @cached_property
    def mine(self) -> ColumnElement[bool]:
        return SceneState.project_id == self.project.id

    @cached_property
    def listed(self) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return AssetState.project_id == self.project.id, AssetState.is_listed.is_(True)

    def part(self, kind: type[V]) -> V:
        return codec.decode_part(getattr(self.project, PART_COLUMNS[kind]).encode(), kind)

    def find_scene(self, scene_id: str) -> Scene | None:
        scenes = self.ahead.all_of("scenes", self.scene_count(), self._lines)
        found = scenes.get(scene_id) if scenes is not None else self._line(scene_id)
        return codec.decode_value(found, Scene) if found else None

    def line(self, scene_id: str) -> bytes:
        """A scene's canonical line.  Raises ``NotFound``."""
        found = self._line(scene_id)
        if found is None:
            raise no_scene(scene_id)
        return found

    def know(self, lines: Mapping[str, bytes]) -> None:
        """The lines of scenes that were written just now."""
        self.ahead.know({("line", scene_id): line for scene_id, line in lines.items()})

    def _line(self, scene_id: str) -> bytes | None:
        found: bytes | None = self.ahead.once(("line", scene_id), lambda: self._value(_LINE, scene_id))
        return found

    def find_asset(self, digest: str) -> Asset | None:
        assets = self.ahead.all_of("assets", self.scene_count(), self._assets)
        if assets is not None:
            return assets.get(digest)
        found = self.session.scalar(
            select(AssetState.content).where(*self.listed, AssetState.digest == bytes.fromhex(digest))
        )
        return codec.decode_value(found, Asset) if found else None

    def has_object(self, digest: str) -> bool:
        objects_held = self.ahead.all_of("objects", self.scene_count(), self._objects)
        if objects_held is not None:
            return bytes.fromhex(digest) in objects_held
        held = select(AssetState.id).where(
            AssetState.project_id == self.project.id, AssetState.digest == bytes.fromhex(digest)
        )
        return self.session.scalar(held) is not None

    def users_of(self, digest: str) -> list[int]:
        files = select(SceneState.image_file_path, SceneState.audio_file_path)
        rows = self.session.execute(files.where(self.mine).order_by(SceneState.scene_index))
        return [number for number, paths in enumerate(rows, 1) if objects.key(digest) in paths]

    def showing(self, digest: str) -> list[Scene]:
        shown = SceneState.image_file_path == objects.key(digest)
        found = select(SceneState.content).where(self.mine, shown).order_by(SceneState.scene_index)
        return [codec.decode_value(line, Scene) for line in self.session.scalars(found)]

    def previous(self, scene_id: str) -> str:
        if order := self._order():
            place = order.of(scene_id)
            return order.ids[place - 1] if place else START
        found = _BEFORE.first(self.session, project=self.project.id, index=self.index(scene_id))
        return _text(found[0]) if found else START

    def next(self, scene_id: str) -> str:
        if order := self._order():
            place = -1 if scene_id == START else order.of(scene_id)
            return order.ids[place + 1] if place + 1 < len(order.ids) else END
        index = _LEAST if scene_id == START else self.index(scene_id)
        found = _BEHIND.first(self.session, project=self.project.id, index=index)
        return _text(found[0]) if found else END

    def last(self) -> str:
        found = _BEFORE.first(self.session, project=self.project.id, index=_MOST)
        return _text(found[0]) if found else START

    def position(self, scene_id: str) -> int:
        if order := self._order():
            return order.of(scene_id) + 1
        place: int | None = self._value(_POSITION, scene_id)
        if not place:
            raise no_scene(scene_id)
        return place

    def at(self, number: int) -> str | None:
        """The id of the scene with this number, from 1."""
        if number < 1:
            return None
        in_order = select(SceneState.scene_id).where(self.mine).order_by(SceneState.scene_index)
        found = self.session.scalar(in_order.offset(number - 1).limit(1))
        return str(found) if found else None

    def scene_count(self) -> int:
        return self.project.scene_count

    def document(self) -> Document:
        scenes = self.session.scalars(
            select(SceneState.content).where(self.mine).order_by(SceneState.scene_index)
        )
        return Document(
            brief=self.part(Brief),
            plan=self.part(Plan),
            voice=self.part(Voice),
            render=self.part(Render),
            timeline=Timeline(
                head=self.part(Head),
                assets=tuple(sorted(self.assets(), key=codec.canonical)),
                scenes=tuple(codec.decode_value(line, Scene) for line in scenes),
            ),
        )

    def version(self, version_id: str) -> Saved:
        version = self.session.get(ProjectVersion, uuid.UUID(version_id))
        if version is None or version.project_id != self.project.id:
            raise NotFound(f"This project has no version {version_id}.", field="version")
        label = f"version {version.version_number}"
        return Saved(f"{label} ({version.name})" if version.name else label, self.thaw(version))

    def thaw(self, version: ProjectVersion) -> Document:
        """A version's document, every blob checked against its digest."""
        return codec.thaw(self.frozen(version))

    def frozen(self, version: ProjectVersion) -> codec.Frozen:
        """The five parts of a version, every blob checked against its digest."""
        parts = content.get_all(self.session, version.hashes)
        return codec.Frozen._make(parts[name] for name in version.hashes)

    def freeze(self) -> codec.Frozen:
        """The live document's five parts."""
        return codec.Frozen._make((*self.small_parts(), b"".join(self.pieces())))

    def small_parts(self) -> tuple[bytes, ...]:
        """All of them but the timeline."""
        row = self.project
        parts = (row.brief_json, row.plan_spec_json, row.voice_spec_json, row.render_spec_json)
        return tuple(part.encode() for part in parts)

    def pieces(self) -> list[bytes]:
        """The timeline's pieces; joined they are the timeline."""
        self.session.flush()  # the core reads what is written
        assets = [line for (line,) in _ASSETS.all(self.session, project=self.project.id)]
        return lines.pieces(self.session, self.project, codec.opening_bytes(self.part(Head), assets))

    def assets(self) -> list[Asset]:
        """The files the user brought."""
        found = self.session.scalars(select(AssetState.content).where(*self.listed))
        return [codec.decode_value(line, Asset) for line in found]

    def digest(self, part: str) -> bytes | None:
        """The digest of a part as it is now, ``None`` where it is not there."""
        kind, _, name = part.partition(":")
        if kind == "scene":
            digests = self.ahead.all_of("digests", self.scene_count(), self._digests)
            if digests is not None:
                return digests.get(name)
            found: bytes | None = self._value(_DIGEST, name)
            return found
        if kind == "place":
            there = self.digest(f"scene:{name}") is not None
            return codec.digest_of(Place(after=self.previous(name))) if there else None
        if kind == "asset":
            asset = self.find_asset(name)
            return codec.digest_of(asset) if asset else None
        if part == "document":
            return codec.document_digest(self.freeze().digests())
        return codec.digest_of(self.part(SMALL_PARTS[part]))

    def index(self, scene_id: str) -> int:
        """A scene's place in the table."""
        index: int | None = self._value(_INDEX, scene_id)
        if index is None:
            raise no_scene(scene_id)
        return index

    def order(self) -> Order:
        """All scenes in order, read at once."""
        in_order = select(SceneState.scene_id).where(self.mine).order_by(SceneState.scene_index)
        ids = [str(scene_id) for scene_id in self.session.scalars(in_order)]
        return Order(ids, {scene_id: place for place, scene_id in enumerate(ids)})

    def _value(self, wanted: Prepared, scene_id: str) -> Any:
        """The one value that is asked for of a scene, ``None`` where it is not there."""
        row = wanted.first(self.session, project=self.project.id, scene=uuid.UUID(scene_id))
        return row[0] if row else None

    def _order(self) -> Order | None:
        return self.ahead.all_of("order", self.scene_count(), self.order)

    def _lines(self) -> dict[str, bytes]:
        rows = self.session.execute(select(SceneState.scene_id, SceneState.content).where(self.mine))
        return {str(scene_id): line for scene_id, line in rows}

    def _digests(self) -> dict[str, bytes]:
        rows = self.session.execute(select(SceneState.scene_id, SceneState.digest).where(self.mine))
        return {str(scene_id): digest for scene_id, digest in rows}

    def _assets(self) -> dict[str, Asset]:
        return {asset.digest: asset for asset in self.assets()}

    def _objects(self) -> set[bytes]:
        held = select(AssetState.digest).where(AssetState.project_id == self.project.id)
        return set(self.session.scalars(held))


_MINE = SceneState.project_id == bindparam("project")
_THIS = SceneState.scene_id == bindparam("scene")
_LINE = Prepared(select(SceneState.content).where(_MINE, _THIS))
_DIGEST = Prepared(select(SceneState.digest).where(_MINE, _THIS))
_INDEX = Prepared(select(SceneState.scene_index).where(_MINE, _THIS))
_UP_TO = select(SceneState.scene_index).where(_MINE, _THIS).scalar_subquery()
_POSITION = Prepared(select(func.count()).where(_MINE, SceneState.scene_index <= _UP_TO))
_IDS = select(SceneState.scene_id).where(_MINE).limit(1)
_BEFORE = Prepared(
    _IDS.where(SceneState.scene_index < bindparam("index")).order_by(SceneState.scene_index.desc())
)
_BEHIND = Prepared(_IDS.where(SceneState.scene_index > bindparam("index")).order_by(SceneState.scene_index))
_LEAST, _MOST = -(1 << 63), (1 << 63) - 1
"""Beyond every index."""

_ASSETS = Prepared(
    select(AssetState.content).where(
        AssetState.project_id == bindparam("project"), AssetState.is_listed.is_(True)
    )
)


def _text(stored: bytes | uuid.UUID) -> str:
    """An id as it is stored, as the document has it."""
    return str(stored if isinstance(stored, uuid.UUID) else uuid.UUID(bytes=stored))


def no_scene(scene_id: str) -> NotFound:
    return NotFound(f"This project has no scene {scene_id}.", field="scene")


def is_scene(scene_id: str) -> ColumnElement[bool]:
    return SceneState.scene_id == uuid.UUID(scene_id)
