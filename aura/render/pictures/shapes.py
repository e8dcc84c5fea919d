"""Shapes as coverage: for any pixel, how much of it a shape fills, 0..1.

A shape is a function of pixel centres, so it is drawn at any size, in bands, with true edges and with
shadows as soft as wished.  Units: canvas pixels; angles in degrees, clockwise from the right.
``soft`` is the width of an edge: 1 is crisp, more is a blur.
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from aura.render.colour import Array

Box = tuple[float, float, float, float]
Cover = Callable[[Array, Array], Array]
"""From a row of x and a column of y to the coverage of their grid."""

EVERYWHERE: Box = (-1e6, -1e6, 1e6, 1e6)
_ONE = np.float32(1)
_HALF = np.float32(0.5)


class Shape(NamedTuple):
    """A bounding box, outside of which coverage is 0, and the coverage inside."""

    box: Box
    cover: Cover


def _edge(inside: Array, soft: float) -> Array:
    """Coverage from the distance to the edge, positive inside."""
    share: Array = np.clip(inside * np.float32(1 / soft) + _HALF, 0, 1)
    if soft <= 2:
        return share
    eased: Array = share * share * (np.float32(3) - np.float32(2) * share)
    return eased


def circle(x: float, y: float, radius: float, soft: float = 1) -> Shape:
    """A disc."""
    reach = radius + soft

    def cover(across: Array, down: Array) -> Array:
        away = np.sqrt((across - np.float32(x)) ** 2 + (down - np.float32(y)) ** 2)
        return _edge(np.float32(radius) - away, soft)

    return Shape((x - reach, y - reach, x + reach, y + reach), cover)


def ring(x: float, y: float, radius: float, width: float, soft: float = 1) -> Shape:
    """A circular line; ``radius`` runs along its middle."""
    reach = radius + width / 2 + soft

    def cover(across: Array, down: Array) -> Array:
        away = np.sqrt((across - np.float32(x)) ** 2 + (down - np.float32(y)) ** 2)
        return _edge(np.float32(width / 2) - np.abs(away - np.float32(radius)), soft)

    return Shape((x - reach, y - reach, x + reach, y + reach), cover)


def ellipse(x: float, y: float, wide: float, high: float, width: float = 0, soft: float = 1) -> Shape:
    """An ellipse by its half axes; with a ``width``, its outline."""
    reach = width + soft

    def cover(across: Array, down: Array) -> Array:
        u, v = (across - np.float32(x)) / np.float32(wide), (down - np.float32(y)) / np.float32(high)
        away = np.sqrt(u * u + v * v) + np.float32(1e-6)
        slope = np.sqrt((u / np.float32(wide)) ** 2 + (v / np.float32(high)) ** 2) / away + np.float32(1e-9)
        inside = (_ONE - away) / slope
        return _edge(np.float32(width / 2) - np.abs(inside) if width else inside, soft)

    return Shape((x - wide - reach, y - high - reach, x + wide + reach, y + high + reach), cover)


def rounded(
    left: float, top: float, right: float, bottom: float, radius: float = 0, soft: float = 1
) -> Shape:
    """A rectangle with round corners."""
    radius = max(0.0, min(radius, (right - left) / 2, (bottom - top) / 2))
    middle_x, middle_y = np.float32((left + right) / 2), np.float32((top + bottom) / 2)
    half_x, half_y = np.float32((right - left) / 2 - radius), np.float32((bottom - top) / 2 - radius)

    def cover(across: Array, down: Array) -> Array:
        u, v = np.abs(across - middle_x) - half_x, np.abs(down - middle_y) - half_y
        if radius <= soft:
            return (
                _edge(-u, soft) * _edge(-v, soft)
                if not radius
                else _edge(np.float32(radius) - np.maximum(u, v), soft)
            )
        outside = np.sqrt(np.maximum(u, 0) ** 2 + np.maximum(v, 0) ** 2)
        return _edge(np.float32(radius) - outside - np.minimum(np.maximum(u, v), 0), soft)

    return Shape((left - soft, top - soft, right + soft, bottom + soft), cover)


def line(x0: float, y0: float, x1: float, y1: float, width: float, soft: float = 1) -> Shape:
    """A straight stroke with round ends."""
    reach = width / 2 + soft
    dx, dy = np.float32(x1 - x0), np.float32(y1 - y0)
    length = np.float32(max(1e-6, float(dx) ** 2 + float(dy) ** 2))

    def cover(across: Array, down: Array) -> Array:
        u, v = across - np.float32(x0), down - np.float32(y0)
        along = np.clip((u * dx + v * dy) / length, 0, 1)
        away = np.sqrt((u - along * dx) ** 2 + (v - along * dy) ** 2)
        return _edge(np.float32(width / 2) - away, soft)

    box = (min(x0, x1) - reach, min(y0, y1) - reach, max(x0, x1) + reach, max(y0, y1) + reach)
    return Shape(box, cover)


def half_plane(x: float, y: float, angle: float, soft: float = 1) -> Shape:
    """All that lies ahead of a point when one looks along ``angle``."""
    u, v = np.float32(math.cos(math.radians(angle))), np.float32(math.sin(math.radians(angle)))

    def cover(across: Array, down: Array) -> Array:
        return _edge((across - np.float32(x)) * u + (down - np.float32(y)) * v, soft)

    return Shape(EVERYWHERE, cover)


def fade(x0: float, y0: float, x1: float, y1: float) -> Shape:
    """Coverage that falls from 1 at the first point to 0 at the second, and stays so beyond."""
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy

    def cover(across: Array, down: Array) -> Array:
        along = (across - np.float32(x0)) * np.float32(dx / length) + (down - np.float32(y0)) * np.float32(
            dy / length
        )
        share = np.clip(_ONE - along, 0, 1)
        return share * share * (np.float32(3) - np.float32(2) * share)

    return Shape(EVERYWHERE, cover)


Waves = Sequence[tuple[float, float, float]]
"""A sum of sines: height, wavelength and phase (in turns) of each, in pixels."""


def beyond(level: float, waves: Waves, soft: float = 1, sideways: bool = False) -> Shape:
    """All below a wavy line at height ``level``; sideways, all to the right of it."""
    slack = sum(abs(height) for height, _, _ in waves) + soft

    def cover(across: Array, down: Array) -> Array:
        along, depth = (down, across) if sideways else (across, down)
        height, slope = np.full_like(along, level), np.zeros_like(along)
        for tall, length, phase in waves:
            turn = np.float32(2 * math.pi / length)
            height = height + np.float32(tall) * np.sin(along * turn + np.float32(2 * math.pi * phase))
            slope = slope + np.float32(tall) * turn * np.cos(along * turn + np.float32(2 * math.pi * phase))
        return _edge((depth - height) / np.sqrt(_ONE + slope * slope), soft)

    box = (level - slack, -1e6, 1e6, 1e6) if sideways else (-1e6, level - slack, 1e6, 1e6)
    return Shape(box, cover)


def polygon(points: Sequence[tuple[float, float]], soft: float = 1) -> Shape:
    """A filled outline, its edges smoothed over 4 × 4 parts of a pixel (2 × 2 when it is very large)."""
    pad = int(2 * soft) + 2
    left = math.floor(min(x for x, _ in points)) - pad
    top = math.floor(min(y for _, y in points)) - pad
    wide = math.ceil(max(x for x, _ in points)) + pad - left
    high = math.ceil(max(y for _, y in points)) + pad - top
    parts = 4 if wide * high < 1_500_000 else 2
    image = Image.new("L", (wide * parts, high * parts))
    at = [((x - left) * parts - 0.5, (y - top) * parts - 0.5) for x, y in points]
    ImageDraw.Draw(image).polygon(at, fill=255)
    image = image.reduce(parts)
    return mask(image if soft <= 2 else blurred(image, soft), left, top)


def blurred(image: Image.Image, soft: float) -> Image.Image:
    """An image of coverage with its edges as soft as a shape's of that ``soft``."""
    step = max(1, int(soft / 8))
    small = image.reduce(step).filter(ImageFilter.GaussianBlur(soft / 3 / step))
    return small.resize(image.size, Image.Resampling.BICUBIC)


