"""A sheet to draw on what is laid over frames: colours over one another, cut to the frame at last.

Around what it is for a sheet has a border, ``bleed`` pixels wide, for shadows.
"""

import math
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFilter

from aura.render import typography
from aura.render.colour import RGB
from aura.render.fitting import Box
from aura.render.typography import Align, Block

_SMOOTH = 4


class Drawn(NamedTuple):
    """An RGBA image, not multiplied, and its place in the frame; ``box`` is the part that it is for."""

    image: Image.Image
    left: int
    top: int
    box: Box


class Sheet:
    """See the module.  Places are pixels from the left and top of what the sheet is for."""

    def __init__(self, width: int, height: int, bleed: int = 0) -> None:
        self.width, self.height, self.bleed = width, height, bleed
        self._image = Image.new("RGBA", (width + 2 * bleed, height + 2 * bleed))

    def panel(self, left: float, top: float, width: float, height: float, radius: float) -> Image.Image:
        """The shape of a rectangle with round corners."""
        first_x, first_y = math.floor(left), math.floor(top)
        wide, high = math.ceil(left + width) - first_x, math.ceil(top + height) - first_y
        large = Image.new("L", (wide * _SMOOTH, high * _SMOOTH))
        start = (left - first_x) * _SMOOTH, (top - first_y) * _SMOOTH
        end = start[0] + width * _SMOOTH - 1, start[1] + height * _SMOOTH - 1
        ImageDraw.Draw(large).rounded_rectangle((*start, *end), radius=radius * _SMOOTH, fill=255)
        shape = Image.new("L", self._image.size)
        shape.paste(large.reduce(_SMOOTH), (first_x + self.bleed, first_y + self.bleed))
        return shape

    def letters(self, laid: Block, align: Align, left: float, top: float) -> Image.Image:
        """The shape of a text whose block has this left and top."""
        drawn, inset_x, inset_y = typography.draw(laid, align)
        shape = Image.new("L", self._image.size)
        shape.paste(drawn, (round(left) + self.bleed - inset_x, round(top) + self.bleed - inset_y))
        return shape

    def paint(self, laid: Block, align: Align, left: float, top: float) -> None:
        """Lay the emoji of a text whose block has this left and top over all that is there."""
        typography.paint(self._image, laid, align, round(left) + self.bleed, round(top) + self.bleed)

    def lay(
        self, shape: Image.Image, colour: RGB, alpha: float = 1.0, blur: float = 0.0, gain: float = 1.0
    ) -> None:
        """A colour in a shape, over what is there; blurred it is as dark as ``gain`` makes it."""
        found = shape.getbbox()
        if found is None:
            return
        reach = math.ceil(3 * blur)
        left, top = max(0, found[0] - reach), max(0, found[1] - reach)
        part = shape.crop(
            (left, top, min(shape.width, found[2] + reach), min(shape.height, found[3] + reach))
        )
        if blur:
            part = part.filter(ImageFilter.GaussianBlur(blur))
        red, green, blue = (round(each) for each in colour)
        layer = Image.new("RGBA", part.size, (red, green, blue, 0))
        layer.putalpha(part.point([round(alpha * min(255, gain * value)) for value in range(256)]))
        self._image.alpha_composite(layer, (left, top))

    def place(self, picture: Image.Image, left: int, top: int) -> None:
        """Lay a picture with its left and top at this place."""
        self._image.paste(picture, (left + self.bleed, top + self.bleed))

    def flat(self) -> Image.Image:
        """All of it, as RGB."""
        return self._image.convert("RGB")

    def at(self, box: Box, width_px: int, height_px: int) -> Drawn:
        """What was drawn, with what it is for in this box of a frame, less what would be beyond the frame."""
        left, top = box.left - self.bleed, box.top - self.bleed
        cut = (
            max(0, -left),
            max(0, -top),
            self._image.width - max(0, left + self._image.width - width_px),
            self._image.height - max(0, top + self._image.height - height_px),
        )
        seen = self._image.crop(cut)
        return Drawn(seen, max(0, left), max(0, top), box)
