"""Which segments one worker makes in a row.

Neighbours share pictures and clips, so they are best made by one worker; but no worker should be left
with a long run when the others are done.  So a run is at most eight segments, and so few frames that there
are about two runs for each worker; and it ends where nothing is shared, if it can.  A few frames are not
shared out at all: starting one more worker would cost more than making them.
"""

from collections.abc import Sequence

from aura.render.plan import Segment
from aura.render.spec import sources

RUN_SEGMENTS = 8
RUNS_PER_WORKER = 2
LEAST_FRAMES = 100
"""What a run has at least, unless its neighbours are there already."""


def runs(missing: Sequence[Segment], workers: int) -> list[tuple[Segment, ...]]:
    """The segments, in their order, as runs."""
    fair = max(LEAST_FRAMES, sum(segment.frames for segment in missing) / (workers * RUNS_PER_WORKER))
    made: list[tuple[Segment, ...]] = []
    run: list[Segment] = []
    for segment in missing:
        if run and _ends(run, segment, fair):
            made.append(tuple(run))
            run = []
        run.append(segment)
    return [*made, tuple(run)] if run else made


def _ends(run: Sequence[Segment], following: Segment, fair: float) -> bool:
    """Whether a run ends before the segment that follows."""
    if len(run) == RUN_SEGMENTS or run[-1].index + 1 != following.index:
        return True
    frames = sum(segment.frames for segment in run) + following.frames / 2
    shared = set(sources(run[-1].spec.content)) & set(sources(following.spec.content))
    return frames >= (1.5 * fair if shared else fair)
