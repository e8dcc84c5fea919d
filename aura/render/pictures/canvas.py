"""The canvas: a ground, then shapes laid on it in order, drawn at the end in bands of rows.

Bands keep the memory of a 4K picture near that of a small one and the numbers in the processor's
cache.  Colours are blended in sRGB as 32-bit floats and rounded once, with noise finer than a step,
so that a slow gradient does not band; a faint grain on top keeps it so after video compression.
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image

from aura.render.colour import RGB, Array, oklab_of, ramp, srgb_of
from aura.render.pictures.shapes import Box, Shape

_BAND = 96
_COARSE_PX = 12
_GRAIN = 1.6
_STEPS = 512

Paint = Callable[[Array, Array], tuple[Array | np.float32, Array | np.float32, Array | np.float32]]
"""From a row of x and a column of y to red, green and blue, 0..255."""


def solid(rgb: RGB) -> Paint:
    """One colour."""
    red, green, blue = (np.float32(part) for part in rgb)
    return lambda across, down: (red, green, blue)


def pictured(image: Image.Image, left: int, top: int) -> Paint:
    """The colours of an image whose corner is at a pixel of the canvas, for nothing beyond it."""
    held = np.moveaxis(np.asarray(image.convert("RGB"), dtype=np.float32), 2, 0)

    def paint(across: Array, down: Array) -> tuple[Array, Array, Array]:
        x0, y0 = int(across[0, 0]) - left, int(down[0, 0]) - top
        red, green, blue = held[:, y0 : y0 + down.shape[0], x0 : x0 + across.shape[1]]
        return red, green, blue

    return paint


def _through(table: Array, at: Array) -> tuple[Array, Array, Array]:
    place = (np.clip(at, 0, 1) * np.float32(_STEPS - 1) + np.float32(0.5)).astype(np.intp)
    return table[0][place], table[1][place], table[2][place]


def linear(x0: float, y0: float, x1: float, y1: float, *stops: RGB) -> Paint:
    """A gradient from one point to another."""
    table = np.ascontiguousarray(ramp(stops, _STEPS).T)
    dx, dy = x1 - x0, y1 - y0
    length = max(1e-6, dx * dx + dy * dy)

    def paint(across: Array, down: Array) -> tuple[Array, Array, Array]:
        along = (across - np.float32(x0)) * np.float32(dx / length) + (down - np.float32(y0)) * np.float32(
            dy / length
        )
        return _through(table, along)

    return paint


def radial(x: float, y: float, radius: float, *stops: RGB) -> Paint:
    """A gradient from a point outwards."""
    table = np.ascontiguousarray(ramp(stops, _STEPS).T)

    def paint(across: Array, down: Array) -> tuple[Array, Array, Array]:
        away = np.sqrt((across - np.float32(x)) ** 2 + (down - np.float32(y)) ** 2)
        return _through(table, away * np.float32(1 / radius))

    return paint


class Glow(NamedTuple):
    """A pool of colour in the ground.  Position and reach are shares of the canvas's width and height."""

    x: float
    y: float
    reach: float
    colour: RGB
    strength: float = 1.0


class Writing(NamedTuple):
    """Words on a canvas: where, and in which colour."""

    box: Box
    colour: RGB


class _Layer(NamedTuple):
    shape: Shape
    paint: Paint
    alpha: np.float32
    writing: Writing | None = None


