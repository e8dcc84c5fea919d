"""Where a scene stands in the table: whole numbers with gaps, so that a place in between is one write.

Pure.  ``scene_index`` is never seen by a user; only its order counts.
"""

from collections.abc import Sequence

GAP = 1 << 20


def between(low: int | None, high: int | None) -> int | None:
    """An index between two neighbours (none: open on that side); ``None`` when the gap is used up."""
    if low is None and high is None:
        return 0
    if low is None:
        assert high is not None
        return high - GAP
    if high is None:
        return low + GAP
    middle = (low + high) // 2
    return middle if low < middle < high else None


def spread(count: int) -> Sequence[int]:
    """Fresh indexes for ``count`` scenes."""
    return range(0, count * GAP, GAP)
