"""Motifs from nature."""

import math

from aura.render.colour import mix
from aura.render.pictures.pen import Pen, around, curve
from aura.render.pictures.shapes import beyond, both, half_plane, without


def sun(pen: Pen) -> None:
    """A disc with tapering rays."""
    ink = pen.inks
    for turn in range(16):
        angle, long = turn * 22.5, 0.96 if turn % 2 == 0 else 0.80
        tip, left, right = (
            around(0, 0, long, angle),
            around(0, 0, 0.6, angle - 5.5),
            around(0, 0, 0.6, angle + 5.5),
        )
        pen.fill(pen.shape([left, tip, right]), ink.shade if turn % 2 else ink.main)
    pen.fill(pen.disc(0, 0, 0.5), pen.lit(ink.lift, ink.main))


def moon(pen: Pen) -> None:
    """A crescent with stars."""
    ink = pen.inks
    pen.fill(without(pen.disc(-0.05, 0.05, 0.74), pen.disc(0.27, -0.16, 0.62)), pen.lit(ink.lift, ink.main))
    for x, y, size in ((0.42, -0.42, 0.2), (0.72, 0.08, 0.12), (0.18, 0.06, 0.09)):
        star(pen, x, y, size)


def star(pen: Pen, x: float, y: float, size: float) -> None:
    """A star of four concave points."""
    points = []
    for turn in range(4):
        start = around(x, y, size, turn * 90 - 90)
        end = around(x, y, size, turn * 90)
        inner = (x + (start[0] + end[0] - 2 * x) * 0.08, y + (start[1] + end[1] - 2 * y) * 0.08)
        points += curve(start, inner, inner, end, steps=8)[:-1]
    pen.fill(pen.shape(points), pen.inks.spot)


def mountains(pen: Pen) -> None:
    """Two peaks with snow before a sun, in a round window."""
    ink = pen.inks
    window = pen.disc(0, 0, 0.95)
    pen.fill(window, pen.down(-0.9, 0.7, mix(ink.hole, ink.main, 0.18), mix(ink.hole, ink.main, 0.5)))
    pen.fill(pen.disc(0.34, -0.36, 0.2), ink.spot)
    far = [(-0.2, 1.2), (0.42, -0.12), (1.2, 1.2)]
    pen.fill(both(window, pen.shape(far)), mix(ink.shade, ink.hole, 0.35))
    near = [(-1.3, 1.2), (-0.24, -0.5), (0.85, 1.2)]
    pen.fill(both(window, pen.shape(near)), pen.down(-0.5, 0.9, ink.main, ink.deep))
    pen.fill(both(window, pen.shape([(-0.24, -0.5), (0.85, 1.2), (-0.1, 1.2)])), ink.hole, 0.18)
    cap = [
        (-0.24, -0.5),
        (-0.46, -0.15),
        (-0.36, -0.2),
        (-0.28, -0.06),
        (-0.18, -0.2),
        (-0.08, -0.08),
        (0.0, -0.13),
    ]
    pen.fill(pen.shape(cap), ink.lift)
    _, py = pen.at((0, 0.72))
    pen.fill(
        both(window, beyond(py, [(0.05 * pen.size, 0.9 * pen.size, 0.1)])), mix(ink.hole, ink.shade, 0.3)
    )


def waves(pen: Pen) -> None:
    """Three swells under a low sun, in a round window."""
    ink = pen.inks
    window = pen.disc(0, 0, 0.95)
    pen.fill(window, pen.down(-0.9, 0.9, mix(ink.hole, ink.lift, 0.25), mix(ink.hole, ink.main, 0.45)))
    pen.fill(pen.disc(0.16, -0.16, 0.36), pen.down(-0.5, 0.25, ink.spot, ink.main))
    shades = (
        mix(ink.shade, ink.lift, 0.3),
        ink.shade,
        mix(ink.shade, ink.hole, 0.45),
        mix(ink.shade, ink.hole, 0.7),
    )
    for place, colour in enumerate(shades):
        _, y = pen.at((0, 0.02 + 0.24 * place))
        swell = [
            (
                (0.055 + 0.012 * place) * pen.size,
                (0.8 + 0.1 * place) * pen.size,
                0.31 * place - pen.x / (0.8 * pen.size),
            )
        ]
        pen.fill(both(window, beyond(y, swell)), colour)


