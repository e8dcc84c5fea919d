"""What the edits of one scene have in common: the scene is there, its length follows, its files are held."""

from typing import Any

from msgspec.structs import replace

from aura.errors import NotFound
from aura.timeline import rules
from aura.timeline.document import Head, Id, Scene
from aura.timeline.edits.registry import Edit
from aura.timeline.view import Change, Outcome, View


class SceneEdit(Edit, frozen=True, kw_only=True):
    """An edit of one scene that is there."""

    scene: Id

    def guard(self) -> str:
        return f"scene:{self.scene}"


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
