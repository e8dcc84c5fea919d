"""The composition root: every face works through one ``Services`` and its units of work.

    with services.writing() as unit:
        unit.editing.apply(project_id, [edit])

The unit is committed once, at the end of the block; any error loses it whole.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from aura import schema
from aura.actor import LOCAL, Actor
from aura.audit.events import Events
from aura.blobs.objects import Objects
from aura.config import Settings
from aura.db import migrate
from aura.db.engine import Database, utc_now
from aura.db.faults import named_faults
from aura.db.work import Units, Work
from aura.exports.tools import Tools
from aura.projects.assets import Assets
from aura.projects.editing import Applied, Editing
from aura.projects.history import History
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.versions import Versions

if TYPE_CHECKING:  # with exports comes what draws, and most commands need neither
    from aura.exports.exports import Exports
    from aura.providers.text.drafter import Drafter


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

    def live(self, project_id: uuid.UUID) -> LiveView:
        """A project's content as it is now."""
        return LiveView(self.work.session, self.projects.get(project_id))

    @cached_property
    def exports(self) -> "Exports":
        from aura.exports.exports import Exports

        return Exports(self.work, self.services.settings.exports_dir)

    @cached_property
    def events(self) -> Events:
        return Events(self.work)

    @cached_property
    def assets(self) -> Assets:
        return Assets(self.work, self.services.objects)


class Services:
    """One Aura: its settings, its database, its media."""

    def __init__(self, settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.database = Database(settings.url, timeout_s=settings.database_timeout_s, clock=clock)
        self.units = Units(self.database)
        self.objects = Objects(settings.media_dir)

    def open(self) -> "Services":
        """Check the database and bring it up to date, after a backup when it holds data."""
        schema.require_complete()
        try:
            with named_faults():
                self.database.verify()
                migrate.up_to_date(self.database, self.settings.backups_dir)
        except BaseException:
            self.close()
            raise
        return self

    @cached_property
    def drafter(self) -> "Drafter":
        """Who writes scripts."""
        from aura.providers.text.offline import OfflineDrafter

        return OfflineDrafter()

    def start_project(self, text: str, name: str, actor: Actor = LOCAL) -> uuid.UUID:
        """A new project from the text of a brief or of a script; answers its id."""
        from aura.generation.starting import start

        return start(self.units, actor, text, name, self.drafter)

    def draft(self, project_id: uuid.UUID, actor: Actor = LOCAL) -> Applied:
        """Draft a project's script from its brief and plan."""
        from aura.generation.drafting import draft

        return draft(self.units, actor, project_id, self.drafter)

    @cached_property
    def tools(self) -> Tools:
        """What exports are made with.  Loaded when a worker first needs it."""
        from aura.providers.speech.espeak import EspeakSpeaker
        from aura.render.engine import Engine

        return Tools(
            units=self.units,
            objects=self.objects,
            speaker=EspeakSpeaker(),
            engine=Engine(
                self.settings.cache_dir / "render", self.objects.path, workers=self.settings.workers or None
            ),
            folder=self.settings.exports_dir,
        )

    def close(self) -> None:
        """Let go of everything that was opened."""
        if "tools" in self.__dict__:
            self.tools.engine.close()
            self.tools.speaker.close()
        self.database.dispose()

    @contextmanager
    def writing(self, actor: Actor = LOCAL) -> Iterator[Unit]:
        with self.units.writing(actor) as work:
            yield Unit(work, self)

    @contextmanager
    def reading(self, actor: Actor = LOCAL) -> Iterator[Unit]:
        with self.units.reading(actor) as work:
            yield Unit(work, self)
