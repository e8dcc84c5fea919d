"""Pads: tones without a beginning, as if many played them, that go round in a few seconds.

A pad is made in the spectrum: each harmonic is a narrow hill of bins with random phases, and one inverse
transform gives a sound that loops.  It is made twice, dark and bright, so that a slow wave can go from one
to the other; each in the middle and on the sides, so that mono loses only the width.
"""

from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.random import Generator
from numpy.typing import NDArray

from aura.providers.music.tones import HIGHEST_HZ, RATE_HZ, Sound

SAMPLES = 2**18
WIDTH = 0.5
"""How much of the sides there is against the middle."""


class Weave(Struct, frozen=True, kw_only=True):
    """How a pad sounds: ``dark_hz`` and ``bright_hz`` are where its harmonics fade, ``cents`` how far its
    players are apart."""

    harmonics: int = 32
    slope: float = 1.1
    dark_hz: float
    bright_hz: float
    cents: float = 18.0


class Pad(NamedTuple):
    """One pitch of a pad, ``SAMPLES`` long and looping, of equal loudness dark and bright."""

    dark: Sound
    bright: Sound


WARM = Weave(dark_hz=800, bright_hz=3200)
STRINGS = Weave(dark_hz=1000, bright_hz=4200, slope=0.95, cents=22)
GLASS = Weave(dark_hz=1400, bright_hz=5000, slope=1.3, cents=12)


def woven(weave: Weave, hz: float, dice: Generator) -> Pad:
    """A pad of this pitch."""
    bins_hz = RATE_HZ / SAMPLES
    spectrum = np.zeros((2, SAMPLES // 2 + 1), np.complex64)
    for order in range(1, min(weave.harmonics, int(HIGHEST_HZ / hz)) + 1):
        centre = order * hz / bins_hz
        spread = order * hz * (2 ** (weave.cents / 1200) - 1) / bins_hz
        first, last = int(centre - 4 * spread), int(centre + 4 * spread) + 2
        hill = np.exp(-0.5 * ((np.arange(first, last) - centre) / spread) ** 2) / np.sqrt(spread)
        phases = dice.uniform(0, 2 * np.pi, (2, last - first))
        spectrum[:, first:last] += order**-weave.slope * hill * np.exp(1j * phases)
    return Pad(_sounding(spectrum, weave.dark_hz), _sounding(spectrum, weave.bright_hz))


def _sounding(spectrum: NDArray[np.complex64], soft_hz: float) -> Sound:
    """What a spectrum of the middle and of the sides sounds like when its high tones are soft."""
    hz = np.arange(spectrum.shape[1], dtype=np.float32) * (RATE_HZ / SAMPLES)
    middle, side = np.fft.irfft(spectrum / (1 + (hz / soft_hz) ** 2), axis=1)
    stereo = np.stack((middle + WIDTH * side, middle - WIDTH * side)).astype(np.float32)
    sound: Sound = stereo / np.sqrt(np.mean(stereo**2))
    return sound
