"""Which segments one worker makes in a row.

Neighbours share pictures and clips, so they are best made by one worker; but no worker should be left
with a long run when the others are done.  So a run is at most eight segments, and so few frames that
there are about two runs for each worker.
"""

from collections.abc import Sequence

from aura.render.plan import Segment

RUN_SEGMENTS = 8
RUNS_PER_WORKER = 2


def runs(missing: Sequence[Segment], workers: int) -> list[tuple[Segment, ...]]:
    """The segments, in their order, as runs."""
    fair = -(-sum(segment.frames for segment in missing) // (workers * RUNS_PER_WORKER))
    made: list[tuple[Segment, ...]] = []
    run: list[Segment] = []
    for segment in missing:
        if run and (
            len(run) == RUN_SEGMENTS
            or run[-1].index + 1 != segment.index
            or sum(one.frames for one in run) + segment.frames // 2 >= fair
        ):
            made.append(tuple(run))
            run = []
        run.append(segment)
    return [*made, tuple(run)] if run else made
