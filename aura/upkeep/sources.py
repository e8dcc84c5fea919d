"""Other places that may still have content which cannot be read: what projects are now, and a backup."""

import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from aura.actor import LOCAL
from aura.blobs import content
from aura.blobs.repair import Source
from aura.db import migrate
from aura.db.engine import Database
from aura.db.work import Units
from aura.errors import NotFound, ToolFailed
from aura.projects.live import LiveView
from aura.projects.rows import PART_COLUMNS
from aura.projects.tables import ProjectState
from aura.timeline.codec import digest
from aura.timeline.document import Head
from aura.upkeep.rows import UNREADABLE


def live(units: Units) -> Source:
    """What the parts and the timelines of all projects are now."""

    def find(names: Collection[bytes]) -> Mapping[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        with units.reading() as work:
            ids = work.session.scalars(select(ProjectState.id)).all()
        for project_id in ids:
            with units.reading() as work:
                project = work.session.get(ProjectState, project_id)
                if project is not None:
                    found |= _of_project(work.session, project, names)
        return found

    return find


@contextmanager
def backup(original: Path) -> Iterator[Source]:
    """What a backup's database has; it is read from a copy, brought up to date where it is older."""
    with tempfile.TemporaryDirectory(prefix="aura-") as name:
        copy = Path(name) / "aura.db"
        shutil.copyfile(original, copy)
        database = Database(f"sqlite:///{copy}")
        try:
            migrate.up_to_date(database, Path(name))

            def find(names: Collection[bytes]) -> Mapping[bytes, bytes]:
                with database.reading(LOCAL) as session:
                    return {each: data for each in names if (data := _stored(session, each)) is not None}

            yield find
        finally:
            database.dispose()


def _stored(session: Session, name: bytes) -> bytes | None:
    try:
        return content.get(session, name)
    except (NotFound, ToolFailed):
        return None


def _of_project(session: Session, project: ProjectState, names: Collection[bytes]) -> dict[bytes, bytes]:
    parts = [getattr(project, column).encode() for kind, column in PART_COLUMNS.items() if kind is not Head]
    with suppress(*UNREADABLE):
        pieces = LiveView(session, project).pieces()
        parts += [*pieces, b"".join(pieces)]
    return {name: part for part in parts if (name := digest(part)) in names}
