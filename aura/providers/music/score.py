"""A piece on paper: its key, its chords bar by bar, and the notes that each instrument plays."""

from typing import NamedTuple

from numpy.random import Generator

from aura.providers.music.harmony import Chord, chord, led
from aura.providers.music.moods import Style

MAJOR = (0, 2, 4, 7, 9)
MINOR = (0, 3, 5, 7, 10)
"""Five notes of the key that go with all its chords."""
PAD_LOW, PAD_HIGH = 52, 75


class Note(NamedTuple):
    """When a tone starts and how long it lasts, in beats; its MIDI pitch; how hard it is played, 0 to 1."""

    beat: float
    beats: float
    pitch: int
    velocity: float


class Bar(NamedTuple):
    """A bar of the piece, counted within its section, with its chord laid out for four voices."""

    number: int
    beat: int
    section: int
    kind: str
    chord: Chord
    voices: tuple[int, ...]


class Score(NamedTuple):
    """The frame of a piece.  ``scale`` is what melodies are made of, as pitch classes."""

    seconds: int
    beats_per_bar: int
    bars: tuple[Bar, ...]
    scale: tuple[int, ...]

    @property
    def beats(self) -> int:
        """How long the piece is."""
        return self.beats_per_bar * len(self.bars)


def sketched(style: Style, dice: Generator) -> Score:
    """Draw a key, a tempo and chords."""
    key = int(dice.choice(style.keys))
    lines = {kind: str(dice.choice(getattr(style, kind))).split() for kind in "ab"}
    symbols = [
        (section, kind, number, lines[kind][number // style.bars_per_chord % len(lines[kind])])
        for section, kind in enumerate(style.form)
        for number in range(style.bars_per_section)
    ]
    chords = [chord(symbol, key) for *_, symbol in symbols]
    layouts = led(chords, PAD_LOW, PAD_HIGH)
    bars = (
        Bar(number, index * style.beats_per_bar, section, kind, chords[index], layouts[index])
        for index, (section, kind, number, _) in enumerate(symbols)
    )
    scale = tuple((step + key) % 12 for step in (MINOR if style.minor else MAJOR))
    return Score(int(dice.choice(style.seconds)), style.beats_per_bar, tuple(bars), scale)
