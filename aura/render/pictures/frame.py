"""The frame: where things may stand, and the stack of words that every picture carries.

A film zooms into a picture by up to ``ZOOM`` and may look at any part of it, and captions cover the
lower 22 % of what is seen.  So words stand only where they are seen, and seen above the captions,
through every such window.  Units: canvas pixels.
"""

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

from PIL import Image

from aura.render import typography
from aura.render.colour import RGB
from aura.render.faces import Weight
from aura.render.palettes import Scheme
from aura.render.pictures import shapes
from aura.render.pictures.canvas import Canvas, pictured
from aura.render.pictures.shapes import Shape
from aura.render.typography import Align, Block

Rest = Literal["top", "middle", "bottom"]

ZOOM = 1.12
CAPTIONS = 0.22
_SIDE = 1 - 1 / ZOOM
_LOWEST = (1 - CAPTIONS) / ZOOM


_NOTHING = typography.block((), "regular", 1, 1)
_TITLE_LEAST = 3.2
"""A subtitle that would leave a title less room than this, in units, is left out."""


class Room(NamedTuple):
    """A rectangle that words may fill."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Words:
    """What is to be read in a picture."""

    title: str
    subtitle: str = ""
    kicker: str = ""
    number: int = 0
    total: int = 0


class Frame:
    """A canvas with its measures: ``unit`` is a hundredth of the side of the square as large as it."""

    def __init__(self, canvas: Canvas, scheme: Scheme) -> None:
        self.canvas, self.scheme = canvas, scheme
        self.width, self.height = float(canvas.width), float(canvas.height)
        self.unit = math.sqrt(self.width * self.height) / 100
        self.wide, self.tall = self.width / self.height > 1.3, self.width / self.height < 0.7
        bleed = 0.35 * self.unit
        self.safe = Room(
            self.width * _SIDE + bleed,
            self.height * _SIDE + bleed,
            self.width * (1 - _SIDE) - bleed,
            self.height * _LOWEST - bleed,
        )

    def part(self, left: float, top: float, right: float, bottom: float) -> Room:
        """A part of the safe room, by shares of it."""
        safe = self.safe
        return Room(
            safe.left + safe.width * left,
            safe.top + safe.height * top,
            safe.left + safe.width * right,
            safe.top + safe.height * bottom,
        )

    def write(self, laid: Block, x: float, y: float, colour: RGB, align: Align = "left") -> None:
        """Write a block with its top left corner at a point."""
        if laid.lines:
            box = (round(x), round(y), round(x) + laid.width_px, round(y) + laid.height_px)
            self.canvas.write(self.letters(laid, x, y, align), colour, box)
            if typography.pictured(laid):
                pad = int(laid.size_px)
                size = int(laid.width_px) + 2 * pad, int(laid.height_px) + 2 * pad
                image = Image.new("RGBA", size)
                typography.paint(image, laid, align, pad, pad)
                at = round(x) - pad, round(y) - pad
                self.canvas.write(shapes.mask(image.getchannel("A"), *at), colour, box, pictured(image, *at))

    def letters(self, laid: Block, x: float, y: float, align: Align = "left", soft: float = 1) -> Shape:
        """The letters of a block as a shape."""
        image, pad_x, pad_y = typography.draw(laid, align)
        image = shapes.blurred(image, soft) if soft > 1 else image
        return shapes.mask(image, round(x) - pad_x, round(y) - pad_y)

    def stack(
        self,
        words: Words,
        room: Room,
        *,
        align: Align = "left",
        rest: Rest = "middle",
        most: float = 8.8,
        weight: Weight = "display",
    ) -> None:
        """Kicker, title and subtitle, fitted into a room.  ``most`` is the title's largest size in units."""
        unit, scheme = self.unit, self.scheme
        kicker = self._kicker(words, room)
        below = typography.fit(
            words.subtitle, "regular", (room.width, room.height * 0.34), (2.0 * unit, 3.5 * unit), 1.34
        )
        above_gap, below_gap = 2.9 * unit if kicker.lines else 0.0, 3.2 * unit if below.lines else 0.0
        spent = kicker.height_px + above_gap + below.height_px + below_gap
        if words.title and room.height - spent < _TITLE_LEAST * unit:
            below, below_gap, spent = _NOTHING, 0.0, kicker.height_px + above_gap
        tracking = -14 if weight == "display" else -8
        sizes = (2.2 * unit, most * (1.12 if self.tall else 1.0) * unit)
        title = typography.fit(words.title, weight, (room.width, room.height - spent), sizes, 1.09, tracking)
        spare = room.height - spent - title.height_px
        y = room.top + {"top": 0.0, "middle": spare / 2, "bottom": spare}[rest]
        rows = (
            (kicker, scheme.accent, above_gap),
            (title, scheme.ink, below_gap),
            (below, scheme.muted, 0.0),
        )
        for laid, colour, gap in rows:
            if laid.lines:
                x = room.left + {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * (
                    room.width - laid.width_px
                )
                self.write(laid, x, y, colour, align)
                y += laid.height_px + gap

    def _kicker(self, words: Words, room: Room) -> Block:
        number = f"{words.number:02d}" if words.number else ""
        if number and words.total:
            number += f"\u2009/\u2009{words.total:02d}"
        text = " · ".join(part for part in (number, words.kicker) if part)
        sizes = (1.9 * self.unit, 2.7 * self.unit)
        return typography.fit(text, "semibold", (room.width, 4 * self.unit), sizes, 1.3, 10)
