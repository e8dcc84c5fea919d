"""Purging versions: none goes that anything names, and what only they named is freed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from aura.blobs import sweep
from aura.blobs.tables import ContentBlob
from aura.errors import Conflict
from aura.projects import naming
from aura.projects.tables import ActionLog, ProjectVersion
from aura.timeline.edits.scenes import DeleteScene, SetSceneText


def autosaves(studio: Any, count: int) -> Sequence[int]:
    """Versions that nothing keeps, each of a content of its own, and a newest one."""
    numbers = []
    for number in range(count):
        studio.apply(SetSceneText(scene=studio.ids[0], text=f"text {number}"), merge=False)
        numbers.append(studio.save(version_type="Autosave"))
    studio.apply(SetSceneText(scene=studio.ids[0], text="newest"), merge=False)
    studio.save()
    return numbers


def purge(studio: Any, *numbers: int) -> None:
    with studio.aura.writing() as unit:
        unit.versions.purge([unit.versions.get(studio.id, number, deleted=True) for number in numbers])


def reason(studio: Any, number: int) -> str | None:
    with studio.aura.reading() as unit:
        version = unit.versions.get(studio.id, number, deleted=True)
        return naming.kept(unit.work.session, [version], unit.work.now()).get(version.id)


def test_what_only_purged_versions_named_is_freed_by_the_next_sweep(studio: Any, clock: Any) -> None:
    before = studio.document
    first, second = autosaves(studio, 2)
    blobs = studio.count(ContentBlob)
    purge(studio, first, second)
    clock.advance(days=20)

    with studio.aura.reading() as unit:
        counts = select(func.count()).where(ContentBlob.reference_count == 0)
        assert unit.work.session.scalar(counts) == 2
    assert sweep.sweep(studio.aura.units, clock.moment - timedelta(days=14)).blobs == 2
    assert studio.count(ContentBlob) == blobs - 2
    with studio.aura.reading() as unit:
        assert unit.versions.document(studio.id, 1) == before
        assert unit.versions.document(studio.id, 4) == studio.document
        numbers = [version.version_number for version in unit.versions.list(studio.id).items]
    assert numbers == [4, 1]


def test_a_number_is_not_given_again_after_a_purge(studio: Any, clock: Any) -> None:
    number = studio.save()
    with studio.aura.writing() as unit:
        unit.versions.delete(studio.id, number)
    clock.advance(days=31)
    purge(studio, number)

    assert studio.save() == number + 1


def test_what_two_versions_name_stays_until_both_are_gone(studio: Any) -> None:
    (number,) = autosaves(studio, 1)
    studio.restore(number)
    with studio.aura.writing() as unit:
        unit.work.session.execute(update(ActionLog).values(status="Expired"))
    again = studio.save(version_type="Autosave")
    studio.apply(DeleteScene(scene=studio.ids[2]))
    studio.save()
    purge(studio, number)

    with studio.aura.reading() as unit:
        kept = unit.versions.get(studio.id, again)
        counts = select(ContentBlob.reference_count).where(ContentBlob.content_hash == kept.timeline_hash)
        assert unit.work.session.scalar(counts) == 1
        assert unit.versions.document(studio.id, again)
    purge(studio, again)
    with studio.aura.reading() as unit:
        assert unit.work.session.scalar(counts) == 0


def test_the_newest_version_stays_also_where_it_is_an_autosave(studio: Any) -> None:
    number = studio.save(version_type="Autosave")

    assert reason(studio, number) == "it is the project's newest"
    with pytest.raises(Conflict, match=f"Version {number} .* newest"):
        purge(studio, number)
    with studio.aura.writing() as unit:
        unit.versions.delete(studio.id, number)
    assert reason(studio, number) is None
    assert reason(studio, 1) == "it is the project's newest"


@pytest.mark.parametrize(
    "kept", [{"version_type": "Manual"}, {"version_type": "Autosave", "important": True}]
)
def test_what_somebody_wanted_stays_until_it_was_deleted_for_30_days(
    studio: Any, clock: Any, kept: dict[str, Any]
) -> None:
    number = studio.save(**kept)
    studio.save()
    assert "30 days" in (reason(studio, number) or "")
    with studio.aura.writing() as unit:
        unit.versions.delete(studio.id, number)
    clock.advance(days=29)
    assert "30 days" in (reason(studio, number) or "")
    clock.advance(days=2)

    assert reason(studio, number) is None


def test_an_exported_version_stays(studio: Any) -> None:
    (number,) = autosaves(studio, 1)
    with studio.aura.writing() as unit:
        export = unit.exports.request(studio.id)
        export.version_id = unit.versions.get(studio.id, number).id

    assert reason(studio, number) == "it is named in export_history"
    with pytest.raises(Conflict):
        purge(studio, number)


def test_a_version_that_a_project_was_opened_from_stays(studio: Any) -> None:
    (number,) = autosaves(studio, 1)
    with studio.aura.writing() as unit:
        unit.versions.branch(studio.id, number)

    assert reason(studio, number) == "a project was opened from it"


def test_what_was_restored_and_what_it_replaced_stay_until_the_action_expires(studio: Any) -> None:
    first, second = autosaves(studio, 2)
    studio.apply(DeleteScene(scene=studio.ids[2]))
    studio.restore(first)
    with studio.aura.writing() as unit:
        unit.versions.restore_scene(studio.id, second, studio.ids[0])
    point = second + 2
    studio.save()

    for number in (first, second, point):
        assert "undone or redone" in (reason(studio, number) or "")
    studio.undo()
    assert "undone or redone" in (reason(studio, second) or ""), "it can be redone"
    with studio.aura.writing() as unit:
        unit.work.session.execute(update(ActionLog).values(status="Expired"))
    assert [reason(studio, number) for number in (first, second, point)] == [None] * 3


def test_a_refused_purge_removes_nothing(studio: Any) -> None:
    (number,) = autosaves(studio, 1)
    with pytest.raises(Conflict):
        purge(studio, number, 1)

    assert studio.count(ProjectVersion) == 3
    with studio.aura.reading() as unit:
        assert unit.versions.document(studio.id, number)
