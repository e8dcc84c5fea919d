"""Many writers at once, in processes and in threads: nothing is lost, nothing is numbered twice."""

import json
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import func, select, text

from aura import config
from aura.blobs.tables import ContentBlob
from aura.projects.tables import ActionLog, ProjectVersion
from aura.services import Services
from aura.timeline.document import Brief
from aura.timeline.scene import Scene

PROCESSES = 8


class Outcome(NamedTuple):
    """What the processes say they did, and what is there."""

    done: Counter[str]
    numbers: list[int]
    errors: Counter[str]
    counted: int
    last_number: int
    actions: list[int]


class Race:
    """Processes that write to a project of their own home until they are told to stop."""

    def __init__(self, home: Path, url: str) -> None:
        self.services = Services(config.load(home, database_url=url)).open()
        scenes = [Scene(id=str(uuid.uuid4())) for _ in range(2)]
        with self.services.writing() as unit:
            self.project = unit.projects.create(brief=Brief(topic="Race"), scenes=scenes).id
        self.counted = scenes[1].id
        command = [sys.executable, str(Path(__file__).with_name("writing_process.py"))]
        self.writers = [
            subprocess.Popen(
                [*command, str(home), url, str(self.project), self.counted],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(PROCESSES)
        ]
        for writer in self.writers:
            assert writer.stdout.readline() == "ready\n"

    def run(self, seconds: float, mode: str) -> Outcome:
        for writer in self.writers:
            writer.stdin.write(f"{seconds} {mode}\n")
            writer.stdin.flush()
        said = [json.loads(writer.stdout.readline()) for writer in self.writers]
        with self.services.reading() as unit:
            scene = unit.live(self.project).find_scene(self.counted)
            number = select(ActionLog.number).where(ActionLog.project_id == self.project)
            return Outcome(
                sum((Counter(each["done"]) for each in said), Counter()),
                [number for each in said for number in each["numbers"]],
                sum((Counter(each["errors"]) for each in said), Counter()),
                scene.authored_frames,
                unit.projects.get(self.project).last_version_number,
                sorted(unit.work.session.scalars(number)),
            )

    def stop(self) -> None:
        for writer in self.writers:
            writer.stdin.close()
        for writer in self.writers:
            writer.wait()
            writer.stdout.close()
        self.services.close()


@pytest.fixture
def race(home: Path, new_database: Callable[[Path], str]) -> Iterator[Race]:
    running = Race(home, new_database(home))
    yield running
    running.stop()


def lost(outcome: Outcome, before: int = 0) -> int:
    return before + outcome.done["count_up"] - outcome.counted


@pytest.mark.long
def test_eight_writing_processes_lose_no_update_and_repeat_no_number(race: Race) -> None:
    outcome = race.run(6 if race.services.database.is_sqlite else 3, "aura")
    assert outcome.errors == {}
    assert outcome.done["count_up"] > PROCESSES, "too little happened to show anything"
    assert lost(outcome) == 0
    assert sorted(outcome.numbers) == list(range(2, outcome.last_number + 1))
    assert outcome.actions == list(range(1, outcome.done["count_up"] + outcome.done["edit"] + 1))
    with race.services.reading() as unit:
        assert wrongly_counted(unit.work.session) == []
    print(f"\n{dict(outcome.done)} by {PROCESSES} processes")
    if race.services.database.is_sqlite:
        spoilt = race.run(2, "default")
        duplicates = len(spoilt.numbers) - len(set(spoilt.numbers))
        print(f"without Aura's engine: {lost(spoilt, outcome.counted)} lost, {dict(spoilt.errors)}")
        assert lost(spoilt, outcome.counted) or duplicates or spoilt.errors, (
            "the work does not show the faults of the library's default transactions"
        )


def wrongly_counted(session: Any) -> list[str]:
    """The blobs whose count is not the number of columns that name them."""
    named = Counter[bytes]()
    for version in session.scalars(select(ProjectVersion)):
        named.update(version.hashes)
    for action in session.execute(select(ActionLog.payload_hash, ActionLog.inverse_payload_hash)):
        named.update(name for name in action if name)
    counts = dict(session.execute(select(ContentBlob.content_hash, ContentBlob.reference_count)).all())
    return [name.hex() for name in counts.keys() | named.keys() if counts.get(name) != named[name]]


def test_sixteen_saves_at_once_give_sixteen_numbers(aura: Services) -> None:
    with aura.writing() as unit:
        project = unit.projects.create(brief=Brief(topic="Sixteen")).id
    together = threading.Barrier(16)

    def save(_: int) -> int:
        together.wait()
        with aura.writing() as unit:
            return unit.versions.save(project).version_number

    with ThreadPoolExecutor(16) as threads:
        numbers = list(threads.map(save, range(16)))
    assert sorted(numbers) == list(range(2, 18))
    with aura.reading() as unit:
        assert unit.work.session.scalar(select(func.count()).select_from(ProjectVersion)) == 17
        assert wrongly_counted(unit.work.session) == []


def test_projects_that_share_content_are_saved_at_once_without_waiting_in_a_circle(aura: Services) -> None:
    def created(number: int) -> uuid.UUID:
        with aura.writing() as unit:
            return unit.projects.create(brief=Brief(topic=f"Shared {number % 3}")).id

    with ThreadPoolExecutor(8) as threads:
        projects = list(threads.map(created, range(40)))
    assert len(set(projects)) == 40
    with aura.reading() as unit:
        assert wrongly_counted(unit.work.session) == []


def test_writers_of_one_process_have_their_turns_in_the_order_they_asked(aura: Services) -> None:
    if not aura.database.is_sqlite:
        pytest.skip("PostgreSQL's own queues")
    with aura.writing() as unit:
        project = unit.projects.create(brief=Brief(topic="Queue")).id
    order: list[int] = []

    def write(number: int) -> None:
        with aura.writing() as unit:
            unit.projects.hold(project)
            order.append(number)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    with aura.writing() as unit:
        unit.projects.hold(project)
        for already, writer in enumerate(writers):
            writer.start()
            while len(aura.database._turns._waiting) == already:
                time.sleep(0.001)
    for writer in writers:
        writer.join()
    assert order == list(range(12))


def test_every_foreign_key_still_holds_after_a_race(aura: Services) -> None:
    test_sixteen_saves_at_once_give_sixteen_numbers(aura)
    if aura.database.is_sqlite:
        with aura.reading() as unit:
            assert unit.work.session.execute(text("PRAGMA foreign_key_check")).all() == []
