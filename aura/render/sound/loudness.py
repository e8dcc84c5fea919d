"""Loudness as EBU R 128 and ITU-R BS.1770-4 define it, measured by FFmpeg's ``ebur128``.

Units: LUFS integrated over the whole; true peak in dBTP, four times oversampled, to 0.01 dB.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aura.render.sound.samples import RATE_HZ, Block, Line, decibels, frame_of, silence

SILENCE_LUFS = -70.0
"""The gate: nothing quieter is counted, and what has nothing louder is silence."""
STEP_SAMPLES = RATE_HZ // 10
"""``ebur128`` says what it heard after each so many, and nothing after fewer."""


class Loudness(NamedTuple):
    """How loud something is.  Silence has ``SILENCE_LUFS`` and ``SILENCE_DB``."""

    integrated_lufs: float
    true_peak_db: float


def measure(blocks: Iterable[Block]) -> Loudness:
    """The loudness and the true peak of stereo blocks in a row."""
    said = _last_word(blocks, "peak=true")
    return Loudness(_lufs(said), decibels(float(said["lavfi.r128.true_peak"])))


def integrated(blocks: Iterable[Block]) -> float:
    """The loudness alone, for a third of the cost; in LUFS."""
    return _lufs(_last_word(blocks, "peak=none"))


def _lufs(said: dict[str, str]) -> float:
    return max(SILENCE_LUFS, float(said["lavfi.r128.I"]))


def _last_word(blocks: Iterable[Block], peak: str) -> dict[str, str]:
    """What the filter says of everything that it heard."""
    line = Line(frame_of(silence(0), 0), ("ebur128", f"metadata=1:framelog=quiet:{peak}"))
    said: dict[str, str] = {}
    start = 0
    for block in _in_steps(blocks):
        for heard in line.push(frame_of(block, start)):
            said = heard.metadata
        start += block.shape[1]
    return said


def _in_steps(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, and silence up to the end of a step."""
    samples = 0
    for block in blocks:
        yield block
        samples += block.shape[1]
    if rest := -samples % STEP_SAMPLES or (0 if samples else STEP_SAMPLES):
        yield silence(rest)
