"""Motifs of places, and of the ways to them."""

from aura.render.colour import mix
from aura.render.pictures.motifs.nature import star
from aura.render.pictures.pen import Pen, around, curve
from aura.render.pictures.shapes import beyond, both, either, without


def house(pen: Pen) -> None:
    """A house with a lit window."""
    ink = pen.inks
    pen.fill(pen.oval(0, 0.86, 0.95, 0.08), ink.hole, 0.4)
    pen.fill(pen.box(0.34, -0.72, 0.54, -0.2, 0.02), mix(ink.shade, ink.hole, 0.3))
    pen.fill(
        pen.shape([(-0.64, 0.86), (-0.64, -0.1), (0.0, -0.66), (0.64, -0.1), (0.64, 0.86)]),
        pen.lit(ink.lift, ink.main),
    )
    pen.fill(pen.shape([(0.06, 0.86), (0.06, -0.62), (0.64, -0.1), (0.64, 0.86)]), ink.shade, 0.28)
    pen.fill(either(pen.line(-0.84, 0.0, 0.0, -0.74, 0.15), pen.line(0.0, -0.74, 0.84, 0.0, 0.15)), ink.shade)
    door = either(pen.disc(-0.26, 0.3, 0.17), pen.box(-0.43, 0.3, -0.09, 0.86))
    pen.fill(door, mix(ink.shade, ink.hole, 0.6))
    pen.fill(pen.box(0.16, 0.12, 0.5, 0.46, 0.04), ink.spot)
    for cross in (pen.box(0.315, 0.12, 0.345, 0.46), pen.box(0.16, 0.275, 0.5, 0.305)):
        pen.fill(cross, ink.shade)


def city(pen: Pen) -> None:
    """A skyline with lit windows before a sun."""
    ink = pen.inks
    pen.fill(pen.disc(0.26, -0.3, 0.42), pen.down(-0.7, 0.2, ink.spot, ink.main))
    far, near = mix(ink.shade, ink.hole, 0.3), mix(ink.shade, ink.hole, 0.62)
    for left, top, right in ((-0.86, -0.02, -0.5), (-0.3, -0.36, 0.04), (0.44, -0.08, 0.84)):
        pen.fill(pen.box(left, top, right, 0.9, 0.03), far)
    for left, top, right in (
        (-0.98, 0.34, -0.66),
        (-0.6, -0.56, -0.24),
        (-0.02, 0.08, 0.36),
        (0.24, -0.24, 0.56),
        (0.66, 0.26, 0.98),
    ):
        pen.fill(pen.box(left, top, right, 0.9, 0.03), near)
        column = left + 0.07
        while column < right - 0.07:
            row = top + 0.1
            while row < 0.8:
                if (int(column * 100) * 7 + int(row * 100) * 3) % 5 < 2:
                    pen.fill(pen.box(column, row, column + 0.055, row + 0.075, 0.01), ink.main, 0.95)
                row += 0.15
            column += 0.105


def lighthouse(pen: Pen) -> None:
    """A striped tower on a rock, its beam to both sides."""
    ink = pen.inks
    beam = mix(ink.main, ink.spot, 0.4)
    for far in (-1.6, 1.6):
        beam_shape = pen.shape([(0, -0.66), (far, -1.02), (far, -0.38)])
        pen.fill(both(beam_shape, pen.fade(0, -0.66, far, -0.7)), beam, 0.45)
    pen.fill(pen.disc(0, -0.64, 0.3), beam, 0.3)
    rock = curve(
        (-0.9, 0.95), (-0.7, 0.5), (-0.35, 0.48), (0.0, 0.5), (0.5, 0.5), (0.75, 0.62), (0.95, 0.86)
    ) + curve((0.95, 0.86), (0.5, 1.0), (-0.5, 1.0), (-0.9, 0.88))
    tower = [(-0.25, 0.6), (-0.14, -0.5), (0.14, -0.5), (0.25, 0.6)]
    body = pen.shape(tower)
    pen.fill(body, ink.spot)
    for top, bottom in ((-0.32, -0.08), (0.16, 0.4)):
        pen.fill(both(body, pen.box(-0.5, top, 0.5, bottom)), ink.shade)
    pen.fill(both(body, pen.shape([(0.03, -0.5), (0.5, -0.5), (0.5, 0.7), (0.06, 0.7)])), ink.hole, 0.22)
    pen.fill(pen.box(-0.24, -0.53, 0.24, -0.47, 0.02), ink.shade)
    pen.fill(pen.box(-0.11, -0.75, 0.11, -0.53, 0.01), ink.main)
    pen.fill(pen.shape([(-0.18, -0.74), (0, -0.96), (0.18, -0.74)]), ink.shade)
    pen.fill(pen.shape(rock), mix(ink.shade, ink.hole, 0.66))


