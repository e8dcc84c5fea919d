"""Motifs of things one can hold."""

from aura.render.colour import mix
from aura.render.pictures.pen import Pen, around, curve
from aura.render.pictures.shapes import both, either, without


def book(pen: Pen) -> None:
    """An open book."""
    ink = pen.inks
    pen.fill(pen.box(-0.98, -0.44, 0.98, 0.74, 0.06), ink.shade)
    for side in (-1, 1):
        page = curve((0, -0.5), (0.25 * side, -0.68), (0.6 * side, -0.66), (0.9 * side, -0.56)) + curve(
            (0.9 * side, 0.58), (0.6 * side, 0.48), (0.25 * side, 0.46), (0, 0.66)
        )
        pen.fill(pen.shape(page), ink.lift if side < 0 else ink.main)
        for row in range(4):
            y, bend = -0.36 + row * 0.22, -0.05
            x0, x1 = 0.16 * side, (0.74 if row < 3 else 0.5) * side
            pen.fill(pen.line(x0, y + bend * 0.6, x1, y + bend, 0.045), ink.hole, 0.35)
    pen.fill(pen.shape([(0.5, -0.64), (0.64, -0.63), (0.64, -0.2), (0.57, -0.28), (0.5, -0.2)]), ink.spot)


def cup(pen: Pen) -> None:
    """A steaming cup on its saucer."""
    ink = pen.inks
    for x, sway in ((-0.26, 0.1), (0.0, -0.1), (0.26, 0.1)):
        path = curve((x, -0.34), (x + sway * 1.6, -0.5), (x - sway * 1.6, -0.68), (x, -0.9), steps=10)
        pen.fill(pen.stroke(path, 0.06), ink.spot, 0.85)
    pen.fill(pen.oval(0, 0.8, 0.86, 0.12), ink.shade)
    pen.fill(pen.ring(0.58, 0.2, 0.22, 0.11), ink.main)
    body = pen.shape(
        curve(
            (-0.62, -0.2),
            (-0.62, 0.4),
            (-0.46, 0.76),
            (-0.2, 0.78),
            (0.0, 0.79),
            (0.1, 0.79),
            (0.2, 0.78),
            (0.46, 0.76),
            (0.62, 0.4),
            (0.62, -0.2),
        )
    )
    pen.fill(body, pen.lit(ink.lift, ink.main))
    pen.fill(both(body, pen.box(0.12, -1, 1, 1)), ink.shade, 0.3)
    pen.fill(pen.oval(0, -0.2, 0.62, 0.12), ink.lift)
    pen.fill(pen.oval(0, -0.19, 0.52, 0.085), mix(ink.shade, ink.hole, 0.55))


def bread(pen: Pen) -> None:
    """A loaf with three cuts."""
    ink = pen.inks
    pen.fill(pen.oval(0, 0.6, 0.95, 0.09), ink.hole, 0.4)
    loaf = curve(
        (-0.95, 0.3),
        (-0.95, -0.3),
        (-0.45, -0.62),
        (0, -0.62),
        (0.45, -0.62),
        (0.95, -0.3),
        (0.95, 0.3),
        (0.95, 0.56),
        (0.7, 0.6),
        (0, 0.6),
        (-0.7, 0.6),
        (-0.95, 0.56),
        (-0.95, 0.3),
    )
    body = pen.shape(loaf)
    pen.fill(body, pen.down(-0.6, 0.6, ink.main, ink.deep))
    pen.fill(both(body, without(body, pen.oval(0, -0.14, 1.05, 0.62))), ink.hole, 0.25)
    for x in (-0.5, 0.0, 0.5):
        cut = curve(
            (x - 0.02, -0.42),
            (x + 0.22, -0.25),
            (x + 0.24, 0.05),
            (x + 0.06, 0.26),
            (x + 0.1, 0.02),
            (x + 0.08, -0.2),
            (x - 0.02, -0.42),
        )
        pen.fill(pen.shape(cut), ink.lift)


def clock(pen: Pen) -> None:
    """A clock at ten past ten."""
    ink = pen.inks
    pen.fill(pen.disc(0, 0, 0.92), pen.lit(ink.lift, ink.deep))
    pen.fill(pen.disc(0, 0, 0.76), ink.hole)
    pen.fill(pen.disc(0, 0, 0.76), ink.lift, 0.12)
    for turn in range(12):
        (x0, y0), (x1, y1) = (
            around(0, 0, 0.66, turn * 30),
            around(0, 0, 0.66 - (0.12 if turn % 3 == 0 else 0.05), turn * 30),
        )
        pen.fill(pen.line(x0, y0, x1, y1, 0.05 if turn % 3 == 0 else 0.035), ink.lift)
    x, y = around(0, 0, 0.36, -150)
    pen.fill(pen.line(0, 0, x, y, 0.1), ink.lift)
    x, y = around(0, 0, 0.54, -30)
    pen.fill(pen.line(0, 0, x, y, 0.075), ink.lift)
    pen.fill(pen.disc(0, 0, 0.09), ink.spot)


