"""Parts as they sound: every tone at its sample, on a track that goes round."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from aura.providers.music import drums
from aura.providers.music.arranging import Part
from aura.providers.music.drums import Noise
from aura.providers.music.pads import SAMPLES, Pad, Weave, woven
from aura.providers.music.score import Note
from aura.providers.music.tones import RATE_HZ, Sound, Timbre, released, ringing

KNOT = 64
STRETCH_BEATS = 4
FADE_S = 1.3
"""How long a pad fades, if it was held twice as long."""
EARLY_S = 0.12
"""A pad starts so long before its beat, as it takes time to be heard."""
WAVES = (3, 5, 7)
"""How often a pad goes from dark to bright and back while the piece lasts."""
_HARDNESSES = 3


class Tape(NamedTuple):
    """A track of a piece: its length in samples and in beats, and how late second half beats are."""

    samples: int
    beats: int
    swing: float

    def at(self, beat: float) -> float:
        """The sample at which a beat falls."""
        late = self.swing if round(beat * 4) % 4 == 2 else 0.0
        return (beat + late) * self.samples / self.beats


def played(part: Part, tape: Tape, dice: Generator) -> Sound:
    """A part by itself.  Shape: (2, samples)."""
    track = np.zeros((2, tape.samples), np.float32)
    sounding = _sounding(part, tape, dice)
    loose = part.loose_ms * RATE_HZ / 1000
    early = EARLY_S * RATE_HZ if isinstance(part.instrument, Weave) else 0.0
    for note in part.notes:
        at = round(tape.at(note.beat) - early + dice.normal(0, loose))
        _add(track, sounding(note, at) * np.float32(note.velocity * dice.uniform(0.9, 1.1)), at)
    track *= np.array([[min(1, 1 - part.pan)], [min(1, 1 + part.pan)]], np.float32)
    if part.echo:
        track += _echoes(track, part.echo, round(0.75 * tape.samples / tape.beats))
    return track * np.float32(10 ** (part.level_db / 20) / _loudness(track, part, tape))


def _sounding(part: Part, tape: Tape, dice: Generator) -> Callable[[Note, int], Sound]:
    """How the part's instrument sounds a note; the second argument is the sample at which it does."""
    instrument = part.instrument
    if isinstance(instrument, Timbre):
        return _keyed(instrument, tape, dice)
    if isinstance(instrument, Weave):
        return _bowed(instrument, tape, dice)
    hits = drums.noises(instrument, dice) if isinstance(instrument, Noise) else drums.kicks(dice)
    return lambda _note, _at: hits[int(dice.integers(len(hits)))]


def _keyed(timbre: Timbre, tape: Tape, dice: Generator) -> Callable[[Note, int], Sound]:
    """Tones that are struck; a tone of a pitch and a hardness is made once."""

    @cache
    def rung(pitch: int, hardness: int) -> Sound:
        return ringing(timbre, _hz(pitch), hardness / _HARDNESSES, dice)

    def sound(note: Note, _at: int) -> Sound:
        tone = rung(note.pitch, round(note.velocity * _HARDNESSES))
        return released(tone, timbre, note.beats * tape.samples / tape.beats / RATE_HZ)

    return sound


def _bowed(weave: Weave, tape: Tape, dice: Generator) -> Callable[[Note, int], Sound]:
    """Tones that swell and fade, slowly going from dark to bright and back."""
    turn = 2 * np.pi * int(dice.choice(WAVES)) / tape.samples
    phase = dice.uniform(0, 2 * np.pi)

    @cache
    def pad(pitch: int) -> Pad:
        return woven(weave, _hz(pitch), dice)

    def sound(note: Note, at: int) -> Sound:
        held = round(note.beats * tape.samples / tape.beats)
        fade = min(round(FADE_S * RATE_HZ), held // 2)
        samples = held + round(EARLY_S * RATE_HZ) + fade
        knots = np.arange(-(-samples // KNOT) + 1) * KNOT
        swell = _eased(knots / (0.6 * fade)) * _eased((samples - knots) / fade)
        bright = swell * (0.5 - 0.5 * np.cos(turn * (knots + at) + phase))
        start = int(dice.integers(SAMPLES))
        made = pad(note.pitch)
        dark = _looped(made.dark, start, samples) * _drawn(swell - bright, samples)
        return dark + _looped(made.bright, start, samples) * _drawn(bright, samples)

    return sound


def _add(track: Sound, sound: Sound, at: int) -> None:
    """Add a sound to a track; what reaches over its end is heard at its start."""
    samples = track.shape[1]
    at %= samples
    while sound.shape[1]:
        room = min(sound.shape[1], samples - at)
        track[:, at : at + room] += sound[:, :room]
        sound, at = sound[:, room:], 0


def _echoes(track: Sound, share: float, samples: int) -> Sound:
    """The track again and again, each time quieter and on the other side."""
    once: Sound = np.roll(track[::-1], samples, axis=1) * np.float32(share)
    twice: Sound = np.roll(once[::-1], samples, axis=1) * np.float32(share)
    return once + twice


def _loudness(track: Sound, part: Part, tape: Tape) -> float:
    """The level of a part where it plays, as the square root of its power."""
    stretches = {int(note.beat) // STRETCH_BEATS for note in part.notes}
    share = min(1.0, len(stretches) * STRETCH_BEATS / tape.beats)
    return float(np.sqrt(np.mean(np.square(track), dtype=np.float64) / share))


def _hz(pitch: int) -> float:
    """The frequency of a MIDI pitch."""
    return float(440 * 2 ** ((pitch - 69) / 12))


def _eased(share: NDArray[np.float64]) -> NDArray[np.float64]:
    eased: NDArray[np.float64] = 0.5 - 0.5 * np.cos(np.pi * np.clip(share, 0, 1))
    return eased


def _drawn(knots: NDArray[np.float64], samples: int) -> Sound:
    """A line through points that are ``KNOT`` samples apart."""
    line: Sound = (knots[:-1, None] + np.diff(knots)[:, None] * (np.arange(KNOT) / KNOT)).astype(np.float32)
    return line.reshape(-1)[:samples]


def _looped(sound: Sound, start: int, samples: int) -> Sound:
    """So many samples of a sound that goes round."""
    rounds = -(-(start + samples) // sound.shape[1])
    return np.tile(sound, rounds)[:, start : start + samples]
