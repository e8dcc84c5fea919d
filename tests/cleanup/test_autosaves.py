"""What was left alone is saved; one project that cannot be saved keeps no other from it."""

import uuid
from typing import Any

import pytest
from sqlalchemy import delete

from aura.cleanup.autosaves import Autosaves
from aura.cleanup.rule import StandDown
from aura.projects.tables import ProjectState
from aura.projects.versions import Versions


@pytest.fixture
def left(yard: Any) -> list[uuid.UUID]:
    """Two projects that were edited and left alone."""
    projects = [yard.project(), yard.project()]
    yard.clock.advance(minutes=10)
    for project in projects:
        yard.edit(project, "A lamp.")
    yard.clock.advance(minutes=6)
    return projects


def test_a_project_that_was_purged_meanwhile_is_passed_over(yard: Any, left: list[uuid.UUID]) -> None:
    autosaves = Autosaves(yard.aura.units)
    due = autosaves.due()
    with yard.aura.units.writing() as work:
        work.session.execute(delete(ProjectState).where(ProjectState.id == due[0][1]))

    assert autosaves.save(due) == 1
    assert yard.numbers(due[1][1]) == [1, 2]


def test_a_project_that_was_edited_while_it_was_to_be_saved_is_saved_when_it_is_left_alone(
    yard: Any, left: list[uuid.UUID]
) -> None:
    autosaves = Autosaves(yard.aura.units)
    due = autosaves.due()
    yard.edit(left[0], "Two lamps.")
    assert autosaves.save(due) == 1
    assert [yard.numbers(project) for project in left] == [[1], [1, 2]]

    yard.clock.advance(minutes=6)

    assert autosaves.save(autosaves.due()) == 1
    assert yard.numbers(left[0]) == [1, 2]


def test_after_the_clock_was_set_back_what_is_edited_is_saved_and_then_not_looked_at_again(
    yard: Any, left: list[uuid.UUID]
) -> None:
    autosaves = Autosaves(yard.aura.units)
    assert autosaves.save(autosaves.due()) == 2
    yard.clock.advance(days=-400)
    yard.edit(left[0], "Two lamps.")

    assert autosaves.save(autosaves.due()) == 1
    assert autosaves.save(autosaves.due()) == 0
    assert autosaves.due() == []
    assert [yard.numbers(project) for project in left] == [[1, 2, 3], [1, 2]]


def test_a_mistake_in_saving_one_loses_no_other(
    yard: Any, left: list[uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    autosave = Versions.autosave

    def mistaken(self: Versions, project_id: uuid.UUID) -> Any:
        if project_id == left[0]:
            raise ZeroDivisionError
        return autosave(self, project_id)

    monkeypatch.setattr(Versions, "autosave", mistaken)
    autosaves = Autosaves(yard.aura.units)

    assert autosaves.save(autosaves.due()) == 1
    assert [yard.numbers(project) for project in left] == [[1], [1, 2]]


def test_who_is_to_stand_down_saves_no_more(
    yard: Any, left: list[uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stand_down(*_: Any) -> None:
        raise StandDown

    monkeypatch.setattr(Versions, "autosave", stand_down)
    autosaves = Autosaves(yard.aura.units)

    with pytest.raises(StandDown):
        autosaves.save(autosaves.due())
