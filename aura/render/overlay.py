"""What is laid over frames: drawn once, then blended inside its box only."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aura.render import planes
from aura.render.planes import Plane

Words = NDArray[np.uint16]

WHOLE = 256
"""The share of a sprite that is wholly there."""

_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


class Sprite:
    """An image with transparency, at its place in the frame.

    Kept ready to be blended: for each sample what stays of the frame, in 256ths, and what is added to that.
    """

    def __init__(self, image: Image.Image, left: int, top: int) -> None:
        """``image`` is RGBA, not multiplied; the place is in pixels of the frame."""
        self.left, self.top = left // 2 * 2, top // 2 * 2
        margin = left - self.left, top - self.top
        self.width = -(-(image.width + margin[0]) // 2) * 2
        self.height = -(-(image.height + margin[1]) // 2) * 2
        padded = Image.new("RGBA", (self.width, self.height))
        padded.paste(image.convert("RGBA"), margin)
        pixels = np.asarray(padded, np.float32)
        alpha = pixels[..., 3] / np.float32(255)
        self._layers = _layers(pixels[..., :3] / np.float32(255), alpha)

    def blend(self, frame: Plane, share: int = WHOLE) -> None:
        """Lay the sprite, or so many 256ths of it, over a frame that it fits into."""
        box = planes.part(planes.split(frame), self.left, self.top, self.width, self.height)
        for plane, (stays, added) in zip(box, self._layers, strict=True):
            mixed = plane.astype(np.uint16)
            mixed *= stays
            mixed += added
            mixed >>= 8
            if share < WHOLE:
                mixed *= share
                mixed += plane * np.uint16(WHOLE - share) + np.uint16(WHOLE // 2)
                mixed >>= 8
            np.copyto(plane, mixed, casting="unsafe")


def _layers(
    rgb: NDArray[np.float32], alpha: NDArray[np.float32]
) -> tuple[tuple[Words, Words], tuple[Words, Words], tuple[Words, Words]]:
    """For each plane what stays and what is added.  Chroma is weighted by how much of it is seen."""
    luma = rgb @ _LUMA
    small = _quartered(alpha)
    seen = np.maximum(small, np.float32(1e-6))
    blue, red, light = (_quartered(part * alpha) / seen for part in (rgb[..., 2], rgb[..., 0], luma))
    return (
        _layer(16 + 219 * luma, alpha),
        _layer(128 + (blue - light) * np.float32(224 / 1.8556), small),
        _layer(128 + (red - light) * np.float32(224 / 1.5748), small),
    )


def _layer(value: NDArray[np.floating[Any]], alpha: NDArray[np.float32]) -> tuple[Words, Words]:
    covers = np.rint(alpha * 256).astype(np.uint16)
    added = np.rint(np.clip(value, 0, 255)).astype(np.uint16) * covers + np.uint16(128)
    return np.uint16(256) - covers, added


def _quartered(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of every two by two."""
    height, width = plane.shape
    return np.asarray(plane.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3)), np.float32)
