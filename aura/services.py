"""The composition root: every face works through one ``Services`` and its units of work.

    with services.writing() as unit:
        unit.editing.apply(project_id, [edit])

The unit is committed once, at the end of the block; any error loses it whole.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from aura import schema
from aura.actor import LOCAL, Actor
from aura.blobs.objects import Objects
from aura.config import Settings
from aura.db import migrate
from aura.db.engine import Database, utc_now
from aura.db.work import Work
from aura.projects.assets import Assets
from aura.projects.editing import Editing
from aura.projects.history import History
from aura.projects.projects import Projects
from aura.projects.versions import Versions


@dataclass(frozen=True)
class Unit:
    """The verbs, all on one transaction."""

    work: Work
    services: "Services"

    @cached_property
    def projects(self) -> Projects:
        return Projects(self.work)

    @cached_property
    def editing(self) -> Editing:
        return Editing(self.work)

    @cached_property
    def versions(self) -> Versions:
        return Versions(self.work)

    @cached_property
    def history(self) -> History:
        return History(self.work)

    @cached_property
    def assets(self) -> Assets:
        return Assets(self.work, self.services.objects)


class Services:
    """One Aura: its settings, its database, its media."""

    def __init__(self, settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self.database = Database(settings.url, timeout_s=settings.database_timeout_s, clock=clock)
        self.objects = Objects(settings.media_dir)

    def open(self) -> "Services":
        """Check the database and bring it up to date, after a backup when it holds data."""
        schema.require_complete()
        self.database.verify()
        migrate.up_to_date(self.database, self.settings.backups_dir)
        return self

    def close(self) -> None:
        self.database.dispose()

    @contextmanager
    def writing(self, actor: Actor = LOCAL) -> Iterator[Unit]:
        with self.database.writing(actor) as session:
            work = Work(session, actor, self.clock)
            yield Unit(work, self)
        for error in work.failures:
            raise error

    @contextmanager
    def reading(self, actor: Actor = LOCAL) -> Iterator[Unit]:
        with self.database.reading(actor) as session:
            yield Unit(Work(session, actor, self.clock), self)
