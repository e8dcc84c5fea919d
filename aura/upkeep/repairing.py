"""Mends what a check finds, where it can be mended, and says what is left.

Look, mend what cannot be read, look again, mend the rest: each round mends what the one before made
possible, until a look finds nothing that can be mended.  So a second repair changes nothing.  Before the
first change the database is copied.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from aura.actor import LOCAL, Actor
from aura.blobs.objects import Objects
from aura.blobs.repair import Repair, Source
from aura.config import Settings
from aura.db import backup, integrity
from aura.db.work import Units, Work
from aura.logs import get_logger
from aura.upkeep import media, mending, sources
from aura.upkeep.backup_folder import Backup, opened
from aura.upkeep.checking import Looked, look, report
from aura.upkeep.findings import KINDS, Report, Trouble

_ROUNDS = 8
_OF_ROWS = {
    "scene-differs",
    "asset-differs",
    "project-differs",
    "part-unreadable",
    "order-doubled",
    "number-behind",
}

log = get_logger()


class Mended(Struct, frozen=True):
    """One thing that was mended."""

    kind: str
    words: str


class Repaired(Struct, frozen=True):
    """What was mended, what is left, and where the database is kept as it was."""

    mended: list[Mended]
    left: Report
    backup: str | None


class BackedUpFirst(Units):
    """Units of work that keep a copy of the database from before the first change."""

    def __init__(self, units: Units, folder: Path) -> None:
        super().__init__(units.database)
        self.folder = folder
        self.copy: Path | None = None

    @contextmanager
    def writing(self, actor: Actor = LOCAL) -> Iterator[Work]:
        file = self.database.file
        if self.copy is None and file is not None:
            copy = self.folder / f"before-repair-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.db"
            backup.copy_of(file, copy, verified=False)
            self.copy = copy
        with super().writing(actor) as work:
            yield work


def repair(
    units: Units, objects: Objects, settings: Settings, *, reread: bool = False, source: Path | None = None
) -> Repaired:
    """Mend what can be mended; ``source`` is a backup to take from what is nowhere else."""
    mended: list[Mended] = []
    kept = BackedUpFirst(units, settings.backups_dir)
    with ExitStack() as stack:
        found = stack.enter_context(opened(source, settings.home)) if source else None
        elsewhere = [sources.live(units)]
        if found is not None and found.database is not None:
            elsewhere.append(stack.enter_context(sources.backup(found.database)))
        for _ in range(_ROUNDS):
            looked = look(kept, objects, reread=reread, pause=lambda: None)
            done = list(_mend(kept, objects, looked, elsewhere, found))
            mended += done
            if not done:
                break
    for each in mended:
        log.info("mended", kind=each.kind, what=each.words)
    copy = str(kept.copy) if kept.copy else None
    return Repaired(mended, report(looked, reread=reread), copy)


def _mend(
    units: Units, objects: Objects, looked: Looked, elsewhere: Sequence[Source], found: Backup | None
) -> Iterator[Mended]:
    """Mend what comes first of what was found: the other things may look otherwise after it."""
    steps: Sequence[Callable[[], Iterator[Mended]]] = (
        lambda: _indexes(units, looked.troubles),
        lambda: _contents(Repair(units, looked.checked, elsewhere)),
        lambda: _others(units, objects, looked, Repair(units, looked.checked, elsewhere), found),
    )
    for step in steps:
        if done := list(step()):
            yield from done
            return


def _indexes(units: Units, troubles: Sequence[Trouble]) -> Iterator[Mended]:
    for index in sorted({trouble.key for trouble in troubles if trouble.kind == "index-damaged"}):
        with units.writing() as work:
            integrity.make_index_anew(work.session.connection(), index)
        yield Mended("index-damaged", f"Made the index {index} anew.")


def _contents(repair: Repair) -> Iterator[Mended]:
    for kind, name, _ in repair.contents():
        yield Mended(kind, f"Stored content {name.hex() if name else ''} anew.")


def _others(
    units: Units, objects: Objects, looked: Looked, repair: Repair, found: Backup | None
) -> Iterator[Mended]:
    for kind, name, payload_id in repair.others():
        yield Mended(kind, f"{KINDS[kind]} ({f'content {name.hex()}' if name else f'payload {payload_id}'})")
    done: set[tuple[object, ...]] = set()
    for trouble in looked.troubles:
        if trouble.kind in _OF_ROWS and (trouble.kind, trouble.project_id, trouble.key) not in done:
            done.add((trouble.kind, trouble.project_id, trouble.key))
            with units.writing() as work:
                mended = mending.mend(work, trouble)
            if mended:
                yield Mended(trouble.kind, trouble.words)
        elif (
            trouble.kind in ("media-missing", "media-damaged")
            and found is not None
            and media.take_from(objects, found.media, trouble.key)
        ):
            yield Mended(trouble.kind, trouble.words)
