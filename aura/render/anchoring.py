"""Where in the frame something stands that is laid over it.  Pure.

Everything keeps to the safe area, 5 % from each edge; what is raised also keeps above the captions, which
have the lower 22 % of the frame.  What would stand over something else gives way: straight up from the foot
of the frame, straight down from its head, in the middle to where it is nearest.

Units: pixels of the frame.
"""

from collections.abc import Iterator, Sequence

from aura.render.fitting import Box, halves
from aura.timeline.terms import Anchor

SAFE = 0.05
CAPTIONS = 0.22
GAP = 0.022
"""What stands apart is apart by so much of the frame's shorter side."""


def room(width_px: int, height_px: int, *, raised: bool) -> Box:
    """The part of a frame in which things may stand."""
    left, top = round(SAFE * width_px), round(SAFE * height_px)
    foot = round((1 - CAPTIONS - GAP) * height_px) if raised else height_px - top
    return Box(left, top, width_px - 2 * left, foot - top)


def box_at(anchor: Anchor, width: int, height: int, within: Box) -> Box:
    """Where something of this size stands in a room that it fits into."""
    spare_x, spare_y = within.width - width, within.height - height
    across, down = halves(anchor)
    return Box(within.left + spare_x * across // 2, within.top + spare_y * down // 2, width, height)


def inside(box: Box, within: Box) -> Box:
    """The box moved into a room that it fits into."""
    left = max(within.left, min(box.left, within.left + within.width - box.width))
    top = max(within.top, min(box.top, within.top + within.height - box.height))
    return box._replace(left=left, top=top)


def straight(box: Box, anchor: Anchor, within: Box, taken: Sequence[Box], gap: int) -> Box | None:
    """The place nearest to a box's own that keeps off all that is taken, above or below it; None: there is
    none."""
    places = (box._replace(top=top) for top in _tops(box, anchor, taken, gap))
    return next((place for place in places if _is_free(place, within, taken, gap)), None)


def anywhere(box: Box, anchor: Anchor, within: Box, taken: Sequence[Box], gap: int) -> Box | None:
    """The same in other columns: at the left, in the middle, at the right; None: there is no place at all."""
    lefts = _lefts(box, anchor, within)
    columns = (straight(box._replace(left=left), anchor, within, taken, gap) for left in lefts)
    return next((place for place in columns if place), None)


def packed(box: Box, anchor: Anchor, within: Box, taken: Sequence[Box], gap: int) -> Box | None:
    """The free place that is highest in the room, whatever the box's own."""
    tops = sorted({within.top, *(each.top + each.height + gap for each in taken)})
    places = (box._replace(left=left, top=top) for top in tops for left in _lefts(box, anchor, within))
    return next((place for place in places if _is_free(place, within, taken, gap)), None)


def apart(one: Box, other: Box, gap: int = 0) -> bool:
    """Whether two boxes leave a gap between them."""
    return (
        one.left >= other.left + other.width + gap
        or other.left >= one.left + one.width + gap
        or one.top >= other.top + other.height + gap
        or other.top >= one.top + one.height + gap
    )


def _is_free(box: Box, within: Box, taken: Sequence[Box], gap: int) -> bool:
    fits = within.top <= box.top and box.top + box.height <= within.top + within.height
    return fits and all(apart(box, each, gap) for each in taken)


def _lefts(box: Box, anchor: Anchor, within: Box) -> list[int]:
    """Where a box may begin across: in its own column, then in the nearest other one."""
    own, spare = halves(anchor)[0], within.width - box.width
    columns = sorted(range(3), key=lambda column: abs(column - own))
    return [within.left + spare * column // 2 for column in columns]


def _tops(box: Box, anchor: Anchor, taken: Sequence[Box], gap: int) -> Iterator[int]:
    """How far down a box may stand: where it does, and right above and below what is taken."""
    down = halves(anchor)[1]

    def order(top: int) -> tuple[bool, int, bool]:
        back = top < box.top if down == 0 else top > box.top if down == 2 else False
        return back, abs(top - box.top), top < box.top

    above = {each.top - gap - box.height for each in taken}
    below = {each.top + each.height + gap for each in taken}
    yield from sorted({box.top, *above, *below}, key=order)
