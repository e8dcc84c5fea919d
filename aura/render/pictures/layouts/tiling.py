"""The layout of tiles: quarter circles, halves, petals, dots and stripes."""

import math

from aura.render.colour import RGB, mix
from aura.render.pictures import shapes
from aura.render.pictures.canvas import linear
from aura.render.pictures.shapes import Shape
from aura.render.pictures.stage import Stage

_KINDS = ("quarter", "quarter", "petal", "petal", "half", "dot", "stripes", "rings")
_GROUNDS = (0, 0, 1, 1, 2, 3, 4)
_INKS = {0: (3, 4, 2), 1: (3, 4, 2), 2: (3, 0, 4), 3: (0, 4, 2), 4: (3, 0, 0)}


def tiles(stage: Stage) -> None:
    """A field of tiles along one side, the motif on one of them."""
    (width, height, _), scheme, canvas, frame = stage.size, stage.scheme, stage.canvas, stage.frame
    stage.ground(30, (0.05, 0.1, 0.6, scheme.stops[0], 0.6))
    if frame.wide:
        columns, rows, side = 3, 4, height / 4
        left, room, shown = width - 3 * side, frame.part(0, 0.0, 0.60, 1), (1, 1)
        places = [(row, row * side) for row in range(rows)]
    else:
        columns, rows = (4, 3) if frame.tall else (5, 2)
        side, left, shown = width / columns, 0.0, (columns - 2, 1)
        room = frame.part(0, 0.60, 1, 1)
        places = [(row, row * side) for row in range(rows)] + [
            (rows, height - side * (0.86 if frame.tall else 0.8))
        ]
    colours = (scheme.tones[0], scheme.tones[1], scheme.tones[2], scheme.accent, scheme.second)
    ground, kind = -1, ""
    above = [-1] * columns
    for row, y in places:
        for column in range(columns):
            x = left + column * side
            ground = stage.dice.choice([name for name in _GROUNDS if name not in (ground, above[column])])
            kind = stage.dice.choice([name for name in _KINDS if name != kind])
            if stage.motif and (column, row) == shown:
                ground, kind = 0, "motif"
            above[column] = ground
            cell = shapes.rounded(math.floor(x), math.floor(y), math.floor(x + side), math.floor(y + side))
            colour = colours[ground]
            paint = linear(
                x, y, x + side, y + side, mix(colour, stage.lit, 0.06), mix(colour, scheme.shadow, 0.06)
            )
            canvas.fill(cell, paint)
            _tile(stage, kind, cell, (x, y, side), colour, colours[stage.dice.choice(_INKS[ground])])
    frame.stack(stage.words, room, most=stage.most)


def _tile(
    stage: Stage, kind: str, cell: Shape, place: tuple[float, float, float], ground: RGB, ink: RGB
) -> None:
    x, y, side = place
    canvas, dice = stage.canvas, stage.dice
    corner = (x + side * dice.randrange(2), y + side * dice.randrange(2))
    middle = (x + side / 2, y + side / 2)
    paint = linear(x, y, x + side, y + side, mix(ink, stage.lit, 0.12), mix(ink, stage.scheme.shadow, 0.06))
    if kind == "quarter":
        ring = shapes.without(shapes.circle(*corner, side), shapes.circle(*corner, side * 0.5))
        canvas.fill(shapes.both(cell, ring), paint)
    elif kind == "half":
        centre = (middle[0], corner[1]) if dice.random() < 0.5 else (corner[0], middle[1])
        canvas.fill(shapes.both(cell, shapes.circle(*centre, side / 2)), paint)
    elif kind == "dot":
        canvas.fill(shapes.circle(*middle, side * 0.3), paint)
    elif kind == "petal":
        other = (2 * x + side - corner[0], 2 * y + side - corner[1])
        canvas.fill(
            shapes.both(cell, shapes.both(shapes.circle(*corner, side), shapes.circle(*other, side))), paint
        )
    elif kind == "stripes":
        for turn in range(4):
            at = x + side * (0.125 + 0.25 * turn)
            canvas.fill(
                shapes.both(cell, shapes.rounded(at - side * 0.055, y, at + side * 0.055, y + side)), ink
            )
    elif kind == "rings":
        for share in (0.94, 0.62, 0.3):
            canvas.fill(
                shapes.both(cell, shapes.circle(*corner, side * share)), ground if share == 0.62 else ink
            )
    else:
        stage.draw_motif(*middle, side * 0.38, ground)
