"""The edit of a scene's own captions."""

from itertools import pairwise
from typing import Annotated

from msgspec import Meta

from aura.errors import Invalid
from aura.timeline.document import Cue
from aura.timeline.edits.changing import SceneEdit, changed
from aura.timeline.edits.registry import edit
from aura.timeline.view import Outcome, View, get_scene


@edit("scene.captions")
class SetSceneCaptions(SceneEdit, frozen=True, kw_only=True):
    """Set a scene's captions, in place of those made from its narration; none brings those back."""

    captions: Annotated[tuple[Cue, ...], Meta(max_length=1_000)]

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        for number, cue in enumerate(self.captions):
            if cue.end_ms <= cue.start_ms:
                raise Invalid("A caption ends after it starts.", field=f"captions[{number}].end_ms")
        for number, (cue, following) in enumerate(pairwise(self.captions), 1):
            if following.start_ms < cue.end_ms:
                words = "Captions follow one another and do not overlap."
                raise Invalid(words, field=f"captions[{number}].start_ms")
        inverse = SetSceneCaptions(scene=self.scene, captions=before.captions)
        words = "Set the captions of scene {n}" if self.captions else "Took the captions from scene {n}"
        return changed(view, before, inverse, words, captions=self.captions)
