"""The edit of the texts that stand over a scene's picture."""

from typing import Annotated

from msgspec import Meta

from aura.timeline import rules
from aura.timeline.edits.changing import SceneEdit
from aura.timeline.edits.putting import with_other
from aura.timeline.edits.registry import edit
from aura.timeline.scene import Overlay
from aura.timeline.view import Outcome, View, get_scene


@edit("scene.overlays")
class SetSceneOverlays(SceneEdit, frozen=True, kw_only=True):
    """Set the texts over a scene's picture: lower thirds, titles, calls to action."""

    overlays: Annotated[tuple[Overlay, ...], Meta(max_length=20)]

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        rules.check_overlays(self.overlays)
        words = "Set the overlays of scene {n}" if self.overlays else "Took the overlays from scene {n}"
        return with_other(view, before, words, overlays=self.overlays)

    def batch_key(self) -> str:
        """Typing changes words, not how many overlays there are, or when and where they are shown."""
        places = ",".join(
            f"{each.style} {each.anchor} {each.start_ms}-{each.end_ms} {each.animation}"
            for each in self.overlays
        )
        return f"{self.kind} {self.scene} {places}"
