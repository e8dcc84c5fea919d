"""Where each scene stands in the film, and where its narration starts.

A passage into a scene overlaps the end of the scene before with the start of this one, so a film is as long
as its scenes less their overlaps.  A narration starts when the passage into its scene is over: a voice is
never heard before its scene is fully seen, and no two voices overlap.

An overlap is what was asked for, but never more than half of either scene, and never so much that
less than half of the silence after the narration would be left.  All of it follows from a scene and
the one before: what stands further away changes no overlap.

Units: frames over the document's rate.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from aura.timeline.document import Document
from aura.timeline.scene import Scene


class Placed(Struct, frozen=True, kw_only=True):
    """A scene's place: from ``start_frame`` it is seen for ``frames``, of which the first ``lead_frames``
    are shared with the scene before and the last ``tail_frames`` with the one after."""

    scene: Scene
    number: int
    start_frame: int
    lead_frames: int
    tail_frames: int

    @property
    def name(self) -> str:
        """What people call the scene."""
        title = f" ({self.scene.title})" if self.scene.title else ""
        return f"Scene {self.number}{title}"

    @property
    def frames(self) -> int:
        return self.scene.length_frames

    @property
    def voice_frame(self) -> int:
        """The frame of the film at which the narration starts."""
        return self.start_frame + self.lead_frames


def place(scenes: Sequence[Scene], rate: Fraction) -> tuple[Placed, ...]:
    """The scenes in their places."""
    leads = [0, *(overlap(before, scene, rate) for before, scene in pairwise(scenes)), 0]
    placed = []
    start = 0
    for index, scene in enumerate(scenes):
        start -= leads[index]
        placed.append(
            Placed(
                scene=scene,
                number=index + 1,
                start_frame=start,
                lead_frames=leads[index],
                tail_frames=leads[index + 1],
            )
        )
        start += scene.length_frames
    return tuple(placed)


def film_frames(document: Document) -> int:
    """How many frames the film of a document has."""
    timeline = document.timeline
    placed = place(timeline.scenes, timeline.head.rate)
    return placed[-1].start_frame + placed[-1].frames if placed else 0


def overlap(before: Scene, scene: Scene, rate: Fraction) -> int:
    """The frames over which ``before`` gives way to ``scene``.

    A passage of no stated length takes half a second.
    """
    if scene.transition == "cut":
        return 0
    asked = scene.transition_frames or round(rate / 2)
    room = scene.length_frames
    if scene.narration:
        room -= scene.narration.frames + -(-scene.narration.pause_frames // 2)
    return max(0, min(asked, before.length_frames // 2, scene.length_frames // 2, room))
