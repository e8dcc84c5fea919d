"""SQLite's settings hold; a writing transaction has the lock from its start, a reading one never asks."""

import sqlite3
import sys
import threading
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import event, text, update

from aura import config
from aura.actor import LOCAL
from aura.db.engine import Database
from aura.db.engines import SQLITE_SETTINGS
from aura.errors import Invalid, Unavailable
from aura.projects.tables import ProjectState
from aura.services import Services
from aura.timeline.document import Brief
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Scene


@pytest.fixture
def sqlite(aura: Services) -> Services:
    if not aura.database.is_sqlite:
        pytest.skip("SQLite's own settings and locks; PostgreSQL has neither")
    return aura


@pytest.fixture
def project(aura: Services) -> uuid.UUID:
    with aura.writing() as unit:
        return unit.projects.create(brief=Brief(topic="As it was")).id


@pytest.fixture
def statements(sqlite: Services) -> Callable[[], list[str]]:
    """What SQLite was asked since the last look, in order, as SQLite itself saw it."""
    seen: list[str] = []
    sqlite.database.dispose()
    for engine in (sqlite.database.engine, sqlite.database.reading_engine):
        event.listen(engine, "connect", lambda connection, _: connection.set_trace_callback(seen.append))

    def since() -> list[str]:
        found, seen[:] = [" ".join(line.split()) for line in seen], []
        return found

    return since


def title(aura: Services, project: uuid.UUID) -> str:
    with aura.reading() as unit:
        return unit.projects.get(project).title


def rename(aura: Services, project: uuid.UUID, name: str) -> None:
    with aura.writing() as unit:
        unit.projects.hold(project).title = name


def test_the_settings_that_keep_data_safe_read_back_on_every_pooled_connection(sqlite: Services) -> None:
    engines = (sqlite.database.engine, sqlite.database.reading_engine)
    with ExitStack() as held:
        for number in range(50):  # more than the pools keep
            connection = held.enter_context(engines[number % 2].connect())
            for name, (_, wanted) in SQLITE_SETTINGS.items():
                assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == wanted


