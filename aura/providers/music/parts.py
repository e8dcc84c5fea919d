"""What the instruments play: chords held and broken, basses, melodies, beats."""

from collections.abc import Callable, Iterator, Sequence

from numpy.random import Generator

from aura.providers.music.harmony import VOICES
from aura.providers.music.patterns import Hit, Pattern, Rhythm, Tread
from aura.providers.music.score import Bar, Note, Score

BASS_LOW = 33
LEGATO = 0.05
"""How long a held tone reaches into the next, in beats."""
PHRASE_BARS = 4
LONG_BEATS = 1.5

Plays = Callable[[Bar], bool]
"""Whether an instrument plays in a bar."""


def always(_bar: Bar) -> bool:
    return True


def held(score: Score) -> Iterator[Note]:
    """The chords, each voice holding on as long as its tone stays the same."""
    for voice in range(VOICES):
        yield from _voice(score, voice)


def crowned(score: Score) -> Iterator[Note]:
    """The highest voice of the chords, an octave up."""
    for note in _voice(score, VOICES - 1):
        yield note._replace(pitch=note.pitch + 12)


def broken(
    score: Score, patterns: Sequence[Pattern], dice: Generator, *, rest: float, plays: Plays = always
) -> Iterator[Note]:
    """The chords tone after tone, left to ring until the bar is over.

    Any tone but a bar's first is left out with a chance of ``rest``.
    """
    for bar in filter(plays, score.bars):
        ladder = (*bar.voices, *(pitch + 12 for pitch in bar.voices))
        for step in patterns[bar.number % PHRASE_BARS == PHRASE_BARS - 1]:
            if step.beat == 0 or dice.random() >= rest:
                beats = score.beats_per_bar - step.beat + LEGATO
                yield Note(bar.beat + step.beat, beats, ladder[step.rung], step.velocity)


def bass(score: Score, pattern: Sequence[Tread], *, plays: Plays = always) -> Iterator[Note]:
    """The chords' basses; a fifth is left out of a chord that has none."""
    for bar in filter(plays, score.bars):
        root = BASS_LOW + (bar.chord.bass - BASS_LOW) % 12
        for tread in pattern:
            if tread.above % 12 == 0 or (bar.chord.bass + tread.above) % 12 in bar.chord.tones:
                yield Note(bar.beat + tread.beat, tread.beats, root + tread.above, tread.velocity)


def melody(score: Score, rhythm: Rhythm, dice: Generator, *, around: int, plays: Plays) -> Iterator[Note]:
    """A phrase of four bars, again and again over other chords: each second time it ends the other way, and a
    section ``b`` turns it upside down.

    On a bar's first beat and where it stays for long it rests on a tone of the chord; else it steps
    through the scale.
    """
    steps = [int(step) for step in dice.choice((-2, -1, -1, 1, 1, 2), len(rhythm))]
    start = int(dice.integers(-3, 4))
    for first in range(0, len(score.bars), PHRASE_BARS):
        pitch = around + start
        answer = first // PHRASE_BARS % 2
        ending = [-step for step in steps[-2:]] if answer else steps[-2:]
        for (beat, beats), step in zip(rhythm, (*steps[:-2], *ending), strict=True):
            number, into = divmod(beat, score.beats_per_bar)
            bar = score.bars[first + int(number)]
            turned = -step if bar.kind == "b" else step
            pitch = _stepped(pitch, _kept_near(pitch, around, turned), score.scale)
            rests = into == 0 or beats >= LONG_BEATS
            if rests or (pitch - 1) % 12 in bar.chord.tones:  # it would rub against the tone below
                pitch = _nearest(pitch, bar.chord.tones)
            if plays(bar):
                yield Note(bar.beat + into, beats, pitch, 0.62 if rests else 0.5)


def beats(score: Score, pattern: Sequence[Hit], *, plays: Plays = always) -> Iterator[Note]:
    """A drum's hits."""
    for bar in filter(plays, score.bars):
        for hit in pattern:
            yield Note(bar.beat + hit.beat, 0, 0, hit.velocity)


def _voice(score: Score, voice: int) -> Iterator[Note]:
    begun: Bar | None = None
    for bar, after in zip(score.bars, (*score.bars[1:], None), strict=True):
        begun = begun or bar
        if after is None or after.voices[voice] != bar.voices[voice]:
            beats = bar.beat + score.beats_per_bar - begun.beat
            yield Note(begun.beat, beats + LEGATO, begun.voices[voice], 0.7)
            begun = None


def _kept_near(pitch: int, around: int, steps: int) -> int:
    """The steps, back towards the middle where a melody has gone far from it."""
    if pitch < around - 5:
        return abs(steps)
    return -abs(steps) if pitch > around + 6 else steps


def _stepped(pitch: int, steps: int, scale: tuple[int, ...]) -> int:
    """So many steps of the scale up or down."""
    way = 1 if steps > 0 else -1
    while steps:
        pitch += way
        if pitch % 12 in scale:
            steps -= way
    return pitch


def _nearest(pitch: int, tones: tuple[int, ...]) -> int:
    """The nearest pitch that is one of these."""
    return next(near for away in range(12) for near in (pitch - away, pitch + away) if near % 12 in tones)
