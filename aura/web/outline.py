"""An outline's points, changed: moved, removed, edited.  Pure."""

from msgspec.structs import replace

from aura.errors import Conflict
from aura.timeline.document import Section

Points = tuple[Section, ...]


def with_field(points: Points, number: int, name: str, value: str) -> Points:
    """The outline with a point's title or summary set."""
    return tuple(
        replace(point, **{name: value}) if at == number else point for at, point in enumerate(points)
    )


def after_move(points: Points, number: int, to: int) -> Points:
    """The outline with a point put where another is.  Raises ``Conflict``."""
    point = _at(points, number)
    _at(points, to)
    others = after_removal(points, number)
    return (*others[:to], point, *others[to:])


def after_removal(points: Points, number: int) -> Points:
    """The outline without a point.  Raises ``Conflict``."""
    _at(points, number)
    return (*points[:number], *points[number + 1 :])


def _at(points: Points, number: int) -> Section:
    if not 0 <= number < len(points):
        raise Conflict("That point of the outline is not there any more; look at it again.", field="outline")
    return points[number]
