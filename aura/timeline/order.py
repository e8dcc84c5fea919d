"""How one order of scenes becomes another with the fewest of them moved.  Pure."""

from bisect import bisect_left
from collections.abc import Sequence


def moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The ids to be placed, in their new order, for ``before`` to become ``after``; the others stay.

    Those that come are among them; those that go are not.  Placed one by one, each behind the one that
    is before it in ``after``, they give ``after`` exactly:

        before  | A | B | C | D |     after  | D | A | X | C |     moved  D, X
    """
    old = {scene_id: index for index, scene_id in enumerate(before)}
    staying = _rising([old.get(scene_id) for scene_id in after])
    return [scene_id for place, scene_id in enumerate(after) if place not in staying]


def is_reordered(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether those that both hold stand in another order."""
    old, new = set(before), set(after)
    return [each for each in before if each in new] != [each for each in after if each in old]


def _rising(indexes: Sequence[int | None]) -> set[int]:
    """The places of a longest rising row of ``indexes``; ``None`` is in none."""
    ends: list[int] = []
    """For each length of a row the lowest index it can end with."""
    places: list[int] = []
    """Where in ``indexes`` that end is."""
    before: dict[int, int | None] = {}
    for place, index in enumerate(indexes):
        if index is None:
            continue
        length = bisect_left(ends, index)
        before[place] = places[length - 1] if length else None
        ends[length : length + 1] = [index]
        places[length : length + 1] = [place]
    found: set[int] = set()
    last = places[-1] if places else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found
