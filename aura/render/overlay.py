"""What is laid over frames: drawn once, then blended inside its box only."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aura.render import planes
from aura.render.planes import Plane

Words = NDArray[np.uint16]
Layer = tuple[Words, Words]
"""For each sample what stays, and what is added to that."""

WHOLE = 256
"""The share of a sprite that is wholly there."""
AFAR = 1 << 16
"""How far from its place a sprite is that has all of its way before it."""

_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


class There(NamedTuple):
    """How much of a sprite is there, in 256ths, and how much of its way is before it, in 65,536ths."""

    share: int = WHOLE
    away: int = 0


STANDING = There()
"""Wholly there, at its place."""


class Sprite:
    """An image with transparency, at its place in the frame.

    Kept ready to be blended: for each sample what stays of the frame, in 256ths, and what is added to that.
    """

    def __init__(self, image: Image.Image, left: int, top: int, way: tuple[int, int] = (0, 0)) -> None:
        """``image`` is RGBA, not multiplied; the place is in pixels of the frame, and so is from how far
        across and down it comes."""
        self.left, self.top, self._way = left // 2 * 2, top // 2 * 2, way
        margin = left - self.left, top - self.top
        self.width = -(-(image.width + margin[0]) // 2) * 2
        self.height = -(-(image.height + margin[1]) // 2) * 2
        padded = Image.new("RGBA", (self.width, self.height))
        padded.paste(image.convert("RGBA"), margin)
        pixels = np.asarray(padded, np.float32)
        alpha = pixels[..., 3] / np.float32(255)
        self._layers = _layers(pixels[..., :3] / np.float32(255), alpha)

    def blend(self, frame: Plane, there: There = STANDING) -> None:
        """Lay the sprite, or a share of it, over a frame that it fits into, at its place or on the way to it.

        On the way it stands between samples too, so that it goes evenly, and what is beyond the frame is not
        seen.
        """
        across, down = (256 * way * there.away // AFAR for way in self._way)
        if not across and not down:
            box = planes.part(planes.split(frame), self.left, self.top, self.width, self.height)
            for plane, layer in zip(box, self._layers, strict=True):
                _lay(plane, layer, there.share)
            return
        for plane, layer, step in zip(planes.split(frame), self._layers, (1, 2, 2), strict=True):
            moved = _between(layer, across // step % 256, down // step % 256)
            left, top = self.left // step + across // step // 256, self.top // step + down // step // 256
            high, wide = moved[0].shape
            rows = slice(max(0, -top), max(0, min(high, plane.shape[0] - top)))
            columns = slice(max(0, -left), max(0, min(wide, plane.shape[1] - left)))
            seen = plane[max(0, top) : max(0, top + high), max(0, left) : max(0, left + wide)]
            _lay(seen, (moved[0][rows, columns], moved[1][rows, columns]), there.share)


def _lay(plane: Plane, layer: Layer, share: int) -> None:
    """Lay a share of a layer over a plane of its size."""
    stays, added = layer
    mixed = plane.astype(np.uint16)
    mixed *= stays
    mixed += added
    mixed >>= 8
    if share < WHOLE:
        mixed *= share
        mixed += plane * np.uint16(WHOLE - share) + np.uint16(WHOLE // 2)
        mixed >>= 8
    np.copyto(plane, mixed, casting="unsafe")


def _between(layer: Layer, across: int, down: int) -> Layer:
    """A layer moved by so many 256ths of a sample to the right and down: a sample larger both ways."""
    stays, added = (
        np.pad(part, 1, constant_values=nothing).astype(np.uint32)
        for part, nothing in zip(layer, (256, 128), strict=True)
    )
    return _mean(stays, across, down), _mean(added, across, down)


def _mean(padded: NDArray[np.uint32], across: int, down: int) -> Words:
    """The mean of every two by two, each weighed by how much of it is there."""
    wide = padded[:, 1:] * np.uint32(256 - across)
    wide += padded[:, :-1] * np.uint32(across)
    high = wide[1:] * np.uint32(256 - down)
    high += wide[:-1] * np.uint32(down)
    high += np.uint32(1 << 15)
    high >>= 16
    return high.astype(np.uint16)


def _layers(rgb: NDArray[np.float32], alpha: NDArray[np.float32]) -> tuple[Layer, Layer, Layer]:
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


def _layer(value: NDArray[np.floating[Any]], alpha: NDArray[np.float32]) -> Layer:
    covers = np.rint(alpha * 256).astype(np.uint16)
    added = np.rint(np.clip(value, 0, 255)).astype(np.uint16) * covers + np.uint16(128)
    return np.uint16(256) - covers, added


def _quartered(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of every two by two."""
    rows = plane[::2] + plane[1::2]
    return (rows[:, ::2] + rows[:, 1::2]) * np.float32(0.25)
