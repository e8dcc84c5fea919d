"""Layouts of planes and columns."""

import math

from aura.render.colour import mix
from aura.render.pictures import shapes
from aura.render.pictures.canvas import linear
from aura.render.pictures.pen import inks_on_accent
from aura.render.pictures.stage import Stage


def diagonal(stage: Stage) -> None:
    """Two planes that meet on a slant, the bright one with the motif."""
    (width, height, unit), scheme, canvas, frame = stage.size, stage.scheme, stage.canvas, stage.frame
    stage.ground(60, (0.1, 0.9, 0.7, scheme.stops[2], 0.7))
    if frame.wide:
        angle, px, py, room = -14.0, 0.645 * width, 0.5 * height, frame.part(0, 0.0, 0.56, 1)
        mx, my, size = 0.84 * width, 0.42 * height, 16 * unit
    else:
        angle, px, py, room = (
            -68.0,
            0.5 * width,
            (0.36 if frame.tall else 0.335) * height,
            frame.part(0, 0.58 if frame.tall else 0.54, 1, 1),
        )
        mx, my, size = (
            0.56 * width,
            (0.185 if frame.tall else 0.165) * height,
            (18 if frame.tall else 14) * unit,
        )
    u, v = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    far = 0.75 * max(width, height)
    lit = mix(scheme.accent, stage.lit, 0.2)
    bright = linear(px, py, px + u * far, py + v * far + 0.4 * far, lit, scheme.accent, scheme.between)
    for shift, paint in ((-7.0, scheme.tones[1]), (-3.4, scheme.tones[2]), (0.0, bright)):
        x, y = px + u * shift * unit, py + v * shift * unit
        under = shapes.half_plane(x - u * 0.5 * unit, y - v * 0.5 * unit, angle, 6 * unit)
        canvas.fill(under, scheme.shadow, 0.5 if scheme.dark else 0.2)
        canvas.fill(shapes.half_plane(x, y, angle), paint)
    if not frame.wide:
        for shift, tone in ((0.0, scheme.tones[1]), (5.0, scheme.tones[2])):
            low = 0.90 * height + shift * unit
            canvas.fill(
                shapes.half_plane(px, low - unit, angle + 180, 6 * unit),
                scheme.shadow,
                0.3 if scheme.dark else 0.12,
            )
            canvas.fill(shapes.half_plane(px, low, angle + 180), tone)
    plane = shapes.half_plane(px + u * 3 * unit, py + v * 3 * unit, angle)
    for place in range(3):
        ring = shapes.ring(mx, my, size * (1.45 + 0.42 * place), 0.18 * unit)
        canvas.fill(shapes.both(plane, ring), scheme.stops[0], 0.35 - 0.08 * place)
    if stage.motif:
        stage.draw_motif(mx, my, size, scheme.accent, inks_on_accent(scheme))
    else:
        stage.disc(mx, my, size * 0.9, stage.ball(mx, my, size, scheme.tones[1], scheme.stops[0]))
    frame.stack(stage.words, room, most=stage.most)


def bars(stage: Stage) -> None:
    """Columns that rise to the right, one of them bright."""
    (width, height, unit), scheme, canvas, frame = stage.size, stage.scheme, stage.canvas, stage.frame
    stage.ground(285, (0.85, 0.15, 0.6, scheme.stops[2], 0.9))
    count, bright = (7, 5) if frame.wide else (6, 4)
    first, gap = (0.47 if frame.wide else 0.02) * width, 1.6 * unit
    wide = (width * (1.03 if frame.wide else 0.98) - first - gap * (count - 1)) / count
    foot, low, rise = height + wide, 0.86 if frame.wide else 0.93, 0.70 if frame.wide else 0.43
    tops = []
    for place in range(count):
        jitter = 0.10 * (stage.dice.random() - 0.5) * (place not in (bright, bright - 1))
        tops.append(height * (low - rise * ((place / (count - 1)) ** 1.3 + jitter)))
    for place, top in enumerate(tops):
        x, share = first + place * (wide + gap), place / (count - 1)
        colour = scheme.accent if place == bright else mix(scheme.tones[1], scheme.tones[3], share)
        lowest = scheme.between if place == bright else mix(colour, scheme.stops[0], 0.8)
        under = shapes.rounded(x - unit, top + unit, x + wide + unit, foot, wide * 0.5, 5 * unit)
        canvas.fill(under, scheme.shadow, 0.4 if scheme.dark else 0.15)
        paint = linear(x, top, x, min(foot, height), mix(colour, stage.lit, 0.14), colour, lowest)
        canvas.fill(shapes.rounded(x, top, x + wide, foot, wide * 0.5), paint)
    x, y = first + bright * (wide + gap) + wide / 2, tops[bright] + wide / 2
    canvas.fill(shapes.circle(x, y, wide * 0.30), scheme.stops[0])
    canvas.fill(shapes.circle(x, y, wide * 0.13), scheme.accent)
    room = frame.part(0, 0.0, 0.56, 0.86) if frame.wide else frame.part(0, 0.03, 1, 0.60)
    frame.stack(stage.words, room, most=stage.most, rest="top")
