"""A list: the user's points in their order, numbered."""

from collections.abc import Sequence

from aura.providers.text.forms.passage import Passage, passage_of
from aura.providers.text.material import thoughts
from aura.providers.text.points import Point


def arranged(points: Sequence[Point], language: str) -> list[Passage]:
    """The passages of a list; a single paragraph becomes a point for each of its thoughts."""
    if len(points) == 1 and len(points[0].sentences) > 2:
        points = [Point(sentences=said, listed=True) for said in thoughts(points[0], language)]
    chosen = items_of(points)
    return [passage_of(point, numbered=place in chosen) for place, point in enumerate(points)]


def items_of(points: Sequence[Point]) -> frozenset[int]:
    """Which points are numbered: those of a list; without one those with headings; without any, all."""
    for chosen in (
        {place for place, point in enumerate(points) if point.listed},
        {place for place, point in enumerate(points) if point.title},
    ):
        if len(chosen) > 1:
            return frozenset(chosen)
    return frozenset(range(len(points)))
