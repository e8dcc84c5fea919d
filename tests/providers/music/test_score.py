"""Pieces on paper: whatever the dice say, they are in order."""

from typing import get_args

import numpy as np
import pytest

from aura.providers.music.arranging import Part, arranged
from aura.providers.music.harmony import VOICES, chord, led
from aura.providers.music.moods import STYLES
from aura.providers.music.score import PAD_HIGH, PAD_LOW, Score, sketched
from aura.providers.music.tones import Timbre
from aura.timeline.terms import Mood

MOODS: tuple[Mood, ...] = get_args(Mood)
VARIATIONS = range(0, 1000, 25)


def drawn(mood: Mood, variation: int) -> tuple[Score, tuple[Part, ...]]:
    dice = np.random.default_rng(variation)
    score = sketched(STYLES[mood], dice)
    return score, arranged(mood, score, dice)


@pytest.mark.parametrize("mood", MOODS)
def test_a_piece_has_whole_phrases_and_lasts_about_a_minute(mood: Mood) -> None:
    for variation in VARIATIONS:
        score, _ = drawn(mood, variation)
        assert 48 <= score.seconds <= 64
        assert len(score.bars) % 4 == 0
        assert 55 <= score.beats * 60 / score.seconds <= 130


@pytest.mark.parametrize("mood", MOODS)
def test_the_voices_of_its_chords_move_little_and_never_meet(mood: Mood) -> None:
    for variation in VARIATIONS:
        score, _ = drawn(mood, variation)
        layouts = [bar.voices for bar in score.bars]
        for before, after in zip(layouts, layouts[1:] + layouts[:1], strict=True):
            moves = [abs(one - other) for one, other in zip(before, after, strict=True)]
            assert max(moves) <= 7
            assert sum(moves) <= 14
        for bar in score.bars:
            assert len(set(bar.voices)) == VOICES
            assert list(bar.voices) == sorted(bar.voices)
            assert {pitch % 12 for pitch in bar.voices} == set(bar.chord.tones)
            assert bar.voices[0] >= PAD_LOW
            assert bar.voices[-1] <= PAD_HIGH


@pytest.mark.parametrize("mood", MOODS)
def test_every_note_is_within_the_piece_and_where_its_instrument_plays(mood: Mood) -> None:
    for variation in VARIATIONS:
        score, parts = drawn(mood, variation)
        for part in parts:
            assert part.notes
            for note in part.notes:
                assert 0 <= note.beat < score.beats
                assert 0 < note.velocity <= 1
                if isinstance(part.instrument, Timbre):
                    assert 33 <= note.pitch <= 92


@pytest.mark.parametrize("mood", MOODS)
def test_long_notes_of_a_melody_belong_to_their_chord(mood: Mood) -> None:
    for variation in VARIATIONS:
        score, parts = drawn(mood, variation)
        melody = [part for part in parts if isinstance(part.instrument, Timbre)][1]
        for note in melody.notes:
            bar = score.bars[int(note.beat) // score.beats_per_bar]
            if note.beats >= 1.5:
                assert note.pitch % 12 in bar.chord.tones
            else:
                assert note.pitch % 12 in (*bar.chord.tones, *score.scale)


@pytest.mark.parametrize("mood", MOODS)
def test_the_pieces_of_a_mood_are_many(mood: Mood) -> None:
    pieces = {
        tuple(note for part in parts for note in part.notes)
        for _, parts in (drawn(mood, v) for v in VARIATIONS)
    }

    assert len(pieces) == len(VARIATIONS)


def test_a_chord_is_the_same_in_any_key_but_higher() -> None:
    low, high = chord("IVmaj7", 0), chord("IVmaj7", 3)

    assert high.bass == low.bass + 3
    assert high.tones == tuple((tone + 3) % 12 for tone in low.tones)


def test_a_chord_of_three_tones_has_one_of_them_twice() -> None:
    (voices,) = led([chord("V", 0)], PAD_LOW, PAD_HIGH)

    assert sorted(pitch % 12 for pitch in voices) == [2, 7, 7, 11]
