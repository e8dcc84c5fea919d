"""Where a scene stands in the table: whole numbers with gaps, so that a place in between is one write.

Pure.  ``scene_index`` is never seen by a user; only its order counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

GAP = 1 << 20


def between(low: int | None, high: int | None) -> int | None:
    """An index between two neighbours (none: open on that side); ``None`` when the gap is used up."""
    found = several(1, low, high)
    return found[0] if found else None


def several(count: int, low: int | None, high: int | None) -> Sequence[int] | None:
    """``count`` indexes in order between two neighbours; ``None`` when the gap does not hold so many."""
    if low is None and high is None:
        return spread(count)
    if low is None:
        assert high is not None
        return range(high - count * GAP, high, GAP)
    if high is None:
        return range(low + GAP, low + (count + 1) * GAP, GAP)
    if high - low <= count:
        return None
    return [low + (high - low) * number // (count + 1) for number in range(1, count + 1)]


def spread(count: int) -> Sequence[int]:
    """Fresh indexes for ``count`` scenes."""
    return range(0, count * GAP, GAP)


def rearranged(order: Sequence[str], places: Iterable[tuple[str, str | None]]) -> list[str]:
    """The order after each scene of ``places``, one by one, was put behind another (``None``: first)."""
    ids: Sequence[str | None] = (None, *order)
    following: dict[str | None, str | None] = dict(zip(ids, (*order, None), strict=True))
    before: dict[str | None, str | None] = dict(zip(order, ids, strict=False))
    for scene_id, after in places:
        if scene_id in before:
            last, next_one = before[scene_id], following[scene_id]
            following[last] = next_one
            before[next_one] = last
        next_one = following[after]
        following[after], following[scene_id] = scene_id, next_one
        before[scene_id], before[next_one] = after, scene_id
    found: list[str] = []
    scene = following[None]
    while scene is not None:
        found.append(scene)
        scene = following[scene]
    return found


def indexed(order: Sequence[str], kept: Mapping[str, int]) -> dict[str, int]:
    """Indexes for those of ``order`` that keep none, in the gaps; for all of it when one is used up."""
    found: dict[str, int] = {}
    low: int | None = None
    runs = [(is_kept, list(run)) for is_kept, run in groupby(order, kept.__contains__)]
    for number, (is_kept, run) in enumerate(runs):
        if is_kept:
            low = kept[run[-1]]
            continue
        high = kept[runs[number + 1][1][0]] if number + 1 < len(runs) else None
        indexes = several(len(run), low, high)
        if indexes is None:
            return dict(zip(order, spread(len(order)), strict=True))
        found |= zip(run, indexes, strict=True)
    return found
