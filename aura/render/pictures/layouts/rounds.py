"""Layouts made of circles."""

from aura.render.colour import RGB, mix
from aura.render.pictures import shapes
from aura.render.pictures.canvas import Paint, linear
from aura.render.pictures.pen import around, inks_on_accent
from aura.render.pictures.shapes import Shape
from aura.render.pictures.stage import Stage


def orbs(stage: Stage) -> None:
    """A large disc with the motif in it, smaller ones over its edge, the title beside them."""
    (width, height, unit), scheme, canvas = stage.size, stage.scheme, stage.canvas
    frame, tones = stage.frame, scheme.tones
    echo: list[tuple[float, float, float, Paint | RGB]]
    if frame.wide:
        big, mid = (0.775 * width, 0.40 * height, 29.5 * unit), (0.925 * width, 0.80 * height, 13.5 * unit)
        small, tiny = (0.575 * width, 0.73 * height, 5.2 * unit), (0.595 * width, 0.12 * height, 2.0 * unit)
        room, echo = frame.part(0, 0.0, 0.55, 1), []
    else:
        radius, lift = (30 * unit, 1.0) if frame.tall else (25 * unit, 0.93)
        big, mid = (
            (0.63 * width, 0.215 * height * lift, radius),
            (0.07 * width, 0.325 * height * lift, 0.34 * radius),
        )
        small, tiny = (0.94 * width, 0.39 * height, 4.6 * unit), (0.16 * width, 0.12 * height, 2.0 * unit)
        room = frame.part(0, 0.58, 1, 1)
        x, y, low = 0.10 * width, 1.04 * height, 0.34 * width
        ground = linear(x, y - low, x + low, y, scheme.tones[1], scheme.stops[1])
        echo = [(x, y, low, ground), (0.86 * width, 0.91 * height, 2.6 * unit, scheme.second)]
    stage.ground(20, (big[0] / width, big[1] / height, 0.55, scheme.stops[2], 0.9))
    for x, y, radius, paint in echo:
        stage.disc(x, y, radius, paint, 0.3)
    x, y, radius = big
    canvas.fill(shapes.ring(x, y, radius * 1.17, 0.2 * unit), tones[3], 0.7)
    canvas.fill(shapes.ring(x, y, radius * 1.42, 0.16 * unit), tones[2], 0.55)
    if stage.motif:
        stage.disc(x, y, radius, stage.ball(x, y, radius, tones[3], tones[1]), 0.5)
        stage.draw_motif(x, y, radius * 0.66, mix(tones[1], tones[2], 0.5))
    else:
        stage.disc(
            x, y, radius, stage.ball(x, y, radius, mix(scheme.accent, stage.lit, 0.2), scheme.between), 0.5
        )
    x, y, radius = mid
    stage.disc(
        x,
        y,
        radius,
        stage.ball(
            x,
            y,
            radius,
            mix(scheme.second, stage.lit, 0.2),
            mix(scheme.second, scheme.shadow, 0.35 if scheme.dark else 0.1),
        ),
        0.5,
    )
    lens = shapes.both(shapes.circle(*mid), shapes.circle(*big))
    canvas.fill(lens, mix(scheme.second, stage.lit, 0.45), 0.75)
    x, y, radius = small
    stage.disc(x, y, radius, stage.ball(x, y, radius, scheme.accent, scheme.between), 0.5)
    canvas.fill(shapes.circle(*tiny), scheme.accent)
    frame.stack(stage.words, room, most=stage.most)


