"""What is PostgreSQL's own: databases and roles that are set up in other ways than Aura's are."""

import uuid
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from aura import config
from aura.errors import Unavailable
from aura.services import Services
from aura.timeline.document import Brief

TOPIC = "Rivers – “wild” 🎬"


@pytest.fixture
def url(aura: Services) -> URL:
    if aura.database.is_sqlite:
        pytest.skip("PostgreSQL's own ways")
    return make_url(aura.settings.database_url)


@pytest.fixture
def ask(url: URL) -> Iterator[Callable[[str], None]]:
    """Has its administrator do something."""
    admin = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")

    def carry_out(words: str) -> None:
        with admin.connect() as connection:
            connection.execute(text(words))

    yield carry_out
    admin.dispose()


@pytest.fixture
def encoded(url: URL, ask: Callable[[str], None], aura: Services) -> Iterator[Callable[[str], Services]]:
    """Makes an Aura whose database keeps its text in an encoding."""
    made: list[tuple[str, Services]] = []

    def make(encoding: str) -> Services:
        name = f"test_{uuid.uuid4().hex}"
        ask(f"CREATE DATABASE {name} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0")
        home, its = aura.settings.home, url.set(database=name).render_as_string(hide_password=False)
        made.append((name, Services(config.load(home, database_url=its))))
        return made[-1][1]

    yield make
    for name, services in made:
        services.close()
        ask(f"DROP DATABASE {name} WITH (FORCE)")


def create(aura: Services, topic: str = TOPIC) -> None:
    with aura.writing() as unit:
        unit.projects.create(brief=Brief(topic=topic))


def titles(aura: Services) -> list[str]:
    with aura.reading() as unit:
        return [project.title for project in unit.projects.list().items]


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_has_no_room_for_all_letters_is_refused_when_it_is_opened(
    encoded: Callable[[str], Services], encoding: str
) -> None:
    with pytest.raises(Unavailable, match=f"{encoding}.*UTF8"):
        encoded(encoding).open()


def test_all_letters_are_kept_whatever_the_environment_says_of_its_client(
    encoded: Callable[[str], Services], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    aura = encoded("UTF8").open()
    create(aura)
    assert titles(aura) == [TOPIC]


def test_a_database_that_may_only_be_read_is_unavailable_to_writers_and_read_all_the_same(
    aura: Services, url: URL, ask: Callable[[str], None]
) -> None:
    create(aura)
    aura.close()
    ask(f"ALTER DATABASE {url.database} SET default_transaction_read_only = on")  # as a standby is
    with pytest.raises(Unavailable, match="read-only"):
        create(aura)
    assert titles(aura) == [TOPIC]
    ask(f"ALTER DATABASE {url.database} SET default_transaction_read_only = off")
    aura.close()
    create(aura)
    assert titles(aura) == [TOPIC, TOPIC]


def test_a_unit_of_work_that_the_database_ended_is_lost_whole_and_unavailable(
    aura: Services, url: URL, ask: Callable[[str], None]
) -> None:
    ended = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{url.database}' AND state = 'idle in transaction'"
    )

    def work(meanwhile: str) -> None:
        with aura.writing() as unit:
            unit.work.session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 500"))
            unit.projects.create(brief=Brief(topic="Lost"))
            ask(meanwhile)
            unit.work.session.execute(text("SELECT 1"))

    for meanwhile in (ended, "SELECT pg_sleep(1)"):  # the second: it is idle for longer than it may be
        with pytest.raises(Unavailable, match="cannot be used"):
            work(meanwhile)
    assert titles(aura) == []
    create(aura)
    assert titles(aura) == [TOPIC]


def test_a_role_that_may_make_no_tables_is_told_so_when_it_opens_a_database(
    aura: Services, url: URL, ask: Callable[[str], None]
) -> None:
    role, name = f"role_{uuid.uuid4().hex}", f"test_{uuid.uuid4().hex}"
    ask(f"CREATE DATABASE {name} TEMPLATE template0")
    ask(f"CREATE ROLE {role} LOGIN PASSWORD 'secret'")
    its = url.set(database=name, username=role, password="secret")
    poor = Services(config.load(aura.settings.home, database_url=its.render_as_string(hide_password=False)))
    try:
        with pytest.raises(Unavailable, match="permission denied"):
            poor.open()
    finally:
        poor.close()
        ask(f"DROP DATABASE {name} WITH (FORCE)")
        ask(f"DROP ROLE {role}")


def test_a_writer_that_waited_too_long_for_what_another_keeps_is_told_so_and_may_try_again(
    aura: Services, url: URL
) -> None:
    create(aura)
    settings = config.load(aura.settings.home, database_url=aura.settings.database_url, database_timeout_s=1)
    impatient = Services(settings).open()

    def rename(name: str) -> None:
        with impatient.writing() as unit:
            (project,) = unit.projects.list().items
            unit.projects.hold(project.id).title = name

    with aura.writing() as unit:
        (project,) = unit.projects.list().items
        unit.projects.hold(project.id)
        for _ in range(2):  # also on a connection that was used before
            with pytest.raises(Unavailable, match="lock timeout"):
                rename("Too soon")
    rename("In time")

    assert titles(aura) == ["In time"]
    impatient.close()
