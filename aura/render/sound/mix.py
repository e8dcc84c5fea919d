"""The mix: every clip of a film's sound at its sample, block after block, over silence."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import numpy as np

from aura.errors import AuraError
from aura.render.sound.samples import BLOCK_SAMPLES, Block, samples_at, silence
from aura.render.sound.stems import voice
from aura.render.soundtrack import AudioClip, AudioSpec


class Mix:
    """The sound of a film before it is brought to a loudness.  It can be heard any number of times."""

    def __init__(self, spec: AudioSpec, objects: Callable[[str], Path]) -> None:
        rate = Fraction(spec.rate_numerator, spec.rate_denominator)
        starts = [(samples_at(clip.start_frame, rate), clip) for clip in spec.clips]
        self._clips = sorted(starts, key=lambda placed: placed[0])
        self._objects = objects
        self.samples = samples_at(spec.total_frames, rate)

    def blocks(self) -> Iterator[Block]:
        """The whole film in stereo.  A clip's file is open only while the clip is heard.

        Raises NotFound, Invalid or ToolFailed, with the digest of the clip that cannot be heard.
        """
        waiting = deque(self._clips)
        playing: list[_Part] = []
        try:
            for start in range(0, self.samples, BLOCK_SAMPLES):
                block = silence(min(BLOCK_SAMPLES, self.samples - start))
                while waiting and waiting[0][0] < start + block.shape[1]:
                    at, clip = waiting.popleft()
                    with _naming(clip):
                        playing.append(_Part(clip, at, self.samples - at, self._objects(clip.digest)))
                playing = [part for part in playing if part.add_to(block, start)]
                yield block
        finally:
            for part in playing:
                part.close()


class _Part:
    """A clip in its place, from its first sample in the film to its last."""

    def __init__(self, clip: AudioClip, at: int, length: int, path: Path) -> None:
        self._clip, self._at = clip, at
        self._gain = np.float32(clip.gain_percent / 100)
        self._stem = voice(path, length)

    def add_to(self, block: Block, start: int) -> bool:
        """Add what is heard in the block that starts at ``start``; whether there is more of it."""
        inside = max(0, self._at - start)
        room = block.shape[1] - inside
        with _naming(self._clip):
            heard = self._stem.read(room)
        block[:, inside : inside + heard.shape[1]] += heard * self._gain
        return bool(heard.shape[1] == room)

    def close(self) -> None:
        self._stem.close()


@contextmanager
def _naming(clip: AudioClip) -> Iterator[None]:
    """An error of this clip says so."""
    try:
        yield
    except AuraError as error:
        error.data.setdefault("digest", clip.digest)
        raise
