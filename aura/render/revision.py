"""What determines frames beside a segment's own values: this engine, its libraries, its fonts."""

from functools import cache

import PIL

from aura.media.ffmpeg import library_build
from aura.render.faces import FONTS_DIGEST

ENGINE_REVISION = 10
"""Raised whenever the same spec would give other frames: then nothing made before is used again."""


@cache
def engine() -> str:
    """The engine as a word for keys: equal words make equal frames."""
    return f"aura {ENGINE_REVISION}; av {library_build()}; pillow {PIL.__version__}; fonts {FONTS_DIGEST}"
