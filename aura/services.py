"""The composition root: every face works through one ``Services`` and its units of work.

    with services.writing() as unit:
        unit.editing.apply(project_id, [edit])

The unit is committed once, at the end of the block; any error loses it whole.
"""

import threading
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
from aura.config import Settings, said
from aura.db import migrate
from aura.db.engine import Database, utc_now
from aura.db.faults import named_faults
from aura.db.work import Units, Work
from aura.errors import Unavailable
from aura.exports.tools import Tools
from aura.media.prober import Prober
from aura.once import Once
from aura.projects.assets import Assets
from aura.projects.editing import Editing
from aura.projects.history import History
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.versions import Versions
from aura.providers.online.endpoint import Endpoint
from aura.setup.catalogue import KINDS, Kind, given
from aura.setup.configuration import Configuration, Defaults
from aura.setup.machine import ffmpeg_in_use
from aura.setup.secrets import Secrets
from aura.setup.setups import InUse, Setups
from aura.shipped import shipped

if TYPE_CHECKING:  # with exports comes what draws, and most commands need neither
    from aura.cleanup.rule import Result
    from aura.exports.exports import Exports
    from aura.exports.line import Line
    from aura.exports.presets import Presets
    from aura.exports.previewing import Previews
    from aura.generation.makers import Makers
    from aura.generation.studio import Studio
    from aura.generation.usual import Usual
    from aura.render.glances.glances import Glances
    from aura.render.scripted.installed import Scripts
    from aura.templates.custom_templates import CustomTemplates
    from aura.templates.templates import Templates
    from aura.templates.using import Gallery


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

        return Exports(self.work, self.services.objects, self.services.settings.exports_dir)

    @cached_property
    def presets(self) -> "Presets":
        from aura.exports.presets import Presets

        return Presets(self.work)

    @cached_property
    def line(self) -> "Line":
        from aura.exports.line import Line

        return Line(self.exports)

    @cached_property
    def events(self) -> Events:
        return Events(self.work)

    @cached_property
    def configuration(self) -> Configuration:
        return Configuration(self.work, self.services.secrets, self.services.given)

    @cached_property
    def usual(self) -> "Usual":
        """What a new project begins with where nobody says otherwise: the settings' defaults, and the
        servers that were set up."""
        from aura.generation.usual import Usual

        text, speech, images = (self.configuration.source(kind) for kind in KINDS)
        defaults: Defaults | Unavailable
        try:
            defaults = self.configuration.defaults()
        except Unavailable as error:
            defaults = error
        return Usual(defaults, text, speech, images)

    @cached_property
    def setup(self) -> Setups:
        return Setups(self.work, self.services.in_use)

    @cached_property
    def templates(self) -> "Templates":
        from aura.templates.templates import Templates

        return Templates(self.work)

    @cached_property
    def custom_templates(self) -> "CustomTemplates":
        from aura.templates.custom_templates import CustomTemplates

        return CustomTemplates(self.work)

    @cached_property
    def assets(self) -> Assets:
        return Assets(self.work, self.services.objects)


class Services:
    """One Aura: its settings, its database, its media."""

    def __init__(self, settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.given = given(said(settings.home))
        self.secrets = Secrets(settings.home)
        self.database = Database(settings.url, timeout_s=settings.database_timeout_s, clock=clock)
        self.units = Units(self.database)
        self.objects = Objects(settings.media_dir)
        self.making = threading.RLock()
        self.closing = threading.Event()
        """Set when whoever serves is asked to stop: what has no end of its own ends now."""

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
    def in_use(self) -> InUse:
        """What is shown to be in use; nobody sets it but the environment."""
        return InUse(ffmpeg_in_use(self.settings), str(self.settings.exports_dir))

    @Once
    def prober(self) -> Prober:
        """Who measures media files."""
        return Prober()

    @Once
    def makers(self) -> "Makers":
        """Who makes scripts, voices, pictures, music."""
        from aura.generation.makers import Makers

        return Makers(self.units, self.objects, self.prober, self._endpoint)

    @Once
    def studio(self) -> "Studio":
        """What is made for projects, as verbs."""
        from aura.generation.studio import Studio

        return Studio(self.units, self.makers, self.usual)

    @Once
    def gallery(self) -> "Gallery":
        """Templates put to use.  Those that ship with Aura are taken in when it is first asked for."""
        from aura.templates.shelving import shelve
        from aura.templates.using import Gallery
        from aura.templates.writers import Writers

        shelve(self.units, LOCAL, shipped("templates"))
        writers = Writers(lambda: self.studio, self.usual)
        return Gallery(self.units, writers.drafter, writers.tells, lambda actor: self.usual(actor).document)

    @Once
    def glances(self) -> "Glances":
        """Who makes thumbnails, contact sheets and waveforms."""
        from aura.render.glances.glances import Glances

        located = self.scripts.beside(self.objects.find, self.objects.path)
        return Glances(self.settings.cache_dir / "glances", located)

    @Once
    def scripts(self) -> "Scripts":
        """The scenes written in Python that are installed here."""
        from aura.render.scripted.installed import Scripts

        return Scripts(self.settings.scenes_dir)

    @Once
    def tools(self) -> Tools:
        """What exports are made with.  Loaded when a worker first needs it."""
        from aura.generation.shelf import Shelf
        from aura.render.engine import Engine

        cache = self.settings.cache_dir
        return Tools(
            units=self.units,
            objects=self.objects,
            makers=self.makers,
            shelf=Shelf(cache / "made", self.objects),
            engine=Engine(
                cache / "render",
                self.scripts.beside(self.objects.find, self.objects.path),
                workers=self.settings.workers or None,
            ),
            folder=self.settings.exports_dir,
            scripts=self.scripts,
        )

    def previews(self, actor: Actor = LOCAL) -> "Previews":
        """Who shows parts of an actor's films before they are made."""
        from aura.exports.previewing import Previews

        return Previews(self.tools, self.settings.cache_dir / "previews", actor)

    def clean_up(self, *, dry_run: bool = False) -> "list[Result]":
        """Remove at once all that nobody needs any more, or tell what would be."""
        from aura.cleanup.cleanup import clean_up
        from aura.cleanup.freeing import Ground

        now = self.database.clock()
        return list(clean_up(Ground(self.units, self.objects, self.settings, now, dry_run=dry_run)))

    def trim_cache(self) -> None:
        """Bring the cache of renders below its limit again."""
        from aura.cleanup.freeing import Ground
        from aura.cleanup.renders import RENDERS
        from aura.cleanup.rule import carry_out

        carry_out(RENDERS, Ground(self.units, self.objects, self.settings, self.database.clock()))

    def close(self) -> None:
        """Let go of everything that was opened."""
        opened = self.__dict__
        if "tools" in opened:
            self.tools.engine.close()
        if "makers" in opened:
            self.makers.close()
        if "prober" in opened:
            self.prober.close()
        if "glances" in opened:
            self.glances.close()
        self.database.dispose()

    def _endpoint(self, kind: Kind) -> Endpoint | None:
        with self.reading() as unit:
            return unit.configuration.endpoint(kind)

    def usual(self, actor: Actor = LOCAL) -> "Usual":
        """What a new project of an actor begins with."""
        with self.reading(actor) as unit:
            return unit.usual

    @contextmanager
    def writing(self, actor: Actor = LOCAL) -> Iterator[Unit]:
        with self.units.writing(actor) as work:
            yield Unit(work, self)

    @contextmanager
    def reading(self, actor: Actor = LOCAL) -> Iterator[Unit]:
        with self.units.reading(actor) as work:
            yield Unit(work, self)
