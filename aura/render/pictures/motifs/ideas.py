"""Motifs of thoughts, people and figures."""

from aura.render.colour import mix
from aura.render.pictures.motifs.nature import star
from aura.render.pictures.pen import Pen, around, curve
from aura.render.pictures.shapes import both, either, without


def bulb(pen: Pen) -> None:
    """A light bulb that shines."""
    ink = pen.inks
    for angle in (-180, -144, -108, -72, -36, 0):
        (x0, y0), (x1, y1) = around(0, -0.2, 0.74, angle), around(0, -0.2, 0.96, angle)
        pen.fill(pen.line(x0, y0, x1, y1, 0.07), ink.spot)
    right = curve(
        (0.22, 0.46), (0.22, 0.24), (0.56, 0.16), (0.56, -0.22), (0.56, -0.54), (0.3, -0.76), (0, -0.76)
    )
    body = pen.shape(right + [(-x, y) for x, y in reversed(right)])
    pen.fill(body, pen.lit(ink.lift, ink.main))
    for x0, y0, x1, y1 in (
        (-0.14, 0.44, -0.18, -0.06),
        (0.14, 0.44, 0.18, -0.06),
        (-0.18, -0.06, 0.0, 0.06),
        (0.18, -0.06, 0.0, 0.06),
    ):
        pen.fill(pen.line(x0, y0, x1, y1, 0.05), ink.hole, 0.75)
    for y, half in ((0.56, 0.24), (0.7, 0.24), (0.84, 0.14)):
        pen.fill(pen.line(-half + 0.05, y, half - 0.05, y, 0.1), ink.shade)


def chart(pen: Pen) -> None:
    """Bars that rise, and the line above them."""
    ink = pen.inks
    tops = (0.42, 0.2, 0.3, -0.1, -0.4)
    for place, top in enumerate(tops):
        x = -0.8 + place * 0.4
        pen.fill(
            pen.box(x - 0.14, top, x + 0.14, 0.86, 0.07),
            pen.down(top, 0.9, ink.main, mix(ink.main, ink.hole, 0.62)),
        )
    heights = [top - 0.28 for top in tops]
    for place in range(4):
        x = -0.8 + place * 0.4
        pen.fill(pen.line(x, heights[place], x + 0.4, heights[place + 1], 0.06), ink.spot)
    for place, y in enumerate(heights):
        pen.fill(pen.disc(-0.8 + place * 0.4, y, 0.12 if place == 4 else 0.075), ink.spot)
    pen.fill(pen.disc(0.8, heights[4], 0.055), ink.shade)


def heart(pen: Pen) -> None:
    """A heart with a gleam."""
    ink = pen.inks
    right = curve(
        (0, -0.46),
        (0.16, -0.82),
        (0.5, -0.86),
        (0.7, -0.72),
        (0.98, -0.52),
        (1.0, -0.12),
        (0.78, 0.14),
        (0.58, 0.38),
        (0.24, 0.64),
        (0, 0.88),
    )
    body = pen.shape(right + [(-x, y) for x, y in reversed(right)])
    pen.fill(body, pen.lit(ink.lift, ink.main))
    pen.fill(both(body, without(body, pen.disc(-0.16, -0.16, 0.94))), ink.shade, 0.7)
    gleam = curve((-0.7, -0.14), (-0.74, -0.4), (-0.6, -0.56), (-0.4, -0.6), steps=10)
    pen.fill(pen.stroke(gleam, 0.08), ink.spot)


def people(pen: Pen) -> None:
    """Three people, shoulder to shoulder."""
    ink = pen.inks
    window = pen.disc(0, 0, 0.95)
    pen.fill(window, mix(ink.hole, ink.main, 0.25))
    for x, y, size, colour, head in (
        (-0.48, 0.1, 0.8, mix(ink.shade, ink.hole, 0.15), mix(ink.lift, ink.shade, 0.35)),
        (0.48, 0.1, 0.8, mix(ink.shade, ink.hole, 0.4), mix(ink.lift, ink.shade, 0.35)),
        (0.0, 0.12, 1.0, ink.main, ink.lift),
    ):
        body = either(
            pen.disc(x, y + 0.62 * size, 0.44 * size),
            pen.box(x - 0.44 * size, y + 0.62 * size, x + 0.44 * size, 1.6),
        )
        pen.fill(both(window, body), colour)
        pen.fill(pen.disc(x, y - 0.12 * size, 0.25 * size), head)


