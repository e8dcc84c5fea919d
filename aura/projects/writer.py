"""Carries outcomes out: writes the rows that an edit changed, and nothing else.

One edit of a thousand scenes is a handful of statements, as one of one scene is: those that go, those
that change, those that come, and the places that are new, each at once.
"""

import uuid
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, func, insert, select, update

from aura.db import rows
from aura.db.prepared import Prepared
from aura.ids import new_id
from aura.projects import ordering
from aura.projects.ahead import written
from aura.projects.live import LiveView, is_scene
from aura.projects.rows import asset_columns, part_columns, scene_columns
from aura.projects.tables import AssetState, SceneState
from aura.timeline.document import Asset, Document, Head
from aura.timeline.order import moved
from aura.timeline.scene import Scene
from aura.timeline.terms import Value
from aura.timeline.view import START, Change, Outcome, Place

FEW_PLACES = 8
"""So many places are found one by one; for more of them the whole order is read."""

_SCENES = cast(Table, SceneState.__table__)
_AT_ONCE = 500
_NOWHERE = -(1 << 62)
"""The index of a scene that is not placed yet, within one write."""


class Writer:
    """The writing side of a ``LiveView``."""

    def __init__(self, live: LiveView) -> None:
        self.live = live
        self.session = live.session
        self.project = live.project

    def write(self, outcome: Outcome) -> None:
        """Carry an outcome out, and nothing else."""
        scenes: list[Change] = []
        places: dict[str, Value | None] = {}
        for change in outcome.changes:
            kind, _, name = change.part.partition(":")
            if kind == "scene":
                scenes.append(change)
            elif kind == "place":
                places[name] = change.after
            elif kind == "asset":
                self._write_asset(change)
            elif change.part == "document":
                self._write_document(change.before, change.after)
            else:
                self._write_part(change.after)
        placed = [(name, place.after) for name in outcome.placed if isinstance(place := places[name], Place)]
        changed = self._write_scenes(scenes, placed)
        written(self.session)
        self.live.know(changed)

    def hold(self, asset: Asset, *, temporary: bool = False) -> None:
        """Register a file made for this project, so that scenes may name it."""
        if not self.live.has_object(asset.digest):
            columns = {**asset_columns(asset), "is_listed": False, "is_temporary": temporary}
            self._insert_asset(columns)
            written(self.session)

    def _write_part(self, value: Value | None) -> None:
        assert value is not None
        rows.change(self.session, self.project, **part_columns(value))

    def _write_asset(self, change: Change) -> None:
        asset = change.after or change.before
        assert isinstance(asset, Asset)
        columns = {**asset_columns(asset), "is_listed": change.after is not None, "is_temporary": False}
        held = (AssetState.project_id == self.project.id, AssetState.digest == columns["digest"])
        if self.live.has_object(asset.digest):
            self.session.execute(update(AssetState).where(*held).values(**columns))
        else:
            self._insert_asset(columns)

    def _insert_asset(self, columns: dict[str, Any]) -> None:
        row = {"id": new_id(), "project_id": self.project.id, **columns}
        self.session.execute(insert(AssetState).values(**row))

    def _write_document(self, before: Value | None, after: Value | None) -> None:
        assert isinstance(before, Document)
        assert isinstance(after, Document)
        for old, new in zip(_small(before), _small(after), strict=True):
            if old != new:
                self._write_part(new)
        for change in _differences("asset", _by_digest(before), _by_digest(after)):
            self._write_asset(change)
        old_scenes, new_scenes = _by_id(before), _by_id(after)
        order = list(new_scenes)
        standing = dict(zip(order, (START, *order), strict=False))
        placed = [(scene_id, standing[scene_id]) for scene_id in moved(list(old_scenes), order)]
        self._write_scenes(_differences("scene", old_scenes, new_scenes), placed)

    def _write_scenes(self, changes: Sequence[Change], placed: Sequence[tuple[str, str]]) -> dict[str, bytes]:
        """Take scenes, change them, bring them, and put them in their places, in that order.

        Answers the lines of those that were changed.
        """
        gone = [uuid.UUID(_name(change)) for change in changes if change.after is None]
        kept, fresh = [], {}
        rate = self.live.part(Head).rate
        for change in changes:
            scene = change.after
            if isinstance(scene, Scene) and change.before is None:
                fresh[scene.id] = {"scene_id": uuid.UUID(scene.id), **scene_columns(scene, rate)}
            elif isinstance(scene, Scene) and scene != change.before:
                kept.append({"key": uuid.UUID(scene.id), **scene_columns(scene, rate)})
        self._delete(gone)
        self._update(kept)
        if len(placed) > FEW_PLACES:
            self._place_all(placed, fresh)
        else:
            self._insert(fresh.values())
            for scene_id, after in placed:
                self._place(scene_id, after)
        if fresh or gone or placed:
            count = self.project.scene_count + len(fresh) - len(gone)
            revision = self.project.order_revision + bool(gone or placed)
            rows.change(self.session, self.project, scene_count=count, order_revision=revision)
        return {str(row["key"]): row["content"] for row in kept}

    def _delete(self, scene_ids: Sequence[uuid.UUID]) -> None:
        for start in range(0, len(scene_ids), _AT_ONCE):
            some = SceneState.scene_id.in_(scene_ids[start : start + _AT_ONCE])
            self.session.execute(delete(SceneState).where(self.live.mine, some))

    def _update(self, some: Sequence[dict[str, Any]]) -> None:
        """Set columns of scenes that are there, each named by ``key``; for all of them the same ones."""
        if some:
            mine = {"project": self.project.id}
            _setting(tuple(some[0])).run_all(self.session, [{**mine, **row} for row in some])

    def _insert(self, some: Iterable[dict[str, Any]]) -> None:
        keys = {"project_id": self.project.id, "scene_index": _NOWHERE}
        if fresh := [{"id": new_id(), **keys, **row} for row in some]:
            self.session.execute(insert(SceneState), fresh)

    def _place(self, scene_id: str, after: str) -> None:
        """Give a scene an index behind ``after``; respaces the project's when there is no room."""
        mine = self.live.mine
        others = (mine, SceneState.scene_id != uuid.UUID(scene_id), SceneState.scene_index != _NOWHERE)
        low = None if after == START else self.live.index(after)
        behind = select(func.min(SceneState.scene_index)).where(*others)
        high = self.session.scalar(behind if low is None else behind.where(SceneState.scene_index > low))
        index = ordering.between(low, high)
        if index is not None:
            place = update(SceneState).where(mine, is_scene(scene_id))
            self.session.execute(place.values(scene_index=index))
            return
        ids = self.session.scalars(
            select(SceneState.scene_id).where(*others).order_by(SceneState.scene_index)
        )
        order = ordering.rearranged([str(each) for each in ids], [(scene_id, _anchor(after))])
        self._set_indexes(ordering.indexed(order, {}))

    def _place_all(self, placed: Sequence[tuple[str, str]], fresh: dict[str, dict[str, Any]]) -> None:
        """Give scenes their places, one after the other, and write each index once; ``fresh`` ones come."""
        indexed = select(SceneState.scene_id, SceneState.scene_index).where(self.live.mine)
        found = self.session.execute(indexed)
        present = {str(scene_id): index for scene_id, index in found}
        places = [(scene_id, _anchor(after)) for scene_id, after in placed]
        order = ordering.rearranged(sorted(present, key=present.__getitem__), places)
        going = dict(places)
        indexes = ordering.indexed(
            order, {scene_id: index for scene_id, index in present.items() if scene_id not in going}
        )
        self._insert({**row, "scene_index": indexes.pop(scene_id)} for scene_id, row in fresh.items())
        self._set_indexes(indexes)

    def _set_indexes(self, indexes: dict[str, int]) -> None:
        self._update(
            [{"key": uuid.UUID(scene_id), "scene_index": index} for scene_id, index in indexes.items()]
        )


@cache
def _setting(columns: tuple[str, ...]) -> Prepared:
    """Sets columns of the scene that is named by ``key``, which is among them."""
    there = (_SCENES.c.project_id == bindparam("project"), _SCENES.c.scene_id == bindparam("key"))
    values: dict[str, Any] = {name: bindparam(name) for name in columns if name != "key"}
    return Prepared(_SCENES.update().where(*there).values(values))


def _anchor(after: str) -> str | None:
    return None if after == START else after


def _name(change: Change) -> str:
    return change.part.partition(":")[2]


def _differences(kind: str, old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    return [
        Change(f"{kind}:{name}", old.get(name), new.get(name))
        for name in old | new
        if old.get(name) != new.get(name)
    ]


def _by_id(document: Document) -> dict[str, Scene]:
    return {scene.id: scene for scene in document.timeline.scenes}


def _by_digest(document: Document) -> dict[str, Asset]:
    return {asset.digest: asset for asset in document.timeline.assets}


def _small(document: Document) -> tuple[Value, ...]:
    return (document.brief, document.plan, document.voice, document.render, document.timeline.head)
