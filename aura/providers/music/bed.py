"""Makes a bed of music: composed, played and written by rule, from a mood and a number.

A bed is about a minute long and loops without a seam.  The same mood and number give the same bytes, as
long as the libraries and ``COMPOSER_REVISION`` stay the same.
"""

import io
from fractions import Fraction
from typing import get_args

import av
import numpy as np
from av import AudioFrame
from av.audio.stream import AudioStream
from msgspec import Struct

from aura.providers.music.arranging import arranged
from aura.providers.music.moods import STYLES
from aura.providers.music.playing import Tape, played
from aura.providers.music.room import finished
from aura.providers.music.score import sketched
from aura.providers.music.tones import RATE_HZ, Sound
from aura.timeline.terms import Mood

CHUNK_SAMPLES = RATE_HZ


class Bed(Struct, frozen=True):
    """A piece of music as a FLAC file: stereo, 48 kHz, 16 bit."""

    data: bytes
    duration_ms: int
    mime: str = "audio/flac"
    ending: str = "flac"


def compose(mood: Mood, variation: int) -> Bed:
    """The bed of a mood; each variation is another piece."""
    sound = performed(mood, variation)
    return Bed(_flac(sound), sound.shape[1] * 1000 // RATE_HZ)


def performed(mood: Mood, variation: int) -> Sound:
    """The same as samples: float32 of shape (2, samples), full scale 1.0."""
    dice = np.random.default_rng([get_args(Mood).index(mood), variation])
    style = STYLES[mood]
    score = sketched(style, dice)
    tape = Tape(score.seconds * RATE_HZ, score.beats, style.swing)
    dry, far = (np.zeros((2, tape.samples), np.float32) for _ in range(2))
    for part in arranged(mood, score, dice):
        heard = played(part, tape, dice)
        dry += heard
        far += heard * np.float32(part.far)
    return finished(dry, far, style.reverb_s, dice)


def _flac(sound: Sound) -> bytes:
    """The sound as a FLAC file."""
    whole = np.round(sound * 32_767).astype(np.int16)
    file = io.BytesIO()
    with av.open(file, "w", format="flac", container_options={"fflags": "+bitexact"}) as output:
        stream = output.add_stream("flac", rate=RATE_HZ, layout="stereo", options={"threads": "1"})
        assert isinstance(stream, AudioStream)
        stream.codec_context.flags |= 1 << 23  # bitexact: no name of the encoder in the file
        for start in range(0, whole.shape[1], CHUNK_SAMPLES):
            packed = np.ascontiguousarray(whole[:, start : start + CHUNK_SAMPLES].T).reshape(1, -1)
            frame = AudioFrame.from_ndarray(packed, format="s16", layout="stereo")
            frame.sample_rate, frame.time_base, frame.pts = RATE_HZ, Fraction(1, RATE_HZ), start
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return file.getvalue()
