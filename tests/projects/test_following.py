"""Who follows a project is told of what others do to it, whatever the clock does."""

import uuid
from typing import Any

import pytest

from aura.actor import LOCAL
from aura.projects.following import Watching, stamps
from aura.services import Services
from aura.timeline.document import Brief
from aura.timeline.edits.fields import SetBrief


@pytest.fixture
def project_id(aura: Services, clock: Any) -> uuid.UUID:
    """A project with some history, after which the clock was set back."""
    with aura.writing() as unit:
        made = unit.projects.create(brief=Brief(topic="Lighthouses")).id
    for goal in ("Wonder", "Awe"):
        edit(aura, made, goal=goal)
        clock.advance(minutes=5)
        edit(aura, made, audience=goal)
        clock.advance(minutes=5)
    clock.advance(seconds=-3600)
    return made


@pytest.fixture
def watching(aura: Services, project_id: uuid.UUID) -> Watching:
    watching = Watching(aura.units, LOCAL, project_id, stamp(aura, project_id))
    assert watching.look() is None
    return watching


def edit(aura: Services, project_id: uuid.UUID, **brief: str) -> None:
    with aura.writing() as unit:
        unit.editing.apply(project_id, [SetBrief(**brief)])


def stamp(aura: Services, project_id: uuid.UUID) -> int:
    with aura.reading() as unit:
        return stamps(unit.work, unit.projects.get(project_id)).now


def is_change_told(watching: Watching) -> bool:
    look = watching.look()
    assert look is not None
    assert watching.look() is None
    return look.is_changed


def test_each_edit_is_told_of_after_the_clock_was_set_back(
    aura: Services, project_id: uuid.UUID, watching: Watching
) -> None:
    for goal in ("Wonder", "Wonder m", "Wonder more", "Wonder and awe"):  # typing is one action
        edit(aura, project_id, goal=goal)
        assert is_change_told(watching), goal


def test_each_turn_is_told_of_after_the_clock_was_set_back(
    aura: Services, project_id: uuid.UUID, watching: Watching
) -> None:
    for turn in ("undo", "undo", "undo", "redo", "redo", "undo"):
        with aura.writing() as unit:
            getattr(unit.editing, turn)(project_id)
        assert is_change_told(watching), turn


def test_how_far_an_export_came_is_told_of_and_is_no_change_after_the_clock_was_set_back(
    aura: Services, project_id: uuid.UUID, watching: Watching
) -> None:
    for percent in (12, 13):
        with aura.writing() as unit:
            unit.projects.hold(project_id).progress_percent = percent
        assert not is_change_told(watching)


def test_an_answer_leads_on_to_a_later_stamp_after_the_clock_was_set_back(
    aura: Services, project_id: uuid.UUID
) -> None:
    before = stamp(aura, project_id)
    with aura.writing() as unit:
        applied = unit.editing.apply(project_id, [SetBrief(goal="Glow")])
        told = stamps(unit.work, applied.project)
    with aura.writing() as unit:
        unit.projects.set_step(project_id, "render")

    assert told.before == before < told.now < stamp(aura, project_id)