def gear(pen: Pen) -> None:
    """Two wheels that mesh."""
    ink = pen.inks
    for x, y, radius, teeth, start, colours in (
        (-0.24, 0.18, 0.62, 10, 0.0, (ink.lift, ink.main)),
        (0.58, -0.54, 0.36, 7, 14.0, (ink.shade, ink.shade)),
    ):
        points, step = [], 360 / teeth
        for tooth in range(teeth):
            angle = start + tooth * step
            for share, turn in ((1.0, -0.17), (1.0, 0.17), (0.8, 0.27), (0.8, 0.73)):
                points.append(around(x, y, radius * 1.12 * share, angle + turn * step))
        pen.fill(pen.shape(points), pen.lit(*colours))
        pen.fill(pen.ring(x, y, radius * 0.58, radius * 0.07), ink.hole, 0.35)
        pen.fill(pen.disc(x, y, radius * 0.3), ink.hole)


def camera(pen: Pen) -> None:
    """A camera, its lens catching light."""
    ink = pen.inks
    pen.fill(pen.box(-0.36, -0.72, 0.36, -0.3, 0.12), ink.shade)
    body = pen.box(-0.95, -0.52, 0.95, 0.68, 0.2)
    pen.fill(body, pen.lit(ink.lift, ink.main))
    pen.fill(both(body, pen.box(-1, -0.22, 1, 0.38)), ink.shade, 0.45)
    pen.fill(pen.disc(0, 0.08, 0.48), ink.hole)
    pen.fill(pen.ring(0, 0.08, 0.4, 0.06), ink.lift)
    pen.fill(pen.disc(0, 0.08, 0.27), pen.lit(ink.spot, ink.main))
    pen.fill(pen.disc(-0.09, -0.02, 0.08), ink.lift)
    pen.fill(pen.box(0.56, -0.42, 0.8, -0.3, 0.04), ink.spot)


def screen(pen: Pen) -> None:
    """A screen with a play button."""
    ink = pen.inks
    pen.fill(pen.box(-0.98, -0.68, 0.98, 0.52, 0.13), pen.lit(ink.lift, ink.main))
    pen.fill(pen.box(-0.86, -0.56, 0.86, 0.4, 0.05), mix(ink.hole, ink.shade, 0.25))
    pen.fill(pen.disc(0, -0.08, 0.32), ink.spot)
    pen.fill(pen.shape([(-0.1, -0.26), (0.2, -0.08), (-0.1, 0.1)]), mix(ink.hole, ink.shade, 0.25))
    pen.fill(pen.shape([(-0.16, 0.52), (0.16, 0.52), (0.22, 0.78), (-0.22, 0.78)]), ink.shade)
    pen.fill(pen.line(-0.42, 0.8, 0.42, 0.8, 0.09), ink.main)


def lock(pen: Pen) -> None:
    """A padlock."""
    ink = pen.inks
    bow = either(
        both(pen.ring(0, -0.3, 0.42, 0.17), pen.box(-1, -1.2, 1, -0.3)),
        either(pen.box(-0.505, -0.31, -0.335, 0.0), pen.box(0.335, -0.31, 0.505, 0.0)),
    )
    pen.fill(bow, ink.shade)
    body = pen.box(-0.72, -0.12, 0.72, 0.9, 0.18)
    pen.fill(body, pen.lit(ink.lift, ink.main))
    pen.fill(both(body, pen.box(0.1, -1, 1, 1)), ink.shade, 0.22)
    pen.fill(
        either(pen.disc(0, 0.3, 0.16), pen.shape([(-0.07, 0.3), (0.07, 0.3), (0.11, 0.66), (-0.11, 0.66)])),
        ink.hole,
    )


def coin(pen: Pen) -> None:
    """Stacks of coins, rising."""
    ink = pen.inks
    for x, count in ((-0.6, 2), (0.0, 4), (0.6, 6)):
        for place in range(count):
            y = 0.76 - place * 0.215
            edge = either(
                pen.oval(x, y, 0.29, 0.095),
                either(pen.box(x - 0.29, y - 0.11, x + 0.29, y), pen.oval(x, y - 0.11, 0.29, 0.095)),
            )
            pen.fill(edge, ink.shade)
            pen.fill(pen.oval(x, y - 0.11, 0.29, 0.095), ink.main)
            pen.fill(pen.oval(x, y - 0.11, 0.19, 0.06), ink.lift)
