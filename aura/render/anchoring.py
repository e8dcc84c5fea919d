"""Where in the frame something stands that is laid over it.  Pure.

Everything keeps to the safe area, 5 % from each edge; what is raised also stands above the captions, which
have the lower 22 % of the frame.

Units: pixels of the frame.
"""

from collections.abc import Sequence

from aura.render.fitting import Box
from aura.timeline.document import Anchor

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
    across = 0 if "left" in anchor else 2 if "right" in anchor else 1
    down = 0 if "top" in anchor else 2 if "bottom" in anchor else 1
    return Box(within.left + spare_x * across // 2, within.top + spare_y * down // 2, width, height)


def stacked(
    anchor: Anchor, sizes: Sequence[tuple[int, int]], within: Box, gap: int, taken: Box | None = None
) -> Box:
    """Where the last of these stands beyond the others: above them at the foot of the frame, else below.

    All keep off what is ``taken``, and in the room: where there is too little of it they overlap.
    """
    upward = anchor.startswith("bottom")
    box: Box | None = None
    for width, height in sizes:
        before, box = box, box_at(anchor, width, height, within)
        if before is not None:
            top = before.top - gap - height if upward else before.top + before.height + gap
            box = box._replace(top=max(within.top, min(top, within.top + within.height - height)))
        if taken is not None:
            box = clear_of(box, taken, within, gap)
    assert box is not None
    return box


def clear_of(box: Box, taken: Box, within: Box, gap: int) -> Box:
    """The box off what is taken: above it, or below it in the upper half; as it was for want of room."""
    apart = (
        box.left >= taken.left + taken.width + gap
        or taken.left >= box.left + box.width + gap
        or box.top >= taken.top + taken.height + gap
        or taken.top >= box.top + box.height + gap
    )
    if apart:
        return box
    upper = 2 * taken.top + taken.height < 2 * within.top + within.height
    top = taken.top + taken.height + gap if upper else taken.top - gap - box.height
    fits = within.top <= top and top + box.height <= within.top + within.height
    return box._replace(top=top) if fits else box
