"""The pen motifs are drawn with: coordinates from -1 to 1 around a centre, six colours by their part.

``main`` is the body, ``lift`` its lit side, ``deep`` where its gradients end, ``shade`` the other part,
``spot`` the small bright thing, ``hole`` what lies behind.
"""

import math
from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from aura.render.colour import RGB, mix
from aura.render.palettes import Scheme
from aura.render.pictures import shapes
from aura.render.pictures.canvas import Canvas, Paint, linear
from aura.render.pictures.shapes import Shape

Point = tuple[float, float]


class Inks(NamedTuple):
    """A motif's colours."""

    main: RGB
    lift: RGB
    deep: RGB
    shade: RGB
    spot: RGB
    hole: RGB


def inks_on(scheme: Scheme, ground: RGB) -> Inks:
    """The colours for a motif that stands on ``ground``."""
    main = scheme.accent
    if scheme.dark:
        return Inks(main, mix(main, scheme.ink, 0.55), scheme.between, scheme.second, scheme.ink, ground)
    lift, deep, shade = (
        mix(main, scheme.stops[0], 0.28),
        mix(main, scheme.ink, 0.2),
        mix(main, scheme.ink, 0.45),
    )
    return Inks(main, lift, deep, shade, scheme.second, ground)


def inks_on_accent(scheme: Scheme) -> Inks:
    """The colours for a motif that stands on the accent colour itself."""
    deep, mid, _ = scheme.stops
    if scheme.dark:
        return Inks(mid, scheme.tones[2], deep, deep, scheme.ink, scheme.accent)
    return Inks(deep, deep, scheme.tones[0], scheme.tones[1], scheme.second, scheme.accent)


class Pen:
    """Draws in a motif's own coordinates."""

    def __init__(self, canvas: Canvas, x: float, y: float, size: float, inks: Inks) -> None:
        self.canvas, self.x, self.y, self.size = canvas, x, y, size
        self.inks = inks

    def at(self, point: Point) -> Point:
        """A point in canvas pixels."""
        return self.x + point[0] * self.size, self.y + point[1] * self.size

    def down(self, top: float, bottom: float, *stops: RGB) -> Paint:
        """A gradient from one height to another."""
        return linear(self.x, self.y + top * self.size, self.x, self.y + bottom * self.size, *stops)

    def lit(self, first: RGB, second: RGB) -> Paint:
        """A gradient over the whole motif, from its upper left to its lower right."""
        reach = 0.8 * self.size
        return linear(self.x - reach, self.y - reach, self.x + reach, self.y + reach, first, second)

    def disc(self, x: float, y: float, radius: float) -> Shape:
        """A disc."""
        px, py = self.at((x, y))
        return shapes.circle(px, py, radius * self.size)

    def ring(self, x: float, y: float, radius: float, width: float) -> Shape:
        """A circular line."""
        px, py = self.at((x, y))
        return shapes.ring(px, py, radius * self.size, width * self.size)

    def oval(self, x: float, y: float, wide: float, high: float, width: float = 0) -> Shape:
        """An ellipse, or its outline."""
        px, py = self.at((x, y))
        return shapes.ellipse(px, py, wide * self.size, high * self.size, width * self.size)

    def box(self, left: float, top: float, right: float, bottom: float, radius: float = 0) -> Shape:
        """A rectangle with round corners."""
        (x0, y0), (x1, y1) = self.at((left, top)), self.at((right, bottom))
        return shapes.rounded(x0, y0, x1, y1, radius * self.size)

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float) -> Shape:
        """A stroke with round ends."""
        (ax, ay), (bx, by) = self.at((x0, y0)), self.at((x1, y1))
        return shapes.line(ax, ay, bx, by, width * self.size)

    def stroke(self, path: Sequence[Point], width: float) -> Shape:
        """A path as a stroke with round ends."""
        lines = (self.line(*start, *end, width) for start, end in pairwise(path))
        return reduce(shapes.either, lines)

    def shape(self, points: Sequence[Point]) -> Shape:
        """A filled outline."""
        return shapes.polygon([self.at(point) for point in points])

    def fill(self, shape: Shape, paint: RGB | Paint, alpha: float = 1) -> None:
        """Lay a shape down."""
        self.canvas.fill(shape, paint, alpha)

    def fade(self, x0: float, y0: float, x1: float, y1: float) -> Shape:
        """Coverage that falls from 1 at a point to 0 at another."""
        return shapes.fade(*self.at((x0, y0)), *self.at((x1, y1)))


def curve(*points: Point, steps: int = 14) -> list[Point]:
    """A path of cubic curves: a start, then for each curve two controls and an end."""
    path = [points[0]]
    for at in range(1, len(points) - 2, 3):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = path[-1], *points[at : at + 3]
        for step in range(1, steps + 1):
            t = step / steps
            u = 1 - t
            a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            path.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return path


def around(x: float, y: float, radius: float, angle: float) -> Point:
    """A point on a circle; degrees, clockwise from the right."""
    turn = math.radians(angle)
    return x + radius * math.cos(turn), y + radius * math.sin(turn)


def arc(x: float, y: float, radius: float, first: float, last: float, steps: int = 24) -> list[Point]:
    """Points along a part of a circle."""
    return [around(x, y, radius, first + (last - first) * step / steps) for step in range(steps + 1)]
