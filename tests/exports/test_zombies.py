"""A worker that lost its export publishes nothing; the one that has it now is not disturbed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from aura.actor import LOCAL
from aura.db.engine import Database
from aura.errors import Unavailable
from aura.exports.queue import RUNNING, Queue
from aura.exports.running import Running
from aura.exports.tables import ExportHistory
from aura.render.events import Event, Rendered, SegmentDone
from aura.worker import Worker


class Interrupted:
    """The engine, with something that happens while it renders, and something before it is done."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self.at_first_segment: list[Callable[[], None]] = []
        self.at_the_end: list[Callable[[], None]] = []

    def render(self, plan: Any, *, on_event: Callable[[Event], None], **how: Any) -> Rendered:
        def told(event: Event) -> None:
            while isinstance(event, SegmentDone) and self.at_first_segment:
                self.at_first_segment.pop()()
            on_event(event)

        rendered: Rendered = self.engine.render(plan, on_event=told, **how)
        while self.at_the_end:
            self.at_the_end.pop()()
        return rendered

    def close(self) -> None:
        self.engine.close()


@pytest.fixture
def engine(ready: Any, monkeypatch: pytest.MonkeyPatch) -> Interrupted:
    tools = ready.aura.tools
    interrupted = Interrupted(tools.engine)
    monkeypatch.setitem(ready.aura.__dict__, "tools", tools._replace(engine=interrupted))
    return interrupted


def row(studio: Any, export_id: str) -> dict[str, Any]:
    export = studio.export(export_id)
    return {column.key: getattr(export, column.key) for column in ExportHistory.__table__.columns}


def lose(studio: Any, export_id: str) -> None:
    """The worker's lease runs out."""
    with studio.aura.units.writing() as work:
        owner = work.session.get_one(ExportHistory, export_id).lease_owner
        assert owner
        Queue(work).forsake(owner)


def inode(path: Path) -> tuple[int, int]:
    return path.stat().st_ino, path.stat().st_mtime_ns


def test_a_zombie_that_finishes_its_film_changes_neither_the_row_nor_the_film_of_its_successor(
    ready: Any, engine: Interrupted
) -> None:
    export_id = ready.request()
    before: list[Any] = []

    def succeed() -> None:
        lose(ready, export_id)
        assert Worker(ready.aura).run_one(export_id)
        done = ready.export(export_id)
        assert (done.status, done.attempt) == ("Completed", 2)
        before.extend([row(ready, export_id), inode(ready.film(done)), ready.events(export_id)])

    engine.at_the_end.append(succeed)
    Worker(ready.aura).run_one()

    done = ready.export(export_id)
    assert [row(ready, export_id), inode(ready.film(done)), ready.events(export_id)] == before
    assert ready.films() == [done.output_file]
    assert ready.leftovers() == []


def test_a_zombie_publishes_nothing_while_its_successor_still_works(ready: Any, engine: Interrupted) -> None:
    export_id = ready.request()

    def be_claimed() -> None:
        lose(ready, export_id)
        with ready.aura.units.writing() as work:
            assert Queue(work).claim("another")

    engine.at_the_end.append(be_claimed)
    Worker(ready.aura).run_one()

    export = ready.export(export_id)
    assert (export.status, export.lease_owner, export.output_file) == ("InProgress", "another", None)
    assert ready.films() == []


