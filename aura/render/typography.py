"""The one way of text: measured, broken, fitted and drawn alike for pictures and captions.

Each letter is placed at its sub-pixel position.  Emoji are drawn in colour where this machine has a font
for that, apart from the letters: ``draw`` gives the letters' shape and ``paint`` lays the emoji over it.

Units: pixels; tracking is in thousandths of the size.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from PIL import Image, ImageDraw

from aura.render import bidi, emoji, line, linebreaks
from aura.render.faces import Weight, face_for

Align = Literal["left", "centre", "right"]

CAP_HEIGHT = 0.714
"""The height of a capital, as a share of the size."""
DESCENT = 0.23
_OVERHANG = 0.4


class Block(NamedTuple):
    """A text laid out.  ``height_px`` runs from the top of the first capital to below the last line."""

    lines: tuple[str, ...]
    weight: Weight
    size_px: float
    leading: float
    tracking: float
    width_px: float
    height_px: float

    @property
    def from_right(self) -> bool:
        """Whether it reads from right to left: all lines do as the first letter that tells."""
        return bidi.leftward(" ".join(self.lines))


def measure(text: str, weight: Weight, size_px: float, tracking: float = 0) -> float:
    """The width of one line."""
    return line.laid(text, weight, tracking)[1] * size_px


def wrap(text: str, weight: Weight, size_px: float, room_px: float, tracking: float = 0) -> tuple[str, ...]:
    """``text`` in the fewest, evenest lines no wider than ``room_px``; a line end in the text is kept."""
    lines: list[str] = []
    for paragraph in drawable(text, weight).splitlines():
        lines += linebreaks.balanced(
            paragraph, lambda part: measure(part, weight, size_px, tracking), room_px
        )
    return tuple(lines)


@lru_cache(maxsize=256)
def drawable(text: str, weight: Weight) -> str:
    """``text`` without the characters that no font here can draw, and without soft hyphens."""
    return "".join(
        text[part.first : part.end]
        for part in emoji.parts(text)
        if part.face
        or text[part.first].isspace()
        or (text[part.first] != "\u00ad" and face_for(text[part.first], weight) is not None)
    )


def block(
    lines: tuple[str, ...], weight: Weight, size_px: float, leading: float, tracking: float = 0
) -> Block:
    """These lines as they are."""
    width = max((measure(each, weight, size_px, tracking) for each in lines), default=0.0)
    height = size_px * (CAP_HEIGHT + DESCENT + leading * (len(lines) - 1)) if lines else 0.0
    return Block(lines, weight, size_px, leading, tracking, width, height)


def fit(
    text: str,
    weight: Weight,
    room_px: tuple[float, float],
    sizes_px: tuple[float, float],
    leading: float = 1.1,
    tracking: float = 0,
) -> Block:
    """``text`` at the largest size from ``sizes_px`` (least, most) at which it fits a width and a height.

    A word is cut only if it would be whole only below six tenths of the greatest size.  What does not fit
    at the least size ends in an ellipsis.
    """
    least, most = min(sizes_px), max(sizes_px)
    room, high = room_px
    text = drawable(text, weight)
    widest = max((measure(part.text, weight, 1, tracking) for part in linebreaks.pieces(text)), default=0)

    def laid(size_px: float) -> Block:
        return block(wrap(text, weight, size_px, room, tracking), weight, size_px, leading, tracking)

    def fits(size_px: float) -> bool:
        return (widest * size_px <= room or size_px <= max(least, 0.6 * most)) and laid(
            size_px
        ).height_px <= high

    if fits(most):
        return laid(most)
    if not fits(least):
        return _shortened(laid(least), room, high)
    low, top = least, most
    while top - low > max(0.25, least * 0.01):
        middle = (low + top) / 2
        low, top = (middle, top) if fits(middle) else (low, middle)
    return laid(low)


def _shortened(laid: Block, room: float, high: float) -> Block:
    size, leading = laid.size_px, laid.leading
    count = max(1, int((high / size - CAP_HEIGHT - DESCENT) / leading + 1 + 1e-6))
    if len(laid.lines) <= count:
        return laid
    last = laid.lines[count - 1]
    while last and measure(last.rstrip(" ,;:.–—") + "…", laid.weight, size, laid.tracking) > room:
        last = linebreaks.shorter(last)
    lines = (*laid.lines[: count - 1], last.rstrip(" ,;:.–—") + "…")
    return block(lines, laid.weight, size, leading, laid.tracking)


def draw(laid: Block, align: Align = "left") -> tuple[Image.Image, int, int]:
    """The coverage of a block's letters, 0..255, and the pixel in it where the block's left top corner is."""
    pad = int(laid.size_px * _OVERHANG) + 2
    image = Image.new("L", (int(laid.width_px) + 2 * pad + 1, int(laid.height_px) + 2 * pad + 1))
    pen = ImageDraw.Draw(image)
    for piece, left, base in _placed(laid, align):
        if not piece.pictured:
            line.draw(pen, (pad + left, pad + base), piece, laid.size_px)
    return image, pad, pad


def paint(onto: Image.Image, laid: Block, align: Align, left: float, top: float) -> None:
    """Lay the emoji of a block, whose top left corner is at this place, over an RGBA image."""
    for piece, across, base in _placed(laid, align):
        if piece.pictured:
            emoji.paint(onto, piece.text, piece.face, left + across, top + base, laid.size_px)


def pictured(laid: Block) -> bool:
    """Whether a block has emoji to paint."""
    return any(piece.pictured for piece, _, _ in _placed(laid, "left"))


def spare(laid: Block, row: int, align: Align) -> float:
    """How far from the left of its block a line begins."""
    room = laid.width_px - measure(laid.lines[row], laid.weight, laid.size_px, laid.tracking)
    return {"left": 0.0, "centre": room / 2, "right": room}[align]


def _placed(laid: Block, align: Align) -> Iterator[tuple[line.Piece, float, float]]:
    """Every piece with the place where it begins, on the line that it stands on."""
    from_right = laid.from_right
    for row, text in enumerate(laid.lines):
        begin = spare(laid, row, align)
        base = laid.size_px * (CAP_HEIGHT + laid.leading * row)
        for piece in line.laid(text, laid.weight, laid.tracking, from_right=from_right)[0]:
            yield piece, begin + piece.at * laid.size_px, base
