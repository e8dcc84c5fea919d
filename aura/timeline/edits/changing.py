"""What edits of scenes have in common: they are there, their lengths follow, their files are held."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from msgspec import Meta
from msgspec.structs import replace

from aura.errors import Invalid, NotFound
from aura.timeline import rules
from aura.timeline.document import Head
from aura.timeline.edits.registry import Edit
from aura.timeline.scene import Scene
from aura.timeline.terms import Id
from aura.timeline.view import Change, Outcome, View


class SceneEdit(Edit, frozen=True, kw_only=True):
    """An edit of one scene that is there."""

    scene: Id

    def guard(self) -> str:
        return f"scene:{self.scene}"


Selection = Annotated[tuple[Id, ...], Meta(min_length=1, max_length=rules.MAX_SCENES)]
"""Scenes that are changed together, none of them named twice."""


def selected(view: View, scene_ids: Sequence[str]) -> list[Scene]:
    """The scenes of a selection in the order of the film.  Raises ``Invalid``, ``NotFound``."""
    if len(set(scene_ids)) < len(scene_ids):
        raise Invalid("A scene is named twice; name each of them once.", field="scenes")
    scenes = []
    for number, scene_id in enumerate(scene_ids):
        scene = view.find_scene(scene_id)
        if scene is None:
            raise NotFound(f"This project has no scene {scene_id}.", field=f"scenes[{number}]")
        scenes.append(scene)
    return sorted(scenes, key=lambda scene: view.position(scene.id))


def timed(view: View, scene: Scene) -> Scene:
    """The scene with the length that follows from it."""
    return rules.timed(scene, view.part(Head).rate)


def changed(view: View, before: Scene, inverse: Edit, words: str, **fields: Any) -> Outcome:
    """The outcome of setting fields of a scene; ``{n}`` in the words is its number."""
    after = timed(view, replace(before, **fields))
    return Outcome(
        inverse=inverse,
        words=words.format(n=view.position(before.id)),
        changes=(Change(f"scene:{before.id}", before, after),),
    )


def changes_of(view: View, before: Iterable[Scene], after: Iterable[Scene]) -> tuple[Change, ...]:
    """The changes from scenes to the same ones with other fields, whose lengths follow."""
    rate = view.part(Head).rate
    both = zip(before, after, strict=True)
    return tuple(Change(f"scene:{old.id}", old, rules.timed(new, rate)) for old, new in both)


def counted(scenes: int) -> str:
    return "1 scene" if scenes == 1 else f"{scenes:,} scenes"


def require_room(view: View, more: int) -> None:
    """A project holds a limited number of scenes."""
    if view.scene_count() + more > rules.MAX_SCENES:
        raise Invalid(f"A project holds at most {rules.MAX_SCENES:,} scenes.")


def require_files(view: View, scene: Scene, field: str) -> None:
    """What a scene names must be there: files that were brought as assets, made ones in any way."""
    named = [scene.narration.audio] if scene.narration else []
    if scene.narration and scene.narration.words:
        named.append(scene.narration.words)
    if scene.media and scene.media.made_from:
        named.append(scene.media.asset)
    missing = next((digest for digest in named if not view.has_object(digest)), None)
    if scene.media and not scene.media.made_from and not view.find_asset(scene.media.asset):
        missing = scene.media.asset
    if missing:
        raise missing_file(missing, field)


def missing_file(digest: str, field: str) -> NotFound:
    return NotFound(f"This project has no asset {digest}; add the file first.", field=field)
