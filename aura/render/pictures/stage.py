"""The stage: all that a layout has to work with, and the few things every layout does alike."""

from dataclasses import dataclass
from random import Random

from aura.render.colour import RGB, mix
from aura.render.palettes import Scheme
from aura.render.pictures import shapes
from aura.render.pictures.canvas import Canvas, Glow, Paint, linear
from aura.render.pictures.frame import Frame, Words
from aura.render.pictures.motifs import MOTIFS
from aura.render.pictures.pen import Inks, Pen, inks_on


@dataclass(frozen=True, slots=True)
class Stage:
    """``motif`` may be empty; ``phrase`` and ``figure`` are what the scene's words offer, and may be too.

    ``dice`` is the layout's only source of chance.  ``grand``: the picture opens or closes the film.
    """

    frame: Frame
    words: Words
    motif: str
    phrase: str
    figure: str
    dice: Random
    grand: bool

    @property
    def canvas(self) -> Canvas:
        return self.frame.canvas

    @property
    def scheme(self) -> Scheme:
        return self.frame.scheme

    @property
    def size(self) -> tuple[float, float, float]:
        """Width, height and unit of the canvas."""
        return self.frame.width, self.frame.height, self.frame.unit

    @property
    def lit(self) -> RGB:
        """What light is made of: the ink of a dark scheme, the paper of a light one."""
        return self.scheme.ink if self.scheme.dark else self.scheme.stops[0]

    @property
    def most(self) -> float:
        """The largest size of a title, in units."""
        return 10.2 if self.grand else 8.2

    def ground(self, angle: float, *glows: tuple[float, float, float, RGB, float]) -> None:
        """The scheme's ground, sloping along ``angle``, with glows of (x, y, reach, colour, strength)."""
        deep, mid, glow = self.scheme.stops
        self.canvas.ground((deep, mid, mix(mid, glow, 0.7)), angle, [Glow(*item) for item in glows])

    def disc(
        self, x: float, y: float, radius: float, paint: RGB | Paint, shade: float = 0.4, alpha: float = 1
    ) -> None:
        """A disc that floats: its shadow falls below it."""
        self.fall(x, y, radius, shade)
        self.canvas.fill(shapes.circle(x, y, radius), paint, alpha)

    def fall(self, x: float, y: float, radius: float, shade: float = 0.4) -> None:
        """The shadow of a disc."""
        fall = shapes.circle(x + radius * 0.03, y + radius * 0.10, radius * 1.0, soft=radius * 0.36)
        self.canvas.fill(fall, self.scheme.shadow, shade * (1.0 if self.scheme.dark else 0.55))

    def ball(self, x: float, y: float, radius: float, light: RGB, deep: RGB) -> Paint:
        """A gradient across a disc, lit from the upper left."""
        return linear(x - radius * 0.7, y - radius * 0.8, x + radius * 0.7, y + radius * 0.8, light, deep)

    def draw_motif(
        self, x: float, y: float, size: float, ground: RGB, inks: Inks | None = None, name: str = ""
    ) -> None:
        """The scene's motif, or ``name``, around a point."""
        motif = MOTIFS.get(name or self.motif)
        if motif:
            motif(Pen(self.canvas, x, y, size, inks or inks_on(self.scheme, ground)))
