"""Words that follow a silence begin when they are heard.

A voice tells when it turns to a word, and a word that begins with a stop, as “tower” does, begins with a
silence of its own.  Pure.

Units: milliseconds; one level for each ``STEP_MS``, as a share of the loudest.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from aura.providers.speech.speaker import Word

STEP_MS = 5
SILENT = 0.03
"""What is quieter is silence."""
QUIET_MS = 40
"""So long before it a word must be silent, for it to follow a silence."""
FARTHEST_MS = 150


def heard_from(words: Sequence[Word], samples: NDArray[np.int16], rate_hz: int) -> tuple[Word, ...]:
    """The words, each that follows a silence from when it is heard; the one before ends there too."""
    loud = _loud(samples, rate_hz)
    moved = [replace(word, start_ms=_onset(word, loud)) for word in words]
    return tuple(_joined(moved)) if moved else ()


def _joined(words: Sequence[Word]) -> Iterator[Word]:
    for word, following in pairwise(words):
        yield replace(word, end_ms=following.start_ms)
    yield words[-1]


def _onset(word: Word, loud: NDArray[np.bool_]) -> int:
    """When a word is first heard; as it was where it follows no silence, or is not heard soon."""
    start = word.start_ms // STEP_MS
    last = min(word.end_ms, word.start_ms + FARTHEST_MS) // STEP_MS
    before = loud[max(0, start - QUIET_MS // STEP_MS) : start + 1]
    ahead = np.flatnonzero(loud[start:last])
    if before.any() or not len(ahead):
        return word.start_ms
    return (start + int(ahead[0])) * STEP_MS


def _loud(samples: NDArray[np.int16], rate_hz: int) -> NDArray[np.bool_]:
    """Whether something is heard, step by step."""
    step = max(1, rate_hz * STEP_MS // 1000)
    sound = samples[: len(samples) // step * step].astype(np.float32).reshape(-1, step)
    levels = np.sqrt((sound**2).mean(axis=1)) if len(sound) else np.zeros(0, np.float32)
    loud: NDArray[np.bool_] = levels > SILENT * levels.max(initial=1.0)
    return loud
