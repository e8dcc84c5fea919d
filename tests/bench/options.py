"""What a bench is asked to do."""

from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Options:
    """The histories to make, and how often to measure what is not a save.

    ``more`` is how many states more are saved by an old and a young project in turn.
    """

    scenes: tuple[int, ...] = (20, 200, 2000)
    saves: int = 1000
    more: int = 20
    seed: int = 7
    reads: int = 60
    restores: int = 12
    comparisons: int = 60
    edits: int = 60

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)


def quick(options: Options) -> Options:
    """As many saves, as the bytes depend on them; fewer samples of everything else."""
    return replace(options, reads=24, restores=4, comparisons=24, edits=24)
