"""Takes away films that no export names (``rules.films``), in units of work that hold those exports, so that
none of them is published meanwhile.  The files go before the unit is committed: no row speaks of them."""

import stat
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import func, select

from aura.cleanup.freeing import PIECE, Going
from aura.cleanup.rules import films as rule
from aura.cleanup.rules.files import Entry
from aura.cleanup.rules.films import Found, Named
from aura.db.work import Work
from aura.errors import Invalid
from aura.exports.exports import ENDED
from aura.exports.presets import used
from aura.exports.tables import ExportHistory

_TAIL_FROM = 29
"""An id has 36 characters; its last eight begin here."""


class UnnamedFilms:
    """Films in the exports folder, known by their names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, work: Work, now: datetime) -> Sequence[Going]:
        names = sorted(path.name for path in self.folder.glob("*-*") if rule.tail_of(path.name))
        pieces = (names[start : start + PIECE] for start in range(0, len(names), PIECE))
        return [
            Going(film.name, film.entry.size_bytes)
            for piece in pieces
            for film in self._going(work, piece, now)
        ]

    def take(self, work: Work, some: Sequence[str], now: datetime) -> Sequence[Going]:
        going = list(self._going(work, some, now, hold=True))
        for film in going:
            film.entry.path.unlink(missing_ok=True)
        return [Going(film.name, film.entry.size_bytes) for film in going]

    def _going(
        self, work: Work, names: Sequence[str], now: datetime, *, hold: bool = False
    ) -> Iterator[Found]:
        tails = {rule.tail_of(name) for name in names}
        ends = func.substr(ExportHistory.id, _TAIL_FROM).in_(tails)
        rows = select(ExportHistory).where(ends).order_by(ExportHistory.id)
        exports = work.session.scalars(rows.with_for_update() if hold else rows).all()
        files = (found for name in names if (found := _found(self.folder / name)))
        return rule.going(files, (named for row in exports if (named := _named(row))), now)


def _found(path: Path) -> Found | None:
    """A file as it is there; none when it has gone, or is no file."""
    try:
        about = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(about.st_mode):
        return None
    entry = Entry(path, about.st_size, datetime.fromtimestamp(about.st_mtime, UTC))
    return Found(entry, datetime.fromtimestamp(about.st_ctime, UTC))


def _named(export: ExportHistory) -> Named | None:
    """An export, if it is known by which preset its film was made."""
    try:
        ending = f"-{export.id[-8:]}.{used(export).container}"
    except (Invalid, msgspec.DecodeError):
        return None
    over_at = export.deleted_at if export.is_deleted else export.completed_at
    return Named(ending, export.output_file, over_at if export.status in ENDED else None)
