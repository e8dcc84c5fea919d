"""What takes the edits of several scenes back: scenes put back whole, in their fields, or in their places.

Each is taken back by one of its own kind.
"""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from aura.errors import Conflict
from aura.timeline import rules
from aura.timeline.edits.chain import Chain
from aura.timeline.edits.changing import changes_of, counted, require_files, require_room, selected, timed
from aura.timeline.edits.registry import Edit, edit
from aura.timeline.scene import Scene
from aura.timeline.terms import Id, Position, Value
from aura.timeline.view import Change, Outcome, View, get_scene

_Many = Meta(max_length=rules.MAX_SCENES)


class Inserted(Value, frozen=True, kw_only=True):
    """A scene that comes, and which one it stands after."""

    scene: Scene
    after: Position


class Placed(Value, frozen=True, kw_only=True):
    """A scene that is there, and which one it stands after."""

    scene: Id
    after: Position


@edit("scenes.put", public=False)
class PutScenes(Edit, frozen=True, kw_only=True):
    """Put scenes back: change some, delete some, and insert some in the order of the film."""

    changed: Annotated[tuple[Scene, ...], _Many] = ()
    deleted: Annotated[tuple[Id, ...], _Many] = ()
    inserted: Annotated[tuple[Inserted, ...], _Many] = ()

    def apply(self, view: View) -> Outcome:
        before = [get_scene(view, scene.id) for scene in self.changed]
        gone = selected(view, self.deleted)
        fresh = [timed(view, each.scene) for each in self.inserted]
        require_room(view, len(fresh) - len(gone))
        for scene in (*self.changed, *fresh):
            require_files(view, scene, "scene")
        was = tuple(Inserted(scene=scene, after=view.previous(scene.id)) for scene in gone)
        chain = Chain(view)
        chain.take(scene.id for scene in gone)
        for each in self.inserted:
            if view.find_scene(each.scene.id) is not None:
                raise Conflict(f"There is already a scene {each.scene.id}.", field="inserted")
            chain.put(each.scene.id, each.after)
        return Outcome(
            inverse=PutScenes(
                changed=tuple(before), deleted=tuple(scene.id for scene in fresh), inserted=was
            ),
            words=f"Put back {counted(len(before) + len(gone) + len(fresh))}",
            changes=(
                *changes_of(view, before, self.changed),
                *chain.changes(),
                *(Change(f"scene:{scene.id}", scene, None) for scene in gone),
                *(Change(f"scene:{scene.id}", None, scene) for scene in fresh),
            ),
            placed=chain.placed(),
        )

    def guard(self) -> str:
        return "order"


@edit("scenes.place", public=False)
class PlaceScenes(Edit, frozen=True, kw_only=True):
    """Put scenes back in their places, one after the other in the order of the film."""

    places: Annotated[tuple[Placed, ...], _Many]

    def apply(self, view: View) -> Outcome:
        return placed(view, self.places, f"Put back {counted(len(self.places))}")

    def guard(self) -> str:
        return "order"


def placed(view: View, places: Sequence[Placed], words: str) -> Outcome:
    """The outcome of putting scenes in their places, one after the other in the order of the film."""
    order = [scene.id for scene in selected(view, [each.scene for each in places])]
    was = tuple(Placed(scene=scene_id, after=view.previous(scene_id)) for scene_id in order)
    chain = Chain(view)
    chain.take(order)
    for each in places:
        chain.put(each.scene, each.after)
    return Outcome(
        inverse=PlaceScenes(places=was), words=words, changes=chain.changes(), placed=chain.placed()
    )


SETTABLE = [field for field in msgspec.structs.fields(Scene) if field.name not in ("id", "length_frames")]
"""The fields of a scene that are its author's; its length follows from them."""

SceneFields: Any = msgspec.defstruct(
    "SceneFields",
    [("scene", Id), *((field.name, field.type | UnsetType, UNSET) for field in SETTABLE)],
    bases=(Value,),
    namespace={"__doc__": "Some fields of one scene."},
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
)


@edit("scenes.fields", public=False)
class SetScenesFields(Edit, frozen=True, kw_only=True):
    """Put fields of scenes back, each scene's own."""

    scenes: Annotated[tuple[SceneFields, ...], _Many]

    def apply(self, view: View) -> Outcome:
        before = [get_scene(view, each.scene) for each in self.scenes]
        after = [_with(scene, each) for scene, each in zip(before, self.scenes, strict=True)]
        for scene, each in zip(after, self.scenes, strict=True):
            if each.media is not UNSET or each.narration is not UNSET:
                require_files(view, scene, "scenes")
        return with_fields(view, before, after, f"Put back {counted(len(before))}")

    def guard(self) -> str:
        return f"scene:{self.scenes[0].scene}" if self.scenes else "order"


def with_fields(view: View, before: Sequence[Scene], after: Sequence[Scene], words: str) -> Outcome:
    """The outcome of setting fields of several scenes."""
    both = zip(before, after, strict=True)
    return Outcome(
        inverse=SetScenesFields(scenes=tuple(_differing(old, new) for old, new in both)),
        words=words,
        changes=changes_of(view, before, after),
    )


def with_other(view: View, before: Scene, words: str, **fields: Any) -> Outcome:
    """The outcome of setting fields of one scene, taken back whatever they were; ``{n}`` is its number."""
    return with_fields(view, [before], [replace(before, **fields)], words.format(n=view.position(before.id)))


def _with(scene: Scene, fields: Any) -> Scene:
    given = {field.name: getattr(fields, field.name) for field in SETTABLE}
    return replace(scene, **{name: value for name, value in given.items() if value is not UNSET})


def _differing(before: Scene, after: Scene) -> Any:
    """The fields of ``before`` that ``after`` has otherwise."""
    values = {field.name: getattr(before, field.name) for field in SETTABLE}
    return SceneFields(
        scene=before.id,
        **{name: value for name, value in values.items() if value != getattr(after, name)},
    )
