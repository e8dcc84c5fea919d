"""The database's own troubles reach a caller as Aura's kinds of error, and what was there stays."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, text

from aura import config
from aura.db.faults import named_faults
from aura.errors import AuraError, NoSpace, Unavailable
from aura.services import Services
from aura.timeline.document import Brief


@pytest.fixture
def impatient(home: Path, new_database: Callable[[Path], str]) -> Iterator[Services]:
    """An Aura that waits a second for its turn."""
    services = Services(config.load(home, database_url=new_database(home), database_timeout_s=1)).open()
    if not services.database.is_sqlite:
        services.close()
        pytest.skip("a fault of SQLite's; PostgreSQL's are below")
    yield services
    services.close()


def create(aura: Services, topic: str, notes: str = "") -> None:
    with aura.writing() as unit:
        unit.projects.create(brief=Brief(topic=topic, notes=notes))


def topics(aura: Services) -> list[str]:
    with aura.reading() as unit:
        return [project.title for project in unit.projects.list().items]


def test_a_writer_that_waited_too_long_is_told_so_and_may_try_again(impatient: Services) -> None:
    other = sqlite3.connect(impatient.settings.home / "aura.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="locked"):
        create(impatient, "Rivers")
    assert topics(impatient) == []
    other.execute("ROLLBACK")
    other.close()
    create(impatient, "Rivers")
    assert topics(impatient) == ["Rivers"]


def test_a_writer_whose_turn_does_not_come_is_told_so_and_takes_nobody_elses(impatient: Services) -> None:
    with impatient.writing() as unit:
        unit.projects.create(brief=Brief(topic="Slow"))
        with pytest.raises(Unavailable, match="waiting to write"):
            create(impatient, "Rivers")
    for topic in ("Lakes", "Seas"):
        create(impatient, topic)
    assert topics(impatient) == ["Seas", "Lakes", "Slow"]


def test_a_full_disk_loses_nothing_and_work_goes_on_once_there_is_space(impatient: Services) -> None:
    create(impatient, "Before")
    room: list[int] = [1]
    event.listen(
        impatient.database.engine,
        "checkout",
        lambda connection, *_: connection.execute(f"PRAGMA max_page_count={room[0]}").close(),
    )
    with pytest.raises(NoSpace, match="full"):
        create(impatient, "Too much", notes="x" * 199_000)
    assert topics(impatient) == ["Before"]
    room[0] = 1 << 30
    create(impatient, "After")
    assert topics(impatient) == ["After", "Before"]
    with impatient.reading() as unit:
        assert unit.work.session.scalar(text("PRAGMA integrity_check")) == "ok"


def test_a_file_that_is_no_database_is_unavailable_and_left_alone(tmp_path: Path) -> None:
    junk = b"This is a letter, and no database." * 100
    (tmp_path / "aura.db").write_bytes(junk)
    with pytest.raises(Unavailable, match="not a database"):
        Services(config.load(tmp_path, database_url=f"sqlite:///{tmp_path / 'aura.db'}")).open()
    assert (tmp_path / "aura.db").read_bytes() == junk


def test_a_folder_in_place_of_the_database_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "aura.db").mkdir()
    with pytest.raises(Unavailable, match="unable to open"):
        Services(config.load(tmp_path, database_url=f"sqlite:///{tmp_path / 'aura.db'}")).open()


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("53100", NoSpace),  # disk_full
        ("53300", Unavailable),  # too_many_connections
        ("40P01", Unavailable),  # deadlock_detected
        ("57P01", Unavailable),  # admin_shutdown
        ("55P03", Unavailable),  # lock_not_available
    ],
)
def test_postgresql_tells_its_troubles_by_their_codes(
    aura: Services, state: str, kind: type[AuraError]
) -> None:
    if aura.database.is_sqlite:
        pytest.skip("PostgreSQL's codes")
    raising = text(f"DO $$ BEGIN RAISE EXCEPTION 'die Platte ist voll' USING ERRCODE = '{state}'; END $$")
    with pytest.raises(kind), aura.writing() as unit:
        unit.work.session.execute(raising)
    assert topics(aura) == []


def test_a_mistake_of_the_program_stays_what_it_is(aura: Services) -> None:
    for asked in ("SELECT nothing FROM nowhere", "SELEC 1"):
        with pytest.raises(Exception) as raised, aura.writing() as unit:  # noqa: PT011
            unit.work.session.execute(text(asked))
        assert not isinstance(raised.value, AuraError)


def test_other_errors_pass_untouched() -> None:
    with pytest.raises(KeyError), named_faults():
        raise KeyError
