"""How a watermark looks: a picture as it is, or white letters with a soft dark edge.

Its opacity is that of the whole: what can be seen through in a picture is seen through the more.
"""

import math
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from aura.errors import Invalid
from aura.render import typography
from aura.render.anchoring import box_at, room
from aura.render.fitting import Box
from aura.render.sheet import Drawn, Sheet
from aura.render.spec import Mark
from aura.render.stills import see_through

LETTERS_RGB = (255, 255, 255)
EDGE_RGB = (14, 13, 20)
_EDGE, _EDGE_ALPHA = 0.05, 0.75
_SHADOW, _SHADOW_ALPHA = 0.16, 0.4
_SMALLEST = 0.1


def draw(mark: Mark, width_px: int, height_px: int, find: Callable[[str], Path]) -> Drawn:
    """The mark in a frame of this size; ``find`` gives the file of a digest.

    It keeps to the safe area: a picture or a text that would be larger is made smaller.
    Raises Invalid for a picture that cannot be read, saying that it is the watermark's.
    """
    within = room(width_px, height_px, raised=mark.raised)
    share = mark.size_percent / 100
    if mark.digest:
        image = _picture(find(mark.digest), share * width_px, within)
        box = box_at(mark.anchor, *image.size, within)
        return _let_through(Drawn(image, box.left, box.top, box), mark.opacity_percent)
    sheet = _text(mark.text, share * height_px, within)
    box = box_at(mark.anchor, sheet.width, sheet.height, within)
    return _let_through(sheet.at(box, width_px, height_px), mark.opacity_percent)


def _let_through(drawn: Drawn, opacity_percent: int) -> Drawn:
    alpha = drawn.image.getchannel("A")
    drawn.image.putalpha(alpha.point([round(opacity_percent * value / 100) for value in range(256)]))
    return drawn


def _picture(path: Path, width: float, within: Box) -> Image.Image:
    """The picture this wide, or as large as there is room for; what can be seen through stays so."""
    try:
        return see_through(path, lambda wide, high: _scaled(wide, high, width, within))
    except Invalid as error:
        raise Invalid(f"The watermark: {error.message}", field="timeline.head.watermark.asset") from error


def _scaled(wide: int, high: int, width: float, within: Box) -> tuple[int, int]:
    factor = min(width / wide, within.width / wide, within.height / high)
    return max(1, round(wide * factor)), max(1, round(high * factor))


def _text(text: str, height: float, within: Box) -> Sheet:
    """The text this high in one line, or as large as there is room for."""
    height = min(height, within.height)
    most = height / (typography.CAP_HEIGHT + typography.DESCENT)
    line = " ".join(text.split())
    laid = typography.fit(line, "semibold", (within.width, 1.001 * height), (_SMALLEST * most, most), 1.0)
    size = laid.size_px
    sheet = Sheet(
        max(1, math.ceil(laid.width_px)), max(1, math.ceil(laid.height_px)), math.ceil(3 * _SHADOW * size)
    )
    shape = sheet.letters(laid, "centre", 0, 0)
    sheet.lay(shape, EDGE_RGB, _SHADOW_ALPHA, blur=_SHADOW * size, gain=1.6)
    sheet.lay(shape, EDGE_RGB, _EDGE_ALPHA, blur=_EDGE * size, gain=2.5)
    sheet.lay(shape, LETTERS_RGB)
    sheet.paint(laid, "centre", 0, 0)
    return sheet
