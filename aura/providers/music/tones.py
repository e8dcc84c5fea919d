"""Struck and plucked tones: sums of partials that each die away at a rate of their own.

A decaying partial is the powers of one complex number, so a whole tone is one product of two small
matrices.  Sound is float32 of shape (2, samples) at ``RATE_HZ``; frequencies in Hz.
"""

import numpy as np
from msgspec import Struct
from numpy.random import Generator
from numpy.typing import NDArray

RATE_HZ = 48_000
MIDDLE_C_HZ = 261.63
SPREAD = 0.6
"""How far the two sides are apart in phase, in radians: wide, and still whole in mono."""
SILENT = 1e-3
LONGEST_S = 5.0
HIGHEST_HZ = 9_000.0
_STEP = 256

Sound = NDArray[np.float32]


class Timbre(Struct, frozen=True, kw_only=True):
    """How an instrument sounds.

    Partials stand at ``ratios`` of the tone's frequency.  Partial k, from 1, has ``k ** -slope``, less the
    higher it is against ``soft_hz``, and dies away in ``decay_s`` (of a middle C, to 1/e; higher tones by
    ``decay_power`` faster), partials above the first faster by ``damping`` each.  ``bloom`` of a tone dies
    away three times as fast as the rest.  ``knock`` is the sound of the wood.
    """

    ratios: tuple[float, ...]
    slope: float
    soft_hz: float
    decay_s: float
    decay_power: float = 0.5
    damping: float
    attack_s: float
    release_s: float = 0.25
    bloom: float = 0.0
    knock: float = 0.0


def harmonics(number: int, stretch: float = 0.0) -> tuple[float, ...]:
    """The ratios of a string's partials; a stiff one's are stretched."""
    return tuple(k * (1 + stretch * k * k) ** 0.5 for k in range(1, number + 1))


FELT = Timbre(
    ratios=harmonics(12, 3e-4), slope=1.05, soft_hz=2000, decay_s=1.9, decay_power=0.6, damping=0.3,
    attack_s=0.008, release_s=0.35, bloom=0.6, knock=0.05,
)  # fmt: skip
TINE = Timbre(
    ratios=(1, 2, 3, 5.98), slope=1.6, soft_hz=4000, decay_s=1.6, damping=0.5,
    attack_s=0.005, release_s=0.3, bloom=0.35, knock=0.02,
)  # fmt: skip
NYLON = Timbre(
    ratios=harmonics(14, 1e-4), slope=1.15, soft_hz=3200, decay_s=0.75, decay_power=0.4, damping=0.45,
    attack_s=0.003, release_s=0.12, bloom=0.45, knock=0.08,
)  # fmt: skip
MALLET = Timbre(
    ratios=(1, 3.98, 9.7), slope=1.6, soft_hz=4200, decay_s=0.55, damping=1.2,
    attack_s=0.003, release_s=0.2, knock=0.04,
)  # fmt: skip
REED = Timbre(
    ratios=harmonics(18), slope=0.95, soft_hz=2400, decay_s=0.3, decay_power=0.3, damping=0.22,
    attack_s=0.004, release_s=0.06, bloom=0.3,
)  # fmt: skip
ROUND = Timbre(
    ratios=harmonics(7), slope=1.4, soft_hz=700, decay_s=1.3, decay_power=0.2, damping=0.4,
    attack_s=0.018, release_s=0.12,
)  # fmt: skip
PULSE = Timbre(
    ratios=harmonics(12), slope=1.1, soft_hz=800, decay_s=0.5, decay_power=0.2, damping=0.35,
    attack_s=0.008, release_s=0.05,
)  # fmt: skip

_WOOD_HZ = np.array((92.0, 173.0, 310.0, 505.0))
_WOOD_S = np.array((0.05, 0.035, 0.02, 0.012))
"""What a knock is made of, and how long it is heard."""


def ringing(timbre: Timbre, hz: float, hardness: float, dice: Generator) -> Sound:
    """A tone that is left to ring until it has died away; the harder it is struck the brighter it is."""
    order = np.arange(1, len(timbre.ratios) + 1)
    partials_hz = hz * np.asarray(timbre.ratios)
    order, partials_hz = order[partials_hz < HIGHEST_HZ], partials_hz[partials_hz < HIGHEST_HZ]
    strength = order**-timbre.slope * np.exp(-partials_hz / (timbre.soft_hz * (0.6 + 0.8 * hardness)))
    strength /= np.linalg.norm(strength)
    decay_s = timbre.decay_s * (MIDDLE_C_HZ / hz) ** timbre.decay_power / (1 + timbre.damping * (order - 1))
    beating_hz = partials_hz + dice.uniform(0.1, 0.4, len(order))
    knock = np.full(len(_WOOD_HZ), timbre.knock)
    sound = _decaying(
        np.concatenate((partials_hz, beating_hz, _WOOD_HZ)),
        np.concatenate((strength * (1 - timbre.bloom), strength * timbre.bloom, knock)),
        np.concatenate((decay_s, decay_s / 3, _WOOD_S)),
        dice,
    )
    return _attacked(sound, timbre.attack_s)


def released(sound: Sound, timbre: Timbre, seconds: float) -> Sound:
    """A ringing tone that is held for so long and then damped."""
    held, release = round(seconds * RATE_HZ), round(timbre.release_s * RATE_HZ)
    if sound.shape[1] <= held:
        return sound
    damped = sound[:, : held + release].copy()
    fall = 0.5 + 0.5 * np.cos(np.pi * (np.arange(damped.shape[1] - held) + 0.5) / release)
    damped[:, held:] *= fall.astype(np.float32)
    return damped


def _decaying(
    hz: NDArray[np.float64], strength: NDArray[np.float64], decay_s: NDArray[np.float64], dice: Generator
) -> Sound:
    """The sum of decaying partials.  The sides differ in phase, low partials less."""
    longest = float(decay_s.max()) * -np.log(SILENT)
    steps = int(min(longest, LONGEST_S) * RATE_HZ / _STEP) + 1
    turn = (2j * np.pi * hz - 1 / decay_s) / RATE_HZ
    phase = dice.uniform(0, 2 * np.pi, len(hz))
    apart = dice.uniform(-SPREAD, SPREAD, len(hz)) * np.minimum(1, hz / 500)
    within = np.exp(np.outer(turn, np.arange(_STEP)))
    from_step = np.exp(np.outer(np.arange(steps) * _STEP, turn))
    sides = (from_step * (strength * np.exp(1j * (phase + side * apart))) for side in (1, -1))
    return np.stack([_real_product(side, within).reshape(-1) for side in sides])


def _real_product(left: NDArray[np.complex128], right: NDArray[np.complex128]) -> Sound:
    """The real part of a product of two matrices, as one product of real ones."""
    real: Sound = np.hstack((left.real, -left.imag)).astype(np.float32) @ np.vstack(
        (right.real, right.imag)
    ).astype(np.float32)
    return real


def _attacked(sound: Sound, attack_s: float) -> Sound:
    """The sound with a soft start, and without what is left where it was cut off."""
    rise, fall = round(attack_s * RATE_HZ), 4800
    sound[:, :rise] *= (0.5 - 0.5 * np.cos(np.pi * (np.arange(rise) + 0.5) / rise)).astype(np.float32)
    sound[:, -fall:] *= np.linspace(1, 0, fall, dtype=np.float32)
    return sound
