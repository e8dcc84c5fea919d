"""The room a piece is played in, and its tone and loudness as a whole.

All of it goes round: what rings on at the end is heard at the beginning, so a piece has no seam.
"""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from aura.providers.music.tones import RATE_HZ, Sound

LOUDNESS_LUFS = -23.0
LOWEST_HZ, HIGHEST_HZ = 38.0, 9_000.0
SPEECH_HZ, SPEECH_DB, SPEECH_OCTAVES = 2_000.0, -4.0, 0.8
"""Around where speech is understood by, how much less there is of the music, and how wide around."""
STRETCH, SMOOTH_STRETCHES = RATE_HZ // 4, 17
"""What is too loud or too soft is seen in samples of a stretch, over so many stretches."""
BEFORE_S, RISE_S = 0.018, 0.015
"""How long it takes the room to answer, and to answer in full."""
SIDES = 0.7
"""How much more or less of the answer comes from one side than from the other."""
_BANDS = ((150.0, 600.0, 1.0), (600.0, 2400.0, 0.8), (2400.0, 8000.0, 0.45))
"""From which frequency to which the room answers, and for how much of its time."""
_WEIGHTING = (
    (
        (1.53512485958697, -2.69169618940638, 1.19839281085285),
        (1.0, -1.69065929318241, 0.73248077421585),
    ),
    ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
)
"""The two filters of ITU-R BS.1770 at 48 kHz: the head's shelf, and less of the lows."""
_GRID_HZ = np.concatenate(([0.0], np.geomspace(5, RATE_HZ / 2, 600)))

Spectrum = NDArray[np.complexfloating]
Curve = NDArray[np.float64]


def finished(dry: Sound, far: Sound, reverb_s: float, dice: Generator) -> Sound:
    """What is played near, and what comes back of what is sent into the room, as one."""
    samples = dry.shape[1]
    hz = np.arange(samples // 2 + 1) * (RATE_HZ / samples)
    even = _evenness(dry)
    heard = np.fft.rfft(dry * even) + np.fft.rfft(far * even) * np.fft.rfft(_answer(reverb_s, dice), samples)
    heard *= np.interp(hz, _GRID_HZ, _tone(_GRID_HZ)).astype(np.float32)
    heard *= np.float32(10 ** ((LOUDNESS_LUFS - _lufs(heard, hz, samples)) / 20))
    return np.fft.irfft(heard, samples).astype(np.float32, copy=False)


def _evenness(dry: Sound) -> Sound:
    """Gains that take away half of what a stretch of the piece is louder or softer than the rest."""
    stretches = dry.shape[1] // STRETCH
    levels_db = 10 * np.log10(np.square(dry).reshape(2, stretches, STRETCH).mean(axis=(0, 2)) + 1e-12)
    window = np.hanning(SMOOTH_STRETCHES + 2)[1:-1]
    around_db = np.pad(levels_db, SMOOTH_STRETCHES // 2 + 1, mode="wrap")
    slow_db = np.convolve(around_db, window / window.sum(), mode="valid")  # one more on either side
    middles = (np.arange(-1, stretches + 1) + 0.5) * STRETCH
    gains = 10 ** ((slow_db.mean() - slow_db) / 2 / 20)
    line: Sound = np.interp(np.arange(dry.shape[1]), middles, gains).astype(np.float32)
    return line


def _answer(reverb_s: float, dice: Generator) -> Sound:
    """What the room gives back of a click: noise that dies away, high tones sooner."""
    samples = round(1.1 * reverb_s * RATE_HZ)
    time = np.arange(samples) / RATE_HZ
    hz = np.fft.rfftfreq(samples, 1 / RATE_HZ)
    noise = np.fft.rfft(dice.standard_normal((2, samples)))
    whole = np.zeros((2, samples))
    for low_hz, high_hz, share in _BANDS:
        band = np.sqrt((1 + (low_hz / np.maximum(hz, 1)) ** 4) * (1 + (hz / high_hz) ** 4))
        whole += np.fft.irfft(noise / band, samples) * 10 ** (-3 * time / (share * reverb_s))
    middle, side = whole * np.minimum(1, time / RISE_S)
    answer = np.stack((middle + SIDES * side, middle - SIDES * side))
    answer /= np.linalg.norm(answer, axis=1, keepdims=True)
    before = np.zeros((2, round(BEFORE_S * RATE_HZ)))
    return np.concatenate((before, answer), axis=1).astype(np.float32)


def _tone(hz: Curve) -> Curve:
    """How much of each frequency is heard: nothing below music, soft highs, room for speech between."""
    low = (hz / LOWEST_HZ) ** 4 / (1 + (hz / LOWEST_HZ) ** 4)
    high = 1 / np.sqrt(1 + (hz / HIGHEST_HZ) ** 4)
    away = np.log2(np.maximum(hz, 1) / SPEECH_HZ) / SPEECH_OCTAVES
    room = 10 ** (SPEECH_DB / 20 * np.exp(-(away**2) / 2))
    curve: Curve = low * high * room
    return curve


def _lufs(heard: Spectrum, hz: Curve, samples: int) -> float:
    """The loudness of a spectrum.  Nothing is gated: music has no pauses."""
    turn = np.exp(-2j * np.pi * _GRID_HZ / RATE_HZ)
    weights = np.ones_like(_GRID_HZ)
    for over, under in _WEIGHTING:
        weights *= np.abs(np.polyval(over[::-1], turn) / np.polyval(under[::-1], turn)) ** 2
    squares = np.square(heard.real) + np.square(heard.imag)
    power = 2 * float(squares.sum(axis=0) @ np.interp(hz, _GRID_HZ, weights)) / samples**2
    return float(-0.691 + 10 * np.log10(power))
