"""What is laid over a shot at a moment, and how that looks: each thing drawn once and kept while it is used.

From the picture up: overlays, the watermark, captions.  The watermark is laid over each of two scenes that
fade into one another, so that it stands over the fade as it does elsewhere.
"""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from aura.render import bigword, captions, overlays, watermark
from aura.render.fitting import Box
from aura.render.overlay import AFAR, STANDING, WHOLE, Sprite, There
from aura.render.sheet import Drawn
from aura.render.spec import Canvas, Caption, Mark, Overlay, Stretch
from aura.timeline.terms import CaptionStyle

KEPT_SPRITES = 32
LEFT_SPRITES = 6
"""How many of them are left when a segment begins: what neighbouring segments share."""


class Words(NamedTuple):
    """What a caption shows at a moment; ``lit`` are the characters of the word that is spoken."""

    text: str
    style: CaptionStyle
    lit: tuple[int, int] | None


class Sign(NamedTuple):
    """An overlay, whenever it is shown, and the mark that it keeps off."""

    overlay: Overlay
    mark: Mark | None


Look = Words | Sign | Mark
Shown = tuple[Look, There]
"""What is seen, and how far it has come."""


class Over:
    """What is over the shot of a stretch, frame by frame."""

    def __init__(self, stretch: Stretch, mark: Mark | None) -> None:
        self._captions = stretch.captions
        self._signs = [
            (one, Sign(replace(one, start_frame=0, end_frame=0, fade_frames=0), mark))
            for one in stretch.overlays
        ]
        self._mark: tuple[Shown, ...] = ((mark, STANDING),) if mark else ()

    def at(self, number: int) -> tuple[Shown, ...]:
        """In a frame of the stretch, from the lowest to the highest."""
        return (
            *((sign, there) for one, sign in self._signs if (there := presence(one, number)).share),
            *self._mark,
            *(
                (_words(caption, number), STANDING)
                for caption in self._captions
                if caption.start_frame <= number < caption.end_frame
            ),
        )


class Sprites:
    """Looks as they are laid over frames; ``find`` gives the file of a digest."""

    def __init__(self, canvas: Canvas, find: Callable[[str], Path]) -> None:
        self._size = canvas.width_px, canvas.height_px
        self._find = find
        self._kept: OrderedDict[Look, Sprite] = OrderedDict()
        self._places: dict[Mark, Box] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, look: Look) -> Sprite:
        sprite = self._kept.pop(look, None) or self._drawn(look)
        self._kept[look] = sprite
        if len(self._kept) > KEPT_SPRITES:
            self._kept.popitem(last=False)
        return sprite

    def begin(self) -> None:
        """Let go of what was used longest ago, before a segment that may need other ones."""
        while len(self._kept) > LEFT_SPRITES:
            self._kept.popitem(last=False)

    def _drawn(self, look: Look) -> Sprite:
        if isinstance(look, Words):
            if look.style == "word":
                return Sprite(*bigword.draw(look.text, *self._size))
            return Sprite(*captions.draw(look.text, *self._size, look.lit, look.style))
        if isinstance(look, Mark):
            marked = self._marked(look)
            return Sprite(marked.image, marked.left, marked.top)
        drawn = overlays.draw(look.overlay, *self._size, self._taken(look.mark))
        return Sprite(drawn.image, drawn.left, drawn.top, overlays.way(look.overlay, *self._size))

    def _marked(self, mark: Mark) -> Drawn:
        drawn = watermark.draw(mark, *self._size, self._find)
        self._places[mark] = drawn.box
        return drawn

    def _taken(self, mark: Mark | None) -> Box | None:
        """Where the mark stands."""
        if mark is None:
            return None
        return self._places[mark] if mark in self._places else self._marked(mark).box


def presence(overlay: Overlay, number: int) -> There:
    """How far an overlay has come in a frame: it comes and goes in its first and last frames.

    It grows visible evenly at both ends, and comes to its place ever more slowly.
    """
    whole = overlay.fade_frames + 1
    steps = max(0, min(number - overlay.start_frame + 1, overlay.end_frame - number, whole))
    share = (WHOLE * steps * steps * (3 * whole - 2 * steps) + whole**3 // 2) // whole**3
    return There(share, (AFAR * (whole - steps) ** 3 + whole**3 // 2) // whole**3)


def _words(caption: Caption, number: int) -> Words:
    """How a caption looks in a frame of its stretch."""
    lit = next(((first, end) for start, over, first, end in caption.lit if start <= number < over), None)
    return Words(caption.text, caption.style, lit)
