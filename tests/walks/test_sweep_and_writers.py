"""A sweep beside three writers: no version ever names content that is gone."""

import random
import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from aura.blobs import content, recent, sweep
from aura.blobs.payloads import BLOBS
from aura.projects.tables import ProjectVersion
from aura.services import Services
from aura.timeline.document import Brief
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Scene

WRITERS = 3


class Race:
    """Writers that save a few states over and over and purge what they saved, beside a sweeper."""

    def __init__(self, aura: Services, grace: timedelta) -> None:
        self.aura = aura
        self.grace = grace
        self.over = threading.Event()
        self.saved = self.swept = 0

    def run(self, seconds: float) -> list[tuple[int, str]]:
        """Race for so long, or until a version cannot be read; answers which could not, and why."""
        with ThreadPoolExecutor(WRITERS + 1) as threads:
            working = [threads.submit(self._until_over, self._writer(seed)) for seed in range(WRITERS)]
            working.append(threads.submit(self._until_over, self._sweeper()))
            end = time.monotonic() + seconds
            lost: list[tuple[int, str]] = []
            while time.monotonic() < end and not lost:
                self.over.wait(0.1)
                lost = self._lost()
            self.over.set()
            for each in working:
                each.result()
        return lost or self._lost()

    def _lost(self) -> list[tuple[int, str]]:
        """The versions that cannot be read, and why."""
        found = []
        with self.aura.reading() as unit:
            for version in unit.work.session.scalars(select(ProjectVersion)):
                try:
                    content.get_all(unit.work.session, version.hashes)
                except Exception as error:  # whatever it is, the version is lost  # noqa: BLE001
                    found.append((version.version_number, str(error)))
        return found

    def _until_over(self, step: Any) -> None:
        while not self.over.is_set():
            next(step)

    def _writer(self, seed: int) -> Any:
        rng = random.Random(seed)
        scene = Scene(id=str(uuid.UUID(int=7)), script_text="the first words")
        with self.aura.writing() as unit:
            project_id = unit.projects.create(brief=Brief(topic="Shared"), scenes=[scene]).id
        while True:
            with self.aura.writing() as unit:
                unit.editing.apply(
                    project_id, [SetSceneText(scene=scene.id, text=f"take {rng.randrange(6)} " * 40)]
                )
                unit.versions.save(project_id)
                self.saved += 1
            with self.aura.writing() as unit:
                mine = ProjectVersion.project_id == project_id
                oldest = select(ProjectVersion).where(mine).order_by(ProjectVersion.version_number)
                gone = unit.work.session.scalars(oldest.limit(1)).one()
                content.release(unit.work.session, gone.hashes, unit.work.now())
                unit.work.session.delete(gone)
            yield

    def _sweeper(self) -> Any:
        while True:
            self.swept += sweep.sweep(self.aura.units, self.aura.database.clock() - self.grace).blobs
            time.sleep(0.001)
            yield


@pytest.fixture
def real_time(aura: Services, monkeypatch: pytest.MonkeyPatch) -> Services:
    """Aura by the real clock; nothing is packed from memory."""
    from aura.db.engine import utc_now

    aura.database.clock = utc_now
    monkeypatch.setattr(recent, "find", lambda _: None)
    return aura


def test_no_version_names_content_that_a_sweep_removed(real_time: Services) -> None:
    race = Race(real_time, timedelta(milliseconds=20))

    assert race.run(4) == []
    assert min(race.saved, race.swept) > 5


@pytest.mark.sweep
def test_no_version_names_content_that_a_sweep_removed_in_a_minute(real_time: Services) -> None:
    race = Race(real_time, timedelta(milliseconds=20))

    assert race.run(60) == []
    assert min(race.saved, race.swept) > 500


def test_without_the_grace_and_the_second_look_the_same_race_loses_content(
    real_time: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_it_was_seen(session: Any, names: Sequence[bytes], cutoff: datetime) -> dict[bytes, int]:
        there = select(BLOBS.c.content_hash, BLOBS.c.payload_id).where(BLOBS.c.content_hash.in_(names))
        return dict(session.execute(there).all())

    monkeypatch.setattr(sweep, "_still_dead", as_it_was_seen)
    race = Race(real_time, timedelta(days=-1))

    assert race.run(60)
