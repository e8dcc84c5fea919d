"""What a picture is drawn from: a value, and all of it."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Role = Literal["opening", "body", "closing"]
Side = Annotated[int, Meta(ge=16, le=16_384)]

OVERSCAN = 1.25
"""How much larger than the film a picture is drawn, so that it stays sharp when it is moved and zoomed."""

SPEC_REVISION = "1"
"""Changes whenever the same spec would be drawn otherwise; part of every picture's key."""


class PictureSpec(Struct, frozen=True, kw_only=True):
    """A picture for one scene.

    ``width_px`` and ``height_px`` are the film's; the picture is ``OVERSCAN`` times as large.  ``palette`` is
    a palette's name (see ``palettes.palette_for``).  ``layout`` is one of ``LAYOUTS``, or empty for the one
    that ``seed``, ``number`` and ``role`` give.  ``number`` is shown as the scene's place, 0 for none, and
    ``total`` beside it, 0 for none.  ``text`` is the scene's script: a motif, a phrase or a figure worth
    showing is taken from it.  ``seed`` is the project's, or with number 0 the scene's own.
    """

    width_px: Side
    height_px: Side
    palette: str
    layout: str = ""
    title: str = ""
    subtitle: str = ""
    kicker: str = ""
    number: int = 0
    total: int = 0
    text: str = ""
    seed: int = 0
    role: Role = "body"
