"""Which characters of a text are one emoji, and how that looks: drawn in colour with a font of this machine.

Such fonts hold pictures of one size; each is drawn at that and scaled.  Where there is none, a letter-like
emoji of another font is drawn like any letter, and the rest are left out.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from aura.render.glyphs import Face, colour_face

_PICTURED = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab"
    "\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c"
    "\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f004\U0001f0cf\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f201\U0001f21a\U0001f22f\U0001f232-\U0001f236\U0001f238-\U0001f23a"
    "\U0001f250\U0001f251\U0001f300-\U0001faff"
)
"""What is a picture without being asked to be one by a variation selector."""
_TONE = "\U0001f3fb-\U0001f3ff"
_ONE = rf"(?:[{_PICTURED}]\ufe0f?|[\u00a9\u00ae\u2000-\u3300\U0001f000-\U0001faff]\ufe0f)[{_TONE}]?"
_EMOJI = re.compile(
    rf"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_ONE}(?:\u200d{_ONE})*(?:[\U000e0020-\U000e007f]+)?"
)
_NATIVE_PX = (109, 160, 128, 96, 64)


class Part(NamedTuple):
    """A character, or all those of one emoji, from ``first`` to before ``end`` of a text."""

    first: int
    end: int
    face: Face | None
    """What draws an emoji in colour."""


def parts(text: str) -> Iterator[Part]:
    """The characters of a text, those of one emoji that can be drawn in colour together."""
    at = 0
    for found in () if text.isascii() else _EMOJI.finditer(text):
        face = face_of(found.group())
        if face is None:
            continue
        yield from (Part(each, each + 1, None) for each in range(at, found.start()))
        yield Part(found.start(), found.end(), face)
        at = found.end()
    yield from (Part(each, each + 1, None) for each in range(at, len(text)))


def is_emoji(character: str) -> bool:
    """Whether a character is a picture by itself, or a part of one."""
    return bool(_EMOJI.fullmatch(character)) or "\U0001f1e6" <= character <= "\U0001f1ff"


@lru_cache(maxsize=1024)
def face_of(emoji: str) -> Face | None:
    """The font with the picture of an emoji; None if there is none that can be used."""
    face = colour_face(emoji[0])
    return face if face and _font(face) else None


def advance(face: Face, emoji: str) -> float:
    """How wide an emoji is at size 1."""
    font = _font(face)
    return font.getlength(emoji) / font.size if font else 0.0


def paint(onto: Image.Image, emoji: str, face: Face, left: float, base: float, size_px: float) -> None:
    """Lay an emoji over an RGBA image, from ``left`` on and standing on the line ``base``."""
    font = _font(face)
    if font is None:
        return
    scale = size_px / font.size
    first_x, top, end_x, foot = font.getbbox(emoji, anchor="ls")
    wide, high = max(1, round(end_x - first_x)), max(1, round(foot - top))
    picture = Image.new("RGBA", (wide, high))
    pen = ImageDraw.Draw(picture)
    pen.text((-first_x, -top), emoji, font=font, anchor="ls", embedded_color=True, fill=(255, 255, 255, 255))
    small = picture.resize(
        (max(1, round(wide * scale)), max(1, round(high * scale))), Image.Resampling.LANCZOS, reducing_gap=2.0
    )
    onto.alpha_composite(small, (max(0, round(left + first_x * scale)), max(0, round(base + top * scale))))


@cache
def _font(face: Face) -> ImageFont.FreeTypeFont | None:
    """The font at a size that its pictures have."""
    for size in _NATIVE_PX:
        try:
            return ImageFont.truetype(face.path, size, index=face.number)
        except OSError:
            continue
    return None
