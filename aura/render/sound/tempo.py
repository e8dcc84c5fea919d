"""A clip's sound at the clip's speed, its pitch kept, and silent where the clip stands still.

It is stretched by ``atempo``, the only one of its kind in the library's FFmpeg, which repeats or leaves out
short pieces.  Speech is clear from half to twice its speed; below that it is stretched twice, and what is
sharp in it (a clap, a plucked string) is heard as a smear of echoes.

Units: samples at ``RATE_HZ``; of the clip what goes in, of the film what comes out.
"""

from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction

import numpy as np
from av import AudioFrame

from aura.render.sound.decoding import Blocks
from aura.render.sound.samples import BLOCK_SAMPLES, RATE_HZ, Block, Filter, Line, frame_of, silences
from aura.render.sound.shaping import softened
from aura.render.sound.stem import Stem
from aura.timeline.pacing import Pace

_SLOWEST, _FASTEST = Fraction(1, 2), Fraction(2)
"""What one filter does well; beyond it there are two in a row."""


def paced(blocks: Blocks, pace: Pace) -> Blocks:
    """Stereo blocks that begin where the clip does, as long as the clip is seen; the same at its own pace."""
    if pace.speed != 1:
        blocks = stretched(blocks, pace.speed)
    if pace.still_s:
        blocks = parted(blocks, round(pace.still_from_s * RATE_HZ), round(pace.still_s * RATE_HZ))
    return blocks


def stretched(blocks: Blocks, speed: Fraction) -> Blocks:
    """The sound so many times as fast."""
    line: Line | None = None
    start = 0
    try:
        for block in blocks:
            frame = frame_of(block, start)
            start += block.shape[1]
            line = line or Line(frame, *_filters(speed))
            yield from _blocks(line, frame)
        if line is not None:
            yield from _blocks(line, None)
    finally:
        blocks.close()


def parted(blocks: Blocks, at: int, gap: int) -> Blocks:
    """The sound with a silence in it, of ``gap`` samples after the first ``at``; its edges there are soft."""
    with closing(Stem(blocks)) as stem:
        yield from softened(_read(stem, at))
        yield from silences(gap)
        yield from softened(_read(stem))


def _read(stem: Stem, samples: int | None = None) -> Blocks:
    """So much of what is left, or all of it."""
    while samples is None or samples > 0:
        block = stem.read(BLOCK_SAMPLES if samples is None else min(samples, BLOCK_SAMPLES))
        if not block.shape[1]:
            return
        yield block
        samples = None if samples is None else samples - block.shape[1]


def _filters(speed: Fraction) -> Iterator[Filter]:
    while speed != 1:
        step = min(max(speed, _SLOWEST), _FASTEST)
        yield "atempo", f"tempo={float(step)}"
        speed /= step
    yield "aformat", "sample_fmts=fltp:channel_layouts=stereo"


def _blocks(line: Line, frame: AudioFrame | None) -> Iterator[Block]:
    for filtered in line.push(frame):
        yield filtered.to_ndarray().astype(np.float32, copy=False)
