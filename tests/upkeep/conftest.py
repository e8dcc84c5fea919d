"""A store with all that a store can have, made once; and copies of it to be damaged."""

import random
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from aura import config
from aura.blobs import sweep
from aura.blobs.objects import Objects
from aura.config import Settings
from aura.db.engine import Database
from aura.db.work import Units
from aura.projects.live import LiveView
from aura.services import Services
from aura.timeline.document import Asset, Brief
from aura.timeline.edits import decode
from aura.timeline.scene import Scene
from aura.upkeep import checking, repairing
from aura.upkeep.findings import Report
from aura.upkeep.repairing import Repaired
from tests.conftest import POSTGRESQL, Clock

WORDS = [f"word{number}" for number in range(400)]


def text(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(WORDS, k=count))


def scenes(rng: random.Random, count: int, words: int) -> list[Scene]:
    ids = (uuid.UUID(int=rng.getrandbits(128), version=4) for _ in range(count))
    return [Scene(id=str(each), script_text=text(rng, words)) for each in ids]


@dataclass
class Store:
    """A home whose database is a file of its own, to be damaged."""

    home: Path
    opened: list[Database] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.home / "aura.db"

    @property
    def objects(self) -> Objects:
        return Objects(self.home / "media")

    @property
    def settings(self) -> Settings:
        return config.load(self.home, database_url=f"sqlite:///{self.file}")

    @property
    def units(self) -> Units:
        self.opened.append(Database(self.settings.url))
        return Units(self.opened[-1])

    def spoil(self, spoil: Callable[[sqlite3.Connection], Any]) -> Any:
        """Change the database behind its back."""
        with closing(sqlite3.connect(self.file)) as connection, connection:
            return spoil(connection)

    def check(self, *, reread: bool = False) -> Report:
        return checking.check(self.units, self.objects, reread=reread)

    def repair(self, *, reread: bool = False, source: Path | None = None) -> Repaired:
        return repairing.repair(self.units, self.objects, self.settings, reread=reread, source=source)

    def versions(self) -> dict[tuple[str, int], Any]:
        """What each version is, or in which words it cannot be read."""
        from aura.projects.tables import ProjectState, ProjectVersion

        found: dict[tuple[str, int], Any] = {}
        with self.units.reading() as work:
            for version in work.session.query(ProjectVersion).all():
                project = work.session.get_one(ProjectState, version.project_id)
                key = (str(version.project_id), version.version_number)
                try:
                    found[key] = LiveView(work.session, project).frozen(version)
                except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                    found[key] = repr(error)
        return found

    def dump(self) -> list[str]:
        """All rows of the database."""
        with closing(sqlite3.connect(self.file)) as connection:
            return list(connection.iterdump())

    def close(self) -> None:
        for database in self.opened:
            database.dispose()


def a_life(aura: Services, clock: Clock) -> None:
    """Projects small and large, with a long history, branches, restore points, copies, actions too large to
    stand in their rows, deleted versions, and content that was swept."""
    rng = random.Random(5)
    files = [aura.objects.put([rng.randbytes(800 + number)]) for number in range(24)]
    assets = [
        Asset(digest=file.digest, type="Image", name=f"{n}.png", mime="image/png", size_bytes=file.size_bytes)
        for n, file in enumerate(files)
    ]
    with aura.writing() as unit:
        small = unit.projects.create(brief=Brief(topic="Rivers"), scenes=scenes(rng, 6, 60)).id
        large = unit.projects.create(brief=Brief(topic="Seas"), scenes=scenes(rng, 330, 130)).id
    for number, asset in enumerate(assets):
        with aura.writing() as unit:
            unit.assets.add(small if number % 2 else large, asset)
    with aura.reading() as unit:
        ids = {each: [s.id for s in unit.live(each).document().timeline.scenes] for each in (small, large)}

    def edit(project_id: uuid.UUID, **fields: Any) -> None:
        with aura.writing() as unit:
            unit.editing.apply(project_id, [decode(fields.pop("kind"), fields, public_only=False)])

    def save(project_id: uuid.UUID, **options: Any) -> None:
        with aura.writing() as unit:
            unit.versions.save(project_id, **options)

    for step in range(70):
        scene = rng.choice(ids[small])
        if step % 9 == 4:
            edit(small, kind="scene.media", scene=scene, media={"asset": rng.choice(assets[1::2]).digest})
        elif step % 9 == 6:
            edit(small, kind="brief.set", topic=text(rng, 3), notes=text(rng, 40))
        else:
            edit(small, kind="scene.text", scene=scene, text=text(rng, 60))
        save(small, important=step % 20 == 7)
    for step in range(9):
        for _ in range(3):
            edit(large, kind="scene.text", scene=rng.choice(ids[large]), text=text(rng, 130))
        save(large, important=step == 4)
    for scene in [*ids[small], *ids[small]]:
        edit(small, kind="scene.text", scene=scene, text=text(rng, 2600)[:19_000])
    with aura.writing() as unit:
        unit.versions.restore(small, 12)
        unit.versions.restore(large, 3)
        unit.versions.save(small)
        unit.versions.save(large)
        unit.versions.branch(small, 20)
        unit.versions.branch(large, 5)
        unit.versions.delete(small, 30)
        unit.versions.delete(large, 6)
        gone = [unit.versions.delete(small, number).version_number for number in (33, 34, 41)]
    clock.advance(days=31)
    with aura.writing() as unit:
        unit.versions.purge([unit.versions.get(small, number, deleted=True) for number in gone])
    clock.advance(days=2)
    sweep.sweep(aura.units, clock() - timedelta(hours=1))


@pytest.fixture(scope="session")
def whole(template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store, whole."""
    if POSTGRESQL:
        pytest.skip("a database is damaged, copied and looked at as a file")
    home = tmp_path_factory.mktemp("whole")
    shutil.copyfile(template_database, home / "aura.db")
    clock = Clock()
    aura = Services(config.load(home, database_url=f"sqlite:///{home / 'aura.db'}"), clock=clock).open()
    a_life(aura, clock)
    aura.close()
    return Store(home)


@pytest.fixture
def new_store(whole: Store, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Makes a copy of the store."""
    made: list[Store] = []

    def copy() -> Store:
        home = tmp_path / f"store{len(made)}"
        home.mkdir()
        shutil.copyfile(whole.file, home / "aura.db")
        shutil.copytree(
            whole.home / "media", home / "media", copy_function=lambda a, b: Path(b).hardlink_to(a)
        )
        made.append(Store(home))
        return made[-1]

    yield copy
    for store in made:
        store.close()


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    return new_store()
