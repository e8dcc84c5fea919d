"""The edit of a scene's own captions."""

from typing import Annotated

from msgspec import Meta

from aura.timeline import rules
from aura.timeline.edits.changing import SceneEdit
from aura.timeline.edits.putting import with_other
from aura.timeline.edits.registry import edit
from aura.timeline.scene import Cue
from aura.timeline.view import Outcome, View, get_scene


@edit("scene.captions")
class SetSceneCaptions(SceneEdit, frozen=True, kw_only=True):
    """Set a scene's captions, in place of those made from its narration; none brings those back."""

    captions: Annotated[tuple[Cue, ...], Meta(max_length=1_000)]

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        rules.check_captions(self.captions)
        words = "Set the captions of scene {n}" if self.captions else "Took the captions from scene {n}"
        return with_other(view, before, words, captions=self.captions)

    def batch_key(self) -> str:
        """Typing changes words, not how many captions there are or when they are shown."""
        times = ",".join(f"{cue.start_ms}-{cue.end_ms}" for cue in self.captions)
        return f"{self.kind} {self.scene} {times}"