def speech(pen: Pen) -> None:
    """Two bubbles in talk."""
    ink = pen.inks
    pen.fill(
        either(
            pen.box(-0.98, -0.84, 0.42, 0.16, 0.26), pen.shape([(-0.7, 0.05), (-0.76, 0.46), (-0.3, 0.1)])
        ),
        ink.shade,
    )
    front = either(
        pen.box(-0.34, -0.26, 0.98, 0.6, 0.26), pen.shape([(0.66, 0.5), (0.76, 0.9), (0.26, 0.56)])
    )
    pen.fill(front, pen.lit(ink.lift, ink.main))
    for place in range(3):
        pen.fill(pen.disc(0.0 + place * 0.32, 0.17, 0.085), ink.hole)
    for y, right in ((-0.54, 0.1), (-0.34, -0.3)):
        pen.fill(pen.line(-0.7, y, right, y, 0.08), ink.lift, 0.85)


def spark(pen: Pen) -> None:
    """A large spark and two small ones."""
    ink = pen.inks
    points = []
    for turn in range(4):
        start, end = around(-0.1, 0.1, 0.86, turn * 90 - 90), around(-0.1, 0.1, 0.86, turn * 90)
        inner = (-0.1 + (start[0] + end[0] + 0.2) * 0.1, 0.1 + (start[1] + end[1] - 0.2) * 0.1)
        points += curve(start, inner, inner, end)[:-1]
    pen.fill(pen.shape(points), pen.lit(ink.lift, ink.main))
    star(pen, 0.66, -0.62, 0.34)
    star(pen, 0.62, 0.7, 0.2)


def note(pen: Pen) -> None:
    """A pair of notes."""
    ink = pen.inks
    pen.fill(pen.shape([(-0.42, -0.66), (0.66, -0.9), (0.66, -0.58), (-0.42, -0.34)]), ink.main)
    for x, top, bottom in ((-0.36, -0.6, 0.6), (0.6, -0.8, 0.4)):
        pen.fill(pen.box(x - 0.06, top, x + 0.06, bottom), ink.main)
        pen.fill(pen.oval(x - 0.2, bottom, 0.27, 0.2), pen.lit(ink.lift, ink.main))
    pen.fill(pen.disc(-0.8, -0.5, 0.07), ink.spot)
    pen.fill(pen.disc(0.9, 0.0, 0.05), ink.spot)


def atom(pen: Pen) -> None:
    """A nucleus and three orbits."""
    ink = pen.inks
    for turn in (0, 60, 120):
        path = []
        for step in range(48):
            x, y = around(0, 0, 1, step * 7.5)
            x, y = x * 0.94, y * 0.34
            cx, cy = around(0, 0, 1, turn)
            path.append((x * cx - y * cy, x * cy + y * cx))
        inner = [(x * 0.93, y * 0.93) for x, y in path]
        pen.fill(without(pen.shape(path), pen.shape(inner)), ink.main if turn else ink.shade)
        pen.fill(pen.disc(*path[(5 + turn // 4) % 48], 0.085), ink.spot)
    pen.fill(pen.disc(0, 0, 0.2), pen.lit(ink.lift, ink.main))


def check(pen: Pen) -> None:
    """A tick in a disc."""
    ink = pen.inks
    pen.fill(pen.disc(0, 0, 0.9), pen.lit(ink.lift, ink.main))
    pen.fill(pen.ring(0, 0, 0.74, 0.03), ink.hole, 0.35)
    pen.fill(either(pen.line(-0.36, 0.04, -0.1, 0.3, 0.17), pen.line(-0.1, 0.3, 0.4, -0.26, 0.17)), ink.hole)