def globe(pen: Pen) -> None:
    """A globe with its meridians, tilted light, and a moon."""
    ink = pen.inks
    body = pen.disc(0, 0, 0.78)
    pen.fill(body, pen.lit(ink.lift, ink.main))
    pen.fill(both(body, without(body, pen.disc(-0.2, -0.18, 0.86))), ink.shade, 0.6)
    for wide in (0.26, 0.57):
        pen.fill(both(body, pen.oval(0, 0, wide, 0.78, 0.032)), ink.hole, 0.55)
    pen.fill(pen.box(-0.016, -0.78, 0.016, 0.78), ink.hole, 0.55)
    for y in (-0.42, 0.0, 0.42):
        pen.fill(both(body, pen.box(-0.78, y - 0.016, 0.78, y + 0.016)), ink.hole, 0.55)
    pen.fill(pen.oval(0, 0, 0.98, 0.98, 0.022), ink.spot, 0.5)
    x, y = around(0, 0, 0.98, -38)
    pen.fill(pen.disc(x, y, 0.11), ink.spot)


def pin(pen: Pen) -> None:
    """A map pin over rings on the ground."""
    ink = pen.inks
    for wide in (0.74, 0.46):
        pen.fill(pen.oval(0, 0.76, wide, wide * 0.26, 0.03), ink.main, 0.5)
    pen.fill(pen.oval(0, 0.76, 0.2, 0.055), ink.hole, 0.6)
    right = curve((0, 0.74), (0.1, 0.4), (0.58, 0.12), (0.58, -0.36), (0.58, -0.7), (0.32, -0.95), (0, -0.95))
    body = pen.shape(right + [(-x, y) for x, y in reversed(right)])
    pen.fill(body, pen.lit(ink.lift, ink.main))
    pen.fill(both(body, pen.box(0, -1, 1, 1)), ink.shade, 0.35)
    pen.fill(pen.disc(0, -0.37, 0.26), ink.hole)
    pen.fill(pen.disc(0, -0.37, 0.13), ink.spot)


def rocket(pen: Pen) -> None:
    """A rocket climbing, with its flame and stars."""
    ink = pen.inks
    for x, y, size in ((-0.7, -0.55, 0.14), (0.74, -0.1, 0.1), (-0.6, 0.35, 0.08), (0.6, -0.75, 0.08)):
        star(pen, x, y, size)
    flame = curve((-0.2, 0.42), (-0.26, 0.7), (-0.06, 0.8), (0, 1.0), (0.06, 0.8), (0.26, 0.7), (0.2, 0.42))
    pen.fill(pen.shape(flame), ink.main)
    pen.fill(pen.shape([(x * 0.5, 0.42 + (y - 0.42) * 0.62) for x, y in flame]), ink.spot)
    for side in (-1, 1):
        pen.fill(
            pen.shape(
                curve(
                    (0.2 * side, 0.0),
                    (0.4 * side, 0.1),
                    (0.54 * side, 0.3),
                    (0.5 * side, 0.6),
                    (0.4 * side, 0.46),
                    (0.3 * side, 0.42),
                    (0.18 * side, 0.42),
                )
            ),
            ink.shade,
        )
    right = curve((0, -0.95), (0.3, -0.66), (0.4, -0.1), (0.24, 0.46))
    body = pen.shape(right + [(-x, y) for x, y in reversed(right)])
    pen.fill(body, pen.lit(ink.lift, ink.lift))
    pen.fill(both(body, pen.box(0.04, -1, 1, 1)), ink.main, 0.5)
    pen.fill(both(body, pen.box(-1, -1, 1, -0.52)), ink.shade)
    pen.fill(pen.disc(0, -0.2, 0.17), ink.shade)
    pen.fill(pen.disc(0, -0.2, 0.11), ink.hole)


