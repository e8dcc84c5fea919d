"""Versions: everything comes back, nothing is stored twice, numbers never repeat."""

from typing import Any

import pytest
from sqlalchemy import func, select

from aura.blobs.tables import BlobPayload, ContentBlob
from aura.errors import Conflict, NotFound
from aura.ids import new_id
from aura.projects.assets import take_in
from aura.projects.tables import ProjectVersion
from aura.timeline.codec import digest_of
from aura.timeline.document import Media, Scene
from aura.timeline.edits.fields import SetBrief, SetHead, SetPlan, SetRender, SetVoice
from aura.timeline.edits.scenes import DeleteScene, InsertScene, MoveScene, SetSceneText
from aura.timeline.edits.showing import SetSceneMedia

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63d0"
    "885a000001d001231c12b62c0000000049454e44ae426082"
)
"""A picture of one pixel."""


def change_everything(studio: Any) -> None:
    first, second, third = studio.ids
    studio.apply(
        SetBrief(topic="Lightships", audience="sailors"),
        SetPlan(target_duration_s=30, pacing="Fast"),
        SetVoice(name="other", rate_percent=120),
        SetRender(palette="dusk", captions=False),
        SetHead(title="Another title", description="About it"),
        SetSceneText(scene=first, text="changed"),
        DeleteScene(scene=second),
        InsertScene(scene=Scene(id=str(new_id()), script_text="new"), after="start"),
        MoveScene(scene=third, after="start"),
    )


def add_picture(studio: Any, data: bytes = PNG) -> str:
    with studio.aura.objects.receive() as incoming:
        incoming.write(data)
        asset = take_in(incoming, "picture.png", studio.aura.prober)
    with studio.aura.writing() as unit:
        unit.assets.add(studio.id, asset)
    studio.apply(SetSceneMedia(scene=studio.ids[0], media=Media(asset=asset.digest)))
    return str(asset.digest)


def test_restore_brings_everything_back(studio: Any) -> None:
    add_picture(studio)
    saved = studio.document
    number = studio.save(name="Good")
    change_everything(studio)
    with studio.aura.writing() as unit:
        unit.assets.add(studio.id, _second_asset(studio))
    assert studio.document != saved

    studio.restore(number)

    assert studio.document == saved
    with studio.aura.reading() as unit:
        version = unit.versions.document(studio.id, number)
        project = unit.projects.get(studio.id)
        assert digest_of(studio.document) == digest_of(version)
        assert (project.title, project.scene_count) == ("Lighthouses", 3)
        assert [asset.name for asset in unit.assets.list(studio.id)] == ["picture.png"]


def _second_asset(studio: Any) -> Any:
    with studio.aura.objects.receive() as incoming:
        incoming.write(PNG + b"2")
        return take_in(incoming, "second.png", studio.aura.prober)


def test_restore_first_keeps_what_it_replaces_as_a_restore_point(studio: Any) -> None:
    change_everything(studio)
    replaced = studio.document
    studio.restore(1)
    with studio.aura.reading() as unit:
        point = unit.versions.list(studio.id).items[0]

        assert point.version_type == "RestorePoint"
        assert point.name == "Before restoring version 1"
        assert unit.versions.document(studio.id, point.version_number) == replaced


def test_a_restore_is_one_action_that_can_be_undone_and_redone(studio: Any) -> None:
    first = studio.document
    change_everything(studio)
    changed = studio.document
    applied = studio.restore(1)

    assert [action.description for action in applied.actions] == ["Restored version 1 (Created)"]
    studio.undo()
    assert studio.document == changed
    studio.redo()
    assert studio.document == first
    studio.undo()
    studio.undo()
    assert studio.document == first


def test_restoring_what_is_there_already_does_nothing(studio: Any) -> None:
    assert list(studio.restore(1).actions) == []
    assert studio.count(ProjectVersion) == 1


def test_the_same_content_is_stored_once(studio: Any) -> None:
    before = studio.count(BlobPayload)
    studio.save()
    studio.save()

    assert studio.count(BlobPayload) == before
    with studio.aura.reading() as unit:
        assert unit.versions.get(studio.id, 2).storage_size_bytes == 0


def test_reference_counts_are_the_columns_that_name_a_blob(studio: Any) -> None:
    studio.save()
    change_everything(studio)
    studio.save()
    columns = [
        ProjectVersion.brief_hash,
        ProjectVersion.plan_hash,
        ProjectVersion.voice_hash,
        ProjectVersion.render_hash,
        ProjectVersion.timeline_hash,
    ]
    with studio.aura.reading() as unit:
        for blob in unit.work.session.scalars(select(ContentBlob)):
            named = sum(
                unit.work.session.scalar(
                    select(func.count()).select_from(ProjectVersion).where(column == blob.content_hash)
                )
                for column in columns
            )
            assert blob.reference_count == named


def test_the_content_of_a_blob_reads_through_its_payload(studio: Any) -> None:
    with studio.aura.reading() as unit:
        version = unit.versions.get(studio.id, 1)
        blob = unit.work.session.get(ContentBlob, version.brief_hash)

        assert b"Lighthouses" in blob.content
        assert blob.content_type == "Brief"


def test_a_save_after_the_newest_was_deleted_takes_the_next_number(studio: Any) -> None:
    assert studio.save() == 2
    with studio.aura.writing() as unit:
        unit.versions.delete(studio.id, 2)

    assert studio.save() == 3


def test_a_deleted_version_is_hidden_until_it_is_brought_back(studio: Any) -> None:
    studio.save(name="Gone")
    with studio.aura.writing() as unit:
        unit.versions.delete(studio.id, 2)
    with studio.aura.reading() as unit:
        assert [version.version_number for version in unit.versions.list(studio.id).items] == [1]
        with pytest.raises(NotFound):
            unit.versions.get(studio.id, 2)
    with studio.aura.writing() as unit:
        unit.versions.bring_back(studio.id, 2)
        with pytest.raises(Conflict):
            unit.versions.bring_back(studio.id, 2)
    with studio.aura.reading() as unit:
        assert unit.versions.get(studio.id, 2).name == "Gone"


def test_a_named_autosave_becomes_a_manual_version(studio: Any) -> None:
    number = studio.save(version_type="Autosave")
    with studio.aura.writing() as unit:
        version = unit.versions.describe(studio.id, number, name="The good one", important=True)

        assert (version.version_type, version.is_marked_important) == ("Manual", True)


def test_versions_are_listed_page_by_page_the_newest_first(studio: Any) -> None:
    for _ in range(4):
        studio.save()
    numbers, cursor = [], None
    with studio.aura.reading() as unit:
        while True:
            page = unit.versions.list(studio.id, limit=2, cursor=cursor)
            numbers += [version.version_number for version in page.items]
            cursor = page.cursor
            if cursor is None:
                break

    assert numbers == [5, 4, 3, 2, 1]


def test_a_version_of_another_project_cannot_be_restored(studio: Any) -> None:
    with pytest.raises(NotFound):
        studio.restore(7)
