"""Chapters: the scenes that have titles, by which players let people move about in a film.

A chapter begins where its scene begins to be seen and lasts to the next; scenes without a title belong to the
one before.  What stands before the first title belongs to it, as players want a chapter at the start.
"""

from collections.abc import Sequence

from aura.render.messages import Chapter
from aura.render.timing import Placed


def chapters_of(placed: Sequence[Placed]) -> tuple[Chapter, ...]:
    """The chapters of a film of these scenes; none where fewer than two have titles."""
    titled = [one for one in placed if one.scene.title.strip()]
    if len(titled) < 2:
        return ()
    return tuple(
        Chapter(start_frame=one.start_frame if number else 0, title=one.scene.title.strip())
        for number, one in enumerate(titled)
    )
