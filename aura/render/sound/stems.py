"""A media file's sound at the film's rate, without rumble and without clicks at its edges.

Decoding is the cheap part of a sound track (0.04 CPU seconds a minute), so a stem is decoded again each
time it is heard, and not kept.
"""

from collections.abc import Generator, Iterator
from pathlib import Path

import numpy as np
from av import AudioFrame
from av.error import FFmpegError, InvalidDataError

from aura.errors import ToolFailed
from aura.media.ffmpeg import open_media
from aura.render.sound.samples import RATE_HZ, Block, Filter, Line, silence

RUMBLE_HZ = 70
"""Below any voice.  What a microphone or a synthesiser leaves there is not heard and costs headroom."""
FADE_SAMPLES = RATE_HZ * 5 // 1000
LOUDEST = 1e4
"""Samples so many times full scale, and those that are no number, come from damaged files."""

Blocks = Generator[Block, None, None]


class Stem:
    """Sound that is read on demand, in pieces of any length."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._rest: Block | None = None

    def read(self, samples: int) -> Block:
        """The next samples; fewer only at the end.  Shape: (channels, samples)."""
        parts = [] if self._rest is None else [self._rest]
        there = sum(part.shape[1] for part in parts)
        while there < samples and (block := next(self._blocks, None)) is not None:
            parts.append(block)
            there += block.shape[1]
        whole = np.concatenate(parts, axis=1) if parts else silence(0)
        self._rest = whole[:, samples:]
        return whole[:, :samples]

    def close(self) -> None:
        """Let go of the file."""
        self._blocks.close()


def voice(path: Path, length: int) -> Stem:
    """The polished sound of a file, at most ``length`` samples of it.  It is opened, or fails, on reading."""
    return Stem(_faded(_cut(decoded(path, polish=True), length)))


def decoded(path: Path, *, polish: bool = False) -> Blocks:
    """The sound of a file at ``RATE_HZ``: one channel if it has one, else two; polished or as it is.

    The first sample is the first that is meant to be heard: what an encoder put before it is left out.
    Damaged parts are passed over.  Raises NotFound, Invalid; ToolFailed for a file without sound.
    """
    line: Line | None = None
    form: tuple[object, ...] = ()
    layout = ""
    for frame in _frames(path):
        heard = frame.sample_rate, frame.format.name, frame.layout.name
        if line is None or heard != form:
            if line is not None:
                yield from _blocks(line, None)
            layout = layout or ("mono" if frame.layout.nb_channels == 1 else "stereo")
            line, form = Line(frame, *_filters(layout, polish)), heard
        frame.pts = None  # samples are counted, time stamps of files are not relied on
        yield from _blocks(line, frame)
    if line is None:
        raise ToolFailed("The file holds no sound that can be decoded.")
    yield from _blocks(line, None)


def _frames(path: Path) -> Iterator[AudioFrame]:
    with open_media(path) as container:
        if not container.streams.audio:
            return
        for packet in container.demux(container.streams.audio[0]):
            try:
                yield from packet.decode()
            except InvalidDataError:
                continue
            except FFmpegError as error:
                raise ToolFailed(f"The sound cannot be decoded: {error.strerror}.") from error


def _filters(layout: str, polish: bool) -> tuple[Filter, ...]:
    """From any form to float samples at ``RATE_HZ``; the rumble goes first, where there are fewer samples."""
    form = f"sample_fmts=fltp:channel_layouts={layout}"
    rumble = (("highpass", f"f={RUMBLE_HZ}"),) if polish else ()
    return (
        ("aformat", form),
        *rumble,
        ("aresample", f"{RATE_HZ}:filter_size=64:cutoff=0.97"),
        ("aformat", f"{form}:sample_rates={RATE_HZ}"),
    )


def _blocks(line: Line, frame: AudioFrame | None) -> Iterator[Block]:
    for filtered in line.push(frame):
        block = filtered.to_ndarray().astype(np.float32, copy=False)
        sound = np.abs(block) < LOUDEST
        yield block if sound.all() else np.where(sound, block, np.float32(0))


def _cut(blocks: Blocks, length: int) -> Blocks:
    """The first ``length`` samples."""
    try:
        while length > 0 and (block := next(blocks, None)) is not None:
            yield block[:, :length]
            length -= block.shape[1]
    finally:
        blocks.close()


def _faded(blocks: Blocks) -> Blocks:
    """The same with a soft start and a soft end: the last samples wait until it is known that they are."""
    held: Block | None = None
    started = False
    try:
        for block in blocks:
            held = block if held is None else np.concatenate((held, block), axis=1)
            if held.shape[1] < 2 * FADE_SAMPLES:
                continue
            if not started:
                held = _risen(held)
                started = True
            yield held[:, :-FADE_SAMPLES]
            held = held[:, -FADE_SAMPLES:]
        if held is not None:
            if not started:
                held = _risen(held)
            yield _risen(held[:, ::-1])[:, ::-1]
    finally:
        blocks.close()


def _risen(block: Block) -> Block:
    """The block with a fade at its start, along a raised cosine."""
    length = min(FADE_SAMPLES, block.shape[1])
    rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(length, dtype=np.float32) + 0.5) / FADE_SAMPLES)
    risen = block.copy()
    risen[:, :length] *= rise
    return risen
