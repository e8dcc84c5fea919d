"""An outline's points, changed: moved, removed, edited.  Pure."""

import unicodedata

from msgspec.structs import replace

from aura.errors import Conflict
from aura.timeline.document import Section

Points = tuple[Section, ...]


def with_field(points: Points, number: int, name: str, value: str) -> Points:
    """The outline with a point's title or summary set."""
    return tuple(
        replace(point, **{name: value}) if at == number else point for at, point in enumerate(points)
    )


def after_move(points: Points, number: int, to: int, title: str | None = None) -> Points:
    """The outline with a point put where another is.  Raises ``Conflict``."""
    point = point_at(points, number, title)
    point_at(points, to)
    others = after_removal(points, number)
    return (*others[:to], point, *others[to:])


def after_removal(points: Points, number: int, title: str | None = None) -> Points:
    """The outline without a point.  Raises ``Conflict``."""
    point_at(points, number, title)
    return (*points[:number], *points[number + 1 :])


def point_at(points: Points, number: int, title: str | None = None) -> Section:
    """The point of a number; ``title`` is what whoever asks knows it by."""
    is_there = 0 <= number < len(points)
    if not is_there or (title is not None and _plain(title) != _plain(points[number].title)):
        raise Conflict("That point of the outline is not there any more; look at it again.", field="outline")
    return points[number]


def _plain(title: str) -> str:
    """A title as one line, which is how a field shows it."""
    return " ".join(unicodedata.normalize("NFC", title).split())