@pytest.mark.parametrize(
    ("name", "spoilt"),
    [
        ("journal_mode", "DELETE"),
        ("synchronous", "NORMAL"),
        ("foreign_keys", "OFF"),
        ("trusted_schema", "ON"),
        ("journal_size_limit", "-1"),
    ],
)
def test_an_aura_refuses_to_start_when_a_setting_did_not_take(
    home: Path, new_database: Callable[[Path], str], name: str, spoilt: str
) -> None:
    services = Services(config.load(home, database_url=new_database(home)))
    if not services.database.is_sqlite:
        pytest.skip("SQLite's own settings")

    def spoil(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA {name}={spoilt}")

    event.listen(services.database.engine, "connect", spoil)
    with pytest.raises(Unavailable, match=name):
        services.open()
    assert services.database.engine.pool.checkedin() == 0, "what was opened for the look stayed open"


def test_every_change_happens_in_a_transaction_that_began_immediate(
    sqlite: Services, statements: Callable[[], list[str]]
) -> None:
    with sqlite.writing() as unit:
        scene = Scene(id=str(uuid.uuid4()))
        project = unit.projects.create(brief=Brief(topic="Rivers"), scenes=[scene]).id
    with sqlite.writing() as unit:
        unit.editing.apply(project, [SetSceneText(scene=scene.id, text="Water runs downhill.")])
    with sqlite.writing() as unit:
        unit.versions.save(project, name="First")
    with sqlite.writing() as unit:
        unit.editing.undo(project)
    with sqlite.writing() as unit:
        unit.versions.restore(project, 2)
    with sqlite.writing() as unit:
        unit.projects.delete(project)
    began, changes, begins = None, 0, 0
    for said in statements():
        if said.startswith("BEGIN"):
            began, begins = said, begins + 1
        elif said in ("COMMIT", "ROLLBACK"):
            began = None
        elif said.startswith(("INSERT", "UPDATE", "DELETE")):
            assert began == "BEGIN IMMEDIATE", said
            changes += 1
    assert begins == 6
    assert changes >= 6


def test_a_look_never_asks_for_the_write_lock(
    sqlite: Services, project: uuid.UUID, statements: Callable[[], list[str]]
) -> None:
    sqlite.database.verify()
    with sqlite.reading() as unit:
        unit.projects.list()
        unit.versions.list(project)
        unit.history.list(project)
        unit.live(project).document()
    begins = [said for said in statements() if said.startswith("BEGIN")]
    assert begins == ["BEGIN"]


def test_opening_waits_for_no_writer(sqlite: Services, project: uuid.UUID) -> None:
    with sqlite.writing() as unit:
        unit.projects.hold(project).title = "Half done"
        another = Services(config.load(sqlite.settings.home, database_timeout_s=1)).open()
        try:
            assert title(another, project) == "As it was"
        finally:
            another.close()


def test_a_second_writer_waits_for_the_first_and_builds_on_what_it_did(
    aura: Services, project: uuid.UUID
) -> None:
    order: list[str] = []
    started = threading.Event()

    def second() -> None:
        started.set()
        with aura.writing() as unit:
            held = unit.projects.hold(project)
            order.append("second has it")
            held.title += ", then second"

    with aura.writing() as unit:
        held = unit.projects.hold(project)
        thread = threading.Thread(target=second)
        thread.start()
        started.wait()
        thread.join(timeout=0.2)  # time to overtake, were it let
        order.append("first is done")
        held.title = "First"
    thread.join()
    assert order == ["first is done", "second has it"]
    assert title(aura, project) == "First, then second"


def test_a_reader_is_not_blocked_and_keeps_the_state_it_first_saw(aura: Services, project: uuid.UUID) -> None:
    with aura.writing() as writing:
        writing.projects.hold(project).title = "Not committed"
        writing.work.session.flush()
        assert title(aura, project) == "As it was"
    with aura.reading() as unit:
        asked = text("SELECT title FROM project_states")
        first = unit.work.session.scalar(asked)
        rename(aura, project, "Newer")
        with aura.writing() as writing:
            writing.projects.create(brief=Brief(topic="Another"))
        assert unit.work.session.scalars(asked).all() == [first]
    assert title(aura, project) == "Newer"


def test_a_reading_unit_cannot_write_through_objects(aura: Services, project: uuid.UUID) -> None:
    def slip_in() -> None:
        with aura.reading() as unit:
            unit.projects.get(project).title = "Slipped in"
            unit.work.session.flush()

    with pytest.raises(RuntimeError, match="cannot write"):
        slip_in()
    assert title(aura, project) == "As it was"


def test_a_reading_unit_cannot_write_through_statements(aura: Services, project: uuid.UUID) -> None:
    with pytest.raises(RuntimeError, match="cannot write"), aura.reading() as unit:
        unit.work.session.execute(update(ProjectState).values(title="Slipped in"))
    with pytest.raises(RuntimeError, match="cannot write"), aura.reading() as unit:
        unit.work.session.execute(text("DELETE FROM project_states"))
    assert title(aura, project) == "As it was"


def test_a_connection_that_was_read_on_can_be_written_on_again(aura: Services, project: uuid.UUID) -> None:
    for number in range(3):
        title(aura, project)
        rename(aura, project, f"Number {number}")
    assert title(aura, project) == "Number 2"


def test_what_is_not_committed_is_lost_whole(aura: Services, project: uuid.UUID) -> None:
    def fail_half_way() -> None:
        with aura.writing() as unit:
            unit.versions.save(project)
            unit.projects.hold(project).title = "Half done"
            unit.work.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with aura.reading() as unit:
        assert unit.projects.get(project).title == "As it was"
        assert len(unit.versions.list(project).items) == 1


def test_units_leave_no_connection_behind(aura: Services, project: uuid.UUID) -> None:
    for _ in range(5):
        title(aura, project)
        rename(aura, project, "Again")
        with pytest.raises(RuntimeError), aura.reading() as unit:
            unit.work.session.execute(update(ProjectState).values(title="no"))
    assert aura.database.engine.pool.checkedout() == aura.database.reading_engine.pool.checkedout() == 0


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite://", "file"),
        ("sqlite:///:memory:", "file"),
        ("mysql://someone:secret@there/aura", "SQLite or PostgreSQL"),
        ("someone:secret@there", "URL"),
        ("postgresql+psycopg://someone:secret@there:port/aura", "URL"),
        ("postgresql+psycopg://someone:secret@[::1/aura", "URL"),
        ("postgresql+nobody://someone:secret@there/aura", r"postgresql\+psycopg"),
        ("postgresql+asyncpg://someone:secret@there/aura", r"postgresql\+psycopg"),
        ("sqlite+aiosqlite:////there/aura.db", r"sqlite\+pysqlite"),
        ("", "URL"),
    ],
)
def test_a_url_that_is_no_database_of_ours_is_refused_and_not_repeated(url: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        Database(url)
    assert refused.value.field == "AURA_DATABASE_URL"
    assert "secret" not in refused.value.message


def test_a_driver_that_is_not_installed_is_named_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)  # an import of it fails, as where it is not there
    with pytest.raises(Invalid, match=r"aura\[postgres\]") as refused:
        Database("postgresql+psycopg://someone:secret@there/aura")
    assert refused.value.field == "AURA_DATABASE_URL"


def test_an_option_of_a_url_that_its_driver_does_not_know_is_named() -> None:
    url = "postgresql+psycopg://someone:secret@127.0.0.1:1/aura?no_such_option=1"
    with pytest.raises(Invalid, match="no_such_option") as refused:
        Services(config.load(Path("/nowhere"), database_url=url)).open()
    assert refused.value.field == "AURA_DATABASE_URL"
    assert "secret" not in refused.value.message


def test_a_database_whose_folder_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable, match=r"cannot be used: .*/file"):
        Database(f"sqlite:///{tmp_path}/file/aura.db")


@pytest.fixture
def unreachable() -> Services:
    url = "postgresql+psycopg://aura:secret@127.0.0.1:1/aura"
    return Services(config.load(Path("/nowhere"), database_url=url))


def test_a_database_that_is_not_there_is_unavailable(unreachable: Services) -> None:
    with pytest.raises(Unavailable, match="cannot be used") as refused:
        unreachable.open()
    assert "secret" not in refused.value.message
    assert "\n" not in refused.value.message
    with pytest.raises(Unavailable), unreachable.database.reading(LOCAL) as session:
        session.execute(text("SELECT 1"))
