"""Letters that bring along their own dark edge, so that they are read over anything without a box.

The edge is as dark as is needed to be read over white, and wide enough to be seen over anything busy; the
shadow goes on from there.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

EDGE_RGB = (14, 13, 20)
EDGE = 0.055
"""How far the edge reaches from the letters, as a share of the size."""
SHADOW = 0.2
_SHADOW_ALPHA = 0.55

Layer = NDArray[np.float32]


def reach(size_px: float) -> float:
    """How far the shadow of letters is seen around them."""
    return 3 * SHADOW * size_px


def edged(letters: Image.Image, size_px: float) -> Image.Image:
    """White letters of this shape with their edge and shadow: RGBA, not multiplied."""
    shape = layer(letters)
    edge = np.clip(layer(letters, EDGE * size_px) * np.float32(6), 0, 1)
    shadow = np.clip(layer(letters, SHADOW * size_px) * np.float32(1.6), 0, 1) * np.float32(_SHADOW_ALPHA)
    dark = edge + shadow * (1 - edge)
    alpha = shape + dark * (1 - shape)
    share = shape / np.maximum(alpha, np.float32(1e-6))
    return Image.merge(
        "RGBA", [band(each) for each in (*(own + (255 - own) * share for own in EDGE_RGB), alpha * 255)]
    )


def band(values: Layer) -> Image.Image:
    """One band of an image, from 0 to 255."""
    return Image.fromarray(np.rint(np.clip(values, 0, 255)).astype(np.uint8), "L")


def layer(shape: Image.Image, radius: float = 0) -> Layer:
    """A shape, blurred if need be, from 0 to 1."""
    blurred = shape.filter(ImageFilter.GaussianBlur(radius)) if radius else shape
    return np.asarray(blurred, np.float32) / np.float32(255)


def within(image: Image.Image, middle: float, width_px: int, height_px: int) -> tuple[Image.Image, int, int]:
    """The image amid a frame's width and around ``middle`` of its height, less what of its shadow would
    stand beyond the frame; its left and top, which are even."""
    left, top = (width_px - image.width) // 4 * 2, round((middle - image.height / 2) / 2) * 2
    over_x = max(0, -left)
    over_y, above = max(0, top + image.height - height_px), max(0, -top)
    seen = image.crop((over_x, above, image.width - over_x, image.height - over_y))
    return seen, max(0, left), max(0, top)