class Canvas:
    """A picture in the making."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._layers: list[_Layer] = []
        self._ground: list[Image.Image] = []

    def ground(self, stops: Sequence[RGB], angle: float, glows: Sequence[Glow] = ()) -> None:
        """A slope through ``stops`` along ``angle`` (degrees), with pools of light in it."""
        across = np.linspace(0, 1, max(8, self.width // _COARSE_PX), dtype=np.float32)[None, :]
        down = np.linspace(0, 1, max(8, self.height // _COARSE_PX), dtype=np.float32)[:, None]
        u, v = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        along = (across - 0.5) * u + (down - 0.5) * v
        along = along / np.float32(abs(u) + abs(v)) + np.float32(0.5)
        table = oklab_of(ramp(tuple(stops), _STEPS))
        lab = table[(np.clip(along, 0, 1) * (_STEPS - 1)).astype(np.intp)]
        aspect = self.width / self.height
        for glow in glows:
            wide, high = (aspect, 1.0) if aspect < 1 else (1.0, 1 / aspect)
            away = np.hypot((across - glow.x) * wide, (down - glow.y) * high) / glow.reach
            share = (np.exp(-2.6 * away * away) * glow.strength)[..., None].astype(np.float32)
            lab = lab + (oklab_of(np.array(glow.colour, dtype=np.float32)) - lab) * share
        rgb = srgb_of(lab.astype(np.float32))
        self._ground = [Image.fromarray(np.ascontiguousarray(rgb[..., part])) for part in range(3)]

    def fill(self, shape: Shape, paint: Paint | RGB, alpha: float = 1) -> None:
        """Lay a shape on what is there."""
        if alpha > 0:
            self._layers.append(
                _Layer(shape, solid(paint) if isinstance(paint, tuple) else paint, np.float32(alpha))
            )

    def write(self, letters: Shape, colour: RGB, box: Box, paint: Paint | None = None) -> None:
        """Lay words on what is there; ``box`` is what they fill, ``paint`` what they are laid in if not in
        their one colour."""
        writing = Writing(box, colour)
        self._layers.append(_Layer(letters, paint or solid(colour), np.float32(1), writing))

    @property
    def writings(self) -> tuple[Writing, ...]:
        """The words on the canvas."""
        return tuple(layer.writing for layer in self._layers if layer.writing)

    def render(self, seed: int, *, words: bool = True) -> Image.Image:
        """The finished picture; without its ``words``, the bare plate they stand on."""
        finished = np.empty((self.height, self.width, 3), dtype=np.uint8)
        noise = np.random.PCG64(seed)
        for top in range(0, self.height, _BAND):
            rows = min(_BAND, self.height - top)
            band = self._ground_band(top, rows)
            for layer in self._layers:
                if layer.writing and not words:
                    continue
                self._lay(band, top, rows, layer)
            band += self._noise(noise, rows)
            np.clip(band, 0, 255, out=band)
            finished[top : top + rows] = np.moveaxis(band, 0, 2)
        return Image.fromarray(finished)

    def _ground_band(self, top: int, rows: int) -> Array:
        band = np.empty((3, rows, self.width), dtype=np.float32)
        for part, image in enumerate(self._ground):
            wide, high = image.size
            box = (0.0, top * high / self.height, float(wide), (top + rows) * high / self.height)
            band[part] = np.asarray(image.resize((self.width, rows), Image.Resampling.BICUBIC, box=box))
        return band

    def _lay(self, band: Array, top: int, rows: int, layer: _Layer) -> None:
        x0, x1 = max(0, math.floor(layer.shape.box[0])), min(self.width, math.ceil(layer.shape.box[2]))
        y0, y1 = max(top, math.floor(layer.shape.box[1])), min(top + rows, math.ceil(layer.shape.box[3]))
        if x0 >= x1 or y0 >= y1:
            return
        across = np.arange(x0, x1, dtype=np.float32)[None, :] + np.float32(0.5)
        down = np.arange(y0, y1, dtype=np.float32)[:, None] + np.float32(0.5)
        share = layer.shape.cover(across, down) * layer.alpha
        for part, colour in enumerate(layer.paint(across, down)):
            under = band[part, y0 - top : y1 - top, x0:x1]
            under += (colour - under) * share

    def _noise(self, noise: np.random.PCG64, rows: int) -> Array:
        """Grain, alike in all three colours, about a step strong, plus the half step that rounding needs."""
        count = rows * self.width
        raw = noise.random_raw(-(-count // 2)).view(np.uint8)[: count * 4].reshape(4, rows, self.width)
        summed = raw.sum(axis=0, dtype=np.uint16).astype(np.float32)
        grain: Array = (summed - np.float32(510)) * np.float32(_GRAIN / 148) + np.float32(0.5)
        return grain
