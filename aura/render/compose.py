"""The frames of a segment, one after the other, ready for the encoder.

Shots stay open from one segment to the next: the body of a scene and the fades at its ends read the same
picture or clip, so it is decoded once where neighbouring segments are made in a row.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from aura.errors import NotFound
from aura.render import bigword, captions, planes
from aura.render.clips import Footage
from aura.render.overlay import Sprite
from aura.render.planes import Plane
from aura.render.spec import Canvas, Caption, Clip, Crossfade, Picture, Stretch
from aura.render.stills import Source, Still
from aura.timeline.document import CaptionStyle

OPEN_SHOTS = 3
KEPT_SPRITES = 16
_MIXED_ROWS = 96


class Look(NamedTuple):
    """What a caption shows at a moment; ``lit`` are the characters of the word that is spoken."""

    text: str
    style: CaptionStyle
    lit: tuple[int, int] | None


class Composer:
    """Composes segments of one canvas, from the ``objects``: files by digest.

    ``beat`` is called every now and then while there is nothing else to tell.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.objects: Mapping[str, str] = {}
        self.beat: Callable[[], None] = lambda: None
        self._shots: OrderedDict[tuple[Picture | Clip, bool], Source] = OrderedDict()
        self._sprites: OrderedDict[Look, Sprite] = OrderedDict()

    def frames(self, content: Stretch | Crossfade) -> Iterator[Plane]:
        """The frames, each to be used before the next is asked for: their array may be the same."""
        if isinstance(content, Crossfade):
            return self._crossfade(content)
        return self._stretch(content)

    def close(self) -> None:
        """Let go of all files."""
        while self._shots:
            self._shots.popitem()[1].close()

    def _stretch(self, stretch: Stretch, twin: bool = False) -> Iterator[Plane]:
        source = self._shot(stretch.shot, twin)
        frame = self._empty()
        shown: tuple[Look, ...] | None = None
        for number in range(stretch.frames):
            looks = tuple(
                _look(caption, number)
                for caption in stretch.captions
                if caption.start_frame <= number < caption.end_frame
            )
            if not source.still or looks != shown:
                source.draw(stretch.first_frame + number, frame)
                for look in looks:
                    self._sprite(look).blend(frame)
                shown = looks
            yield frame

    def _crossfade(self, fade: Crossfade) -> Iterator[Plane]:
        """No frame is wholly one or the other: those are the last and first of the bodies."""
        mixed = self._empty()
        twins = fade.before.shot == fade.after.shot  # read at two places at once: opened twice
        both = zip(self._stretch(fade.before), self._stretch(fade.after, twins), strict=True)
        for number, (before, after) in enumerate(both, start=1):
            mix(before, after, round(256 * number / (fade.frames + 1)), mixed)
            yield mixed

    def _shot(self, shot: Picture | Clip, twin: bool) -> Source:
        """The shot, opened; the one that was not used for longest is closed for it."""
        source = self._shots.pop((shot, twin), None) or self._opened(shot)
        self._shots[shot, twin] = source
        if len(self._shots) > OPEN_SHOTS:
            self._shots.popitem(last=False)[1].close()
        return source

    def _opened(self, shot: Picture | Clip) -> Source:
        path = self.objects.get(shot.digest)
        if path is None:
            raise NotFound(f"The file {shot.digest} is missing.", digest=shot.digest)
        if isinstance(shot, Picture):
            return Still(Path(path), shot, self.canvas)
        return Footage(Path(path), shot, self.canvas, self._beat)

    def _beat(self) -> None:
        """A clip outlasts the segment whose maker is told."""
        self.beat()

    def _sprite(self, look: Look) -> Sprite:
        sprite = self._sprites.pop(look, None) or self._drawn(look)
        self._sprites[look] = sprite
        if len(self._sprites) > KEPT_SPRITES:
            self._sprites.popitem(last=False)
        return sprite

    def _drawn(self, look: Look) -> Sprite:
        size = self.canvas.width_px, self.canvas.height_px
        if look.style == "word":
            return Sprite(*bigword.draw(look.text, *size))
        return Sprite(*captions.draw(look.text, *size, look.lit))

    def _empty(self) -> Plane:
        return planes.empty(self.canvas.width_px, self.canvas.height_px)


def _look(caption: Caption, number: int) -> Look:
    """How a caption looks in a frame of its stretch."""
    lit = next(((first, end) for start, over, first, end in caption.lit if start <= number < over), None)
    return Look(caption.text, caption.style, lit)


def mix(before: Plane, after: Plane, share: int, target: Plane) -> None:
    """A mixture with ``share`` 256ths of ``after``."""
    for start in range(0, len(target), _MIXED_ROWS):
        rows = slice(start, start + _MIXED_ROWS)
        mixed = before[rows].astype(np.uint16)
        mixed *= 256 - share
        added = after[rows].astype(np.uint16)
        added *= share
        mixed += added
        mixed += 128
        mixed >>= 8
        np.copyto(target[rows], mixed, casting="unsafe")
