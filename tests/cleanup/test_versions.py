"""Versions, actions and the files of projects grow old, and what nobody needs goes."""

from typing import Any

import pytest

from aura.blobs.tables import ContentBlob
from aura.exports.tables import ExportHistory
from aura.projects.tables import ActionLog, ProjectVersion


def test_of_many_autosaves_the_newest_stay_and_their_content_goes_at_the_next_sweep(yard: Any) -> None:
    project = yard.project()
    numbers = [yard.save(project, f"text {n}") for n in range(25)]
    manual = yard.save(project, "kept", "Manual")
    yard.clock.advance(minutes=30)

    assert yard.clean()["versions"].items == 5
    assert yard.numbers(project) == [1, *numbers[5:], manual]

    before = yard.count(ContentBlob)
    assert "content that nothing names" not in yard.clean()
    yard.clock.advance(hours=2)
    assert yard.clean()["content that nothing names"].items == 5
    assert yard.count(ContentBlob) == before - 5
    with yard.aura.reading() as unit:
        texts = [
            unit.versions.document(project, number).timeline.scenes[0].script_text
            for number in yard.numbers(project)
        ]
    assert texts == ["one", *(f"text {n}" for n in range(5, 25)), "kept"]


def test_a_version_that_an_export_a_branch_or_an_action_names_is_never_purged(yard: Any) -> None:
    project = yard.project()
    numbers = [yard.save(project, f"text {n}") for n in range(26)]
    yard.film(project, numbers[0])
    with yard.aura.writing() as unit:
        origin = unit.versions.get(project, numbers[1]).id
        unit.work.session.get_one(type(unit.projects.get(project)), project).origin_version_id = origin
        unit.versions.restore(project, numbers[2])
    yard.clock.advance(days=29)

    yard.clean()

    left = yard.numbers(project)
    assert set(numbers[:3]) <= set(left)
    assert numbers[3] not in left
    autosaves, restore_point = numbers[5:25], numbers[25]  # the newest holds what the restore replaced
    assert [*autosaves, restore_point] == [number for number in left if number in numbers[3:26]]
    with yard.aura.reading() as unit:
        types = [unit.versions.get(project, number).version_type for number in (*autosaves, restore_point)]
    assert types == ["Autosave"] * 20 + ["RestorePoint"]


def test_a_restore_point_and_the_restore_that_needs_it_end_together(yard: Any) -> None:
    project = yard.project()
    first = yard.save(project, "first", "Manual")
    yard.edit(project, "second")
    with yard.aura.writing() as unit:
        unit.versions.restore(project, first)
    yard.clock.advance(days=20)
    yard.save(project, "third", "Manual")
    restore_point = (ProjectVersion.version_type == "RestorePoint",)
    yard.clock.advance(days=9)
    yard.clean()
    assert yard.count(ProjectVersion, *restore_point) == 1
    assert yard.count(ActionLog, ActionLog.status == "Expired") == 0

    yard.clock.advance(days=2)

    yard.clean()  # the actions expire now, and name nothing any more
    assert yard.count(ProjectVersion, *restore_point) == 1
    assert yard.count(ActionLog, ActionLog.status == "Expired") > 0
    yard.clean()
    assert yard.count(ProjectVersion, *restore_point) == 0


@pytest.mark.parametrize("kind", ["Autosave", "RestorePoint"])
def test_a_version_that_serves_as_a_restore_point_later_stays_thirty_days_from_then(
    yard: Any, kind: str
) -> None:
    project = yard.project()
    old = yard.save(project, "left alone for long", kind)
    yard.clock.advance(days=29)
    with yard.aura.writing() as unit:
        assert unit.versions.restore_point(project, "Before “Wrote 9 scenes”").version_number == old
    yard.save(project, "all other", "Manual")
    yard.clock.advance(days=29, hours=23)

    yard.clean()
    assert old in yard.numbers(project)

    yard.clock.advance(hours=2)
    assert yard.clean()["versions"].items == 1
    assert old not in yard.numbers(project)


def test_actions_expire_after_thirty_days_and_leave_the_log_a_day_later(yard: Any) -> None:
    project = yard.project()
    yard.edit(project, "x" * 20_000)  # its payload is a blob, and so is the inverse of the next
    yard.clock.advance(minutes=1)
    yard.edit(project, "middle-aged")
    yard.clock.advance(days=20)
    yard.edit(project, "young")
    blobs = yard.count(ContentBlob)
    yard.clock.advance(days=11)

    assert set(yard.clean()) == {"actions that expire"}
    assert yard.count(ActionLog) == 3
    with yard.aura.reading() as unit:
        assert [row.status for row in unit.history.list(project).items] == ["Applied", "Expired", "Expired"]
    yard.clock.advance(days=1)
    assert yard.clean()["ended actions"].items == 2
    yard.clock.advance(hours=2)
    assert yard.clean()["content that nothing names"].items == 1
    assert (yard.count(ActionLog), yard.count(ContentBlob)) == (1, blobs - 1)


def test_the_history_of_a_deleted_project_is_left_as_it_is(yard: Any) -> None:
    project = yard.project()
    numbers = [yard.save(project, f"text {n}") for n in range(25)]
    yard.hold(project, b"made", temporary=True)
    yard.delete(project)
    yard.clock.advance(days=29, hours=23)
    before = yard.rows()

    yard.clean()

    assert yard.rows() == before
    assert yard.numbers(project) == [1, *numbers]


def test_a_version_that_is_named_while_the_clean_up_runs_stays(yard: Any) -> None:
    project = yard.project()
    numbers = [yard.save(project, f"text {n}") for n in range(23)]

    def named_meanwhile() -> None:
        if not yard.count(ExportHistory):
            yard.film(project, numbers[0])

    yard.clean(pause=named_meanwhile)

    assert yard.numbers(project) == [1, numbers[0], *numbers[3:]]
