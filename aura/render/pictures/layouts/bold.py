"""Layouts whose picture is a sign: a figure, a quotation mark, a motif."""

from aura.render import typography
from aura.render.colour import mix
from aura.render.pictures import shapes
from aura.render.pictures.canvas import linear
from aura.render.pictures.frame import Room, Words
from aura.render.pictures.stage import Stage

_OVERSHOOT = 0.015
"""How far round figures rise above a capital and sink below its foot, as a share of the size."""


def numeral(stage: Stage) -> None:
    """A giant figure from the scene's words, or its number, with the title by it."""
    (width, height, unit), scheme, canvas, frame = stage.size, stage.scheme, stage.canvas, stage.frame
    figure = stage.figure or (str(stage.words.number) if stage.words.number else "")
    stage.ground(320, (0.1, 0.2, 0.6, scheme.stops[2], 0.85))
    given = stage.words
    words = Words(given.title, given.subtitle, given.kicker, 0)
    beside = frame.wide and len(figure) <= 2
    if beside:
        high, low = frame.part(0, 0.0, 0.36, 1), frame.part(0.44, 0.02, 1, 0.98)
        x, y, radius = 0.25 * width, 0.42 * height, 33 * unit
    else:
        split = 0.56 if frame.wide else 0.50
        high, low = frame.part(0, 0, 1, split), frame.part(0, split + 0.14, 0.9 if frame.wide else 1, 1)
        x, y, radius = (
            (0.80 * width, 0.30 * height, 40 * unit)
            if frame.wide
            else (0.60 * width, 0.24 * height, 36 * unit)
        )
    paint = linear(x - radius, y - radius, x + radius, y + radius, scheme.tones[2], scheme.stops[1])
    canvas.fill(shapes.circle(x, y, radius), paint, 0.6 if scheme.dark else 0.4)
    if not frame.wide:
        echo = linear(0, 0.8 * height, width, height, scheme.tones[1], scheme.stops[1])
        stage.disc(0.16 * width, 1.05 * height, 0.36 * width, echo, 0.3)
        stage.disc(0.62 * width, 0.90 * height, 2.4 * unit, scheme.second, 0.4)
    for share in (1.16, 1.34):
        canvas.fill(
            shapes.ring(x, y, radius * share, 0.18 * unit), scheme.tones[3], 0.5 if scheme.dark else 0.3
        )
    if figure:
        _giant(stage, figure, high)
    elif stage.motif:
        stage.draw_motif(x, y, radius * 0.5, scheme.stops[1])
    frame.stack(words, low, most=stage.most * 0.9, rest="middle" if beside else "top")


def _giant(stage: Stage, figure: str, room: Room) -> None:
    scheme, unit = stage.scheme, stage.frame.unit
    wide, high = typography.measure(figure, "display", 1, -35), typography.CAP_HEIGHT + 2 * _OVERSHOOT
    size = min(room.height / high, room.width / wide)
    laid = typography.block((figure,), "display", size, 1.0, -35)
    top = room.top + (room.height - laid.size_px * typography.CAP_HEIGHT) / 2
    fall = stage.frame.letters(laid, room.left, top + 1.6 * unit, soft=4 * unit)
    stage.canvas.fill(fall, scheme.shadow, 0.55 if scheme.dark else 0.2)
    light = mix(scheme.accent, stage.lit, 0.3)
    foot = top + laid.size_px * typography.CAP_HEIGHT
    paint = linear(
        room.left, top, room.left + laid.width_px * 0.35, foot, light, scheme.accent, scheme.between
    )
    stage.canvas.fill(stage.frame.letters(laid, room.left, top), paint)


def quote(stage: Stage) -> None:
    """One sentence of the scene, large, under an oversized quotation mark."""
    (width, height, unit), scheme, canvas, frame = stage.size, stage.scheme, stage.canvas, stage.frame
    stage.ground(35, (0.95, 0.9, 0.75, mix(scheme.stops[2], scheme.tones[1], 0.5), 0.9))
    given = stage.words
    said = stage.phrase or given.title
    words = Words(said, given.title if given.title != said else given.subtitle, given.kicker)
    x, y, radius = (0.93 if frame.wide else 0.90) * width, (0.97 if frame.wide else 0.93) * height, 27 * unit
    canvas.fill(shapes.circle(x, y, radius * 1.5), scheme.tones[0], 0.9)
    stage.disc(x, y, radius, stage.ball(x, y, radius, scheme.tones[2], scheme.tones[3]), 0.4)
    stage.disc(x - 1.1 * radius, y - 0.1 * radius, radius * 0.17, scheme.second, 0.4)
    mark = typography.block(("“",), "display", 46 * unit, 1.0)
    left, top = frame.safe.left - 2.4 * unit, frame.safe.top - (2 if frame.wide else 0) * unit
    paint = linear(
        left, top, left + 24 * unit, top + 20 * unit, mix(scheme.second, stage.lit, 0.2), scheme.second
    )
    canvas.fill(frame.letters(mark, left, top), paint)
    room = frame.part(0.0, 0.42, 0.90, 1) if frame.wide else frame.part(0, 0.36, 1, 1)
    frame.stack(words, room, most=stage.most * 0.96, weight="semibold", rest="top")


def emblem(stage: Stage) -> None:
    """The motif on a pedestal of light, the title centred below it."""
    (width, height, unit), scheme, canvas, frame = stage.size, stage.scheme, stage.canvas, stage.frame
    x = width / 2
    if frame.wide:
        y, radius, room = 0.255 * height, 14.5 * unit, frame.part(0.02, 0.66, 0.98, 1)
    elif frame.tall:
        y, radius, room = 0.28 * height, 22 * unit, frame.part(0, 0.68, 1, 1)
    else:
        y, radius, room = 0.265 * height, 20 * unit, frame.part(0, 0.68, 1, 1)
    stage.ground(90, (0.5, y / height, 0.5, mix(scheme.stops[2], scheme.tones[1], 0.5), 0.9))
    for place in range(4):
        tone = scheme.tones[0 if place < 2 else 1]
        canvas.fill(shapes.circle(x, y, radius * (3.1 - 0.5 * place)), tone, 0.3 - 0.03 * place)
    light, deep = mix(scheme.tones[1], scheme.stops[0], 0.7), scheme.tones[1]
    stage.disc(x, y, radius, stage.ball(x, y, radius, light, deep), 0.5)
    earth, top = (2.2 if frame.wide else 1.6) * width, (0.83 if frame.wide else 0.81) * height
    paint = linear(0, top, 0, height, mix(scheme.tones[1], scheme.tones[2], 0.3), scheme.tones[1])
    stage.disc(x, top + earth, earth, paint, 0.12)
    hole = mix(scheme.tones[0], scheme.stops[0], 0.3)
    stage.draw_motif(x, y, radius * 0.66, hole, name=stage.motif or "spark")
    frame.stack(stage.words, room, align="centre", most=stage.most * 0.9)
