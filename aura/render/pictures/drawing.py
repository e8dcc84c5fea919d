"""From a spec to its picture."""

import hashlib
from random import Random

from PIL import Image

from aura.errors import Invalid
from aura.render.palettes import palette_for
from aura.render.pictures import phrases, topics
from aura.render.pictures.canvas import Canvas
from aura.render.pictures.choose import layout_for
from aura.render.pictures.frame import Frame, Words
from aura.render.pictures.layouts import COUNTER, LAYOUTS
from aura.render.pictures.spec import OVERSCAN, PictureSpec
from aura.render.pictures.stage import Stage


def compose(spec: PictureSpec) -> Canvas:
    """The picture's parts, laid out but not drawn."""
    name = spec.layout or layout_for(spec.seed, spec.number, spec.role)
    if name not in LAYOUTS:
        raise Invalid(f"There is no layout “{name}”. There are {', '.join(LAYOUTS)}.", field="layout")
    palette = palette_for(spec.palette, spec.title)
    canvas = Canvas(round(spec.width_px * OVERSCAN), round(spec.height_px * OVERSCAN))
    frame = Frame(canvas, palette.counter if name in COUNTER else palette.main)
    phrase = phrases.phrase(spec.text)
    words = Words(
        title=" ".join((spec.title or phrase).split()),
        subtitle=" ".join(spec.subtitle.split()),
        kicker=" ".join(spec.kicker.split()),
        number=spec.number if spec.role == "body" else 0,
        total=spec.total,
    )
    stage = Stage(
        frame=frame,
        words=words,
        motif=topics.motif_for(f"{spec.title} {spec.kicker}", f"{spec.subtitle} {spec.text}"),
        phrase=phrase,
        figure=phrases.figure(f"{spec.title}. {spec.text}"),
        dice=Random(f"{spec.seed}/{spec.number}/{name}"),
        grand=spec.role != "body",
    )
    LAYOUTS[name](stage)
    return canvas


def draw(spec: PictureSpec) -> Image.Image:
    """The picture of a spec, RGB, ``OVERSCAN`` times the film's size: the same spec, the same bytes."""
    digest = hashlib.sha256(f"{spec.seed}/{spec.number}".encode()).digest()
    return compose(spec).render(int.from_bytes(digest[:8], "big"))
