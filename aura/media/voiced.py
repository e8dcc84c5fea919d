"""Where somebody speaks, from how loud it is.  Pure.

Hum and rumble are taken away, and quiet and loud are told from what is left: its tenth of quietest steps
is the room, its loudest twentieth the voice.  A span begins where it is clearly louder than the room and
goes on until it is as quiet again; short gaps belong to a word, and short sounds are none.

Units: one level, a mean power of full scale, for each ``STEP_MS`` milliseconds.
"""

from array import array

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]

STEP_MS = 10
SMOOTHED_STEPS = 3
HUM_MS = 5
"""What is constant for so long is no voice: the mean of each such stretch is taken away."""
GAP_MS = 120
"""A shorter silence is within a word, such as before a plosive."""
SHORTEST_MS = 60
RANGE_DB = 34.0
"""What is so far below the voice is silence, however silent the room is."""
LEAST_RANGE_DB = 8.0
"""Where voice and room are nearer, it is all one sound."""
SILENT_DB = -60.0
BEGINS, ENDS = 0.3, 0.14
"""Of the way from the room's level to the voice's, in dB."""


class Meter:
    """Takes sound in block by block and keeps its levels."""

    def __init__(self, rate_hz: int) -> None:
        self._step = rate_hz * STEP_MS // 1000
        self._window = max(1, rate_hz * HUM_MS // 1000)
        self._before: Samples = np.zeros(self._window, np.int16)
        self._rest: NDArray[np.float32] = np.zeros(0, np.float32)
        self._levels = array("f")

    def hear(self, block: Samples) -> None:
        """Take in what comes next."""
        known = np.concatenate((self._before, block))
        self._before = known[len(known) - self._window :]
        sums = np.cumsum(known, dtype=np.int64)
        means = (sums[self._window :] - sums[: -self._window]) / self._window
        middle = self._window // 2
        clean = (known[middle : middle + len(block)] - means).astype(np.float32) / np.float32(32_768)
        clean = np.concatenate((self._rest, clean))
        whole = len(clean) // self._step * self._step
        self._rest = clean[whole:]
        steps = clean[:whole].reshape(-1, self._step)
        self._levels.frombytes((steps**2).mean(axis=1, dtype=np.float32).tobytes())

    @property
    def levels(self) -> NDArray[np.float32]:
        """One for each whole step."""
        return np.frombuffer(self._levels, np.float32) if self._levels else np.zeros(0, np.float32)


def spans_of(levels: NDArray[np.float32], duration_ms: int) -> list[tuple[int, int]]:
    """The stretches with a voice in them, in milliseconds."""
    if not len(levels):
        return []
    smooth = np.convolve(levels, np.full(SMOOTHED_STEPS, 1 / SMOOTHED_STEPS, np.float32), "same")
    loud = 10 * np.log10(np.maximum(smooth[: len(levels)], np.float32(1e-12)))
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
