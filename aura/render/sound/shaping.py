"""Where sound starts and ends: cut to a length, softened at its edges, swelling and fading over longer times.

Each of these passes blocks on and closes what they come from.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from aura.render.sound.decoding import Blocks
from aura.render.sound.samples import RATE_HZ, Block, silences

Gains = NDArray[np.float64]
Curve = Callable[[Gains], Gains]
"""From how much of a fade has passed, 0 to 1, to how much is heard."""
EDGE_SAMPLES = RATE_HZ * 5 // 1000
"""The soft start and end of a voice."""


def cut(blocks: Blocks, length: int) -> Blocks:
    """The first ``length`` samples."""
    try:
        while length > 0 and (block := next(blocks, None)) is not None:
            yield block[:, :length]
            length -= block.shape[1]
    finally:
        blocks.close()


def entered(blocks: Blocks, passed: int) -> Blocks:
    """All but the first ``passed`` samples."""
    try:
        for block in blocks:
            if block.shape[1] > passed:
                yield block[:, passed:]
            passed -= min(passed, block.shape[1])
    finally:
        blocks.close()


def filled(blocks: Blocks, length: int) -> Blocks:
    """The first ``length`` samples, with silence behind what is shorter, unless it is nothing at all."""
    missing = length
    for block in cut(blocks, length):
        missing -= block.shape[1]
        yield block
    if missing < length:
        yield from silences(missing)


def softened(blocks: Blocks, edge: int = EDGE_SAMPLES) -> Blocks:
    """The same with a soft start and a soft end: the last samples wait until it is known that they are."""
    held: Block | None = None
    started = False
    try:
        for block in blocks:
            held = block if held is None else np.concatenate((held, block), axis=1)
            if held.shape[1] < 2 * edge:
                continue
            if not started:
                held = risen(held, edge)
                started = True
            yield held[:, :-edge]
            held = held[:, -edge:]
        if held is not None:
            if not started:
                held = risen(held, edge)
            yield fallen(held, edge)
    finally:
        blocks.close()


def risen(block: Block, edge: int) -> Block:
    """The block with a fade at its start, along a raised cosine."""
    length = min(edge, block.shape[1])
    rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(length, dtype=np.float32) + 0.5) / edge)
    softer = block.copy()
    softer[:, :length] *= rise
    return softer


def fallen(block: Block, edge: int) -> Block:
    """The block with a fade at its end."""
    return risen(block[:, ::-1], edge)[:, ::-1]


def swelled(blocks: Blocks, length: int, rise: int, fall: int, *, curve: Curve) -> Blocks:
    """Sound of ``length`` samples that swells over its first ``rise`` and fades over its last ``fall``."""
    start = 0
    try:
        for block in blocks:
            end = start + block.shape[1]
            if start < rise or end > length - fall:
                place = np.arange(start, end) + 0.5
                swell = np.minimum(1, place / max(1, rise))
                fade = np.clip((length - place) / max(1, fall), 0, 1)
                yield block * (curve(swell) * curve(fade)).astype(np.float32)
            else:
                yield block
            start = end
    finally:
        blocks.close()


def equal_power(share: Gains) -> Gains:
    """Along a quarter of a sine: where one sound fades as another swells, their power stays the same."""
    quarter: Gains = np.sin(np.pi / 2 * share)
    return quarter


def smooth(share: Gains) -> Gains:
    """Along a raised cosine, which starts and ends softly."""
    raised: Gains = np.sin(np.pi / 2 * share) ** 2
    return raised
