"""Sound that begins again when it ends.

A loop that was made to be one runs on over its seam, and is left as it is.  At any other seam the end and
the new start are softened, so that it does not click.
"""

from collections.abc import Callable
from contextlib import closing

import numpy as np

from aura.render.sound.decoding import Blocks
from aura.render.sound.samples import BLOCK_SAMPLES, RATE_HZ, Block, silence
from aura.render.sound.shaping import fallen, risen
from aura.render.sound.stem import Stem

SEAM_SAMPLES = RATE_HZ // 100
BEND = 1.5
"""How much more a sound may bend at its seam than it bends around it anyway."""

Turn = Callable[[], Blocks]


def turning(turn: Turn) -> Blocks:
    """Turn after turn without end; nothing if there is nothing in a turn."""
    turn = _remembered(turn)
    end = silence(0)
    while True:
        with closing(Stem(turn())) as stem:
            start = stem.read(SEAM_SAMPLES)
            if end.shape[1] and start.shape[1]:
                end, start = _joined(end, start)
            if end.shape[1]:
                yield end
            if not start.shape[1]:
                return
            end = start
            while (block := stem.read(RATE_HZ)).shape[1]:
                held = np.concatenate((end, block), axis=1)
                yield held[:, :-SEAM_SAMPLES]
                end = held[:, -SEAM_SAMPLES:]


def _remembered(turn: Turn) -> Turn:
    """The turn, which is kept if it is short: so no file is opened many times a second."""
    kept: list[Block] = []

    def again() -> Blocks:
        nonlocal kept
        if kept:
            yield from kept
            return
        blocks, samples = [], 0
        for block in turn():
            samples += block.shape[1]
            if samples <= BLOCK_SAMPLES:
                blocks.append(block)
            yield block
        if samples <= BLOCK_SAMPLES:
            kept = blocks

    return again


def _joined(end: Block, start: Block) -> tuple[Block, Block]:
    """The end of one turn and the start of the next, as they are heard after one another."""
    bends = np.abs(np.diff(np.concatenate((end, start), axis=1), n=2, axis=1))
    seam = end.shape[1]
    around = np.concatenate((bends[:, : max(0, seam - 2)], bends[:, seam:]), axis=1)
    if bends[:, max(0, seam - 2) : seam].max() <= BEND * around.max(initial=0):
        return end, start
    return fallen(end, SEAM_SAMPLES), risen(start, SEAM_SAMPLES)