def leaf(pen: Pen) -> None:
    """A leaf on its stem, half of it lit."""
    ink = pen.inks
    outline = curve(
        (-0.62, 0.66), (-0.98, -0.3), (-0.1, -0.95), (0.84, -0.84), (0.95, 0.1), (0.3, 0.98), (-0.62, 0.66)
    )
    pen.fill(pen.line(-0.92, 0.96, -0.55, 0.6, 0.09), ink.shade)
    body = pen.shape(outline)
    pen.fill(body, pen.lit(ink.lift, ink.main))
    px, py = pen.at((0, 0))
    pen.fill(both(body, half_plane(px, py + 0.02 * pen.size, 45)), ink.shade, 0.55)
    pen.fill(pen.line(-0.6, 0.64, 0.58, -0.58, 0.045), ink.hole, 0.8)
    for at in (-0.28, 0.02, 0.32):
        pen.fill(pen.line(at, -at, at, -at - 0.36, 0.035), ink.hole, 0.6)
        pen.fill(pen.line(at, -at, at + 0.36, -at, 0.035), ink.hole, 0.6)


def tree(pen: Pen) -> None:
    """A round crown of three clouds on a trunk."""
    ink = pen.inks
    pen.fill(pen.oval(0, 0.92, 0.6, 0.07), ink.hole, 0.35)
    pen.fill(
        pen.shape([(-0.09, 0.92), (-0.055, 0.0), (0.055, 0.0), (0.09, 0.92)]), mix(ink.shade, ink.hole, 0.45)
    )
    pen.fill(pen.line(0.0, 0.42, 0.3, 0.12, 0.07), mix(ink.shade, ink.hole, 0.45))
    for x, y, radius, colour in (
        (0.34, 0.04, 0.4, ink.shade),
        (-0.36, 0.06, 0.42, mix(ink.main, ink.shade, 0.5)),
        (0.02, -0.36, 0.54, ink.main),
        (-0.12, -0.48, 0.3, ink.lift),
    ):
        pen.fill(pen.disc(x, y, radius), colour)


def drop(pen: Pen) -> None:
    """A drop with a gleam."""
    ink = pen.inks
    right = curve((0, -0.95), (0.18, -0.5), (0.62, -0.1), (0.62, 0.32), (0.62, 0.7), (0.34, 0.93), (0, 0.93))
    left = [(-x, y) for x, y in reversed(right)]
    body = pen.shape(right + left)
    pen.fill(body, pen.lit(ink.lift, ink.main))
    pen.fill(both(body, without(body, pen.disc(-0.12, 0.2, 0.7))), ink.shade, 0.7)
    pen.fill(without(pen.disc(-0.02, 0.3, 0.4), pen.disc(0.1, 0.22, 0.4)), ink.spot, 0.9)


def flame(pen: Pen) -> None:
    """A fire of three tongues, the hottest innermost."""
    ink = pen.inks
    outer = curve(
        (0.02, -0.96), (0.12, -0.5), (0.66, -0.2), (0.62, 0.36), (0.6, 0.74), (0.3, 0.95), (0, 0.95),
        (-0.36, 0.95), (-0.62, 0.7), (-0.62, 0.32), (-0.62, 0.0), (-0.44, -0.2), (-0.36, -0.42),
        (-0.28, -0.2), (-0.2, -0.12), (-0.12, -0.08), (-0.2, -0.4), (-0.14, -0.74), (0.02, -0.96),
    )  # fmt: skip
    for share, y, colour in ((1.0, 0.0, ink.shade), (0.7, 0.27, ink.main), (0.4, 0.53, ink.lift)):
        pen.fill(pen.shape([(px * share, py * share + y) for px, py in outer]), colour)
    for turn in range(3):
        x, y = math.sin(turn * 2.4) * 0.72, -0.35 - 0.2 * turn
        pen.fill(pen.disc(x, y, 0.035), ink.main)
