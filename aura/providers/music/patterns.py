"""Patterns of one bar: how chords are broken, how basses walk, where drums fall, what rhythm a melody has.

Of pairs of patterns the first is played in most bars and the second in every fourth.
"""

from typing import NamedTuple


class Step(NamedTuple):
    """A tone of a broken chord: its beat, its rung on the chord's ladder, and how hard it is played.

    The ladder is the chord's four voices from low to high, then the same an octave up.
    """

    beat: float
    rung: int
    velocity: float


class Tread(NamedTuple):
    """A tone of a bass, so many semitones above its root."""

    beat: float
    beats: float
    above: int
    velocity: float


class Hit(NamedTuple):
    """A hit of a drum."""

    beat: float
    velocity: float


Pattern = tuple[Step, ...]
Rhythm = tuple[tuple[float, float], ...]
"""When each tone of four bars of melody starts, and how long it lasts."""


def _steps(*rows: tuple[float, int, int]) -> Pattern:
    return tuple(Step(beat, rung, percent / 100) for beat, rung, percent in rows)


def _sixteenths(rungs: str, accents: str) -> Pattern:
    """A tone on every quarter of a beat, some of them accented."""
    return tuple(
        Step(number / 4, int(rung), 0.75 if mark == "x" else 0.48)
        for number, (rung, mark) in enumerate(zip(rungs, accents, strict=True))
    )


def _eighths(octaves: str, accents: str) -> tuple[Tread, ...]:
    """A tone of a bass on every half beat, some an octave up and some accented."""
    return tuple(
        Tread(number / 2, 0.42, 12 if octave == "^" else 0, 0.8 if mark == "x" else 0.6)
        for number, (octave, mark) in enumerate(zip(octaves, accents, strict=True))
    )


CALM: tuple[Pattern, ...] = (
    _steps((0, 0, 75), (1, 2, 50), (1.5, 3, 50), (2.5, 1, 45), (3, 2, 55)),
    _steps((0, 0, 75), (0.5, 1, 45), (1, 2, 50), (2, 3, 60), (3, 2, 50)),
    _steps((0, 1, 70), (1.5, 2, 50), (2, 3, 60), (3.5, 2, 45)),
    _steps((0, 0, 70), (0, 2, 50), (2, 3, 50), (3, 4, 45)),
)
WISTFUL: tuple[Pattern, ...] = (
    _steps((0, 0, 75), (1, 2, 50), (1.5, 3, 50), (2, 2, 50)),
    _steps((0, 0, 75), (0.5, 1, 45), (1, 2, 50), (1.5, 3, 55), (2, 2, 45), (2.5, 1, 40)),
    _steps((0, 0, 70), (1, 2, 50), (2, 3, 50)),
    _steps((0, 1, 70), (0.5, 2, 45), (1, 3, 55), (2, 4, 50)),
)
BRIGHT: tuple[Pattern, ...] = (
    _steps((0, 0, 80), (0.5, 2, 50), (1, 3, 65), (1.5, 2, 50), (2.5, 1, 60), (3, 3, 65), (3.5, 2, 50)),
    _steps((0, 1, 75), (0.5, 3, 50), (1.5, 2, 65), (2, 3, 60), (3, 2, 65), (3.5, 4, 50)),
    _steps((0, 0, 80), (1, 2, 60), (1.5, 3, 60), (2, 1, 50), (2.5, 3, 60), (3.5, 4, 55)),
    _steps((0, 0, 80), (0.5, 1, 50), (1, 2, 60), (1.5, 3, 65), (2.5, 4, 60), (3, 3, 55), (3.5, 2, 50)),
)
DRIVING: tuple[Pattern, ...] = (
    _sixteenths("0213243202132432", "x..x..x.x..x..x."),
    _sixteenths("0123432101234321", "x..x..x...x..x.."),
    _sixteenths("0424342404243424", "x.x..x.xx.x..x.x"),
    _sixteenths("0132132401321324", "x..x..x..x..x.x."),
)

CALM_BASS = ((Tread(0, 4, 0, 0.8),), (Tread(0, 2.5, 0, 0.8), Tread(2.5, 1.5, 7, 0.55)))
WISTFUL_BASS = ((Tread(0, 3, 0, 0.8),), (Tread(0, 2, 0, 0.8), Tread(2, 1, 7, 0.5)))
BRIGHT_BASS = (
    (Tread(0, 1.4, 0, 0.85), Tread(1.5, 1, 0, 0.55), Tread(2.5, 1.4, 7, 0.65)),
    (Tread(0, 1.4, 0, 0.85), Tread(2, 1, 0, 0.6), Tread(3, 0.5, 7, 0.5), Tread(3.5, 0.5, 12, 0.5)),
)
DRIVING_BASS = (
    _eighths("........", "x...x..."),
    _eighths("...^...^", "x..x..x."),
)

CALM_MELODIES: tuple[Rhythm, ...] = (
    ((0, 2), (2, 1), (3, 1), (4, 3), (8, 1.5), (9.5, 0.5), (10, 2), (12, 4)),
    ((1, 1), (2, 2), (4, 2), (6, 2), (9, 1), (10, 1), (11, 1), (12, 4)),
    ((0, 3), (3, 1), (4, 3), (8, 3), (11, 1), (12, 3)),
)
WISTFUL_MELODIES: tuple[Rhythm, ...] = (
    ((0, 2), (2, 1), (3, 3), (6, 1), (7, 1), (8, 1), (9, 3)),
    ((1, 1), (2, 1), (3, 2), (5, 1), (6, 2), (8, 1), (9, 3)),
    ((0, 3), (4, 1), (5, 1), (6, 2), (8, 1), (9, 3)),
)
BRIGHT_MELODIES: tuple[Rhythm, ...] = (
    ((0, 0.5), (0.5, 0.5), (1.5, 1), (3, 1), (4, 1.5), (8, 0.5), (8.5, 0.5), (9.5, 1), (11, 1), (12, 2)),
    ((0.5, 0.5), (1, 0.5), (2, 1), (3.5, 0.5), (4, 2), (8.5, 0.5), (9, 0.5), (10, 1), (12, 2)),
    ((0, 1), (1.5, 0.5), (2, 1), (4, 1), (5.5, 0.5), (6, 1), (8, 1), (9.5, 0.5), (10, 1), (12, 3)),
)
DRIVING_MELODIES: tuple[Rhythm, ...] = (
    ((0, 3), (3, 1), (4, 4), (8, 3), (11, 1), (12, 4)),
    ((0, 1.5), (1.5, 1.5), (3, 1), (4, 3), (8, 1.5), (9.5, 1.5), (11, 1), (12, 4)),
)

FOUR = tuple(Hit(beat, 0.85) for beat in range(4))
ONE_AND_THREE = (Hit(0, 0.85), Hit(2, 0.6), Hit(2.5, 0.35))
TWO_AND_FOUR = (Hit(1, 0.7), Hit(3, 0.75))
OFF_BEATS = tuple(Hit(beat + 0.5, 0.65) for beat in range(4))
EIGHTHS = tuple(Hit(beat / 2, 0.6 if beat % 2 else 0.38) for beat in range(8))
SIXTEENTHS = tuple(Hit(beat / 4, (0.55, 0.22, 0.4, 0.25)[beat % 4]) for beat in range(16))
