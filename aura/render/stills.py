"""Still images as shots: decoded once, brought to a little more than the frame's size, then sampled."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np
from PIL import Image, ImageCms, ImageFilter

from aura.media.pictures import damage_named, open_picture, turned
from aura.render import planes
from aura.render.fitting import Box, cover, inside
from aura.render.motion import window
from aura.render.photographs import photograph
from aura.render.planes import Plane
from aura.render.prepared import Prepared
from aura.render.resample import Resampler
from aura.render.spec import Canvas, Picture
from aura.timeline.terms import Anchor, Fit

SPARE = 1.2
"""A moving picture is prepared larger than the frame by this, so that it stays sharp while it moves."""

BACKDROP_SHRINK = 24
BACKDROP_LIGHT = 0.6


class Source(Protocol):
    """A shot, drawn frame by frame."""

    still: bool
    """Whether all its frames are the same."""

    def draw(self, frame: int, target: Plane) -> None:
        """Fill ``target`` with one frame.  Going forwards is fast."""

    def close(self) -> None:
        """Let go of the file."""


class Still:
    """A picture that fills the frame and may move."""

    def __init__(self, path: Path, spec: Picture, canvas: Canvas, kept: Prepared | None = None) -> None:
        self._spec = spec
        self.still = spec.move == "none"
        width, height = canvas.width_px, canvas.height_px
        if not self.still:
            width, height = _spared(width), _spared(height)

        def made() -> Plane:
            how = spec.fit, width, height, spec.focus
            straight = photograph(path, *how)
            return planes.from_image(prepare(path, *how)) if straight is None else straight

        made_from = spec.digest, f"{spec.fit} {spec.focus} {width}x{height}"
        prepared = kept.get(made, *made_from) if kept else made()
        self._picture = prepared if self.still else Resampler(prepared, canvas.width_px, canvas.height_px)

    def draw(self, frame: int, target: Plane) -> None:
        if isinstance(self._picture, Resampler):
            spec = self._spec
            self._picture.draw(window(spec.move, frame, spec.length_frames, spec.focus), target)
        else:
            np.copyto(target, self._picture)

    def close(self) -> None:
        """Nothing is held open."""


def prepare(path: Path, fit: Fit, width: int, height: int, focus: Anchor = "center") -> Image.Image:
    """A picture file as an RGB image of this size, upright, its transparent parts white.

    Raises Invalid for a file that is no picture, is damaged or too large.
    """
    with open_picture(path) as image:
        side = 2 * max(width, height)
        image.draft("RGB", (side, side))
        with damage_named():
            return _fitted(_upright(image), fit, width, height, focus)


def see_through(path: Path, size: Callable[[int, int], tuple[int, int]]) -> Image.Image:
    """A picture file as an RGBA image in sRGB, upright, its transparent parts kept.

    ``size`` is told the picture's and says which it is to have.  Raises Invalid as ``prepare`` does.
    """
    with open_picture(path) as image:
        side = 2 * max(*size(image.width, image.height), *size(image.height, image.width))
        image.draft("RGB", (side, side))
        with damage_named():
            upright = _upright(image)
            wanted = size(*upright.size)
            scaled = upright.resize(wanted, Image.Resampling.BICUBIC, reducing_gap=2.0)
            seen = _in_srgb(scaled.convert("RGB"), upright.info.get("icc_profile"))
            seen.putalpha(scaled.getchannel("A") if scaled.mode == "RGBA" else 255)
            return seen


def _spared(size: int) -> int:
    return 2 * round(size * SPARE / 2)


def _upright(image: Image.Image) -> Image.Image:
    """The picture as it is to be seen: turned as the camera was held, RGB or RGBA.

    Its profile stays with it as long as it describes the colours: one of inks, or of grey, is followed here.
    """
    profile = image.info.pop("icc_profile", None)
    image = turned(image)
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode == "CMYK" and profile:
        image, profile = _in_srgb(image, profile), None
    elif image.mode in ("L", "LA") and profile and (coloured := _out_of_grey(image, profile)):
        image, profile = coloured, None
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode != mode:
        image = image.convert(mode)
    if profile:
        image.info["icc_profile"] = profile
    return image


def _out_of_grey(image: Image.Image, profile: bytes) -> Image.Image | None:
    """A grey image in sRGB, as a profile of grey means it; None where it is of something else."""
    parts = image.convert("LA") if image.has_transparency_data else image
    grey = parts.getchannel("L")
    seen = _in_srgb(grey, profile)
    if seen is grey:
        return None
    if parts.mode == "LA":
        seen.putalpha(parts.getchannel("A"))
    return seen


def _fitted(image: Image.Image, fit: Fit, width: int, height: int, focus: Anchor) -> Image.Image:
    if fit == "stretch":
        return _scaled(image, None, width, height)
    if fit == "cover":
        return _scaled(image, cover(image.width, image.height, width, height, focus), width, height)
    box = inside(image.width, image.height, width, height)
    front = _scaled(image, None, box.width, box.height)
    back = _backdrop(front, width, height) if fit == "blurred" else Image.new("RGB", (width, height))
    back.paste(front, (box.left, box.top))
    return back


def _scaled(image: Image.Image, box: Box | None, width: int, height: int) -> Image.Image:
    """The part of an image in ``box``, in sRGB at this size."""
    edges = None if box is None else (box.left, box.top, box.left + box.width, box.top + box.height)
    scaled = image.resize((width, height), Image.Resampling.BICUBIC, box=edges, reducing_gap=2.0)
    if scaled.mode == "RGBA":
        ground = Image.new("RGB", scaled.size, "white")
        ground.paste(scaled, mask=scaled.getchannel("A"))
        scaled = ground
    return _in_srgb(scaled, image.info.get("icc_profile"))


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """An image with the colours its profile means; a profile that cannot be used is as none."""
    if not profile:
        return image
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def _backdrop(front: Image.Image, width: int, height: int) -> Image.Image:
    """A picture blown up, blurred and darkened, to stand behind itself."""
    small = (max(2, width // BACKDROP_SHRINK), max(2, height // BACKDROP_SHRINK))
    box = cover(front.width, front.height, *small)
    edges = (box.left, box.top, box.left + box.width, box.top + box.height)
    blurred = front.resize(small, Image.Resampling.BOX, box=edges).filter(ImageFilter.GaussianBlur(1.5))
    return blurred.point(lambda value: value * BACKDROP_LIGHT).resize(
        (width, height), Image.Resampling.BICUBIC
    )
