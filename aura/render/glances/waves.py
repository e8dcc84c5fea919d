"""The shape of a sound: how loud it is over its length, as numbers and as a picture.  Pure.

Units: a peak is the largest sample of its part of the sound, 0 to 1,000 of full scale.
"""

from collections.abc import Sequence
from itertools import pairwise

import msgspec
from msgspec import Struct
from PIL import Image, ImageDraw

from aura.render.colour import RGB

MOST_PARTS = 4_000
"""As many peaks are kept of a sound; fewer are made of those."""
FULL = 1_000
INK_RGB: RGB = (111, 91, 226)
_SMOOTH = 4


class Wave(Struct, frozen=True, kw_only=True):
    """A sound at a glance: peaks of equal parts, in order."""

    duration_ms: int
    peaks: tuple[int, ...]

    def in_parts(self, count: int) -> "Wave":
        """The same in at most so many parts: each as loud as the loudest it holds."""
        have = len(self.peaks)
        if count >= have:
            return self
        edges = [have * at // count for at in range(count + 1)]
        peaks = tuple(max(self.peaks[first:end]) for first, end in pairwise(edges))
        return Wave(duration_ms=self.duration_ms, peaks=peaks)


def from_levels(levels: Sequence[int], duration_ms: int) -> Wave:
    """The wave of many levels."""
    return Wave(duration_ms=duration_ms, peaks=tuple(levels)).in_parts(MOST_PARTS)


def read(data: bytes) -> Wave:
    """A wave as it was kept.  Raises msgspec.DecodeError."""
    return msgspec.json.decode(data, type=Wave)


def picture(wave: Wave, width_px: int, height_px: int) -> Image.Image:
    """Round bars around the middle on nothing, RGBA; silence is a line of dots."""
    step = max(2, min(4, width_px // 60))
    count = max(1, width_px // step)
    known = wave.in_parts(count).peaks
    bars = [known[len(known) * at // count] for at in range(count)]
    shape = Image.new("L", (width_px * _SMOOTH, height_px * _SMOOTH))
    pen = ImageDraw.Draw(shape)
    wide = shape.width / count
    thick = wide * 0.6
    for at, peak in enumerate(bars):
        left = at * wide + (wide - thick) / 2
        half = max(thick / 2, (shape.height / 2 - 1) * peak / FULL)
        middle = shape.height / 2
        pen.rounded_rectangle((left, middle - half, left + thick, middle + half), radius=thick / 2, fill=255)
    red, green, blue = (round(part) for part in INK_RGB)
    image = Image.new("RGBA", (width_px, height_px), (red, green, blue, 0))
    image.putalpha(shape.reduce(_SMOOTH))
    return image
