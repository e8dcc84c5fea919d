"""Edits that make copies of scenes: all that a scene holds, under a new id."""

from collections.abc import Callable
from typing import Annotated, Any

from msgspec import Meta
from msgspec.structs import replace

from aura.errors import Conflict, Invalid
from aura.timeline import rules
from aura.timeline.edits.chain import Chain
from aura.timeline.edits.changing import SceneEdit, Selection, counted, require_room, selected
from aura.timeline.edits.putting import PutScenes
from aura.timeline.edits.registry import Edit, NewId, edit
from aura.timeline.scene import Scene
from aura.timeline.view import Change, Outcome, View, get_scene


@edit("scene.duplicate")
class DuplicateScene(SceneEdit, frozen=True, kw_only=True):
    """Copy a scene; the copy stands behind it."""

    id: NewId

    @classmethod
    def completed(cls, payload: dict[str, Any], new_id: Callable[[], str]) -> dict[str, Any]:
        return {"id": new_id(), **payload}

    def apply(self, view: View) -> Outcome:
        scene = get_scene(view, self.scene)
        words = f"Duplicated scene {view.position(scene.id)}"
        return _copied(view, [(scene, self.id)], words, "id")


@edit("scenes.duplicate")
class DuplicateScenes(Edit, frozen=True, kw_only=True):
    """Copy several scenes; the copies stand together behind the last of them, in the order of the film."""

    scenes: Selection
    ids: Annotated[
        tuple[NewId, ...],
        Meta(max_length=rules.MAX_SCENES, description="The ids of the copies, one for each scene."),
    ]

    @classmethod
    def completed(cls, payload: dict[str, Any], new_id: Callable[[], str]) -> dict[str, Any]:
        scenes = payload.get("scenes")
        wanted = len(scenes) if isinstance(scenes, list) else 0
        return {"ids": [new_id() for _ in range(min(wanted, rules.MAX_SCENES))], **payload}

    def apply(self, view: View) -> Outcome:
        if not len(set(self.ids)) == len(self.ids) == len(self.scenes):
            raise Invalid("Give each copy an id of its own, one for each scene.", field="ids")
        copies = dict(zip(self.scenes, self.ids, strict=True))
        scenes = [(scene, copies[scene.id]) for scene in selected(view, self.scenes)]
        return _copied(view, scenes, f"Duplicated {counted(len(scenes))}", "ids")

    def guard(self) -> str:
        return "order"


def _copied(view: View, scenes: list[tuple[Scene, str]], words: str, field: str) -> Outcome:
    """The outcome of copying scenes, each to a new id, behind the last of them."""
    require_room(view, len(scenes))
    chain = Chain(view)
    after = scenes[-1][0].id
    for _, new_id in scenes:
        if view.find_scene(new_id) is not None:
            raise Conflict(f"There is already a scene {new_id}.", field=field)
        chain.put(new_id, after)
        after = new_id
    return Outcome(
        inverse=PutScenes(deleted=tuple(new_id for _, new_id in scenes)),
        words=words,
        changes=(
            *(Change(f"scene:{new_id}", None, replace(scene, id=new_id)) for scene, new_id in scenes),
            *chain.changes(),
        ),
        placed=chain.placed(),
    )
