"""How a caption looks.

White letters on a dark, rounded, translucent box, the word that is spoken in the accent colour: both at
least 4.5 to 1 over whatever is behind the box, by the box alone.  The box stands in the lower 22 % of the
frame, at least 5 % from its edges.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from aura.render import spotlight, typography
from aura.render.cues import type_size

WHITE_RGB = (255, 255, 255)
ACCENT_RGB = (255, 209, 102)
BOX_RGB = (14, 13, 20)
BOX_ALPHA = 0.72
_LEADING = 1.26
_SMALLEST = 0.6
_SMOOTH = 4
_LINE_FOOT = 0.27
"""How far below its letters' feet a line ends, as a share of the size: the next one's accents stand lower."""

Layer = NDArray[np.float32]


def draw(
    text: str, width_px: int, height_px: int, lit: tuple[int, int] | None = None
) -> tuple[Image.Image, int, int]:
    """A caption for a frame of this size: RGBA, not multiplied, and its left and top in the frame.

    Place and size are even, so that it falls on whole samples of halved chroma.  Lines stay as they are if
    they fit; else they are broken anew, then made smaller, to two lines.  Nothing to draw is an empty image.
    ``lit``: the first character in the accent colour and the first after it; the whole text if the order in
    which they are drawn is not known.
    """
    size = type_size(width_px, height_px)
    pad_x, pad_y = 0.62 * size, 0.46 * size
    laid = _laid(text, size, 0.9 * width_px - 2 * pad_x)
    if not laid.width_px:
        return Image.new("RGBA", (2, 2)), 0, 0
    wide, high = _even(laid.width_px + 2 * pad_x), _even(laid.height_px + 2 * pad_y)
    letters = _letters(laid, wide, high)
    box = _box(wide, high, 0.45 * size) * np.float32(BOX_ALPHA)
    alpha = letters + box * (1 - letters)
    ink = _ink(laid, wide, high, spotlight.spans(text, *lit, laid) if lit else ())
    rgb = (
        np.array(BOX_RGB, np.float32)
        + (ink - np.array(BOX_RGB, np.float32)) * (letters / np.maximum(alpha, np.float32(1e-6)))[..., None]
    )
    pixels = np.dstack([rgb, alpha * 255])
    image = Image.fromarray(np.rint(np.clip(pixels, 0, 255)).astype(np.uint8), "RGBA")
    margin = 0.055 if width_px > 0.7 * height_px else 0.08
    top = (height_px - round(margin * height_px) - high) // 2 * 2
    return image, (width_px - wide) // 4 * 2, max(0, top)


def _laid(text: str, size: float, room: float) -> typography.Block:
    given = typography.drawable(text, "semibold").splitlines()
    lines = tuple(line.strip() for line in given if line.strip())
    as_given = typography.block(lines, "semibold", size, _LEADING)
    if as_given.width_px <= room and len(lines) <= 2:
        return as_given
    high = typography.block(("x", "x"), "semibold", size, _LEADING).height_px
    return typography.fit(" ".join(lines), "semibold", (room, high), (_SMALLEST * size, size), _LEADING)


def _letters(laid: typography.Block, wide: int, high: int) -> Layer:
    drawn, left, top = typography.draw(laid, "centre")
    sheet = Image.new("L", (wide, high))
    sheet.paste(drawn, (round((wide - laid.width_px) / 2) - left, round((high - laid.height_px) / 2) - top))
    return np.asarray(sheet, np.float32) / np.float32(255)


def _ink(laid: typography.Block, wide: int, high: int, lit: tuple[spotlight.Span, ...]) -> Layer:
    """The colour of the letters at each pixel."""
    ink = np.full((high, wide, 3), WHITE_RGB, np.float32)
    origin, above = round((wide - laid.width_px) / 2), round((high - laid.height_px) / 2)
    for row, left, right in lit:
        line = typography.measure(laid.lines[row], laid.weight, laid.size_px, laid.tracking)
        start = origin + (laid.width_px - line) / 2
        foot = above + laid.size_px * (typography.CAP_HEIGHT + _LINE_FOOT + laid.leading * row)
        top = round(foot - laid.size_px * laid.leading) if row else 0
        bottom = round(foot) if row + 1 < len(laid.lines) else high
        first, end = (round(min(max(start + at, 0), wide)) for at in (left, right))
        ink[top:bottom, first:end] = ACCENT_RGB
    return ink


def _box(wide: int, high: int, radius: float) -> Layer:
    sheet = Image.new("L", (wide * _SMOOTH, high * _SMOOTH))
    ImageDraw.Draw(sheet).rounded_rectangle(
        (0, 0, sheet.width - 1, sheet.height - 1), radius=radius * _SMOOTH, fill=255
    )
    return np.asarray(sheet.reduce(_SMOOTH), np.float32) / np.float32(255)


def _even(length: float) -> int:
    return 2 * round(length / 2)
