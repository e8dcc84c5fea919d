"""The edit that puts a list of scenes in the place of all there are."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from aura.errors import Invalid
from aura.timeline import rules
from aura.timeline.document import Head
from aura.timeline.edits.changing import require_files
from aura.timeline.edits.registry import Edit, edit
from aura.timeline.order import is_reordered, moved
from aura.timeline.scene import Scene
from aura.timeline.view import START, Change, Outcome, Place, View


@edit("scenes.replace", public=False)  # a draft's and a template's: a restore point comes first
class ReplaceScenes(Edit, frozen=True, kw_only=True):
    """Put these scenes, in this order, in the place of all there are.

    A scene whose id is there already is changed, the others come and go.  Each part that differs is
    named, so that whoever edits one scene afterwards is in the way of undo, and is told.
    """

    scenes: Annotated[tuple[Scene, ...], Meta(max_length=rules.MAX_SCENES)]

    def apply(self, view: View) -> Outcome:
        before = {scene.id: scene for scene in view.document().timeline.scenes}
        rate = view.part(Head).rate
        after = {scene.id: rules.timed(scene, rate) for scene in self.scenes}
        if len(after) < len(self.scenes):
            raise Invalid("Two of the scenes have the same id.", field="scenes")
        for scene in after.values():
            if scene != before.get(scene.id):
                require_files(view, scene, "scenes")
        old, new = list(before), list(after)
        return Outcome(
            inverse=ReplaceScenes(scenes=tuple(before.values())),
            words=_words(before, after),
            changes=(*_scenes(before, after), *_places(old, new)),
            placed=tuple(moved(old, new)),
        )

    def guard(self) -> str:
        return "order"


def _scenes(before: dict[str, Scene], after: dict[str, Scene]) -> Iterator[Change]:
    for scene_id in before | after:
        old, new = before.get(scene_id), after.get(scene_id)
        if old != new:
            yield Change(f"scene:{scene_id}", old, new)


def _places(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """The places that differ; those of all scenes where the order of those that stay does."""
    old, new = _standing(before), _standing(after)
    all_of_them = is_reordered(before, after)
    for scene_id in old | new:
        was, now = old.get(scene_id), new.get(scene_id)
        if was != now or all_of_them:
            yield Change(
                f"place:{scene_id}", Place(after=was) if was else None, Place(after=now) if now else None
            )


def _standing(order: Sequence[str]) -> dict[str, str]:
    """Each scene and the one it stands after."""
    return dict(zip(order, (START, *order), strict=False))


def _words(before: dict[str, Scene], after: dict[str, Scene]) -> str:
    kept = before.keys() & after.keys()
    if not before:
        return f"Wrote {_counted(len(after))}"
    if not after:
        return f"Deleted all {_counted(len(before))}" if len(before) > 1 else "Deleted the only scene"
    if not kept:
        return f"Replaced {_counted(len(before))} by {len(after):,}"
    facts = {
        "new": len(after) - len(kept),
        "deleted": len(before) - len(kept),
        "changed": sum(before[scene_id] != after[scene_id] for scene_id in kept),
    }
    told = ", ".join(f"{count:,} {fact}" for fact, count in facts.items() if count)
    return f"Rewrote the scenes: {told}" if told else "Put the scenes in another order"


def _counted(scenes: int) -> str:
    return "1 scene" if scenes == 1 else f"{scenes:,} scenes"
