"""Autosaves: when something changed and not too often; never a row or a blob for what is saved already."""

from typing import Any

import pytest
from sqlalchemy import select

from aura.blobs.tables import BlobCopy, BlobPayload, ContentBlob
from aura.projects.tables import ProjectVersion
from aura.timeline.document import Brief
from aura.timeline.edits.fields import SetBrief


def autosave(studio: Any, **options: Any) -> tuple[int, bool]:
    """The number of the version that is answered, and whether it is new."""
    with studio.aura.writing() as unit:
        kept = unit.versions.autosave(studio.id, **options)
        return kept.version.version_number, kept.is_new


def due(studio: Any) -> list[Any]:
    with studio.aura.reading() as unit:
        found: list[Any] = unit.versions.due(unit.work.now())
        return found


def change(studio: Any, tone: str = "calm") -> None:
    studio.apply(SetBrief(tone=tone), merge=False)


@pytest.mark.parametrize("left", [True, False])
def test_a_project_that_did_not_change_is_not_saved_again(studio: Any, clock: Any, left: bool) -> None:
    clock.advance(hours=1)
    change(studio)
    studio.undo()
    clock.advance(hours=1)
    rows = [studio.count(table) for table in (ProjectVersion, ContentBlob, BlobPayload)]

    assert autosave(studio, left=left) == (1, False)
    assert [studio.count(table) for table in (ProjectVersion, ContentBlob, BlobPayload)] == rows


def test_a_page_that_is_left_is_saved_unless_it_was_two_minutes_ago(studio: Any, clock: Any) -> None:
    change(studio)
    assert autosave(studio, left=True) == (2, True)
    change(studio, "grave")
    clock.advance(seconds=119)
    assert autosave(studio, left=True) == (2, False)
    clock.advance(seconds=2)
    assert autosave(studio, left=True) == (3, True)
    with studio.aura.reading() as unit:
        version = unit.versions.get(studio.id, 3)
        assert (version.version_type, version.name) == ("Autosave", None)
        assert unit.versions.document(studio.id, 3) == studio.document


def test_a_version_that_was_just_saved_by_hand_does_not_put_an_autosave_off(studio: Any) -> None:
    studio.save()
    change(studio)

    assert autosave(studio, left=True) == (3, True)


def test_by_schedule_a_project_is_saved_five_minutes_after_its_last_change(studio: Any, clock: Any) -> None:
    change(studio)
    clock.advance(minutes=4)
    assert (due(studio), autosave(studio)) == ([], (1, False))
    change(studio, "grave")
    clock.advance(minutes=4)
    assert (due(studio), autosave(studio)) == ([], (1, False))
    clock.advance(minutes=2)
    assert (due(studio), autosave(studio)) == ([studio.id], (2, True))
    assert due(studio) == []
    clock.advance(days=1)
    assert due(studio) == []


@pytest.mark.parametrize("left", [True, False])
def test_a_clock_that_was_set_back_puts_no_autosave_off(studio: Any, clock: Any, left: bool) -> None:
    change(studio)
    clock.advance(minutes=6)
    assert autosave(studio, left=left) == (2, True)
    clock.advance(days=-400)
    change(studio, "grave")

    assert due(studio) == [studio.id]
    assert autosave(studio, left=left) == (3, True)
    assert autosave(studio, left=left) == (3, False)
    change(studio, "warm")
    clock.advance(minutes=6)
    assert due(studio) == [studio.id]
    assert autosave(studio, left=left) == (4, True)


@pytest.mark.parametrize("turn", ["undo", "redo"])
def test_what_was_taken_back_after_a_save_is_due_too(studio: Any, clock: Any, turn: str) -> None:
    change(studio)
    if turn == "redo":
        studio.undo()
    clock.advance(minutes=6)
    studio.save()
    getattr(studio, turn)()
    assert due(studio) == []
    clock.advance(minutes=6)

    assert due(studio) == [studio.id]


def test_a_project_whose_rows_changed_but_not_its_content_is_not_due(studio: Any, clock: Any) -> None:
    with studio.aura.writing() as unit:
        unit.projects.set_step(studio.id, "voice")
    clock.advance(minutes=6)

    assert due(studio) == []


def test_a_project_is_due_whatever_became_of_others_since(studio: Any, clock: Any) -> None:
    with studio.aura.writing() as unit:
        other = unit.projects.create(brief=Brief(topic="Harbours")).id
    clock.advance(minutes=6)
    change(studio)
    with studio.aura.writing() as unit:
        for _ in range(3):
            unit.versions.save(other)
    clock.advance(minutes=6)

    assert due(studio) == [studio.id]


def test_an_edit_is_due_also_where_no_version_is_left_that_is_not_deleted(studio: Any, clock: Any) -> None:
    with studio.aura.writing() as unit:
        unit.versions.delete(studio.id, 1)
    change(studio)
    assert due(studio) == []
    clock.advance(minutes=6)

    assert (due(studio), autosave(studio)) == ([studio.id], (2, True))
    assert due(studio) == []


def test_deleted_projects_and_those_of_others_are_not_due(studio: Any, clock: Any, colleague: Any) -> None:
    change(studio)
    clock.advance(minutes=6)
    with studio.aura.reading(colleague) as unit:
        assert unit.versions.due(unit.work.now()) == []
    with studio.aura.writing() as unit:
        unit.projects.delete(studio.id)
    clock.advance(minutes=6)

    assert due(studio) == []


def test_a_project_whose_versions_are_all_deleted_is_saved_at_once(studio: Any) -> None:
    with studio.aura.writing() as unit:
        unit.versions.delete(studio.id, 1)

    assert autosave(studio) == (2, True)


def test_autosaves_are_listed_only_when_they_are_asked_for(studio: Any) -> None:
    change(studio)
    autosave(studio, left=True)
    with studio.aura.reading() as unit:

        def numbers(**wanted: Any) -> list[int]:
            return [version.version_number for version in unit.versions.list(studio.id, **wanted).items]

        assert numbers() == [1]
        assert numbers(autosaves=True) == [2, 1]
        assert numbers(version_type="Autosave") == [2]
    with studio.aura.writing() as unit:
        unit.versions.describe(studio.id, 2, name="The good one")
    with studio.aura.reading() as unit:
        assert [version.name for version in unit.versions.list(studio.id).items] == [
            "The good one",
            "Created",
        ]


def copies(studio: Any, number: int) -> set[bytes]:
    """What of a version has a second copy."""
    with studio.aura.reading() as unit:
        there = set(unit.work.session.scalars(select(BlobCopy.content_hash)))
        return there & set(unit.versions.get(studio.id, number).hashes)


def test_an_autosave_that_serves_as_a_restore_point_becomes_one_with_second_copies(studio: Any) -> None:
    change(studio)
    number, _ = autosave(studio, left=True)
    assert copies(studio, number) == set()
    studio.restore(1)

    with studio.aura.reading() as unit:
        point = unit.versions.get(studio.id, number)
        assert (point.version_type, point.name) == ("RestorePoint", "Before restoring version 1")
        assert copies(studio, number) == set(point.hashes)


def test_a_version_that_is_marked_important_later_has_second_copies(studio: Any) -> None:
    number = studio.save()
    with studio.aura.writing() as unit:
        unit.versions.describe(studio.id, number, name="named")
    assert copies(studio, number) == set()
    with studio.aura.writing() as unit:
        version = unit.versions.describe(studio.id, number, important=True)

    assert copies(studio, number) == set(version.hashes)
