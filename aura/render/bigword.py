"""How a caption of one word looks: large, low in the frame, white with a dark soft edge.

It keeps to the lower 22 % of the frame, above which pictures have words of their own.
"""

from PIL import Image

from aura.render import edged, typography
from aura.render.cues import type_size

_SCALE = 1.9
_ROOM_WIDE, _ROOM_HIGH = 0.86, 0.165
_SMALLEST = 0.6
_LEADING = 1.1


def draw(text: str, width_px: int, height_px: int) -> tuple[Image.Image, int, int]:
    """The word for a frame of this size: RGBA, not multiplied, and its left and top in the frame.

    Place and size are even.  A long word is made smaller, then broken.  Nothing to draw is an empty image.
    """
    room = _ROOM_WIDE * width_px, _ROOM_HIGH * height_px
    laid = _laid(" ".join(text.split()), _SCALE * type_size(width_px, height_px), room)
    if not laid.width_px:
        return Image.new("RGBA", (2, 2)), 0, 0
    around = 2 * edged.reach(laid.size_px)
    wide, high = _even(laid.width_px + around), _even(laid.height_px + around)
    left, top = round((wide - laid.width_px) / 2), round((high - laid.height_px) / 2)
    drawn, inset_x, inset_y = typography.draw(laid, "centre")
    sheet = Image.new("L", (wide, high))
    sheet.paste(drawn, (left - inset_x, top - inset_y))
    image = edged.edged(sheet, laid.size_px)
    typography.paint(image, laid, "centre", left, top)
    return edged.within(image, _middle(width_px, height_px), width_px, height_px)


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


def _even(length: float) -> int:
    return 2 * round(length / 2)
