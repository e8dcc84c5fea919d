"""The picture that stands for a scene, and for a project.  Pure.

It shows what the scene shows, fitted as in the film, without texts over it; of a clip, and of what a script
draws, a moment near its beginning.  Where the script is not installed a card with its name stands for it.
Its key is the digest of just that: new words or a new place change no picture.

Units: pixels; ``side_px`` is the longer side.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from aura.errors import NotFound
from aura.render.glances.asking import Form
from aura.render.spec import Canvas, Clip, Picture, Script, Stretch, key_of
from aura.timeline.scene import Media, Scene, Scripted
from aura.timeline.terms import Aspect
from aura.timeline.time import frames_from_ms, ms_from_frames

LOOK = "thumbnail 2"
"""Changed whenever the same scene would look otherwise."""
SIDES = (160, 320, 640, 1280)
LATEST_MS = 1_000
"""A clip is seen no later than so long after it begins: what comes first says what it is."""
RATE = 25
Sources = Callable[[], Mapping[str, tuple[str, str]]]
"""What installed scripts are made of: ``Scripts.sources``."""
_SHAPES: dict[Aspect, tuple[int, int]] = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1), "4:5": (4, 5)}


class Thumbnail(Struct, frozen=True, kw_only=True):
    """A picture to be made; ``canvas`` is its size.  Without content it is a card with these words."""

    canvas: Canvas
    content: Stretch | None = None
    form: Form = "jpeg"
    words: tuple[str, str] = ("", "")

    def key(self, engine: str) -> str:
        """The digest of all that determines it; ``engine`` is as in ``plan``."""
        return key_of(self, LOOK, engine)


def canvas_of(aspect: Aspect, side_px: int) -> Canvas:
    """A frame of a shape whose longer side is so long; both are even."""
    wide, high = _SHAPES[aspect]
    longer = max(wide, high)
    width, height = (max(2, 2 * round(side_px * part / longer / 2)) for part in (wide, high))
    return Canvas(width_px=width, height_px=height, rate_numerator=RATE, rate_denominator=1)


def thumbnail_of(
    scene: Scene,
    aspect: Aspect,
    side_px: int,
    form: Form = "jpeg",
    *,
    scripts: Sources = dict,
    rate: Fraction = Fraction(RATE),
) -> Thumbnail:
    """The picture of a scene of a film of this rate.  Raises NotFound for one that shows nothing yet."""
    canvas = canvas_of(aspect, side_px)
    if scene.drawn_by is not None:
        length_ms = ms_from_frames(scene.length_frames, rate)
        return _drawn(scene.drawn_by, length_ms, scripts(), Thumbnail(canvas=canvas, form=form))
    if scene.media is None:
        raise NotFound("This scene shows nothing yet.", field="media", scene=scene.id)
    return Thumbnail(canvas=canvas, content=Stretch(shot=_shown(scene.media), frames=1), form=form)


def poster_of(
    scenes: Iterable[Scene],
    aspect: Aspect,
    side_px: int,
    form: Form = "jpeg",
    *,
    scripts: Sources = dict,
    rate: Fraction = Fraction(RATE),
) -> Thumbnail:
    """The picture of a project: that of its first scene which shows something.  Raises NotFound."""
    shown = next((scene for scene in scenes if shows(scene)), None)
    if shown is None:
        raise NotFound("No scene of this project shows anything yet.", field="scenes")
    return thumbnail_of(shown, aspect, side_px, form, scripts=scripts, rate=rate)


def shows(scene: Scene) -> bool:
    """Whether there is anything to be seen of a scene."""
    return scene.media is not None or scene.drawn_by is not None


def _shown(media: Media) -> Picture | Clip:
    focus = media.focus if media.fit == "cover" else "center"
    if media.type == "Video":
        start_ms = media.trim_ms + _into_ms(media.end_ms - media.trim_ms)
        return Clip(digest=media.asset, fit=media.fit, focus=focus, trim_ms=start_ms)
    return Picture(digest=media.asset, fit=media.fit, focus=focus)


def _drawn(
    script: Scripted, length_ms: int, installed: Mapping[str, tuple[str, str]], card: Thumbnail
) -> Thumbnail:
    """What a script draws of a scene, or the card that stands for it."""
    if script.name not in installed:
        return replace(card, words=(script.name, "This script is not installed here."))
    digest, made_with = installed[script.name]
    shot = Script(
        digest=digest,
        name=script.name,
        parameters=script.parameters,
        made_with=made_with,
        length_frames=max(1, frames_from_ms(length_ms, Fraction(RATE))),
    )
    first = frames_from_ms(_into_ms(length_ms), Fraction(RATE)) if length_ms else 0
    return replace(card, content=Stretch(shot=shot, frames=1, first_frame=first))


def _into_ms(length_ms: int) -> int:
    """How far into something so long its picture is taken; a length of 0 or less is not known."""
    return min(LATEST_MS, length_ms // 3) if length_ms > 0 else LATEST_MS
