"""Carries outcomes out: writes the rows that an edit changed, and nothing else."""

import uuid
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from aura.ids import new_id
from aura.projects import ordering
from aura.projects.live import LiveView, is_scene
from aura.projects.rows import asset_columns, part_columns, scene_columns
from aura.projects.tables import AssetState, SceneState
from aura.timeline.document import Asset, Document, Head, Scene, Value
from aura.timeline.view import START, Change, Outcome, Place

_NOWHERE = -(1 << 62)
"""The index of a scene that is not placed yet, within one write."""


class Writer:
    """The writing side of a ``LiveView``."""

    def __init__(self, live: LiveView) -> None:
        self.live = live
        self.session = live.session
        self.project = live.project
        self._mine = live.mine

    def write(self, outcome: Outcome) -> None:
        """Carry an outcome out, and nothing else."""
        reordered = bool(outcome.placed)
        for change in outcome.changes:
            kind, _, name = change.part.partition(":")
            if kind == "scene":
                reordered |= self._write_scene(name, change, outcome)
            elif kind == "asset":
                self._write_asset(change)
            elif change.part == "document":
                self._write_document(change.before, change.after)
                reordered = True
            elif kind != "place":
                self._write_part(change.after)
        for scene_id in outcome.placed:
            place = next(c.after for c in outcome.changes if c.part == f"place:{scene_id}")
            if isinstance(place, Place):
                self._place(scene_id, place.after)
        if reordered:
            self.project.order_revision += 1

    def hold(self, asset: Asset, *, temporary: bool = False) -> None:
        """Register a file made for this project, so that scenes may name it."""
        if not self.live.has_object(asset.digest):
            columns = {**asset_columns(asset), "is_listed": False, "is_temporary": temporary}
            self._insert_asset(columns)

    def _write_part(self, value: Value | None) -> None:
        assert value is not None
        for column, text in part_columns(value).items():
            setattr(self.project, column, text)

    def _write_scene(self, scene_id: str, change: Change, outcome: Outcome) -> bool:
        """Answers whether a scene came or went."""
        if change.after is None:
            self.session.execute(delete(SceneState).where(self._mine, is_scene(scene_id)))
            self.project.scene_count -= 1
            return True
        assert isinstance(change.after, Scene)
        columns = scene_columns(change.after, self.live.part(Head).rate)
        if change.before is None:
            row = {"id": new_id(), "project_id": self.project.id, "scene_id": uuid.UUID(scene_id)}
            self.session.execute(insert(SceneState).values(**row, scene_index=_NOWHERE, **columns))
            self.project.scene_count += 1
            return True
        self.session.execute(update(SceneState).where(self._mine, is_scene(scene_id)).values(**columns))
        return False

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
        self._write_assets(before.timeline.assets, after.timeline.assets)
        self._write_scenes(before.timeline.scenes, after.timeline.scenes)

    def _write_assets(self, before: tuple[Asset, ...], after: tuple[Asset, ...]) -> None:
        old, new = {a.digest: a for a in before}, {a.digest: a for a in after}
        for digest in old.keys() | new.keys():
            if old.get(digest) != new.get(digest):
                self._write_asset(Change(f"asset:{digest}", old.get(digest), new.get(digest)))

    def _write_scenes(self, before: tuple[Scene, ...], after: tuple[Scene, ...]) -> None:
        rate = self.live.part(Head).rate
        old = {scene.id: scene for scene in before}
        new_ids = {scene.id for scene in after}
        gone = [uuid.UUID(scene.id) for scene in before if scene.id not in new_ids]
        for start in range(0, len(gone), 500):
            some = SceneState.scene_id.in_(gone[start : start + 500])
            self.session.execute(delete(SceneState).where(self._mine, some))
        fresh = []
        for scene in after:
            if scene.id not in old:
                fresh.append(
                    {
                        "id": new_id(),
                        "project_id": self.project.id,
                        "scene_id": uuid.UUID(scene.id),
                        "scene_index": _NOWHERE,
                        **scene_columns(scene, rate),
                    }
                )
            elif scene != old[scene.id]:
                columns = scene_columns(scene, rate)
                self.session.execute(
                    update(SceneState).where(self._mine, is_scene(scene.id)).values(**columns)
                )
        if fresh:
            self.session.execute(insert(SceneState), fresh)
        self.project.scene_count = len(after)
        kept = [scene.id for scene in before if scene.id in new_ids]
        if fresh or kept != [scene.id for scene in after]:
            self._spread([scene.id for scene in after])

    def _place(self, scene_id: str, after: str) -> None:
        """Give a scene an index behind ``after``; respaces the project's when there is no room."""
        others = (self._mine, SceneState.scene_id != uuid.UUID(scene_id), SceneState.scene_index != _NOWHERE)
        low = None if after == START else self.live.index(after)
        behind = select(func.min(SceneState.scene_index)).where(*others)
        high = self.session.scalar(behind if low is None else behind.where(SceneState.scene_index > low))
        index = ordering.between(low, high)
        if index is not None:
            place = update(SceneState).where(self._mine, is_scene(scene_id))
            self.session.execute(place.values(scene_index=index))
            return
        order = self.session.scalars(
            select(SceneState.scene_id).where(*others).order_by(SceneState.scene_index)
        )
        ids = [str(each) for each in order]
        ids.insert(0 if after == START else ids.index(after) + 1, scene_id)
        self._spread(ids)

    def _spread(self, ids: list[str]) -> None:
        rows = self.session.execute(select(SceneState.scene_id, SceneState.id).where(self._mine))
        keys = {str(scene_id): row_id for scene_id, row_id in rows}
        places = [
            {"id": keys[scene_id], "scene_index": index}
            for scene_id, index in zip(ids, ordering.spread(len(ids)), strict=True)
        ]
        if places:
            self.session.execute(update(SceneState), places)


def _small(document: Document) -> tuple[Value, ...]:
    return (document.brief, document.plan, document.voice, document.render, document.timeline.head)
