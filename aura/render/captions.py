"""How a caption looks.

``plain`` and ``highlight``: white letters on a dark, rounded, translucent box, the word that is spoken in the
accent colour.  ``pill``: the same, the word in dark letters on the accent colour.  ``outline``: no box, the
letters have a dark edge.  All are read at 4.5 to 1 or better over whatever is behind them.  A caption
stands in the lower 22 % of the frame, at least 5 % from its edges.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from aura.render import edged, linebreaks, spotlight, typography
from aura.render.colour import RGB
from aura.render.cues import type_size
from aura.render.spotlight import Span
from aura.timeline.terms import CaptionStyle

WHITE_RGB = (255, 255, 255)
ACCENT_RGB = (255, 209, 102)
BOX_RGB = (14, 13, 20)
BOX_ALPHA = 0.72
_LEADING = 1.26
_SMALLEST = 0.6
_SMOOTH = 4
_LINE_FOOT = 0.27
"""How far below its letters' feet a line ends, as a share of the size: the next one's accents stand lower."""
_PILL_PAD, _PILL_TOP, _PILL_FOOT, _PILL_ROUND = 0.11, 0.97, 0.29, 0.2
_OUTLINED = 1.12
"""Without a box there is room for larger letters."""

Layer = NDArray[np.float32]
Placed = tuple[Image.Image, int, int]


def draw(
    text: str,
    width_px: int,
    height_px: int,
    lit: tuple[int, int] | None = None,
    style: CaptionStyle = "highlight",
) -> Placed:
    """A caption for a frame of this size: RGBA, not multiplied, and its left and top in the frame.

    Place and size are even, so that it falls on whole samples of halved chroma.  Lines stay as they are if
    they fit; else they are broken anew, then made smaller, to two lines.  Nothing to draw is an empty image.
    ``lit``: the first character of the spoken word and the first after it.
    """
    size = type_size(width_px, height_px)
    pad_x, pad_y = 0.62 * size, 0.46 * size
    laid = _laid(text, size * (_OUTLINED if style == "outline" else 1), 0.9 * width_px - 2 * pad_x)
    if not laid.width_px:
        return Image.new("RGBA", (2, 2)), 0, 0
    foot = height_px - round((0.055 if width_px > 0.7 * height_px else 0.08) * height_px)
    if style == "outline":
        return _outlined(laid, foot - pad_y - laid.height_px / 2, width_px, height_px)
    wide, high = _even(laid.width_px + 2 * pad_x), _even(laid.height_px + 2 * pad_y)
    spans = spotlight.spans(text, *lit, laid) if lit else ()
    image = _boxed(laid, wide, high, 0.45 * size, spans, pill=style == "pill")
    return image, (width_px - wide) // 4 * 2, max(0, (foot - high) // 2 * 2)


def _boxed(
    laid: typography.Block, wide: int, high: int, radius: float, lit: tuple[Span, ...], *, pill: bool
) -> Image.Image:
    letters = edged.layer(_letters(laid, wide, high))
    box = _round(wide, high, [(0, 0, wide, high)], radius) * np.float32(BOX_ALPHA)
    grounds: Sequence[Layer | float] = BOX_RGB
    if pill and lit:
        places = [_pill(laid, span, wide, high) for span in lit]
        shape = _round(wide, high, places, _PILL_ROUND * laid.size_px)
        whole = shape + box * (1 - shape)
        pills = shape / np.maximum(whole, np.float32(1e-6))
        grounds = [_over(own, accent, pills) for own, accent in zip(BOX_RGB, ACCENT_RGB, strict=True)]
        box = whole
    alpha = letters + box * (1 - letters)
    share = letters / np.maximum(alpha, np.float32(1e-6))
    inks = _inks(laid, wide, high, lit, BOX_RGB if pill else ACCENT_RGB)
    bands = [_over(ground, ink, share) for ground, ink in zip(grounds, inks, strict=True)]
    image = Image.merge("RGBA", [edged.band(each) for each in (*bands, alpha * 255)])
    typography.paint(image, laid, "centre", *_origin(laid, wide, high))
    return image


def _outlined(laid: typography.Block, middle: float, width_px: int, height_px: int) -> Placed:
    around = 2 * edged.reach(laid.size_px)
    wide, high = _even(laid.width_px + around), _even(laid.height_px + around)
    image = edged.edged(_letters(laid, wide, high), laid.size_px)
    typography.paint(image, laid, "centre", *_origin(laid, wide, high))
    return edged.within(image, middle, width_px, height_px)


def _laid(text: str, size: float, room: float) -> typography.Block:
    given = typography.drawable(text, "semibold").splitlines()
    lines = tuple(line.strip() for line in given if line.strip())
    as_given = typography.block(lines, "semibold", size, _LEADING)
    if as_given.width_px <= room and len(lines) <= 2:
        return as_given
    high = typography.block(("x", "x"), "semibold", size, _LEADING).height_px
    whole = linebreaks.one_line(lines)
    return typography.fit(whole, "semibold", (room, high), (_SMALLEST * size, size), _LEADING)


def _origin(laid: typography.Block, wide: int, high: int) -> tuple[int, int]:
    """Where a block stands that is in the middle of a sheet."""
    return round((wide - laid.width_px) / 2), round((high - laid.height_px) / 2)


def _letters(laid: typography.Block, wide: int, high: int) -> Image.Image:
    drawn, left, top = typography.draw(laid, "centre")
    sheet = Image.new("L", (wide, high))
    across, down = _origin(laid, wide, high)
    sheet.paste(drawn, (across - left, down - top))
    return sheet


def _over(ground: Layer | float, ink: Layer | float, share: NDArray[np.floating[Any]]) -> Layer:
    """A band of a colour over another, as solidly as ``share`` says."""
    return np.asarray(ground + (ink - ground) * share, np.float32)


def _inks(
    laid: typography.Block, wide: int, high: int, lit: tuple[Span, ...], colour: RGB
) -> Sequence[Layer | float]:
    """The colour of the letters at each pixel, band by band."""
    if not lit:
        return WHITE_RGB
    is_lit = np.zeros((high, wide), np.bool_)
    across, down = _origin(laid, wide, high)
    for span in lit:
        start = across + typography.spare(laid, span.row, "centre")
        foot = down + laid.size_px * (typography.CAP_HEIGHT + _LINE_FOOT + laid.leading * span.row)
        top = round(foot - laid.size_px * laid.leading) if span.row else 0
        bottom = round(foot) if span.row + 1 < len(laid.lines) else high
        first, end = (round(min(max(start + at, 0), wide)) for at in (span.left, span.right))
        is_lit[top:bottom, first:end] = True
    return [
        np.where(is_lit, np.float32(lit_ink), np.float32(ink))
        for ink, lit_ink in zip(WHITE_RGB, colour, strict=True)
    ]


def _pill(laid: typography.Block, span: Span, wide: int, high: int) -> tuple[float, float, float, float]:
    """The box of the accent colour around a word, nearer to it than what is beside it."""
    across, down = _origin(laid, wide, high)
    start = across + typography.spare(laid, span.row, "centre")
    base = down + laid.size_px * (typography.CAP_HEIGHT + laid.leading * span.row)
    pad = _PILL_PAD * laid.size_px
    return (
        start + max(span.left, span.first - pad),
        base - _PILL_TOP * laid.size_px,
        start + min(span.right, span.end + pad),
        base + _PILL_FOOT * laid.size_px,
    )


def _round(wide: int, high: int, boxes: list[tuple[float, float, float, float]], radius: float) -> Layer:
    """Boxes with round corners."""
    sheet = Image.new("L", (wide * _SMOOTH, high * _SMOOTH))
    pen = ImageDraw.Draw(sheet)
    for left, top, right, bottom in boxes:
        corners = left * _SMOOTH, top * _SMOOTH, right * _SMOOTH - 1, bottom * _SMOOTH - 1
        pen.rounded_rectangle(corners, radius=radius * _SMOOTH, fill=255)
    return np.asarray(sheet.reduce(_SMOOTH), np.float32) / np.float32(255)


def _even(length: float) -> int:
    return 2 * round(length / 2)
