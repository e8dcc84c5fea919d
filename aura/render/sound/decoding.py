"""The sound of a media file at ``RATE_HZ``, from its start or from any of its moments on.

What is decoded is kept elsewhere (``kept``); here a file is decoded each time it is asked for.
"""

from collections.abc import Generator, Iterable, Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from av import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError

from aura.errors import ToolFailed
from aura.media.ffmpeg import open_media
from aura.media.sound_frames import sound_frames
from aura.media.tracks import is_readable, picture_of, sound_of
from aura.render.sound.downmix import downmix
from aura.render.sound.samples import (
    RATE_HZ,
    TIME_BASE,
    Block,
    Filter,
    Line,
    silences,
    stereo,
)

RUMBLE_HZ = 70
"""Below any voice.  What a microphone or a synthesiser leaves there is not heard and costs headroom."""
LOUDEST = 1e4
"""Samples so many times full scale, and those that are no number, come from damaged files."""
SEEK_S = 10
"""Up to so far ahead it is quicker to decode on than to seek."""
RUN_UP_S = 1
"""So long before the wanted place a decoder starts: what it makes of its first packets is not right yet."""
HOLE_S = Fraction(1, 20)
"""A hole in the time stamps that is longer than this is one in the sound."""

TOGETHER = 32_768
"""So many samples come as one block; a decoder's own hold a thirtieth, and each costs as much to handle."""

Blocks = Generator[Block, None, None]


def decoded(path: Path, *, polish: bool = False) -> Blocks:
    """The sound of a file from its first sample on: one channel if it has one, else two; polished if asked.

    The first sample is the first that is meant to be heard: what an encoder put before it is left out.
    Samples are counted and time stamps not relied on; damaged parts are passed over.  Raises NotFound,
    Invalid; ToolFailed for a file without sound.
    """
    shaper = _Shaper(polish)
    with open_media(path, measured=True) as container:
        if stream := sound_of(container):
            for frame in sound_frames(container, stream):
                yield from shaper.push(frame)
    if not shaper.layout:
        raise ToolFailed("The file holds no sound that can be decoded.")
    yield from shaper.end()


def decoded_from(path: Path, start_s: Fraction, *, polish: bool = False) -> Blocks:
    """The sound of a file in stereo, from a moment of its picture's clock on, or of its own where it shows no
    picture; polished if asked.

    Here time stamps are relied on, so that sound and picture stay together.  A file without sound that
    Aura decodes gives nothing.  Raises NotFound, Invalid, ToolFailed.
    """
    timed = _timed(path, start_s)
    first = next(timed, None)
    if first is not None:
        whole = _whole(chain((first,), timed), polish)
        yield from _moved(whole, round((first.time_s - start_s) * RATE_HZ))


class _Timed(NamedTuple):
    """A frame, and when its first sample is heard."""

    frame: AudioFrame
    time_s: Fraction


class _Shaper:
    """From frames of any form to blocks.  A file that changes its form midway gets new filters."""

    def __init__(self, polish: bool) -> None:
        self._polish = polish
        self._line: Line | None = None
        self._form: tuple[object, ...] = ()
        self.layout = ""
        """That of the blocks; empty as long as nothing came."""

    def push(self, frame: AudioFrame) -> Iterator[Block]:
        """What comes out when this goes in."""
        form = frame.sample_rate, frame.format.name, frame.layout.name
        if self._line is None or form != self._form:
            yield from self.end()
            self.layout = self.layout or ("mono" if frame.layout.nb_channels == 1 else "stereo")
            self._line, self._form = Line(frame, *_filters(frame, self.layout, self._polish)), form
        frame.pts = None
        yield from _blocks(self._line, frame)

    def end(self) -> Iterator[Block]:
        """What the filters still hold."""
        if self._line is not None:
            line, self._line = self._line, None
            yield from _blocks(line, None)


def _whole(timed: Iterable[_Timed], polish: bool) -> Iterator[Block]:
    """Frames in stereo, with silence where there is a hole between two."""
    shaper = _Shaper(polish)
    due_s: Fraction | None = None
    for frame, time_s in timed:
        if due_s is None:
            due_s = time_s
        if time_s > due_s + HOLE_S:
            yield from map(stereo, shaper.end())
            yield from silences(round((time_s - due_s) * RATE_HZ))
            due_s = time_s
        due_s += Fraction(frame.samples, frame.sample_rate)
        yield from map(stereo, shaper.push(frame))
    yield from map(stereo, shaper.end())


def _moved(blocks: Iterable[Block], samples: int) -> Iterator[Block]:
    """The blocks so many samples later, or earlier: then the first are left out."""
    yield from silences(samples)
    early = max(0, -samples)
    for block in blocks:
        if block.shape[1] > early:
            yield block[:, early:]
        early -= min(early, block.shape[1])


def _timed(path: Path, start_s: Fraction) -> Iterator[_Timed]:
    """The frames from the one that is heard at ``start_s``, or from one before it."""
    if start_s > SEEK_S:
        with open_media(path, measured=True) as container:
            late = _late(container, start_s)
            first = next(late, None)
            if first is not None and first.time_s <= start_s:
                yield from chain((first,), late)
                return
    with open_media(path, measured=True) as container:
        stream = sound_of(container)
        if stream and is_readable(stream):
            yield from _clocked(container, stream)


def _late(container: InputContainer, start_s: Fraction) -> Iterator[_Timed]:
    """The frames from shortly before ``start_s``; none from a file that cannot be entered there."""
    stream = sound_of(container)
    if stream is None or not is_readable(stream):
        return
    entry_s = _zero_s(container, stream) + start_s - RUN_UP_S
    try:
        container.seek(int(entry_s / (stream.time_base or TIME_BASE)), stream=stream)
    except FFmpegError:
        return
    yield from _clocked(container, stream)


def _clocked(container: InputContainer, stream: AudioStream) -> Iterator[_Timed]:
    """The frames with their times; one without a time stamp follows on the one before."""
    zero_s = _zero_s(container, stream)
    time_s = Fraction(0)
    for frame in sound_frames(container, stream):
        if frame.pts is not None:
            time_s = frame.pts * (stream.time_base or TIME_BASE) - zero_s
        yield _Timed(frame, time_s)
        time_s += Fraction(frame.samples, frame.sample_rate)


def _zero_s(container: InputContainer, stream: AudioStream) -> Fraction:
    """The time stamp that the file starts with, in seconds."""
    clock = picture_of(container) or stream
    return (clock.start_time or 0) * (clock.time_base or TIME_BASE)


def _filters(frame: AudioFrame, layout: str, polish: bool) -> tuple[Filter, ...]:
    """From any form to float samples at ``RATE_HZ``; the rumble goes first, where there are fewer samples."""
    form = f"sample_fmts=fltp:channel_layouts={layout}"
    rumble = (("highpass", f"f={RUMBLE_HZ}"),) if polish else ()
    return (
        *downmix([channel.name for channel in frame.layout.channels]),
        ("aformat", form),
        *rumble,
        ("aresample", f"{RATE_HZ}:filter_size=64:cutoff=0.97"),
        ("aformat", f"{form}:sample_rates={RATE_HZ}"),
        ("asetnsamples", f"n={TOGETHER}:p=0"),
    )


def _blocks(line: Line, frame: AudioFrame | None) -> Iterator[Block]:
    for filtered in line.push(frame):
        block = filtered.to_ndarray().astype(np.float32, copy=False)
        sound = np.abs(block) < LOUDEST
        yield block if sound.all() else np.where(sound, block, np.float32(0))
