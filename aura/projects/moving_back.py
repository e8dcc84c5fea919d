"""Where a scene that was moved stood, among the scenes that are there now.  Pure.

It goes behind the nearest of the scenes before it that kept their order: so each that is moved back leaves
one less to be moved, whichever it is, and the last leaves all as it was.
"""

from collections.abc import Collection, Sequence

from aura.errors import NotFound
from aura.timeline import order
from aura.timeline.edits.scenes import MoveScene
from aura.timeline.view import START


def move_back(scene_id: str, then: Sequence[str], now: Sequence[str]) -> MoveScene:
    """The edit that moves a scene to where it stood.  Raises ``NotFound`` where it was, or is, not there."""
    if scene_id not in then or scene_id not in now:
        raise NotFound("This scene is not there any more, so it cannot be moved back.", field="scene")
    moved = set(order.moved(then, now))
    return MoveScene(scene=scene_id, after=_anchor(then[: then.index(scene_id)], set(now) - moved))


def _anchor(earlier: Sequence[str], settled: Collection[str]) -> str:
    return next((each for each in reversed(earlier) if each in settled), START)
