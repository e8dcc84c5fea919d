"""Loudness as EBU R 128 and ITU-R BS.1770-4 define it, measured by FFmpeg's ``ebur128``.

Units: LUFS integrated over the whole; true peak in dBTP, four times oversampled, to 0.01 dB.
"""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aura.render.sound.samples import CHANNELS, RATE_HZ, Block, Line, decibels, frame_of, silence

SILENCE_LUFS = -70.0
"""The gate: nothing quieter is counted, and what has nothing louder is silence."""
STEP_SAMPLES = RATE_HZ // 10
"""``ebur128`` says what it heard after each so many, and nothing after fewer."""
_AS_TWO = math.sqrt(2)
"""One channel, this much louder, has the power of two."""


class Loudness(NamedTuple):
    """How loud something is.  Silence has ``SILENCE_LUFS`` and ``SILENCE_DB``."""

    integrated_lufs: float
    true_peak_db: float


def measure(blocks: Iterable[Block]) -> Loudness:
    """The loudness and the true peak of blocks in a row, all of them of one channel or all of two."""
    return _heard(blocks, "peak=true")


def integrated(blocks: Iterable[Block]) -> float:
    """The loudness alone, for a third of the cost; in LUFS."""
    return _heard(blocks, "peak=none").integrated_lufs


def _heard(blocks: Iterable[Block], peak: str) -> Loudness:
    """What the filter says in the end.  Where ``peak`` does not ask for peaks there is none."""
    line: Line | None = None
    said: dict[str, str] = {}
    start = 0
    for block in _in_steps(blocks):
        alone = block.shape[0] == 1
        frame = frame_of(block * _AS_TWO if alone else block, start)
        line = line or Line(frame, ("ebur128", f"metadata=1:framelog=quiet:{peak}"))
        for heard in line.push(frame):
            said = heard.metadata
        start += block.shape[1]
    most = float(said.get("lavfi.r128.true_peak", 0)) / (_AS_TWO if alone else 1)
    return Loudness(max(SILENCE_LUFS, float(said["lavfi.r128.I"])), decibels(most))


def _in_steps(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, and silence up to the end of a step."""
    samples, channels = 0, CHANNELS
    for block in blocks:
        yield block
        channels = block.shape[0]
        samples += block.shape[1]
    if rest := -samples % STEP_SAMPLES or (0 if samples else STEP_SAMPLES):
        yield silence(rest, channels)
