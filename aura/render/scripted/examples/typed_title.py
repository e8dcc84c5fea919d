"""A title that is typed letter by letter, with a cursor that blinks.

{"text": "The year in numbers", "letters_per_s": 14}
"""

from typing import Annotated

import numpy as np
from moviepy import VideoClip
from msgspec import Meta, Struct
from PIL import Image, ImageDraw, ImageFont

from aura.render.scripted import FONT, Frame

Color = Annotated[str, Meta(pattern="^#[0-9a-fA-F]{6}$")]
BLINKS_S = 0.5


class Parameters(Struct, frozen=True, forbid_unknown_fields=True):
    """What is typed, how fast, and in which colours; a line end in ``text`` begins a new line."""

    text: Annotated[str, Meta(min_length=1, max_length=400)]
    letters_per_s: Annotated[int, Meta(ge=1, le=200)] = 12
    size_percent: Annotated[int, Meta(ge=2, le=30)] = 9
    color: Color = "#f4f1de"
    cursor: Color = "#e07a5f"
    background: Color = "#1d2233"


def scene(frame: Frame, parameters: Parameters) -> VideoClip:
    """Each frame is drawn from how many letters are there by then."""
    width, height = frame.size
    size = max(8, height * parameters.size_percent // 100)
    font = ImageFont.truetype(FONT, size)
    lines = _broken(parameters.text, font, width * 0.84)
    pitch = round(size * 1.3)
    left, top = round(width * 0.08), round((height - pitch * len(lines)) / 2)
    letters = sum(map(len, lines))

    def drawn(at_s: float) -> np.ndarray:
        there = min(letters, int(at_s * parameters.letters_per_s))
        image = Image.new("RGB", frame.size, parameters.background)
        draw = ImageDraw.Draw(image)
        left_over, row, end = there, 0, float(left)
        for number, line in enumerate(lines):
            words = line[:left_over]
            if words or number == 0:
                row, end = number, left + font.getlength(words)
                draw.text((left, top + number * pitch), words, fill=parameters.color, font=font)
            left_over -= len(words)
        if there < letters or int(at_s / BLINKS_S) % 2 == 0:
            y = top + row * pitch
            draw.rectangle(
                (end + size * 0.08, y + size * 0.25, end + size * 0.16, y + size * 1.2), parameters.cursor
            )
        return np.asarray(image)

    return VideoClip(drawn, duration=frame.duration_s)


def _broken(text: str, font: ImageFont.FreeTypeFont, most: float) -> list[str]:
    """The text in lines that are at most so wide, broken between words."""
    lines = []
    for given in text.split("\n"):
        line = ""
        for word in given.split():
            longer = f"{line} {word}".strip()
            if line and font.getlength(longer) > most:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines
