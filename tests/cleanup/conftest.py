"""A home in which much has grown old, and short ways to clean it up and to look at what is left."""

import os
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from aura import schema
from aura.cleanup.cleanup import RULES, clean_up
from aura.cleanup.freeing import Ground
from aura.cleanup.rule import Result
from aura.exports.tables import ExportHistory
from aura.ids import new_id
from aura.projects.live import LiveView
from aura.projects.tables import AssetState, ProjectState, ProjectVersion
from aura.projects.writer import Writer
from aura.services import Services, Unit
from aura.timeline.document import Asset, Brief
from aura.timeline.edits.assets import AddAsset
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Scene

ALL = [rule.name for rule in RULES]


class Yard:
    """One Aura, and what is left lying about in it."""

    def __init__(self, aura: Services, clock: Any) -> None:
        self.aura = aura
        self.clock = clock
        self.exports = aura.settings.exports_dir
        self.cache = aura.settings.cache_dir
        self._together: Unit | None = None

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is said in this block is one unit of work."""
        with self.aura.writing() as self._together:
            yield
        self._together = None

    def writing(self) -> AbstractContextManager[Unit]:
        return nullcontext(self._together) if self._together else self.aura.writing()

    # What is there.

    def project(self, topic: str = "Lighthouses") -> uuid.UUID:
        with self.writing() as unit:
            scenes = [Scene(id=str(new_id()), script_text=word) for word in ("one", "two")]
            return unit.projects.create(brief=Brief(topic=topic), scenes=scenes).id

    def edit(self, project_id: uuid.UUID, text: str) -> None:
        with self.writing() as unit:
            scene = unit.live(project_id).at(1)
            assert scene
            unit.editing.apply(project_id, [SetSceneText(scene=scene, text=text)])

    def save(self, project_id: uuid.UUID, text: str, kind: Any = "Autosave") -> int:
        """An edit, and the version that holds it."""
        self.edit(project_id, text)
        with self.writing() as unit:
            return unit.versions.save(project_id, version_type=kind).version_number

    def file(self, data: bytes) -> Asset:
        """A stored media file that no row names yet."""
        stored = self.aura.objects.put([data])
        self.age(self.aura.objects.path(stored.digest))
        return Asset(digest=stored.digest, type="Image", name="picture.png", size_bytes=stored.size_bytes)

    def bring(self, project_id: uuid.UUID, data: bytes) -> Asset:
        """A file of the user's."""
        asset = self.file(data)
        with self.writing() as unit:
            unit.editing.apply(project_id, [AddAsset(asset=asset)])
        return asset

    def hold(self, project_id: uuid.UUID, data: bytes, *, temporary: bool = False) -> Asset:
        """A file that was made for the project."""
        asset = self.file(data)
        with self.writing() as unit:
            project = unit.projects.hold(project_id)
            Writer(LiveView(unit.work.session, project)).hold(asset, temporary=temporary)
        return asset

    def film(self, project_id: uuid.UUID, version: int = 1) -> str:
        """A finished export of a version; the name of its film."""
        name = f"{uuid.uuid4().hex}.mp4"
        self.exports.mkdir(parents=True, exist_ok=True)
        (self.exports / name).write_bytes(b"film" * 1000)
        with self.writing() as unit:
            row = ExportHistory(
                id=str(new_id()),
                input_file=f"projects/{project_id}/versions/{version}",
                output_file=name,
                preset_name="Draft 360p",
                status="Completed",
                project_id=project_id,
                version_id=unit.versions.get(project_id, version).id,
            )
            unit.work.session.add(row)
        return name

    def lost_film(self, project_id: uuid.UUID) -> Path:
        """A film of an export that was over since, whose row does not name it.

        When a file came under its name is told by the machine's own clock, and so is the export's end.
        """
        with self.writing() as unit:
            export = unit.exports.request(project_id)
            film = self.put(self.exports / f"two-lamps-{export.id[-8:]}.mp4")
            unit.exports.cancel(export.id)
            export.completed_at = datetime.now(UTC) + timedelta(seconds=1)
        return film

    def delete(self, project_id: uuid.UUID) -> None:
        with self.writing() as unit:
            unit.projects.delete(project_id)

    def put(self, path: Path, data: bytes = b"x" * 100) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.age(path)
        return path

    def age(self, path: Path, **by: float) -> None:
        """A file was last used now, by the test's clock, or so long ago."""
        moment = (self.clock.moment - timedelta(**by)).timestamp()
        os.utime(path, (moment, moment))

    # What is done.

    def ground(self, **options: Any) -> Ground:
        units = options.pop("units", self.aura.units)
        now: datetime = self.clock()
        return Ground(units, self.aura.objects, self.aura.settings, now, **options)

    def clean(self, *, dry_run: bool = False, **options: Any) -> dict[str, Result]:
        """Clean up; what each rule freed that freed anything."""
        results = list(clean_up(self.ground(dry_run=dry_run, **options)))
        assert [result.rule for result in results] == ALL
        assert [result.problem for result in results] == [""] * len(ALL)
        return {result.rule: result for result in results if result.items}

    # What is left.

    def numbers(self, project_id: uuid.UUID) -> list[int]:
        with self.aura.reading() as unit:
            mine = select(ProjectVersion.version_number).where(ProjectVersion.project_id == project_id)
            return sorted(unit.work.session.scalars(mine))

    def rows(self) -> dict[str, int]:
        with self.aura.reading() as unit:
            return {
                name: unit.work.session.scalar(select(func.count()).select_from(table)) or 0
                for name, table in schema.whole().tables.items()
            }

    def count(self, table: Any, *conditions: Any) -> int:
        with self.aura.reading() as unit:
            counted = select(func.count()).select_from(table).where(*conditions)
            return unit.work.session.scalar(counted) or 0

    def files(self) -> set[str]:
        home = self.aura.settings.home
        found = (path for path in home.rglob("*") if path.is_file() and not path.name.startswith("aura.db"))
        return {str(path.relative_to(home)) for path in found}

    def is_there(self, asset: Asset) -> bool:
        return self.aura.objects.find(asset.digest) is not None

    def holds(self, project_id: uuid.UUID, asset: Asset) -> bool:
        mine = (AssetState.project_id == project_id, AssetState.digest == bytes.fromhex(asset.digest))
        return self.count(AssetState, *mine) == 1

    def exists(self, project_id: uuid.UUID) -> bool:
        return self.count(ProjectState, ProjectState.id == project_id) == 1

    def change(self, table: Any, **values: Any) -> None:
        with self.aura.writing() as unit:
            unit.work.session.execute(update(table).values(**values))


@pytest.fixture
def yard(aura: Services, clock: Any) -> Yard:
    return Yard(aura, clock)
