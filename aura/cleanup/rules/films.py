"""Which files in the exports folder are films that Aura made and lost sight of: it was killed when it had put
a film there and not yet named it in a row, or had taken the name from the row and not yet the film away.

A film's name ends as the id of its export does.  It goes a day after it was made, when its export is over and
none has a film of that name.  A file that came under its name, or was touched, after its export was over is
somebody's own: it stays, whatever its name.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from aura.cleanup.rules.files import Entry

FILMS_KEPT = timedelta(hours=24)
_NAME = re.compile(r"(?:[a-z0-9]+-)+([0-9a-f]{8})\.[a-z0-9]+")


class Found(NamedTuple):
    """A file in the exports folder, and when it came under its name or was last touched."""

    entry: Entry
    placed_at: datetime

    @property
    def name(self) -> str:
        return self.entry.path.name


class Named(NamedTuple):
    """An export: how its film's name ends, the film that it names, and since when it is over, if it is."""

    ending: str
    film: str | None
    over_at: datetime | None


def tail_of(name: str) -> str | None:
    """How the id of an export ends whose film may have this name; none when no film has such a name."""
    matched = _NAME.fullmatch(name)
    return matched[1] if matched else None


def going(files: Iterable[Found], exports: Iterable[Named], now: datetime) -> Iterator[Found]:
    """Those that go; ``exports`` are at least all whose ids end as the names say."""
    rows = list(exports)
    named = {row.film for row in rows}
    for file in files:
        its = [row for row in rows if file.name.endswith(row.ending)]
        is_left = its and all(row.over_at is not None and file.placed_at <= row.over_at for row in its)
        if is_left and file.name not in named and file.entry.used_at < now - FILMS_KEPT:
            yield file
