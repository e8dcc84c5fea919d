"""A deleted project goes after thirty days: rows, content, media and films together, or not at all."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from aura.actor import LOCAL, Actor
from aura.audit.events import Events
from aura.blobs.objects import Objects
from aura.blobs.tables import ContentBlob
from aura.cleanup import films
from aura.cleanup.media import free_media
from aura.cleanup.projects import free_projects
from aura.cleanup.rules import ages
from aura.cleanup.tables import Chore
from aura.db.work import Units, Work
from aura.errors import Conflict
from aura.exports.tables import ExportHistory
from aura.projects.naming import BROUGHT_BACK_FOR
from aura.projects.tables import ActionLog, AssetState, ProjectVersion, SceneState


class Crash(BaseException):
    """The process was killed."""


class Crashing(Units):
    """Units of work that crash at a step: before the commit of a unit, or right after it."""

    def __init__(self, units: Units, at: int) -> None:
        super().__init__(units.database)
        self.left = at

    def step(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Crash

    @contextmanager
    def writing(self, actor: Actor = LOCAL) -> Iterator[Work]:
        with super().writing(actor) as work:
            yield work
            work.session.flush()
            self.step()
        self.step()


class Doomed:
    """A project with everything that a project can have, deleted, and another that shares some of it."""

    def __init__(self, yard: Any, other: uuid.UUID) -> None:
        self.yard = yard
        self.other = other
        name = uuid.uuid4().bytes
        with yard.together():
            self.id: uuid.UUID = yard.project()
            self.own, self.shared = yard.bring(self.id, b"own" + name), yard.bring(self.id, b"both")
            self.made = yard.hold(self.id, b"made" + name)
            yard.save(self.id, "text 0")
            yard.edit(self.id, "x" * 20_000)
            self.film = yard.exports / yard.film(self.id, 2)
            yard.delete(self.id)

    @property
    def files(self) -> list[Path]:
        return [self.film, *(self.object(asset) for asset in (self.own, self.made))]

    def object(self, asset: Any) -> Path:
        return self.yard.aura.objects.root / asset.digest[:2] / asset.digest

    def is_gone(self) -> bool:
        mine = (SceneState, AssetState, ProjectVersion, ActionLog, ExportHistory)
        counts = [self.yard.count(table, table.project_id == self.id) for table in mine]
        return not self.yard.exists(self.id) and counts == [0] * len(mine)


@pytest.fixture
def other(yard: Any) -> uuid.UUID:
    """A project that shares a file with the doomed one, and has a film."""
    with yard.together():
        project: uuid.UUID = yard.project("Others")
        yard.bring(project, b"both")
        yard.film(project)
    return project


@pytest.fixture
def doomed(yard: Any, other: uuid.UUID) -> Doomed:
    return Doomed(yard, other)


def test_rows_content_media_and_films_go_together(yard: Any, doomed: Doomed) -> None:
    yard.clock.advance(days=31)
    left = yard.count(ContentBlob)

    assert yard.clean()["deleted projects"].items == 1

    assert doomed.is_gone()
    assert not any(path.exists() for path in doomed.files)
    assert yard.is_there(doomed.shared)
    assert len(list(yard.exports.glob("*.mp4"))) == 1
    yard.clock.advance(hours=2)
    yard.clean()
    assert 0 < yard.count(ContentBlob) < left
    with yard.aura.reading() as unit:
        assert unit.versions.document(doomed.other, 1).timeline.scenes[0].script_text == "one"


def test_until_then_it_can_be_brought_back_as_it_was(yard: Any, doomed: Doomed) -> None:
    yard.clock.advance(days=29, hours=23)
    assert "deleted projects" not in yard.clean()
    with yard.aura.writing() as unit:
        unit.projects.bring_back(doomed.id)
    with yard.aura.reading() as unit:
        assert unit.versions.document(doomed.id, 2).timeline.scenes[0].script_text == "text 0"
    assert all(path.exists() for path in doomed.files)

    yard.clock.advance(days=31)

    assert "deleted projects" not in yard.clean()
    assert yard.exists(doomed.id)


def test_one_that_may_go_any_moment_cannot_be_brought_back_half(yard: Any, doomed: Doomed) -> None:
    assert ages.DELETED == BROUGHT_BACK_FOR
    yard.clock.advance(days=30)

    with pytest.raises(Conflict, match="30 days ago"), yard.aura.writing() as unit:
        unit.projects.bring_back(doomed.id)


def test_a_project_whose_export_is_being_made_stays(yard: Any, doomed: Doomed) -> None:
    yard.clock.advance(days=31)
    until = yard.clock.moment.replace(year=2027)
    yard.change(ExportHistory, status="InProgress", lease_until=until)
    yard.clean()
    assert yard.exists(doomed.id)
    assert all(path.exists() for path in doomed.files)

    yard.change(ExportHistory, status="Failed", lease_until=None)
    yard.clean()

    assert doomed.is_gone()


def test_killed_at_any_step_a_project_that_remains_has_its_files_and_the_next_run_ends_it(
    yard: Any, other: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, crashes = 0, 0
    while True:
        doomed = Doomed(yard, other)
        yard.clock.advance(days=31)
        units = Crashing(yard.aura.units, at)
        with monkeypatch.context() as patched:
            _step_before(patched, units, Path, "unlink")
            _step_before(patched, units, Objects, "remove")
            try:
                free_projects(yard.ground(units=units))
            except Crash:
                crashes += 1
            else:
                break
        if yard.exists(doomed.id):
            assert all(path.exists() for path in doomed.files)
        free_projects(yard.ground())
        free_media(yard.ground())
        assert doomed.is_gone()
        assert not any(path.exists() for path in doomed.files)
        assert len(list(yard.exports.glob("*.mp4"))) == 1
        assert yard.is_there(doomed.shared)
        at += 1
    assert crashes > 12


def _step_before(patched: pytest.MonkeyPatch, units: Crashing, owner: Any, name: str) -> None:
    """Removing a file is a step as well."""
    real = getattr(owner, name)

    def stepping(*args: Any, **options: Any) -> Any:
        units.step()
        return real(*args, **options)

    patched.setattr(owner, name, stepping)


def test_a_film_that_was_written_down_goes_at_the_next_run(yard: Any, doomed: Doomed) -> None:
    yard.clock.advance(days=31)
    with yard.aura.units.writing() as work:
        films.write_down(work, [doomed.film.name, "gone-already.mp4"])
    assert yard.clean(dry_run=True)["deleted projects"].bytes > 4000

    yard.clean()

    assert not doomed.film.exists()
    with yard.aura.reading() as unit:
        assert unit.work.session.get_one(Chore, films.LIST).result_json == "[]"


def test_a_project_goes_when_one_of_its_exports_is_changed_at_the_same_time(
    yard: Any, doomed: Doomed, meanwhile: Any
) -> None:
    yard.clock.advance(days=31)
    with yard.aura.writing() as unit:
        export = next(each for each in unit.exports.list().items if each.project_id == doomed.id)
        unit.exports.held(export.id)
        purge = meanwhile(lambda: free_projects(yard.ground()))
        Events(unit.work).record("export.told", {}, project_id=doomed.id, export_id=export.id)

    assert purge.exception() is None
    assert doomed.is_gone()
