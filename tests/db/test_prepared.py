"""Statements given straight to the driver say, find and fail as the library's own do."""

import uuid
from typing import Any

import pytest
from sqlalchemy import bindparam, event, exc, insert, select, update

from aura.actor import LOCAL
from aura.db.prepared import Prepared, PreparedList, connection_of
from aura.identity.tables import User
from aura.projects.tables import ProjectState
from aura.services import Services
from aura.timeline.document import Brief

PROJECTS: Any = ProjectState.__table__
TITLE = Prepared(select(PROJECTS.c.title).where(PROJECTS.c.id == bindparam("project")))


@pytest.fixture
def project_id(aura: Services) -> uuid.UUID:
    with aura.writing() as unit:
        return unit.projects.create(brief=Brief(topic="Lamps")).id


def test_what_is_found_is_what_the_library_finds(aura: Services, project_id: uuid.UUID) -> None:
    with aura.reading() as unit:
        session = unit.work.session
        assert TITLE.first(session, project=project_id) == ("Lamps",)
        assert TITLE.all(session, project=project_id) == [("Lamps",)]
        assert TITLE.first(session, project=uuid.uuid4()) is None


def test_a_value_of_the_statements_own_need_not_be_given(aura: Services, project_id: uuid.UUID) -> None:
    none = Prepared(select(PROJECTS.c.id).where(PROJECTS.c.title == bindparam("title")).limit(0))
    one = Prepared(select(PROJECTS.c.title).where(PROJECTS.c.title == "Lamps").limit(1))
    with aura.reading() as unit:
        assert none.all(unit.work.session, title="Lamps") == []
        assert one.all(unit.work.session) == [("Lamps",)]


@pytest.mark.parametrize("count", [1, 2, 3, 700])
def test_a_list_of_any_length_is_looked_for_and_nothing_found_twice(
    aura: Services, project_id: uuid.UUID, count: int
) -> None:
    listed = PreparedList(lambda titles: select(PROJECTS.c.id).where(PROJECTS.c.title.in_(titles)))
    with aura.reading() as unit:
        titles = [*map(str, range(count - 1)), "Lamps"]
        assert len(list(listed.all(unit.work.session, titles))) == 1
        assert list(listed.all(unit.work.session, [])) == []


def test_what_is_written_is_there_after_the_work_and_gone_with_work_that_is_lost(
    aura: Services, project_id: uuid.UUID
) -> None:
    rename = Prepared(
        update(PROJECTS).where(PROJECTS.c.id == bindparam("project")).values(title=bindparam("name"))
    )

    def write(name: str, *, lose: bool = False) -> None:
        with aura.writing() as unit:
            rename.run(unit.work.session, project=project_id, name=name)
            if lose:
                raise ZeroDivisionError

    write("Kept")
    with pytest.raises(ZeroDivisionError):
        write("Lost", lose=True)
    with aura.reading() as unit:
        project = unit.projects.get(project_id)
        assert (project.title, project.modified_by) == ("Kept", LOCAL.user_id)
        assert project.updated_at > project.created_at


def test_many_rows_are_written_with_one_statement(aura: Services, project_id: uuid.UUID) -> None:
    with aura.writing() as unit:
        second = unit.projects.create(brief=Brief(topic="Wicks")).id
    describe = Prepared(
        update(PROJECTS).where(PROJECTS.c.id == bindparam("project")).values(description=bindparam("words"))
    )
    with aura.writing() as unit:
        rows = [{"project": project_id, "words": "one"}, {"project": second, "words": "two"}]
        describe.run_all(unit.work.session, rows)
    with aura.reading() as unit:
        found = [unit.projects.get(each).description for each in (project_id, second)]
        assert found == ["one", "two"]


def test_whoever_listens_to_the_engine_is_told(aura: Services, project_id: uuid.UUID) -> None:
    said: list[str] = []
    event.listen(aura.database.reading_engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    with aura.reading() as unit:
        TITLE.first(unit.work.session, project=project_id)
    assert [statement for statement in said if "title" in statement] == said[-1:] != []


def test_what_the_driver_refuses_is_the_librarys_error(aura: Services) -> None:
    """Two of one key are an ``IntegrityError``, as those who wait for one expect."""
    users: Any = User.__table__
    adding = Prepared(insert(users).values({name: bindparam(name) for name in users.c.keys()}))  # noqa: SIM118
    with aura.reading() as unit:
        row = unit.work.session.get_one(User, LOCAL.user_id)
        same = {name: getattr(row, name) for name in users.c.keys()}  # noqa: SIM118
    with pytest.raises(exc.IntegrityError), aura.writing() as unit:
        adding.run(unit.work.session, **same)


def test_a_reader_that_writes_is_a_mistake_of_the_program(aura: Services, project_id: uuid.UUID) -> None:
    spoil = Prepared(update(PROJECTS).values(title=bindparam("name")))
    with pytest.raises(RuntimeError, match="cannot write"), aura.reading() as unit:
        spoil.run(unit.work.session, name="Spoilt")


def test_a_sessions_connection_is_its_own(aura: Services) -> None:
    with aura.reading() as unit:
        assert connection_of(unit.work.session) is unit.work.session.connection()
