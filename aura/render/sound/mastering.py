"""A mix brought to its loudness, under a ceiling.

Units: LUFS integrated, dBTP, gains in dB.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from aura.render.sound.limiter import limited
from aura.render.sound.loudness import integrated
from aura.render.sound.samples import Block

QUIET_LUFS = -50.0
"""What is quieter as a whole is room noise, not speech: it is not made louder."""
TOLERANCE_LU = 0.2
PASSES = 3
DRIVE_DB = 6.0
"""How much more gain than without limiting there may be, for what the limiter took away."""
FIRST_YIELD = 0.5
"""What a dB of gain is taken to add in LU where the limiter is at work, until it has been seen."""


class Mastered(NamedTuple):
    """The gain for a mix, and how loud it is with it once it is limited."""

    gain_db: float
    reached_lufs: float


Listen = Callable[[], Iterable[Block]]
"""Plays a mix from its start; it can be called again."""


def mastered(listen: Listen, loudness_lufs: float, ceiling_db: float) -> Mastered:
    """The gain at which a mix, once limited to the ceiling, has the wanted loudness, if it can have it."""
    mixed_lufs = integrated(listen())
    if mixed_lufs < QUIET_LUFS:
        return Mastered(0.0, mixed_lufs)
    gain_db = loudness_lufs - mixed_lufs
    most_db = gain_db + DRIVE_DB
    reached_lufs = moved_db = 0.0
    for _ in range(PASSES):
        before_lufs, reached_lufs = reached_lufs, integrated(limited(listen(), gain_db, ceiling_db))
        missing = loudness_lufs - reached_lufs
        if abs(missing) <= TOLERANCE_LU or (missing > 0 and gain_db >= most_db):
            break
        yields = (reached_lufs - before_lufs) / moved_db if moved_db else FIRST_YIELD
        moved_db = min(missing / min(1.0, max(0.3, yields)), most_db - gain_db)
        gain_db += moved_db
    return Mastered(gain_db, reached_lufs)
