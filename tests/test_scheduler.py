"""The scheduler: one process is elected, it does what is due, and it stops when it is asked to."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import select, text

from aura import config
from aura.cleanup import chores
from aura.cleanup.office import Office
from aura.cleanup.tables import Chore, Election
from aura.ids import new_id
from aura.projects.tables import ProjectVersion
from aura.scheduler import OFFICE, Job, Scheduler, scheduled
from aura.services import Services
from aura.timeline.document import Brief
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Scene

PATIENCE_S = 60.0
AT_ONCE = timedelta()
SHORT = timedelta(seconds=1.5)
OFTEN = timedelta(seconds=0.1)
HOUR = timedelta(hours=1)


def comes(there: Callable[[], object], patience_s: float) -> bool:
    """Whether it happens while one waits."""
    deadline = time.monotonic() + patience_s
    while not there():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def wait(there: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not there():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


@pytest.fixture
def living(home: Path, new_database: Callable[[Path], str]) -> Iterator[Services]:
    """An Aura by the machine's own clock."""
    services = Services(config.load(home, database_url=new_database(home))).open()
    yield services
    services.close()


@pytest.fixture
def begin(living: Services) -> Iterator[Callable[..., Scheduler]]:
    begun: list[Scheduler] = []

    def start(*jobs: Job, **options: Any) -> Scheduler:
        begun.append(Scheduler(living, **{"lease": SHORT, "settling": AT_ONCE, "jobs": jobs, **options}))
        begun[-1].start()
        return begun[-1]

    yield start
    for scheduler in begun:
        scheduler.stop()


def remembered(aura: Services, name: str, result: Callable[[], object]) -> Callable[[], object]:
    return lambda: chores.do(aura.units, name, result)


def test_a_job_is_done_again_and_again_by_one_of_two(begin: Any) -> None:
    done: list[str] = []
    first = begin(Job("some", OFTEN, lambda: done.append("first")))
    wait(lambda: first.is_elected)
    second = begin(Job("some", OFTEN, lambda: done.append("second")))
    wait(lambda: len(done) > 5)

    assert not second.is_elected
    assert set(done) == {"first"}


def test_when_the_elected_stops_another_takes_over(begin: Any) -> None:
    first = begin()
    wait(lambda: first.is_elected)
    second = begin()

    first.stop()

    wait(lambda: second.is_elected)
    assert not first.is_elected


def test_a_restart_neither_repeats_nor_forgets(begin: Any, living: Services) -> None:
    now = datetime.now(UTC)
    with living.units.writing() as work:
        for name, ago in (("done lately", HOUR / 2), ("done long ago", 3 * HOUR)):
            work.session.add(Chore(name=name, started_at=now - ago, finished_at=now - ago))
        work.session.add(Chore(name="interrupted", started_at=now - HOUR / 2))
    done: list[str] = []
    names = ("done lately", "done long ago", "interrupted", "never done")
    jobs = [Job(name, HOUR, lambda name=name: done.append(name)) for name in names]  # type: ignore[misc]

    scheduler = begin(*jobs)

    wait(lambda: len(done) == 3)
    scheduler.stop()
    assert sorted(done) == ["done long ago", "interrupted", "never done"]


def test_nothing_is_begun_before_a_start_has_settled(begin: Any) -> None:
    done: list[str] = []
    scheduler = begin(Job("some", HOUR, lambda: done.append("some")), settling=HOUR)
    wait(lambda: scheduler.is_elected)

    scheduler.stop()

    assert done == []


def test_a_job_that_fails_is_tried_again(begin: Any) -> None:
    tries: list[int] = []

    def fails() -> None:
        tries.append(1)
        raise ZeroDivisionError

    begin(Job("some", OFTEN, fails))

    wait(lambda: len(tries) > 1)


@pytest.fixture
def found_again(living: Services) -> Callable[[], None]:
    """Nobody can look up what was last done, until this is called."""

    def rename(words: str) -> None:
        with living.units.writing() as work:
            work.session.execute(text(f"ALTER TABLE {words}"))

    rename("chores RENAME TO mislaid")
    return lambda: rename("mislaid RENAME TO chores")


def test_one_that_cannot_begin_when_it_is_elected_begins_as_soon_as_it_can(
    begin: Any, living: Services, found_again: Callable[[], None]
) -> None:
    def held_until() -> datetime | None:
        with living.units.reading() as work:
            return work.session.scalar(select(Election.held_until))

    done: list[str] = []
    begin(Job("some", OFTEN, lambda: done.append("some")))
    wait(held_until)
    first = held_until()
    wait(lambda: held_until() != first)
    assert done == []

    found_again()

    wait(lambda: done)


def test_one_that_was_elected_and_could_not_begin_makes_room_when_it_stops(
    begin: Any, living: Services, found_again: Callable[[], None]
) -> None:
    def is_held() -> bool:
        with living.units.reading() as work:
            return work.session.scalar(select(Election.holder)) is not None

    first = begin(Job("some", OFTEN, list), lease=HOUR)
    wait(is_held)

    first.stop()

    assert Office(living.units, OFFICE, "another", HOUR).take()
    found_again()


def test_one_that_is_stopped_while_it_is_elected_is_no_mistake(
    living: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheduler = Scheduler(living, lease=HOUR, settling=AT_ONCE, jobs=(Job("some", OFTEN, list),))
    take = Office.take

    def taken(office: Office) -> bool:
        threading.Thread(target=scheduler.stop).start()
        wait(scheduler.units.stopping)
        return take(office)

    monkeypatch.setattr(Office, "take", taken)
    with structlog.testing.capture_logs() as logged:
        scheduler.start()
        scheduler.stop()

    assert [entry for entry in logged if entry["log_level"] != "info"] == []
    assert not scheduler.is_elected


def test_one_who_was_thought_dead_stands_down_before_it_writes_again(begin: Any, living: Services) -> None:
    wrote: list[str] = []
    asked, go_on = threading.Event(), threading.Event()

    def paused() -> None:
        asked.set()
        go_on.wait(PATIENCE_S)
        with scheduler.units.writing():
            wrote.append("too late")

    scheduler: Scheduler = begin(Job("some", HOUR, paused))
    wait(asked.is_set)
    with living.units.writing() as work:
        office = work.session.get_one(Election, OFFICE)
        office.holder, office.held_until = "another", work.now() + HOUR
    go_on.set()

    wait(lambda: not scheduler.is_elected)
    assert wrote == []


def test_stopping_waits_for_one_unit_of_work_and_no_longer(begin: Any) -> None:
    units_done: list[int] = []

    def endless() -> None:
        while True:
            with scheduler.units.writing():
                units_done.append(1)

    scheduler: Scheduler = begin(Job("some", HOUR, endless))
    wait(lambda: len(units_done) > 2)

    scheduler.stop()

    count = len(units_done)
    assert not [thread for thread in threading.enumerate() if thread.name == "aura-scheduler"]
    assert len(units_done) == count


def test_a_scheduler_that_never_began_can_be_stopped(living: Services) -> None:
    Scheduler(living).stop()


def test_it_can_be_turned_off(living: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURA_SCHEDULER", "off")
    services = Services(config.load(living.settings.home, database_url=living.settings.url))
    with scheduled(services):
        assert not [thread for thread in threading.enumerate() if thread.name == "aura-scheduler"]
    services.close()

    with scheduled(living):
        assert [thread for thread in threading.enumerate() if thread.name == "aura-scheduler"]
    assert not [thread for thread in threading.enumerate() if thread.name == "aura-scheduler"]


def edited(aura: Services, clock: Any) -> Any:
    with aura.writing() as unit:
        scene = Scene(id=str(new_id()))
        project = unit.projects.create(brief=Brief(topic="Lighthouses"), scenes=[scene])
    clock.advance(minutes=10)
    with aura.writing() as unit:
        unit.editing.apply(project.id, [SetSceneText(scene=scene.id, text="A lamp.")])
    return project.id


def work_off(scheduler: Scheduler, name: str) -> None:
    assert scheduler.office.take()
    next(job for job in scheduler.jobs if job.name == name).work_off()


def numbers(aura: Services, project_id: Any) -> list[tuple[int, str]]:
    wanted = select(ProjectVersion.version_number, ProjectVersion.version_type)
    with aura.reading() as unit:
        mine = wanted.where(ProjectVersion.project_id == project_id).order_by(
            wanted.selected_columns[0].desc()
        )
        return [(number, kind) for number, kind in unit.work.session.execute(mine)]


def test_what_was_edited_and_left_alone_is_saved_once(aura: Services, clock: Any) -> None:
    project_id = edited(aura, clock)
    scheduler = Scheduler(aura)
    work_off(scheduler, "autosave")
    assert numbers(aura, project_id) == [(1, "Manual")]
    assert chores.last_done(aura.units, "autosave") is None

    clock.advance(minutes=6)
    for _ in range(3):
        work_off(scheduler, "autosave")

    assert numbers(aura, project_id) == [(2, "Autosave"), (1, "Manual")]
    last = chores.last_done(aura.units, "autosave")
    assert last
    assert last.result_json == "1"


def test_what_was_taken_back_is_looked_at_once_and_not_saved(aura: Services, clock: Any) -> None:
    project_id = edited(aura, clock)
    with aura.writing() as unit:
        unit.editing.undo(project_id)
    clock.advance(minutes=6)
    scheduler = Scheduler(aura)

    work_off(scheduler, "autosave")

    assert numbers(aura, project_id) == [(1, "Manual")]
    assert scheduler.autosaves.due() == []


def test_a_project_that_is_deleted_just_now_is_passed_over(aura: Services, clock: Any) -> None:
    deleted, other = edited(aura, clock), edited(aura, clock)
    clock.advance(minutes=6)
    scheduler = Scheduler(aura)
    scheduler.office.take()
    due = scheduler.autosaves.due()
    with aura.writing() as unit:
        unit.projects.delete(deleted)

    assert len(due) == 2
    assert scheduler.autosaves.save(due) == 1
    assert numbers(aura, other)[0] == (2, "Autosave")


@pytest.mark.parametrize("pace", ["hourly", "daily"])
def test_the_clean_up_is_done_and_written_down(aura: Services, clock: Any, pace: str) -> None:
    with aura.writing() as unit:
        project = unit.projects.create(brief=Brief(topic="Lighthouses"))
        unit.events.record("export.progress", {})
        unit.projects.delete(project.id)
    clock.advance(days=31)

    work_off(Scheduler(aura), f"clean-up {pace}")

    last = chores.last_done(aura.units, f"clean-up {pace}")
    assert last
    assert last.finished_at
    freed = '"events","items":1' if pace == "hourly" else '"deleted projects","items":1'
    assert freed in last.result_json


def test_what_is_stored_is_checked_and_that_is_written_down(aura: Services, clock: Any) -> None:
    edited(aura, clock)

    work_off(Scheduler(aura), "check")

    last = chores.last_done(aura.units, "check")
    assert last
    assert last.finished_at
    assert '"findings":{}' in last.result_json


CANDIDATE = """
    import sys, time
    from datetime import timedelta
    from pathlib import Path
    from aura import config
    from aura.scheduler import Job, Scheduler
    from aura.services import Services

    aura = Services(config.load(Path(sys.argv[1]), database_url=sys.argv[2]))
    def work():
        with scheduler.units.writing():
            print("done", flush=True)
    jobs = [Job("some", timedelta(seconds=0.1), work)]
    scheduler = Scheduler(aura, lease=timedelta(seconds=1.5), settling=timedelta(), jobs=jobs)
    scheduler.start()
    print("stands", flush=True)
    sys.stdin.read()
"""


class Candidate:
    """A process that stands for the office, and what it says."""

    def __init__(self, aura: Services) -> None:
        argv = [sys.executable, "-c", textwrap.dedent(CANDIDATE), str(aura.settings.home), aura.settings.url]
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.said: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        wait(lambda: self.said)

    @property
    def done(self) -> int:
        return self.said.count("done\n")

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line)

    def signal(self, number: int) -> None:
        os.kill(self.process.pid, number)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe
            pipe.close()


@pytest.fixture
def candidates(living: Services) -> Iterator[tuple[Candidate, Candidate]]:
    first = Candidate(living)
    wait(lambda: first.done)
    second = Candidate(living)
    yield first, second
    first.end()
    second.end()


def test_when_the_elected_process_is_killed_the_other_takes_over(
    candidates: tuple[Candidate, Candidate],
) -> None:
    first, second = candidates
    seen = first.done
    wait(lambda: first.done > seen + 2)
    assert second.done == 0

    first.signal(signal.SIGKILL)

    wait(lambda: second.done > 2)


def test_an_elected_process_that_was_paused_does_nothing_after_it_wakes(
    candidates: tuple[Candidate, Candidate],
) -> None:
    first, second = candidates
    for _ in range(24):
        first.signal(signal.SIGSTOP)
        if comes(lambda: second.done > 2, PATIENCE_S / 12):
            break
        first.signal(signal.SIGCONT)  # it was in the midst of writing, and kept the other from it
        time.sleep(0.2)
    assert second.done > 2
    seen = first.done

    first.signal(signal.SIGCONT)

    before = second.done
    wait(lambda: second.done > before + 10)
    assert first.done == seen


def test_a_process_ends_though_its_scheduler_runs(candidates: tuple[Candidate, Candidate]) -> None:
    first, _ = candidates
    assert first.process.stdin
    first.process.stdin.close()

    assert first.process.wait(PATIENCE_S) == 0
