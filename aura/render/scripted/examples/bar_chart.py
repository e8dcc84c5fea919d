"""A bar chart whose bars grow one after the other, from numbers.

{"title": "Rain in mm", "bars": [{"label": "May", "value": 52}, {"label": "June", "value": 71}]}
"""

from typing import Annotated

import numpy as np
from moviepy import ColorClip, CompositeVideoClip, ImageClip, VideoClip
from msgspec import Meta, Struct
from PIL import Image, ImageColor, ImageDraw, ImageFont

from aura.render.scripted import FONT, Frame

Color = Annotated[str, Meta(pattern="^#[0-9a-fA-F]{6}$")]


class Bar(Struct, frozen=True, forbid_unknown_fields=True):
    """One bar: what stands under it, and how high it is."""

    label: Annotated[str, Meta(max_length=40)]
    value: Annotated[float, Meta(ge=0)]


class Parameters(Struct, frozen=True, forbid_unknown_fields=True):
    """What the chart shows; the highest bar fills its height.  The bars grow in ``grow_ms``."""

    bars: Annotated[tuple[Bar, ...], Meta(min_length=1, max_length=24)]
    title: Annotated[str, Meta(max_length=100)] = ""
    unit: Annotated[str, Meta(max_length=10)] = ""
    grow_ms: Annotated[int, Meta(ge=1, le=60_000)] = 2_000
    color: Color = "#3fa7d6"
    background: Color = "#101820"


def scene(frame: Frame, parameters: Parameters) -> VideoClip:
    """A ground that does not move, with the bars growing on it."""
    width, height = frame.size
    size = max(10, height // 22)
    ground = ColorClip(frame.size, ImageColor.getrgb(parameters.background), duration=frame.duration_s)
    layers = [ground]
    if parameters.title:
        layers.append(
            _text(parameters.title, size * 2, "white", width).with_position(("center", height // 14))
        )
    base, room = height * 82 // 100, height * 50 // 100
    step = width * 88 // 100 / len(parameters.bars)
    highest = max(bar.value for bar in parameters.bars) or 1
    grow_s = min(parameters.grow_ms / 1000, frame.duration_s)
    for number, bar in enumerate(parameters.bars):
        left, wide = round(width * 0.06 + step * (number + 0.14)), max(2, round(step * 0.72))
        tall = max(2, round(room * bar.value / highest))
        starts_s = grow_s * 0.5 * number / len(parameters.bars)
        layers.append(
            _growing(wide, tall, parameters.color, starts_s, grow_s * 0.5).with_position((left, base - tall))
        )
        for words, top in (
            (bar.label, base + size // 2),
            (f"{bar.value:g}{parameters.unit}", base - tall - size * 2),
        ):
            label = _text(words, size, "white", round(step)).with_position(
                (round(left + wide / 2 - step / 2), top)
            )
            layers.append(
                label.with_start(0 if top > base else min(starts_s + grow_s * 0.5, frame.duration_s - 0.01))
            )
    return CompositeVideoClip(layers, size=frame.size).with_duration(frame.duration_s)


def _growing(wide: int, tall: int, color: str, starts_s: float, takes_s: float) -> VideoClip:
    """A bar that grows from below, fast at first; its mask is what is seen of it."""

    def seen(at_s: float) -> np.ndarray:
        share = min(1.0, max(0.0, (at_s - starts_s) / takes_s))
        rows = tall * (1 - (1 - share) ** 3)
        mask = np.clip(rows - np.arange(tall)[::-1], 0.0, 1.0)
        return np.repeat(mask[:, None], wide, axis=1)

    bar = ColorClip((wide, tall), ImageColor.getrgb(color))
    return bar.with_mask(VideoClip(seen, is_mask=True))


def _text(words: str, size: int, color: str, most: int) -> ImageClip:
    """A line of text in the middle of ``most`` pixels, smaller where it is too long."""
    font = ImageFont.truetype(FONT, size)
    while size > 6 and font.getlength(words) > most:
        size -= 1
        font = ImageFont.truetype(FONT, size)
    image = Image.new("RGBA", (max(1, most), round(size * 1.5)))
    ImageDraw.Draw(image).text((most / 2, 0), words, fill=color, font=font, anchor="ma")
    return ImageClip(np.asarray(image))
