"""What a save asks of the database, and what else it brings about."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select

from aura.errors import NotFound
from aura.projects.tables import ActionLog
from aura.services import Services
from aura.timeline.document import Brief
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Scene

SCENES = [Scene(id=f"{uuid.UUID(int=number)}", script_text=f"{number} words") for number in range(1, 30)]


@pytest.fixture
def project_id(aura: Services) -> uuid.UUID:
    with aura.writing() as unit:
        return unit.projects.create(brief=Brief(topic="Freezing"), scenes=SCENES).id


@contextmanager
def statements(aura: Services) -> Iterator[list[str]]:
    """What is asked of the database, but for the transaction's own."""
    found: list[str] = []

    def note(*args: Any) -> None:
        if not args[2].startswith(("BEGIN", "SHOW")):
            found.append(args[2])

    engines = {aura.database.engine, aura.database.reading_engine}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield found
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def type_text(unit: Any, project_id: uuid.UUID, text: str) -> None:
    unit.editing.apply(project_id, [SetSceneText(scene=SCENES[3].id, text=text)])


def test_a_save_asks_as_much_however_many_versions_there_are(aura: Services, project_id: uuid.UUID) -> None:
    asked: list[int] = []
    for number in range(2, 12):
        with aura.writing() as unit:
            type_text(unit, project_id, f"take {number}")
        with statements(aura) as found, aura.writing() as unit:
            assert unit.versions.save(project_id).version_number == number
        asked.append(len(found))
    assert max(asked) <= 13, found  # one in eight looks further back


def test_a_version_is_read_with_two_questions(aura: Services, project_id: uuid.UUID) -> None:
    with aura.writing() as unit:
        type_text(unit, project_id, "once more")
        unit.versions.save(project_id)
    with statements(aura) as found, aura.reading() as unit:
        parts = unit.versions.frozen(project_id, 2)
    assert len(found) == 2
    with aura.reading() as unit:
        assert parts == unit.live(project_id).freeze()


def test_only_a_version_that_one_may_see_is_read(aura: Services, project_id: uuid.UUID) -> None:
    with aura.writing() as unit:
        unit.versions.save(project_id)
        unit.versions.delete(project_id, 2)
    with aura.reading() as unit:
        for project, number in ((project_id, 2), (project_id, 3), (uuid.uuid4(), 1)):
            with pytest.raises(NotFound):
                unit.versions.frozen(project, number)
    with aura.writing() as unit:
        unit.projects.delete(project_id)
    with aura.reading() as unit, pytest.raises(NotFound):
        unit.versions.frozen(project_id, 1)


def test_typing_that_goes_on_after_a_save_in_the_same_unit_of_work_is_another_action(
    aura: Services, project_id: uuid.UUID
) -> None:
    with aura.writing() as unit:
        type_text(unit, project_id, "a")
        type_text(unit, project_id, "ab")
        unit.versions.save(project_id)
        type_text(unit, project_id, "abc")
        type_text(unit, project_id, "abcd")
    with aura.reading() as unit:
        mine = select(ActionLog.can_batch).where(ActionLog.project_id == project_id)
        assert unit.work.session.scalars(mine.order_by(ActionLog.number)).all() == [False, True]
