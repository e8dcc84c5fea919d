"""Sounds of one kind in their places over silence, block after block."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np

from aura.errors import AuraError
from aura.render.sound.samples import BLOCK_SAMPLES, CHANNELS, Block, silence
from aura.render.sound.stem import Stem

Objects = Callable[[str], Path]
"""The file of a digest."""


class Entry(NamedTuple):
    """A sound and the sample of the film at which it starts; ``play`` gives it from its file."""

    at: int
    digest: str
    play: Callable[[Path], Stem]
    gain: float = 1.0


def bus(
    entries: Iterable[Entry], objects: Objects, samples: int, channels: int = CHANNELS
) -> Iterator[Block]:
    """So many samples in stereo, or of its left side alone.  A file is open only while it is heard.

    Raises NotFound, Invalid or ToolFailed, with the digest of the file that cannot be heard.
    """
    waiting = deque(sorted(entries, key=lambda entry: entry.at))
    playing: list[_Part] = []
    try:
        for start in range(0, samples, BLOCK_SAMPLES):
            block = silence(min(BLOCK_SAMPLES, samples - start), channels)
            while waiting and waiting[0].at < start + block.shape[1]:
                entry = waiting.popleft()
                with naming(entry.digest):
                    playing.append(_Part(entry, objects(entry.digest)))
            playing = [part for part in playing if part.add_to(block, start)]
            yield block
    finally:
        for part in playing:
            part.close()


@contextmanager
def naming(digest: str) -> Iterator[None]:
    """An error of this file says so."""
    try:
        yield
    except AuraError as error:
        error.data.setdefault("digest", digest)
        raise


class _Part:
    """A sound that has begun."""

    def __init__(self, entry: Entry, path: Path) -> None:
        self._digest, self._at = entry.digest, entry.at
        self._gain = np.float32(entry.gain)
        self._stem = entry.play(path)

    def add_to(self, block: Block, start: int) -> bool:
        """Add what is heard in the block that starts at ``start``; whether there is more of it."""
        inside = max(0, self._at - start)
        room = block.shape[1] - inside
        with naming(self._digest):
            heard = self._stem.read(room)[: len(block)]
        block[:, inside : inside + heard.shape[1]] += heard * self._gain
        return bool(heard.shape[1] == room)

    def close(self) -> None:
        """Let go of the file."""
        self._stem.close()
