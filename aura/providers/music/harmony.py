"""Chords, and how their notes are laid out so that each voice moves little from one to the next.

Pitches are MIDI numbers, 60 the middle C; tones and basses are semitones above the key note.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

VOICES = 4
_CHORDS: dict[str, tuple[int, tuple[int, ...]]] = {
    # in a major key
    "I": (0, (0, 4, 7)),
    "Iadd9": (0, (0, 4, 7, 2)),
    "Imaj7": (0, (0, 4, 7, 11)),
    "I/3": (4, (0, 4, 7, 2)),
    "ii7": (2, (2, 5, 9, 0)),
    "iii7": (4, (4, 7, 11, 2)),
    "IV": (5, (5, 9, 0)),
    "IVadd9": (5, (5, 9, 0, 7)),
    "IVmaj7": (5, (5, 9, 0, 4)),
    "V": (7, (7, 11, 2)),
    "V/7": (11, (7, 11, 2)),
    "Vsus": (7, (7, 0, 2)),
    "V9sus": (7, (7, 0, 5, 9)),
    "vi": (9, (9, 0, 4)),
    "vi7": (9, (9, 0, 4, 7)),
    # in a minor key
    "i": (0, (0, 3, 7)),
    "iadd9": (0, (0, 3, 7, 2)),
    "i7": (0, (0, 3, 7, 10)),
    "i/3": (3, (0, 3, 7)),
    "bIII": (3, (3, 7, 10)),
    "bIIImaj7": (3, (3, 7, 10, 2)),
    "iv": (5, (5, 8, 0)),
    "iv7": (5, (5, 8, 0, 3)),
    "iv9": (5, (5, 8, 0, 7)),
    "v7": (7, (7, 10, 2, 5)),
    "v/3": (10, (7, 10, 2)),
    "bVI": (8, (8, 0, 3)),
    "bVImaj7": (8, (8, 0, 3, 7)),
    "bVIadd9": (8, (8, 0, 3, 10)),
    "bVII": (10, (10, 2, 5)),
    "bVIIadd9": (10, (10, 2, 5, 0)),
    "bVIIsus": (10, (10, 3, 5)),
}
_CLOSE = 3
"""Two voices are no nearer than this, in semitones, where the lower one is below ``_LOW``."""
_LOW = 57
_LEAP = 4


class Chord(NamedTuple):
    """A chord in a key: pitch classes, the bass's own first."""

    bass: int
    tones: tuple[int, ...]


def chord(symbol: str, key: int) -> Chord:
    """The chord of a symbol in the key of this pitch class."""
    bass, tones = _CHORDS[symbol]
    return Chord((bass + key) % 12, tuple((tone + key) % 12 for tone in tones))


def led(chords: Sequence[Chord], low: int, high: int) -> list[tuple[int, ...]]:
    """Four voices for each chord, from low to high, each chord near to the one before.

    The first is laid out near to the last, as the music goes round.
    """
    middle = (low + high) / 2
    before: tuple[int, ...] = tuple(round(middle + step) for step in (-7, -2, 2, 7))
    laid: list[tuple[int, ...]] = []
    for _ in range(2):
        laid = []
        for one in chords:
            before = min(_layouts(one, low, high), key=lambda voices: _against(before, voices, middle))
            laid.append(before)
    return laid


def _layouts(one: Chord, low: int, high: int) -> Iterator[tuple[int, ...]]:
    """Every way to lay a chord out within a range; a chord of three has one of its tones twice."""
    tones = one.tones if len(one.tones) >= VOICES else (*one.tones, one.tones[0])
    places = [[pitch for pitch in range(low, high + 1) if pitch % 12 == tone] for tone in tones[:VOICES]]
    yield from (tuple(sorted(pitches)) for pitches in product(*places))


def _against(before: tuple[int, ...], voices: tuple[int, ...], middle: float) -> float:
    """What speaks against a layout: how far each voice moves, how crowded it is, how wide, how far off."""
    moves = [abs(one - other) for one, other in zip(before, voices, strict=True)]
    moved = sum(move + 2 * (move > _LEAP) for move in moves)
    crowded = sum(_crowded(lower, upper) for lower, upper in pairwise(voices))
    wandered = abs(sum(voices) / VOICES - middle)
    width = abs(voices[-1] - voices[0] - 13)
    return moved + crowded + 0.6 * wandered + 0.3 * width


def _crowded(lower: int, upper: int) -> float:
    """What speaks against two voices so near to one another: most of all, that they are one."""
    if lower == upper:
        return 20
    if lower < _LOW and upper - lower < _CLOSE:
        return 10
    return 1.5 if upper - lower < 2 else 0
