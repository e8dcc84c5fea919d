"""How loud a file is over its length.  Runs in the child: it decodes what people brought.

The sound is decoded block by block and forgotten; kept is one number for every ten milliseconds, at most
24 hours of them.
"""

from array import array
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from aura.errors import Invalid
from aura.media.ffmpeg import open_media
from aura.media.monaural import blocks
from aura.media.tracks import sound_of
from aura.render.glances.asking import HearPeaks
from aura.render.glances.waves import FULL, from_levels

Sound = NDArray[np.float32]

RATE_HZ = 16_000
STEP = RATE_HZ // 100
LONGEST_STEPS = 24 * 3600 * 100


def peaks(asked: HearPeaks, beat: Callable[[], None]) -> None:
    """Write the wave of a file.  Raises Invalid for one in which nothing can be heard."""
    levels = array("H")
    rest = np.zeros(0, np.float32)
    samples = 0
    with open_media(asked.file) as container:
        stream = sound_of(container)
        if stream is None:
            raise Invalid("The file holds no sound.")
        for block in blocks(container, stream, RATE_HZ, "flt", beat):
            samples += len(block)
            rest = _measured(np.concatenate((rest, block)), levels)
            if len(levels) > LONGEST_STEPS:
                raise Invalid("The sound is longer than 24 hours.")
    if not samples:
        raise Invalid("Nothing in the file can be heard.")
    if len(rest):
        levels.append(_peak(rest))
    wave = from_levels(levels.tolist(), samples * 1000 // RATE_HZ)
    Path(asked.out).write_bytes(msgspec.json.encode(wave))


def _measured(sound: Sound, levels: "array[int]") -> Sound:
    """Take in whole steps; what is left comes first next time."""
    whole = len(sound) // STEP * STEP
    tops = np.abs(sound[:whole].reshape(-1, STEP)).max(axis=1) if whole else np.zeros(0)
    levels.extend(np.minimum(np.rint(np.nan_to_num(tops) * FULL), FULL).astype(np.uint16).tolist())
    return sound[whole:]


def _peak(sound: Sound) -> int:
    return min(FULL, round(float(np.nan_to_num(np.abs(sound)).max()) * FULL))