def mask(image: Image.Image, left: int, top: int) -> Shape:
    """The coverage that an image of mode L holds, its corner at a pixel of the canvas."""
    held = np.asarray(image)
    high, wide = held.shape

    def cover(across: Array, down: Array) -> Array:
        found = np.zeros((down.shape[0], across.shape[1]), dtype=np.float32)
        x0, y0 = int(across[0, 0]) - left, int(down[0, 0]) - top
        part = held[max(0, y0) : max(0, y0 + found.shape[0]), max(0, x0) : max(0, x0 + found.shape[1])]
        at_y, at_x = max(0, -y0), max(0, -x0)
        found[at_y : at_y + part.shape[0], at_x : at_x + part.shape[1]] = part
        return found * np.float32(1 / 255)

    return Shape((left, top, left + wide, top + high), cover)


def both(first: Shape, second: Shape) -> Shape:
    """Where two shapes overlap."""
    a, b = first.box, second.box
    box = (max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))
    return Shape(box, lambda across, down: first.cover(across, down) * second.cover(across, down))


def either(first: Shape, second: Shape) -> Shape:
    """What lies in one shape or the other."""
    a, b = first.box, second.box
    box = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
    return Shape(box, lambda across, down: np.maximum(first.cover(across, down), second.cover(across, down)))


def without(first: Shape, second: Shape) -> Shape:
    """The first shape less the second."""
    return Shape(
        first.box, lambda across, down: first.cover(across, down) * (_ONE - second.cover(across, down))
    )
