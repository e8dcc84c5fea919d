"""What a bench is asked to do."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from tests.bench.render_story import STANDARD


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

    def quick(self) -> "Options":
        """As many saves, as the bytes depend on them; fewer samples of everything else."""
        return replace(self, reads=24, restores=4, comparisons=24, edits=24)


@dataclass(frozen=True, kw_only=True)
class FilmOptions:
    """The films to render.

    All sides make one of ``film`` scenes, ``runs`` times each, those that take minutes ``slow_runs`` times at
    most.  In films of ``changed`` scenes one is changed, in one of ``voiced`` scenes one is spoken anew (0:
    not measured).  ``grown``: films whose memory is compared, the shortest first.  ``preset`` gives size and
    coding; ``large_px`` is the longer side of the pictures.
    """

    film: int = 10
    runs: int = 3
    slow_runs: int = 3
    changed: tuple[int, ...] = (20, 100)
    voiced: int = 100
    grown: tuple[int, ...] = (10, 100)
    moviepy: bool = True
    preset: str = STANDARD
    large_px: int = 4000

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)

    def quick(self) -> "FilmOptions":
        """Slow sides once, and changes in the shorter film only."""
        return replace(self, slow_runs=1, changed=self.changed[:1], voiced=0)


@dataclass(frozen=True, kw_only=True)
class WebOptions:
    """The film whose storyboard is shown, and how many answers of each kind are measured.

    ``warm`` more come before them, one at least, and are not.
    """

    scenes: int = 500
    answers: int = 200
    warm: int = 10
    seed: int = 7

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)

    def quick(self) -> "WebOptions":
        """Fewer answers of the same film."""
        return replace(self, answers=60)
