"""Facts of a picture file.  Pillow decodes, so this runs in a child process only."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, UnidentifiedImageError

from aura.errors import Invalid
from aura.media.facts import Facts
from aura.media.ffmpeg import MAX_PIXELS, MAX_SIDE_PX

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
KINDS = "JPEG, PNG, WebP, GIF and HEIC"
_MIMES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "HEIF": "image/heic",
}
_HEAD_BYTES = 12
_HEADS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_TURNS: dict[int, tuple[Any, bool]] = {
    1: (0, False), 2: (0, True), 3: (180, False), 4: (180, True),
    5: (90, True), 6: (90, False), 7: (270, True), 8: (270, False),
}  # fmt: skip
"""The Exif orientation as (degrees clockwise, mirrored left to right after turning)."""
_TRANSPOSED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""The same as what Pillow does to a picture."""


def is_picture(head: bytes) -> bool:
    """Whether a file that begins so is to be read as a picture."""
    return head.startswith(_HEADS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or _is_heif(head)


def open_picture(path: str | os.PathLike[str]) -> Image.Image:
    """The one place where user pictures are opened; nothing is decoded yet.  Close it.

    Of a picture that moves it is the first one; an animated WebP is shown by that, as FFmpeg plays none.
    Raises Invalid for a kind Aura does not read and for more than 40 megapixels.
    """
    with open(path, "rb") as file:
        formats = _heif() if _is_heif(file.read(_HEAD_BYTES)) else FORMATS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of sizes, which are judged here, and of odd metadata
        try:
            picture = Image.open(path, formats=formats)
        except Image.DecompressionBombError as error:
            raise Invalid("The picture is larger than 40 megapixels.") from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise Invalid(f"The picture is damaged, or is none of {KINDS}.") from error
    try:
        _require_bounded(picture)
    except Invalid:
        picture.close()
        raise
    return picture


@contextmanager
def damage_named() -> Iterator[None]:
    """Turns what a decoder says of a damaged picture, or of one it has no room for, into Invalid."""
    try:
        yield
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError) as error:
        raise Invalid("The picture is cut short or damaged.") from error
    except MemoryError as error:
        raise Invalid("The picture takes more memory than Aura gives one.") from error


def facts_of_picture(path: str | os.PathLike[str]) -> Facts:
    """Measure a picture, decoding its first frame, as small as its format lets it.  Raises Invalid."""
    with open_picture(path) as picture:
        width_px, height_px = picture.size
        with damage_named():  # before all else: Exif may stand behind the picture, and is read as it can be
            picture.draft(picture.mode, (1, 1))
            picture.load()
        _require_bounded(picture)  # a decoder may find another size than the head told
        turn, mirrored = _TURNS[orientation_of(picture)]
        if turn in (90, 270):
            width_px, height_px = height_px, width_px
        return Facts(
            type="Image",
            mime=_MIMES[picture.format or "PNG"],
            size_bytes=Path(path).stat().st_size,
            width_px=width_px,
            height_px=height_px,
            rotation=turn,
            mirrored=mirrored,
            animated=picture.format in ("GIF", "WEBP", "PNG") and getattr(picture, "is_animated", False),
            codec=(picture.format or "").lower(),
            pix_fmt=picture.mode.lower(),
            alpha=picture.has_transparency_data,
            full_range=True,
            icc_profile=bool(picture.info.get("icc_profile")),
        )


def orientation_of(picture: Image.Image) -> int:
    """The Exif orientation, 1 if there is none or it makes no sense."""
    try:
        found = picture.getexif().get(ExifTags.Base.Orientation, 1)
        return found if found in _TURNS else 1
    except Exception:  # noqa: BLE001 - Exif is written by anything and read by nobody
        return 1


def turned(picture: Image.Image) -> Image.Image:
    """A picture as it is to be seen, however its camera was held; of its Exif nothing else is asked.

    Decodes it.  Raises as Pillow does for one that is damaged.
    """
    picture.load()
    method = _TRANSPOSED.get(orientation_of(picture))
    return picture if method is None else picture.transpose(method)


def _require_bounded(picture: Image.Image) -> None:
    width_px, height_px = picture.size
    if max(picture.size) > MAX_SIDE_PX or width_px * height_px > MAX_PIXELS:
        raise Invalid(f"The picture is {width_px} × {height_px}; 40 megapixels are the most Aura takes.")


def _is_heif(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS


@cache
def _heif() -> tuple[str, ...]:
    """Pillow's name of HEIC, which it reads from now on, in this process."""
    try:
        from pi_heif import register_heif_opener  # type: ignore[import-untyped]  # it ships none
    except ImportError as error:
        raise Invalid("HEIC pictures cannot be read here: the library pi-heif is missing.") from error
    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    return ("HEIF",)
