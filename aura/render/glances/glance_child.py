"""The child that makes glances, for ``Glances``: run as ``python -m aura.render.glances.glance_child``."""

import time
from collections.abc import Callable
from typing import Any

import msgspec

from aura.media import child
from aura.render.disk import full_disk_named
from aura.render.glances import drawing, hearing
from aura.render.glances.asking import DrawFilmSheet, DrawSheet, DrawThumbnail, Request

BEAT_S = 0.5


def handle(said: Any, progress: Callable[[Any], None]) -> None:
    """Do one thing that is asked; says now and then that it is at work."""
    if said is None:
        return
    asked: Request = msgspec.convert(said, Request)
    beat = _beat(progress)
    with full_disk_named():
        if isinstance(asked, DrawThumbnail):
            drawing.thumbnail(asked, beat)
        elif isinstance(asked, DrawSheet):
            drawing.sheet(asked, beat)
        elif isinstance(asked, DrawFilmSheet):
            drawing.film_sheet(asked, beat)
        else:
            hearing.peaks(asked, beat)


def _beat(progress: Callable[[Any], None]) -> Callable[[], None]:
    told = time.monotonic()

    def beat() -> None:
        nonlocal told
        if time.monotonic() - told >= BEAT_S:
            told = time.monotonic()
            progress(None)

    return beat


if __name__ == "__main__":
    child.serve(handle)