def test_a_worker_that_loses_its_export_stops_rendering_it(
    ready: Any, engine: Interrupted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aura.exports.recording.WRITE_EVERY_S", 0.0)
    export_id = ready.request()

    def be_claimed() -> None:
        lose(ready, export_id)
        with ready.aura.units.writing() as work:
            assert Queue(work).claim("another")

    engine.at_first_segment.append(be_claimed)
    engine.at_the_end.append(lambda: pytest.fail("it rendered to the end"))
    Worker(ready.aura).run_one()

    export = ready.export(export_id)
    assert (export.status, export.lease_owner, export.attempt) == ("InProgress", "another", 2)
    assert ready.films() == []


def test_a_failure_of_a_zombie_is_not_its_successor_s(
    ready: Any, engine: Interrupted, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_id = ready.request()

    def be_claimed_and_fail() -> None:
        lose(ready, export_id)
        with ready.aura.units.writing() as work:
            assert Queue(work).claim("another")
        raise RuntimeError

    engine.at_the_end.append(be_claimed_and_fail)
    Worker(ready.aura).run_one()

    export = ready.export(export_id)
    assert (export.status, export.lease_owner, export.error_message) == ("InProgress", "another", None)


def test_a_cancel_at_the_last_moment_still_counts(ready: Any, engine: Interrupted) -> None:
    export_id = ready.request()
    engine.at_the_end.append(lambda: ready.verb("cancel", export_id))
    Worker(ready.aura).run_one()

    assert ready.export(export_id).status == "Cancelled"
    assert ready.films() == []


def test_a_film_whose_row_could_not_be_written_is_published_by_the_next_attempt(
    ready: Any, engine: Interrupted, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_id = ready.request()

    def fail(_: Any) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("aura.exports.running.sync_folder", fail)
        Worker(ready.aura).run_one()
    export = ready.export(export_id)
    assert (export.status, export.output_file) == ("Failed", None)
    assert "Input/output error" in export.error_message

    ready.verb("retry", export_id)
    ready.work()

    done = ready.export(export_id)
    assert done.status == "Completed"
    assert ready.films() == [done.output_file]


def test_an_attempt_that_published_nothing_leaves_the_film_of_another_alone(
    ready: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready.request()

    def wait_in_vain(self: Running, part: Path, *named: Any) -> None:
        (self.tools.folder / named[-1]).write_bytes(b"another's, whose row is about to be committed")
        raise Unavailable("The database is too busy; try again.")

    monkeypatch.setattr(Running, "_complete", wait_in_vain)
    Worker(ready.aura).run_one()

    (film,) = ready.aura.settings.exports_dir.glob("*.mp4")
    assert film.read_bytes().startswith(b"another's")


def test_a_film_that_was_published_and_not_committed_goes_again(
    ready: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_id = ready.request()

    def fail(folder: Path) -> None:
        assert len(list(folder.glob("*.mp4"))) == 1
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("aura.exports.running.sync_folder", fail)
    Worker(ready.aura).run_one()

    assert ready.export(export_id).error_message == "Input/output error."
    assert ready.films() == []


def meet_trouble(database: Database) -> None:
    """Meet one of the database's that passes: another has it for too long, or the connection is cut."""
    if database.file is None:
        with database.writing(LOCAL) as session:
            session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    else:
        with closing(sqlite3.connect(database.file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            impatient = Database(f"sqlite:///{database.file}", timeout_s=0)
            try:
                with impatient.writing(LOCAL):
                    pass
            finally:
                impatient.dispose()


@pytest.mark.parametrize("step", ["_pinned", "_render", "_complete"])
def test_a_trouble_of_the_database_that_passes_costs_an_attempt_and_no_export(
    ready: Any, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    carry_out, met = getattr(Running, step), []

    def meet(running: Running, *given: Any) -> Any:
        if not met:
            met.append(step)
            meet_trouble(ready.aura.database)
        return carry_out(running, *given)

    monkeypatch.setattr(Running, step, meet)
    export_id = ready.request()
    assert Worker(ready.aura).run_one()
    assert ready.export(export_id).status in RUNNING
    assert ready.films() == []

    assert Worker(ready.aura).run_one()

    done = ready.export(export_id)
    assert (done.status, done.attempt) == ("Completed", 2)
    assert ready.films() == [done.output_file]
    assert ready.leftovers() == []


def test_a_trouble_that_does_not_pass_fails_the_export_after_three_attempts(
    ready: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Running, "_pinned", lambda running: meet_trouble(running.tools.units.database))
    export_id = ready.request()
    while Worker(ready.aura).run_one():
        pass

    export = ready.export(export_id)
    assert (export.status, export.attempt) == ("Failed", 3)
    assert "3 times" in export.error_message
