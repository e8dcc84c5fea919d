"""Sound that is read on demand, in pieces of any length."""

from aura.render.sound.decoding import Blocks
from aura.render.sound.samples import Block, joined, silence


class Stem:
    """Blocks as one line of sound.  What they come from is opened, or fails, on reading."""

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
        whole = joined(*parts) if parts else silence(0)
        self._rest = whole[:, samples:]
        return whole[:, :samples]

    def close(self) -> None:
        """Let go of the file."""
        self._blocks.close()
