"""How a caption of one word looks: large, low in the frame, white with a dark soft edge.

It keeps to the lower 22 % of the frame, above which pictures have words of their own.  The edge is as dark
as is needed to be read over white, and wide enough to be seen over anything busy.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from aura.render import typography
from aura.render.cues import type_size

EDGE_RGB = (14, 13, 20)
_SCALE = 1.9
_ROOM_WIDE, _ROOM_HIGH = 0.86, 0.165
_SMALLEST = 0.6
_LEADING = 1.1
_EDGE = 0.055
"""How far the edge reaches from the letters, as a share of the size; the shadow goes on from there."""
_SHADOW = 0.2
_SHADOW_ALPHA = 0.55

Layer = NDArray[np.float32]


def draw(text: str, width_px: int, height_px: int) -> tuple[Image.Image, int, int]:
    """The word for a frame of this size: RGBA, not multiplied, and its left and top in the frame.

    Place and size are even.  A long word is made smaller, then broken.  Nothing to draw is an empty image.
    """
    room = _ROOM_WIDE * width_px, _ROOM_HIGH * height_px
    laid = _laid(" ".join(text.split()), _SCALE * type_size(width_px, height_px), room)
    if not laid.width_px:
        return Image.new("RGBA", (2, 2)), 0, 0
    around = 3 * _SHADOW * laid.size_px
    wide, high = _even(laid.width_px + 2 * around), _even(laid.height_px + 2 * around)
    sheet = _sheet(laid, wide, high)
    letters = _layer(sheet)
    edge = np.clip(_layer(sheet, _EDGE * laid.size_px) * np.float32(6), 0, 1)
    shadow = np.clip(_layer(sheet, _SHADOW * laid.size_px) * np.float32(1.6), 0, 1) * np.float32(
        _SHADOW_ALPHA
    )
    dark = edge + shadow * (1 - edge)
    alpha = letters + dark * (1 - letters)
    ground = np.array(EDGE_RGB, np.float32)
    rgb = ground + (255 - ground) * (letters / np.maximum(alpha, np.float32(1e-6)))[..., None]
    pixels = np.dstack([rgb, alpha * 255])
    image = Image.fromarray(np.rint(np.clip(pixels, 0, 255)).astype(np.uint8), "RGBA")
    return _within(image, _middle(width_px, height_px), width_px, height_px)


def _middle(width_px: int, height_px: int) -> float:
    """How far down the middle of the word is: higher in a tall frame, whose foot players cover."""
    return (0.85 if height_px > 1.3 * width_px else 0.865) * height_px


def _laid(text: str, size: float, room: tuple[float, float]) -> typography.Block:
    """On one line, at a smaller size if need be; on two only where that would be too small."""
    line = (typography.drawable(text, "display"),)
    wide = typography.measure(line[0], "display", size)
    scale = min(1.0, room[0] / wide) if wide else 1.0
    if scale >= _SMALLEST:
        return typography.block(line, "display", size * scale, _LEADING)
    high = min(room[1], typography.block(("x", "x"), "display", size, _LEADING).height_px)
    return typography.fit(text, "display", (room[0], high), (0.4 * size, size), _LEADING)


def _sheet(laid: typography.Block, wide: int, high: int) -> Image.Image:
    drawn, left, top = typography.draw(laid, "centre")
    sheet = Image.new("L", (wide, high))
    sheet.paste(drawn, (round((wide - laid.width_px) / 2) - left, round((high - laid.height_px) / 2) - top))
    return sheet


def _layer(sheet: Image.Image, radius: float = 0) -> Layer:
    blurred = sheet.filter(ImageFilter.GaussianBlur(radius)) if radius else sheet
    return np.asarray(blurred, np.float32) / np.float32(255)


def _within(image: Image.Image, middle: float, width_px: int, height_px: int) -> tuple[Image.Image, int, int]:
    """The image at its place, less what of its shadow would stand beyond the frame."""
    left, top = (width_px - image.width) // 4 * 2, round((middle - image.height / 2) / 2) * 2
    over_x, over_y = max(0, -left), max(0, top + image.height - height_px)
    seen = image.crop((over_x, 0, image.width - over_x, image.height - over_y))
    return seen, max(0, left), top


def _even(length: float) -> int:
    return 2 * round(length / 2)
