"""Facts of a picture file.  Pillow decodes, so this runs in a child process only."""

import os
import warnings
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, UnidentifiedImageError

from aura.errors import Invalid
from aura.media.facts import Facts
from aura.media.ffmpeg import MAX_PIXELS, MAX_SIDE_PX

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_MIMES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
}
_TURNS: dict[int, tuple[Any, bool]] = {
    1: (0, False), 2: (0, True), 3: (180, False), 4: (180, True),
    5: (90, True), 6: (90, False), 7: (270, True), 8: (270, False),
}  # fmt: skip
"""The Exif orientation as (degrees clockwise, mirrored left to right after turning)."""


def open_picture(path: str | os.PathLike[str]) -> Image.Image:
    """The one place where user pictures are opened; nothing is decoded yet.  Close it.

    Raises Invalid for a kind Aura does not read and for more than 40 megapixels.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of sizes, which are judged here, and of odd metadata
        try:
            picture = Image.open(path, formats=FORMATS)
        except Image.DecompressionBombError as error:
            raise Invalid("The picture is larger than 40 megapixels.") from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise Invalid("The picture is damaged, or is no PNG, JPEG, WebP or GIF.") from error
    width_px, height_px = picture.size
    if max(picture.size) > MAX_SIDE_PX or width_px * height_px > MAX_PIXELS:
        picture.close()
        raise Invalid(f"The picture is {width_px} × {height_px}; 40 megapixels are the most Aura takes.")
    return picture


def facts_of_picture(path: str | os.PathLike[str]) -> Facts:
    """Measure a picture, decoding all of its first frame.  Raises Invalid."""
    with open_picture(path) as picture:
        width_px, height_px = picture.size
        turn, mirrored = _TURNS.get(_orientation(picture), (0, False))
        if turn in (90, 270):
            width_px, height_px = height_px, width_px
        facts = Facts(
            type="Image",
            mime=_MIMES[picture.format or "PNG"],
            size_bytes=Path(path).stat().st_size,
            width_px=width_px,
            height_px=height_px,
            rotation=turn,
            mirrored=mirrored,
            animated=getattr(picture, "is_animated", False) and picture.format != "MPO",
            codec=(picture.format or "").lower(),
            pix_fmt=picture.mode.lower(),
            alpha=picture.has_transparency_data,
            full_range=True,
            icc_profile=bool(picture.info.get("icc_profile")),
        )
        try:
            picture.load()
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise Invalid("The picture is cut short or damaged.") from error
    return facts


def _orientation(picture: Image.Image) -> int:
    """The Exif orientation, 1 if there is none or it makes no sense."""
    try:
        return int(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001 - Exif is written by anything and read by nobody
        return 1