def ship(pen: Pen) -> None:
    """A sailing boat on two waves."""
    ink = pen.inks
    pen.fill(
        pen.shape(
            curve(
                (-0.06, -0.9),
                (-0.1, -0.3),
                (-0.4, 0.1),
                (-0.72, 0.26),
                (-0.5, 0.27),
                (-0.2, 0.27),
                (-0.06, 0.27),
            )
        ),
        ink.shade,
    )
    pen.fill(
        pen.shape(
            curve(
                (0.04, -0.95),
                (0.62, -0.5),
                (0.74, -0.05),
                (0.66, 0.27),
                (0.4, 0.27),
                (0.2, 0.27),
                (0.04, 0.27),
            )
        ),
        pen.lit(ink.lift, ink.main),
    )
    pen.fill(pen.line(-0.01, -0.95, -0.01, 0.4, 0.045), mix(ink.shade, ink.hole, 0.5))
    hull = curve(
        (-0.86, 0.36),
        (-0.3, 0.42),
        (0.3, 0.42),
        (0.9, 0.36),
        (0.78, 0.6),
        (0.66, 0.74),
        (0.54, 0.78),
        (0.1, 0.8),
        (-0.2, 0.8),
        (-0.56, 0.78),
        (-0.7, 0.7),
        (-0.8, 0.56),
        (-0.86, 0.36),
    )
    pen.fill(pen.shape(hull), ink.spot)
    window = pen.oval(0, 0.5, 1.0, 0.46)
    for y, colour in ((0.66, mix(ink.shade, ink.hole, 0.2)), (0.8, mix(ink.shade, ink.hole, 0.55))):
        _, level = pen.at((0, y))
        pen.fill(
            both(
                window, beyond(level, [(0.05 * pen.size, 0.5 * pen.size, y * 3 - pen.x / (0.5 * pen.size))])
            ),
            colour,
        )


def train(pen: Pen) -> None:
    """A train head on, with its lamps, on rails that run to the viewer."""
    ink = pen.inks
    for side in (-1, 1):
        pen.fill(pen.line(0.22 * side, 0.62, 0.52 * side, 0.98, 0.05), mix(ink.shade, ink.hole, 0.3))
    pen.fill(pen.line(-0.4, 0.84, 0.4, 0.84, 0.045), mix(ink.shade, ink.hole, 0.3))
    body = either(pen.box(-0.56, -0.9, 0.56, 0.62, 0.26), pen.box(-0.56, 0.1, 0.56, 0.62, 0.12))
    pen.fill(body, pen.lit(ink.lift, ink.main))
    pen.fill(both(body, pen.box(-1, 0.14, 1, 1)), ink.shade)
    pen.fill(pen.box(-0.4, -0.62, -0.03, -0.08, 0.07), mix(ink.shade, ink.hole, 0.72))
    pen.fill(pen.box(0.03, -0.62, 0.4, -0.08, 0.07), mix(ink.shade, ink.hole, 0.72))
    for side in (-1, 1):
        pen.fill(pen.disc(0.32 * side, 0.36, 0.11), ink.spot)
    pen.fill(pen.box(-0.16, -0.82, 0.16, -0.72, 0.05), ink.spot)
