"""Layouts that are landscapes."""

from aura.render.colour import mix
from aura.render.pictures import shapes
from aura.render.pictures.canvas import Glow, linear
from aura.render.pictures.stage import Stage


def horizon(stage: Stage) -> None:
    """A sun behind layered hills, the words in the sky."""
    (width, height, unit), scheme, canvas, frame = stage.size, stage.scheme, stage.canvas, stage.frame
    deep, mid, glow = scheme.stops
    if frame.wide:
        x, y, radius, room = width / 2, 0.715 * height, 13.5 * unit, frame.part(0.04, 0.0, 0.96, 0.56)
    else:
        x, y, radius = width / 2, (0.69 if frame.tall else 0.70) * height, 18 * unit
        room = frame.part(0, 0.04, 1, 0.62 if frame.tall else 0.55)
    canvas.ground(
        (deep, mid, mix(glow, scheme.between, 0.3 if scheme.dark else 0.12)),
        90,
        [Glow(0.5, y / height, 0.30, mix(glow, scheme.sun, 0.5), 0.7)],
    )
    if scheme.dark:
        for _ in range(46):
            px, py = stage.dice.random() * width, stage.dice.random() * height * 0.5
            size = (0.10 + 0.16 * stage.dice.random() ** 3) * unit
            canvas.fill(shapes.circle(px, py, max(0.7, size)), scheme.ink, 0.25 + 0.5 * stage.dice.random())
    for place in range(3):
        canvas.fill(
            shapes.ring(x, y, radius * (1.28 + 0.30 * place), 0.18 * unit), scheme.sun, 0.5 - 0.12 * place
        )
    rays = linear(
        x,
        y - radius,
        x,
        y + radius * 0.7,
        mix(scheme.sun, stage.lit, 0.4),
        scheme.sun,
        scheme.between if scheme.dark else scheme.sun,
    )
    canvas.fill(shapes.circle(x, y, radius), rays)
    far = (
        mix(scheme.tones[3], scheme.between, 0.4)
        if scheme.dark
        else mix(scheme.tones[2], scheme.tones[1], 0.3)
    )
    near = mix(scheme.tones[0], deep, 0.8) if scheme.dark else mix(scheme.tones[3], scheme.accent, 0.6)
    for place in range(4):
        share = place / 3
        level, lift = height * (0.735 + 0.07 * place), (2.6 + 0.4 * place) * unit
        long = width * (0.85 - 0.1 * place) if frame.wide else width * (1.3 - 0.15 * place)
        waves = [(lift, long, stage.dice.random()), (lift * 0.35, long * 0.41, stage.dice.random())]
        tone = mix(far, near, share**0.8)
        canvas.fill(
            shapes.beyond(level - 0.6 * unit, waves, 5 * unit), scheme.shadow, 0.22 if scheme.dark else 0.08
        )
        lit, deepened = (
            mix(tone, scheme.accent, 0.14 * (1 - share)),
            mix(tone, scheme.shadow, 0.3 if scheme.dark else 0.15),
        )
        canvas.fill(shapes.beyond(level, waves), linear(0, level - lift, 0, level + 18 * unit, lit, deepened))
    frame.stack(stage.words, room, align="centre", most=stage.most)


def cutouts(stage: Stage) -> None:
    """Sheets of paper with wavy edges, one behind the other, coming in from one side."""
    (width, height, unit), scheme, canvas, frame = stage.size, stage.scheme, stage.canvas, stage.frame
    stage.ground(0 if frame.wide else 270, (0.2, 0.3, 0.6, scheme.stops[1], 0.5))
    room = frame.part(0, 0.0, 0.55, 1) if frame.wide else frame.part(0, 0.58, 1, 1)
    tones = scheme.tones
    colours = (
        tones[1],
        mix(tones[1], tones[3], 0.5),
        tones[3],
        scheme.second,
        scheme.accent,
    )
    everything = shapes.rounded(-9, -9, width + 9, height + 9)
    for place, tone in enumerate(colours):
        swing = (3.4 + 0.25 * place) * unit
        long = (height * 1.25 if frame.wide else width * 1.35) - 8 * unit * place
        waves = [
            (swing, long, 0.16 * place + 0.3 * stage.dice.random()),
            (swing * 0.42, long * 0.47, stage.dice.random()),
        ]
        light, deep = mix(tone, stage.lit, 0.10), mix(tone, scheme.shadow, 0.12)
        if frame.wide:
            level = width * (0.585 + 0.088 * place)
            sheet = shapes.beyond(level, waves, sideways=True)
            under = shapes.beyond(level - 0.4 * unit, waves, 6 * unit, sideways=True)
            paint = linear(level, 0, level + 10 * unit, height, light, tone, deep)
        else:
            level = height * (0.40 - 0.085 * place)
            sheet = shapes.without(everything, shapes.beyond(level, waves))
            under = shapes.without(everything, shapes.beyond(level + 1.2 * unit, waves, 6 * unit))
            paint = linear(0, level, width, level - 10 * unit, light, tone, deep)
        canvas.fill(under, scheme.shadow, 0.5 if scheme.dark else 0.22)
        canvas.fill(sheet, paint)
    if not frame.wide:
        for place in range(2):
            level, tone = height * (0.85 + 0.075 * place), mix(tones[place], tones[place + 1], 0.5)
            waves = [(3.4 * unit, width * (1.2 - 0.2 * place), stage.dice.random())]
            canvas.fill(
                shapes.beyond(level - 0.8 * unit, waves, 6 * unit),
                scheme.shadow,
                0.3 if scheme.dark else 0.15,
            )
            canvas.fill(
                shapes.beyond(level, waves), linear(0, level, 0, height, tone, mix(tone, scheme.shadow, 0.1))
            )
    if stage.motif:
        x, y = (0.865 * width, 0.40 * height) if frame.wide else (0.72 * width, 0.165 * height)
        radius = (11.5 if frame.wide else 12) * unit
        stage.disc(x, y, radius, stage.ball(x, y, radius, scheme.stops[1], scheme.stops[0]), 0.55)
        stage.draw_motif(x, y, radius * 0.62, scheme.stops[0])
    frame.stack(stage.words, room, most=stage.most)
