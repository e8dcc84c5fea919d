"""Blocks of samples, and lines of FFmpeg filters that work on them.

A block has two channels, or one that is heard alike on both sides.

Only numbers and words of this package get into a filter's options; no text of a user ever does.
"""

import math
from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from av import AudioFrame
from av.filter import Graph
from numpy.typing import NDArray

RATE_HZ = 48_000
CHANNELS = 2
BLOCK_SAMPLES = 10 * RATE_HZ
TIME_BASE = Fraction(1, RATE_HZ)
SILENCE_DB = -120.0
"""What silence is called, where a level has to be a number."""

Block = NDArray[np.float32]
"""Shape: (channels, samples)."""
Filter = tuple[str, str]
"""A filter's name and its options."""


def samples_at(frame: int, rate: Fraction) -> int:
    """The sample at which a frame of the film starts, to the nearest."""
    return round(frame * RATE_HZ / rate)


def milliseconds(length_ms: int) -> int:
    """So many milliseconds in samples."""
    return length_ms * RATE_HZ // 1000


def silence(samples: int, channels: int = CHANNELS) -> Block:
    return np.zeros((channels, samples), np.float32)


def silences(samples: int) -> Iterator[Block]:
    """So much silence in blocks; none if it is less than nothing."""
    for start in range(0, samples, BLOCK_SAMPLES):
        yield silence(min(BLOCK_SAMPLES, samples - start))


def stereo(block: Block) -> Block:
    """A block as two channels."""
    return np.broadcast_to(block, (CHANNELS, block.shape[1]))


def alike(block: Block) -> bool:
    """Whether a block is the same on both sides."""
    return np.array_equal(block[0], block[-1])


def joined(*blocks: Block) -> Block:
    """One after the other, in two channels if any of them has two."""
    channels = max(block.shape[0] for block in blocks)
    return np.concatenate([np.broadcast_to(each, (channels, each.shape[1])) for each in blocks], axis=1)


def decibels(amplitude: float) -> float:
    """The level of an amplitude, of which 1.0 is 0 dB."""
    return max(SILENCE_DB, 20 * math.log10(amplitude)) if amplitude > 0 else SILENCE_DB


def amplitude(level_db: float) -> float:
    """The amplitude of a level; the inverse of ``decibels``."""
    return float(10 ** (level_db / 20))


def frame_of(block: Block, start: int) -> AudioFrame:
    """A block as FFmpeg takes it; ``start`` is its first sample's number."""
    layout = "mono" if block.shape[0] == 1 else "stereo"
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout=layout)
    frame.sample_rate, frame.time_base, frame.pts = RATE_HZ, TIME_BASE, start
    return frame


class Line:
    """Filters in a row, made for frames of one form."""

    def __init__(self, like: AudioFrame, *filters: Filter) -> None:
        self._graph = Graph()  # the filters live only as long as their graph
        self._graph.threads = 1
        self._first = self._graph.add_abuffer(
            sample_rate=like.sample_rate,
            format=like.format.name,
            layout=like.layout.name,
            time_base=Fraction(1, like.sample_rate),
        )
        last = self._first
        for name, options in filters:
            following = self._graph.add(name, options)
            last.link_to(following)
            last = following
        self._last = self._graph.add("abuffersink")
        last.link_to(self._last)
        self._graph.configure()

    def push(self, frame: AudioFrame | None) -> Iterator[AudioFrame]:
        """What comes out when this goes in; None is the end, after which nothing more may go in.

        It goes in when the first frame that comes out is asked for.
        """
        self._first.push(frame)
        while True:
            try:
                filtered = self._last.pull()
            except (BlockingIOError, EOFError):
                return
            assert isinstance(filtered, AudioFrame)
            yield filtered
