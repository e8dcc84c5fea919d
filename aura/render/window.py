"""A few scenes of a document, as they are in its film, without what the rest of it would take.  Pure.

The scenes that are not asked for, but for the neighbours of those that are, have stand-ins of their length
that show nothing: so a film of thousands of scenes is planned at the cost of a few, and one can look at a
scene while others are still to be made.  Scenes keep their numbers and their places: a stand-in leaves out
what it would share with the scene after it, where it is cut to that.  A neighbour that shows nothing yet has
a stand-in as well, and a cut where it would give way or be given way to.
"""

from msgspec import Struct
from msgspec.structs import replace

from aura.errors import Invalid
from aura.render.timing import Placed, place
from aura.timeline.document import Document
from aura.timeline.scene import Cue, Media, Scene
from aura.timeline.time import ms_from_frames

NOTHING = Media(asset="0" * 64)
_WITNESS = (Cue(start_ms=0, end_ms=1000, text="…"),)
"""A mark stands higher in a film that has captions anywhere."""


class Window(Struct, frozen=True):
    """A document that holds scenes to look at in full, and where those now stand in its film."""

    document: Document
    placed: tuple[Placed, ...]

    @property
    def start_frame(self) -> int:
        """Where the first of them begins."""
        return self.placed[0].start_frame

    @property
    def end_frame(self) -> int:
        """The frame after the last of them."""
        return self.placed[-1].start_frame + self.placed[-1].frames


def window(document: Document, first: int, last: int) -> Window:
    """The scenes from ``first`` to ``last``, counted from 0."""
    scenes = document.timeline.scenes
    shown = list(scenes)
    hidden = dict.fromkeys(
        number
        for number, scene in enumerate(scenes)
        if not first <= number <= last and not (first - 1 <= number <= last + 1 and _is_shown(scene))
    )
    truly = place(scenes, document.timeline.head.rate)
    for number in hidden:
        is_cut = number + 1 in hidden or number + 1 == first
        shown[number] = _stand_in(scenes[number], truly[number].tail_frames if is_cut else 0)
    if first - 1 in hidden:
        shown[first] = replace(shown[first], transition="cut")
    if document.render.captions and any(_is_captioned(scenes[number]) for number in hidden):
        witness = next(iter(hidden))
        shown[witness] = replace(shown[witness], captions=_WITNESS)
    head = document.timeline.head
    if head.music and head.music.asset is None:
        head = replace(head, music=None)
    timeline = replace(document.timeline, head=head, scenes=tuple(shown))
    placed = place(timeline.scenes, head.rate)
    return Window(replace(document, timeline=timeline), placed[first : last + 1])


def scene_at(document: Document, frame: int, field: str = "at_ms") -> tuple[int, int]:
    """Which scene, counted from 0, is seen at a frame of the film, and at which of its own frames.

    Where two are, it is the later one.  Raises ``Invalid`` before the start and past the end of the film.
    """
    placed = place(document.timeline.scenes, document.timeline.head.rate)
    frames = placed[-1].start_frame + placed[-1].frames if placed else 0
    if not 0 <= frame < frames:
        length_ms = ms_from_frames(frames, document.timeline.head.rate)
        ends = f"ends after {length_ms:,} ms" if frames else "has no length yet"
        raise Invalid(f"There is no frame there: the film {ends}.", field=field, length_ms=length_ms)
    at = max(index for index, one in enumerate(placed) if one.start_frame <= frame and one.frames)
    return at, frame - placed[at].start_frame


def _stand_in(scene: Scene, shared: int) -> Scene:
    frames = max(1, scene.length_frames - shared)
    return Scene(id=scene.id, length_frames=frames, media=NOTHING, motion="none")


def _is_shown(scene: Scene) -> bool:
    return (scene.media is not None or scene.drawn_by is not None) and scene.length_frames > 0


def _is_captioned(scene: Scene) -> bool:
    narration = scene.narration
    return bool(scene.captions or (narration and (narration.words or scene.script_text.strip())))
