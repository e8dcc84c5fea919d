"""Light percussion: a soft kick, shakers and brushes, made of a falling tone and of filtered noise."""

import numpy as np
from msgspec import Struct
from numpy.random import Generator

from aura.providers.music.tones import RATE_HZ, Sound

HITS = 4
"""So many of each are made and played in turn: no two in a row are alike."""


class Noise(Struct, frozen=True, kw_only=True):
    """A hit of noise between two frequencies, which rises and dies away (to 1/e) in so many seconds."""

    low_hz: float
    high_hz: float
    rise_s: float
    decay_s: float


SHAKER = Noise(low_hz=4200, high_hz=8500, rise_s=0.014, decay_s=0.022)
HAT = Noise(low_hz=5500, high_hz=10_500, rise_s=0.002, decay_s=0.020)
BRUSH = Noise(low_hz=900, high_hz=5000, rise_s=0.004, decay_s=0.055)


def kicks(dice: Generator) -> list[Sound]:
    """Kicks: a tone that falls from 110 to 46 Hz."""
    time = np.arange(round(0.45 * RATE_HZ)) / RATE_HZ
    made = []
    for _ in range(HITS):
        top_hz = dice.uniform(58, 66)
        phase = 2 * np.pi * (46 * time + top_hz * 0.030 * (1 - np.exp(-time / 0.030)))
        body = np.sin(phase) * np.exp(-time / 0.12) * np.minimum(1, time / 0.003)
        body[-2400:] *= np.linspace(1, 0, 2400)
        made.append(np.stack((body, body)).astype(np.float32))
    return made


def noises(noise: Noise, dice: Generator) -> list[Sound]:
    """Hits of noise, of which each side has its own share."""
    samples = 1 << int(np.ceil(np.log2((noise.rise_s + 7 * noise.decay_s) * RATE_HZ)))
    time = np.arange(samples) / RATE_HZ
    hz = np.fft.rfftfreq(samples, 1 / RATE_HZ)
    band = 1 / (1 + (noise.low_hz / np.maximum(hz, 1)) ** 6) / (1 + (hz / noise.high_hz) ** 6)
    envelope = np.sin(np.pi / 2 * np.minimum(1, time / noise.rise_s)) ** 2
    envelope *= np.exp(-np.maximum(0, time - noise.rise_s) / noise.decay_s)
    made = []
    for _ in range(HITS):
        middle, side = np.fft.irfft(np.fft.rfft(dice.standard_normal((2, samples))) * np.sqrt(band))
        hit = np.stack((middle + 0.4 * side, middle - 0.4 * side)) * envelope
        hit[:, -200:] *= np.linspace(1, 0, 200)
        made.append((hit / np.abs(hit).max()).astype(np.float32))
    return made
