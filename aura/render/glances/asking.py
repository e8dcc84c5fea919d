"""What is asked of the child that makes glances.  Paths are absolute; ``out`` is a file to be made."""

from typing import Literal

from msgspec import Struct

from aura.render.spec import Canvas, Stretch

Form = Literal["jpeg", "webp"]
FORMS: dict[Form, str] = {"jpeg": "jpg", "webp": "webp"}


class Asked(Struct, frozen=True, kw_only=True, tag=True):
    """Anything that is asked."""


class DrawThumbnail(Asked, frozen=True, kw_only=True):
    """The first frame of a stretch as a picture; ``objects`` holds the files that it shows, by digest.

    Without a stretch it is a card with these words.
    """

    canvas: Canvas
    content: Stretch | None
    words: tuple[str, str]
    form: Form
    objects: dict[str, str]
    out: str


class Tile(Struct, frozen=True, kw_only=True):
    """A picture in a sheet, none where there is nothing to see yet, and what is written under it."""

    path: str = ""
    words: str = ""


class DrawSheet(Asked, frozen=True, kw_only=True):
    """Pictures in rows, as a PNG or a JPEG by its name."""

    title: str
    tiles: tuple[Tile, ...]
    columns: int
    width_px: int
    height_px: int
    out: str


class DrawFilmSheet(Asked, frozen=True, kw_only=True):
    """So many frames of a film, evenly over its length, in rows."""

    title: str
    film: str
    count: int
    columns: int
    side_px: int
    out: str


class HearPeaks(Asked, frozen=True, kw_only=True):
    """How loud a file is over its length, as JSON."""

    file: str
    out: str


Request = DrawThumbnail | DrawSheet | DrawFilmSheet | HearPeaks
