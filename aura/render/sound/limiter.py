"""A look-ahead limiter: no peak passes the ceiling, not even between two samples.

The signal is taken in ticks of a millisecond.  Each tick's true peak says how far it must be turned down;
the gain goes there before the peak comes and recovers afterwards at a steady rate, always along a smooth
line that stays at or below what every tick needs.  So nothing is ever clipped.

Units: samples at ``RATE_HZ``, full scale 1.0; gains in dB, never above 0.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from aura.render.sound.samples import RATE_HZ, Block, amplitude, joined, silence

TICK = RATE_HZ // 1000
AHEAD = 5
"""Ticks from where the gain starts to fall to the peak it falls for."""
RECOVERY_DB = 0.06
"""How far the gain may rise in a tick: 60 dB a second."""
_NEAR = amplitude(-6)
"""A tick whose samples all stay this far below the ceiling is not looked at between them."""
_REACH = 16
"""Samples on either side from which a value between two samples is made."""
_BETWEEN = (0.25, 0.5, 0.75)
"""Where values between two samples are looked at."""

Decibels = NDArray[np.float64]


def limited(blocks: Iterable[Block], gain_db: float, ceiling_db: float) -> Iterator[Block]:
    """The blocks at another level, limited to a true peak of ``ceiling_db``.

    As many samples come out as went in, at the same places, in blocks of other lengths.
    """
    gain, ceiling = np.float32(amplitude(gain_db)), amplitude(ceiling_db)
    envelope = _Envelope()
    unseen = silence(TICK, 1)  # from the last tick that was looked at
    waiting = silence(AHEAD * TICK, 1)  # the first node stands so far before the first block
    nodes: Decibels = np.zeros(0)
    taken, given = 0, -AHEAD * TICK
    ending = silence((AHEAD + 3) * TICK, 1)
    for block in chain(blocks, (ending,)):
        louder = block * gain
        if block is not ending:
            taken += block.shape[1]
        unseen, waiting = joined(unseen, louder), joined(waiting, louder)
        required = _required(unseen, ceiling)
        unseen = unseen[:, len(required) * TICK :]
        nodes = np.concatenate((nodes, envelope.follow(required)))
        turned = _turned(waiting, nodes)
        waiting, nodes = waiting[:, turned.shape[1] :], nodes[turned.shape[1] // TICK :]
        yield turned[:, max(0, -given) : taken - given]
        given += turned.shape[1]


class _Envelope:
    """From what each tick needs to gains at the nodes between ticks: node j stands where tick j starts."""

    def __init__(self) -> None:
        self._needed: Decibels = np.zeros(AHEAD + 1)
        self._gain = 0.0
        self._gains: Decibels = np.zeros(AHEAD)

    def follow(self, required: Decibels) -> Decibels:
        """As many nodes as ticks; the first ever stands ``AHEAD`` ticks before the first tick."""
        if not len(required):
            return required
        needed = np.concatenate((self._needed, required))
        lowest = sliding_window_view(needed, AHEAD + 2).min(axis=1)
        rise = RECOVERY_DB * np.arange(1, len(lowest) + 1)
        falling = np.concatenate(((self._gain,), lowest - rise))
        gains = np.concatenate((self._gains, np.minimum.accumulate(falling)[1:] + rise))
        self._needed, self._gain = needed[-(AHEAD + 1) :], float(gains[-1])
        self._gains = gains[-AHEAD:]
        smooth: Decibels = np.convolve(gains, _SMOOTH, mode="valid")
        return smooth


def _required(samples: Block, ceiling: float) -> Decibels:
    """The gain each tick needs, but for the first and the last, which only stand beside them."""
    ticks = samples.shape[1] // TICK
    if ticks < 3:
        return np.zeros(0)
    samples = samples[:, : ticks * TICK]
    peaks = np.abs(samples).reshape(-1, ticks, TICK).max(axis=(0, 2))[1:-1].astype(np.float64)
    near = np.flatnonzero(peaks > ceiling * _NEAR)
    if len(near):
        windows = sliding_window_view(samples, TICK + 2 * _REACH - 1, axis=1)
        around = windows[:, (near + 1) * TICK - _REACH + 1]
        for taps in _TAPS:
            between = sum(tap * around[:, :, step : step + TICK] for step, tap in enumerate(taps))
            peaks[near] = np.maximum(peaks[near], np.abs(between).max(axis=(0, 2)))
    needs: Decibels = -20 * np.log10(np.maximum(peaks / ceiling, 1))
    return needs


def _turned(samples: Block, nodes: Decibels) -> Block:
    """The ticks that stand between two nodes each, turned down along the line from one to the other."""
    ticks = max(0, len(nodes) - 1)
    gains = (10 ** (nodes / 20)).astype(np.float32)
    line = gains[:ticks, None] + np.diff(gains)[:, None] * _RAMP
    return samples[:, : ticks * TICK] * line.reshape(-1)


def _taps(place: float) -> Block:
    """What each of ``2 * _REACH`` samples counts for the value at ``place`` between the middle two: a sinc
    under a Kaiser window."""
    apart = np.arange(1 - _REACH, _REACH + 1) - place
    taps = np.sinc(apart) * np.i0(9 * np.sqrt(1 - (apart / _REACH) ** 2))
    return np.asarray(taps / taps.sum(), np.float32)


_TAPS = tuple(_taps(place) for place in _BETWEEN)
_RAMP: Block = np.arange(TICK, dtype=np.float32) / np.float32(TICK)
_SMOOTH: Decibels = np.hanning(AHEAD + 3)[1:-1] / np.hanning(AHEAD + 3)[1:-1].sum()
