"""One project in an Aura of its own, on SQLite as it ships, worked through the services.

Every verb is a fresh unit of work, committed at its end.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from aura import config
from aura.blobs import sweep
from aura.db.engine import utc_now
from aura.projects.writer import Writer
from aura.services import Services
from aura.timeline.codec import Frozen
from aura.timeline.comparing import Comparison
from aura.timeline.document import Asset, Brief, Document
from aura.timeline.edits import Edit
from aura.timeline.media_named import objects_of
from aura.timeline.view import Change, Outcome

KEPT = timedelta(days=31)
"""What was deleted, and content that nothing names any more, is gone for good some time before."""


class AuraStore:
    """A project, its versions, and the database they are in."""

    def __init__(self, home: Path) -> None:
        self.later = timedelta()
        settings = config.load(home, database_url="")
        self.services = Services(settings, clock=lambda: utc_now() + self.later).open()
        with self.services.writing() as unit:
            self.project: uuid.UUID = unit.projects.create(brief=Brief(topic="nothing yet")).id
        with self.services.reading() as unit:
            self.now = unit.live(self.project).document()

    def close(self) -> None:
        self.services.close()

    def bring_to(self, document: Document) -> None:
        """Write the rows that differ, as restoring a version does; nothing is logged."""
        with self.services.writing() as unit:
            unit.projects.hold(self.project)
            change = Change("document", self.now, document)
            Writer(unit.live(self.project)).write(Outcome(inverse=None, words="", changes=(change,)))
        self.now = document

    def hold_files(self, document: Document) -> None:
        """Register the files that a document names, so that edits may bring its scenes back."""
        with self.services.writing() as unit:
            unit.projects.hold(self.project)
            writer = Writer(unit.live(self.project))
            for digest in sorted(objects_of(document)):
                writer.hold(Asset(digest=digest, type="Image"))

    def save(self) -> None:
        with self.services.writing() as unit:
            unit.versions.save(self.project)

    def read(self, number: int) -> Frozen:
        """A version's five parts, each checked against its digest."""
        with self.services.reading() as unit:
            return unit.versions.frozen(self.project, number)

    def compare(self, number: int, other: int) -> Comparison:
        with self.services.reading() as unit:
            return unit.versions.compare(self.project, number, other)

    def restore(self, number: int) -> None:
        with self.services.writing() as unit:
            unit.versions.restore(self.project, number)

    def apply(self, *edits: Edit) -> None:
        with self.services.writing() as unit:
            unit.editing.apply(self.project, edits)

    def undo(self) -> None:
        with self.services.writing() as unit:
            unit.editing.undo(self.project)

    def delete(self, numbers: Sequence[int]) -> None:
        """Delete versions, and let the time pass in which they could be brought back."""
        with self.services.writing() as unit:
            for number in numbers:
                unit.versions.delete(self.project, number)
        self.later += KEPT

    def purge(self, numbers: Sequence[int]) -> None:
        """Remove versions for good that were deleted long enough ago."""
        with self.services.writing() as unit:
            unit.versions.purge([unit.versions.get(self.project, number, deleted=True) for number in numbers])

    def sweep(self) -> sweep.Swept:
        """Remove all content that nothing names, at once: without the days of grace."""
        self.later += KEPT
        units = self.services.units
        return sweep.sweep(units, units.database.clock())

    def stored_bytes(self) -> int:
        """The database's pages that are in use."""
        pages, free, size = (
            self._number(f"PRAGMA {name}") for name in ("page_count", "freelist_count", "page_size")
        )
        return (pages - free) * size

    def table_bytes(self) -> Mapping[str, int]:
        """Bytes of the pages of each table, its indexes included."""
        with self.services.reading() as unit:
            return {row.tbl_name: row.bytes for row in unit.work.session.execute(_TABLES)}

    def _number(self, statement: str) -> int:
        with self.services.reading() as unit:
            found: Any = unit.work.session.scalar(text(statement))
        return int(found)


_TABLES = text(
    "SELECT tbl_name, sum(pgsize) AS bytes FROM dbstat JOIN sqlite_schema USING (name)"
    " GROUP BY tbl_name ORDER BY bytes DESC"
)