def rings(stage: Stage) -> None:
    """Discs within discs, stacked like cut paper, lit in the middle."""
    (width, height, unit), scheme, frame = stage.size, stage.scheme, stage.frame
    if frame.wide:
        x, y, step = 0.83 * width, 0.50 * height, 10.0 * unit
        room = frame.part(0, 0.0, 0.54, 1)
    else:
        x, y, step = 0.70 * width, 0.185 * height, (8.2 if frame.tall else 7.0) * unit
        room = frame.part(0, 0.56, 1, 1)
    stage.ground(200, (x / width, y / height, 0.7, scheme.stops[2], 0.8))
    if not frame.wide:
        for place in range(3):
            radius = step * (4.6 - 1.2 * place)
            tone = mix(scheme.stops[1], scheme.tones[2], 0.25 + 0.2 * place)
            stage.disc(0.06 * width, 1.03 * height, radius, tone, 0.3)
    layers = 5
    radii = [step * (layers - place) * 0.93 + step * 0.22 for place in range(layers)]
    for place, radius in enumerate(radii):
        share = place / (layers - 1)
        tone = mix(scheme.stops[1], mix(scheme.tones[3], scheme.between, 0.45), 0.10 + 0.80 * share**1.1)
        light, deep = mix(tone, scheme.accent, 0.12), mix(tone, scheme.shadow, 0.10)
        if place == layers - 1:
            light, deep = mix(scheme.accent, stage.lit, 0.3), mix(scheme.accent, scheme.between, 0.6)
        stage.disc(x, y, radius, stage.ball(x, y, radius, light, deep), 0.42)
    stage.draw_motif(x, y, radii[-1] * 0.62, scheme.accent, inks_on_accent(scheme))
    angles = (200, 238, 155) if frame.wide else (140, 182, 118)
    moons = zip(angles, (1.7, 1.0, 1.3), (scheme.accent, stage.lit, scheme.second), (2, 1, 0), strict=True)
    for angle, size, colour, place in moons:
        px, py = around(x, y, radii[place], angle)
        stage.disc(px, py, size * unit, colour, 0.5)
    frame.stack(stage.words, room, most=stage.most)


def arches(stage: Stage) -> None:
    """Nested arches, a window under the innermost."""
    (width, height, unit), scheme, canvas, frame = stage.size, stage.scheme, stage.canvas, stage.frame
    if frame.wide:
        x, y, reach, foot = 0.765 * width, 0.60 * height, 34 * unit, height + 4 * unit
        room = frame.part(0, 0.0, 0.50, 1)
    else:
        x, y, reach = (
            0.5 * width,
            (0.735 if frame.tall else 0.745) * height,
            (32 if frame.tall else 29) * unit,
        )
        foot, room = height + 4 * unit, frame.part(0, 0.02, 1, 0.60 if frame.tall else 0.52)
    stage.ground(250, (x / width, (y - reach * 0.4) / height, 0.6, scheme.stops[2], 0.9))
    colours = (scheme.second, scheme.between, scheme.accent, scheme.tones[3])
    thick = reach / 6.4
    for place, colour in enumerate(colours):
        outer = reach - place * thick * 1.1
        canvas.fill(
            _arch(x + 0.5 * unit, y + unit, outer, foot, 4 * unit),
            scheme.shadow,
            0.3 if scheme.dark else 0.14,
        )
        paint = linear(
            x - outer,
            y - outer,
            x + outer,
            y + outer,
            mix(colour, stage.lit, 0.1),
            mix(colour, scheme.shadow, 0.2),
        )
        canvas.fill(
            shapes.without(_arch(x, y, outer, foot), _arch(x, y, outer - thick, foot + 9 * unit)), paint
        )
    inner = reach - len(colours) * thick * 1.1 + 0.1 * thick
    canvas.fill(
        _arch(x, y, inner, foot), linear(x, y - inner, x, y + inner, scheme.tones[0], scheme.stops[0])
    )
    if stage.motif:
        stage.draw_motif(x, y - inner * 0.02, inner * 0.68, scheme.tones[0])
    else:
        paint = stage.ball(x, y, inner * 0.5, mix(scheme.accent, stage.lit, 0.4), scheme.accent)
        canvas.fill(shapes.circle(x, y + 0.06 * inner, inner * 0.45), paint)
    frame.stack(stage.words, room, most=stage.most, align="left" if frame.wide else "centre")


def _arch(x: float, y: float, radius: float, foot: float, soft: float = 1) -> Shape:
    upper = shapes.both(shapes.circle(x, y, radius, soft), shapes.half_plane(x, y + 1, 270))
    return shapes.either(upper, shapes.rounded(x - radius, y, x + radius, foot, 0, soft))
