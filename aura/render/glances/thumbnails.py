"""The picture that stands for a scene, and for a project.  Pure.

It shows what the scene shows, fitted as in the film, without texts over it; of a clip a moment near its
beginning.  Its key is the digest of just that: new words or a new place change no picture.

Units: pixels; ``side_px`` is the longer side.
"""

from collections.abc import Iterable

from msgspec import Struct

from aura.errors import NotFound
from aura.render.glances.asking import Form
from aura.render.spec import Canvas, Clip, Picture, Stretch, key_of
from aura.timeline.document import Aspect, Scene

LOOK = "thumbnail 1"
"""Changed whenever the same scene would look otherwise."""
SIDES = (160, 320, 640, 1280)
LATEST_MS = 1_000
"""A clip is seen no later than so long after it begins: what comes first says what it is."""
_SHAPES: dict[Aspect, tuple[int, int]] = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1), "4:5": (4, 5)}


class Thumbnail(Struct, frozen=True, kw_only=True):
    """A picture to be made; ``canvas`` is its size."""

    canvas: Canvas
    content: Stretch
    form: Form = "jpeg"

    def key(self, engine: str) -> str:
        """The digest of all that determines it; ``engine`` is as in ``plan``."""
        return key_of(self, LOOK, engine)


def canvas_of(aspect: Aspect, side_px: int) -> Canvas:
    """A frame of a shape whose longer side is so long; both are even."""
    wide, high = _SHAPES[aspect]
    longer = max(wide, high)
    width, height = (max(2, 2 * round(side_px * part / longer / 2)) for part in (wide, high))
    return Canvas(width_px=width, height_px=height, rate_numerator=25, rate_denominator=1)


def thumbnail_of(scene: Scene, aspect: Aspect, side_px: int, form: Form = "jpeg") -> Thumbnail:
    """The picture of a scene.  Raises NotFound for one that shows nothing yet."""
    if scene.media is None:
        raise NotFound("This scene shows nothing yet.", field="media", scene=scene.id)
    media = scene.media
    focus = media.focus if media.fit == "cover" else "center"
    shot: Picture | Clip = Picture(digest=media.asset, fit=media.fit, focus=focus)
    if media.type == "Video":
        start_ms = media.trim_ms + _into_ms(media.trim_ms, media.end_ms)
        shot = Clip(digest=media.asset, fit=media.fit, focus=focus, trim_ms=start_ms)
    return Thumbnail(canvas=canvas_of(aspect, side_px), content=Stretch(shot=shot, frames=1), form=form)


def poster_of(scenes: Iterable[Scene], aspect: Aspect, side_px: int, form: Form = "jpeg") -> Thumbnail:
    """The picture of a project: that of its first scene which shows something.  Raises NotFound."""
    shown = next((scene for scene in scenes if scene.media), None)
    if shown is None:
        raise NotFound("No scene of this project shows anything yet.", field="scenes")
    return thumbnail_of(shown, aspect, side_px, form)


def _into_ms(trim_ms: int, end_ms: int) -> int:
    """How far into a clip its picture is taken."""
    return min(LATEST_MS, (end_ms - trim_ms) // 3) if end_ms > trim_ms else LATEST_MS
