"""Where somebody speaks, from how loud it is.  Pure.

Quiet and loud are told from the sound itself: its tenth of quietest steps is the room, its loudest
twentieth the voice.  A span begins where it is clearly louder than the room and goes on until it is as
quiet again; short gaps belong to a word, and short sounds are none.

Units: one level, a mean power of full scale, for each ``STEP_MS`` milliseconds.
"""

import numpy as np
from numpy.typing import NDArray

STEP_MS = 10
GAP_MS = 120
"""A shorter silence is within a word, such as before a plosive."""
SHORTEST_MS = 60
RANGE_DB = 45.0
"""What is so far below the voice is silence, however silent the room is."""
LEAST_RANGE_DB = 8.0
"""Where voice and room are nearer, it is all one sound."""
SILENT_DB = -60.0
BEGINS, ENDS = 0.38, 0.26
"""Of the way from the room's level to the voice's, in dB."""


def spans_of(levels: NDArray[np.float32], duration_ms: int) -> list[tuple[int, int]]:
    """The stretches with a voice in them, in milliseconds."""
    if not len(levels):
        return []
    loud = 10 * np.log10(np.maximum(levels, np.float32(1e-12)))
    room, voice = (float(value) for value in np.percentile(loud, (10, 95)))
    if voice < SILENT_DB:
        return []
    room = max(room, voice - RANGE_DB)
    if voice - room < LEAST_RANGE_DB:
        return [(0, duration_ms)]
    begins, ends = (room + share * (voice - room) for share in (BEGINS, ENDS))
    spans = [(first * STEP_MS, last * STEP_MS) for first, last in _stretches(loud, begins, ends)]
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start - joined[-1][1] < GAP_MS:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return [(start, min(end, duration_ms)) for start, end in joined if end - start >= SHORTEST_MS]


def _stretches(loud: NDArray[np.float32], begins: float, ends: float) -> list[tuple[int, int]]:
    """Stretches of steps above ``ends`` that somewhere reach ``begins``; the step after the last ends one."""
    above = np.concatenate(([False], loud > ends, [False]))
    edges = np.flatnonzero(np.diff(above.astype(np.int8)))
    pairs = edges.reshape(-1, 2)
    return [(int(first), int(last)) for first, last in pairs if float(loud[first:last].max()) > begins]
