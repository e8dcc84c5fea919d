"""A row written by the core is its session's as one that was flushed, and in the database as that one is."""

import uuid
from typing import Any

import pytest
from sqlalchemy import bindparam, event, inspect, update
from sqlalchemy.orm import Session

from aura.actor import LOCAL
from aura.db import rows
from aura.ids import new_id
from aura.projects.tables import ProjectState, ProjectVersion
from aura.services import Services
from aura.timeline.document import Brief


def add_version(session: Session, project_id: uuid.UUID, number: int, **more: object) -> ProjectVersion:
    hashes = {f"{part}_hash": bytes(32) for part in ("brief", "plan", "voice", "render", "timeline")}
    return rows.add(
        session,
        ProjectVersion,
        id=new_id(),
        project_id=project_id,
        version_number=number,
        version_type="Manual",
        storage_size_bytes=7,
        **hashes,
        **more,
    )


@pytest.fixture
def project_id(aura: Services) -> uuid.UUID:
    with aura.writing() as unit:
        return unit.projects.create(brief=Brief(topic="Rows")).id


def columns(row: ProjectVersion) -> dict[str, object]:
    return {
        name: getattr(row, name) for name in [column.key for column in inspect(ProjectVersion).column_attrs]
    }


def test_a_row_that_is_added_is_known_as_it_is_stored(aura: Services, project_id: uuid.UUID) -> None:
    with aura.writing() as unit:
        row = add_version(unit.work.session, project_id, 2)
        assert inspect(row).persistent
        assert unit.work.session.get(ProjectVersion, row.id) is row
        known = columns(row)
        assert not unit.work.session.dirty
    assert known["is_deleted"] is False
    assert (known["created_by"], known["name"]) == (LOCAL.user_id, None)
    with aura.reading() as unit:
        assert columns(unit.versions.get(project_id, 2)) == known


def test_a_column_that_there_is_not_is_refused(aura: Services, project_id: uuid.UUID) -> None:
    with pytest.raises(TypeError, match="project_versions has no nmae"), aura.writing() as unit:
        add_version(unit.work.session, project_id, 2, nmae="Second")
    with aura.reading() as unit:
        assert len(unit.versions.list(project_id).items) == 1


def test_a_row_that_was_added_goes_on_as_any_other(aura: Services, project_id: uuid.UUID) -> None:
    with aura.writing() as unit:
        row = add_version(unit.work.session, project_id, 2)
        row.name = "as any other"
        unit.work.session.flush()
        row.is_marked_important = True
    with aura.reading() as unit:
        stored = unit.versions.get(project_id, 2)
        assert (stored.name, stored.is_marked_important) == ("as any other", True)


def test_a_row_that_was_added_goes_with_the_work_that_is_lost(aura: Services, project_id: uuid.UUID) -> None:
    def add_and_fail() -> None:
        with aura.writing() as unit:
            add_version(unit.work.session, project_id, 2)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()
    with aura.reading() as unit:
        assert len(unit.versions.list(project_id).items) == 1


def test_a_change_is_known_at_once_and_leaves_other_changes_to_the_flush(
    aura: Services, project_id: uuid.UUID
) -> None:
    with aura.writing() as unit:
        session = unit.work.session
        project = unit.projects.hold(project_id)
        before = project.updated_at
        project.status = "Failed"
        rows.change(session, project, last_version_number=9)
        assert project.last_version_number == 9
        assert project.updated_at > before
        assert inspect(project).attrs.status.history.has_changes()
        assert not inspect(project).attrs.last_version_number.history.has_changes()
        statements: list[str] = []
        event.listen(
            session.connection().engine, "before_cursor_execute", lambda *args: statements.append(args[2])
        )
        session.flush()
        assert [statement.startswith("UPDATE project_states SET status=") for statement in statements] == [
            True
        ]
        changed = project.updated_at
    with aura.reading() as unit:
        stored = unit.work.session.get_one(ProjectState, project_id)
        assert (stored.status, stored.last_version_number, stored.updated_at) == ("Failed", 9, changed)


def test_a_row_s_last_change_only_goes_forward_though_the_clock_goes_back(
    aura: Services, clock: Any, project_id: uuid.UUID
) -> None:
    clock.advance(hours=-1)
    seen = []
    for _ in range(2):
        with aura.writing() as unit:
            project = unit.projects.hold(project_id)
            seen.append(project.updated_at)
            rows.change(unit.work.session, project, last_version_number=9)
            seen.append(project.updated_at)
            project.status = "Failed" if project.status == "Draft" else "Draft"
        with aura.reading() as unit:
            seen.append(unit.projects.get(project_id).updated_at)

    assert seen == sorted(seen)
    assert len(set(seen)) == 5
    with aura.writing() as unit:
        unit.projects.hold(project_id).status = "Failed"
        unit.projects.hold(project_id).status = "Draft"  # as it was: no change
    with aura.reading() as unit:
        assert unit.projects.get(project_id).updated_at == seen[-1]


def test_one_row_that_is_read_is_the_same_as_a_query_s(aura: Services, project_id: uuid.UUID) -> None:
    one = rows.One(ProjectState, ProjectState.id == bindparam("project"))
    with aura.reading() as unit:
        read = one.read(unit.work.session, project=project_id)
        assert read is not None
        assert inspect(read).persistent
        assert unit.work.session.get(ProjectState, project_id) is read
        names = [column.key for column in inspect(ProjectState).column_attrs]
        known = {name: getattr(read, name) for name in names}
        assert one.read(unit.work.session, project=new_id()) is None
    with aura.reading() as unit:
        queried = unit.work.session.get_one(ProjectState, project_id)
        assert {name: getattr(queried, name) for name in names} == known
        assert {name: type(getattr(queried, name)) for name in names} == {
            name: type(value) for name, value in known.items()
        }


def test_a_row_that_is_read_again_is_as_it_is_by_now(aura: Services, project_id: uuid.UUID) -> None:
    one = rows.One(ProjectState, ProjectState.id == bindparam("project"), hold=True)
    with aura.writing() as unit:
        read = one.read(unit.work.session, project=project_id)
        assert read is not None
        read.title = "not written yet"
        assert one.read(unit.work.session, project=project_id) is read
        assert read.title == "not written yet"
        unit.work.session.execute(
            update(ProjectState).values(title="by the way"), execution_options={"synchronize_session": False}
        )
        assert one.read(unit.work.session, project=project_id) is read
        assert read.title == "by the way"
        assert not unit.work.session.dirty
        read.description = "as any other"
    with aura.reading() as unit:
        assert unit.projects.get(project_id).description == "as any other"
