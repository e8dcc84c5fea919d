"""How a clean-up is carried out: what may go is found in a look, then taken away piece by piece.

Each piece is a unit of work of its own, of at most ``PIECE`` rows, that looks again at what it takes: what
somebody needs by then stays.  So a clean-up can be stopped or killed at any point and is then begun again;
and nobody waits for it.

``Freed`` counts rows, or files, and the bytes of their content; a version's are those its save added.  What
is counted is what a rule frees by itself: the rest of what only it needed is freed by the rule for that,
at the earliest a run later.  So a dry run tells exactly what the next run does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from aura.blobs.objects import Objects
from aura.config import Settings
from aura.db.work import Units, Work

PIECE = 200


class Freed(NamedTuple):
    """How much went, or would go."""

    items: int = 0
    bytes: int = 0

    def plus(self, items: int, size_bytes: int) -> "Freed":
        return Freed(self.items + items, self.bytes + size_bytes)


@dataclass(frozen=True)
class Ground:
    """What a clean-up works on.  ``now`` is one moment for the whole of it.

    ``pause`` is called between two pieces and raises when there is to be an end.
    """

    units: Units
    objects: Objects
    settings: Settings
    now: datetime
    dry_run: bool = False
    pause: Callable[[], object] = field(default=lambda: None)


class Going(NamedTuple):
    """Something that may go: what it is known by, and its bytes."""

    key: Any
    size_bytes: int


class Rows(Protocol):
    """A kind of rows that go piece by piece."""

    def find(self, work: Work, now: datetime) -> Sequence[Going]:
        """What may go."""
        ...

    def take(self, work: Work, some: Sequence[Any], now: datetime) -> Sequence[Going]:
        """Take away those of these keys that may still go; answers which."""
        ...


def free(ground: Ground, rows: Rows) -> Freed:
    """Take away what may go, or tell what would."""
    with ground.units.reading() as work:
        found = rows.find(work, ground.now)
    if ground.dry_run:
        return _sum(found)
    freed = Freed()
    for start in range(0, len(found), PIECE):
        ground.pause()
        with ground.units.writing() as work:
            taken = rows.take(work, [each.key for each in found[start : start + PIECE]], ground.now)
        freed = freed.plus(*_sum(taken))
    return freed


def _sum(going: Sequence[Going]) -> Freed:
    return Freed(len(going), sum(each.size_bytes for each in going))
