"""Versions: everything comes back, nothing is stored twice, numbers never repeat."""

from typing import Any

import pytest
from sqlalchemy import func, select

from aura.blobs.tables import BlobPayload, ContentBlob
from aura.errors import Conflict, NotFound
from aura.ids import new_id
from aura.projects.assets import take_in
from aura.projects.tables import ProjectVersion, SceneState
from aura.timeline.codec import digest_of
from aura.timeline.document import Asset, Watermark
from aura.timeline.edits.assets import AddAsset, RemoveAsset
from aura.timeline.edits.fields import SetBrief, SetHead, SetPlan, SetRender, SetVoice
from aura.timeline.edits.hearing import SetSceneNarration, SetSceneRecording
from aura.timeline.edits.scenes import DeleteScene, InsertScene, MoveScene, SetSceneText
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.edits.watermark import SetWatermark
from aura.timeline.scene import Media, Scene

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


def test_an_empty_name_is_none_and_keeps_no_autosave_for_good(studio: Any) -> None:
    number = studio.save(version_type="Autosave")
    with studio.aura.writing() as unit:
        version = unit.versions.describe(studio.id, number, name="")

        assert (version.version_type, version.name) == ("Autosave", None)


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


def test_a_restore_writes_only_the_scenes_that_differ(studio: Any, clock: Any) -> None:
    number = studio.save()
    studio.apply(SetSceneText(scene=studio.ids[1], text="changed"))
    clock.advance(minutes=1)
    before = clock.moment
    studio.restore(number)

    with studio.aura.reading() as unit:
        rows = select(SceneState.script_text, SceneState.updated_at).where(SceneState.project_id == studio.id)
        written = {text for text, at in unit.work.session.execute(rows) if at > before}
    assert written == {"two"}


def test_what_is_saved_already_needs_no_restore_point(studio: Any) -> None:
    change_everything(studio)
    changed, number = studio.document, studio.save()
    studio.restore(1)
    assert studio.count(ProjectVersion) == 2

    studio.undo()
    assert studio.document == changed
    with studio.aura.writing() as unit:
        assert unit.versions.restore_point(studio.id, "Before").version_number == number
    studio.apply(SetSceneText(scene=studio.ids[0], text="more"))
    with studio.aura.writing() as unit:
        point = unit.versions.restore_point(studio.id, "Before more")
        assert (point.version_number, point.version_type) == (3, "RestorePoint")


def restore_scene(studio: Any, number: int, scene_id: str) -> str:
    with studio.aura.writing() as unit:
        actions = unit.versions.restore_scene(studio.id, number, scene_id).actions
        return "; ".join(action.description for action in actions)


def restore_part(studio: Any, number: int, part: str) -> str:
    with studio.aura.writing() as unit:
        actions = unit.versions.restore_part(studio.id, number, part).actions
        return "; ".join(action.description for action in actions)


def test_one_scene_comes_back_where_it_stands_and_the_others_stay(studio: Any) -> None:
    first, _, third = studio.ids
    studio.apply(
        SetSceneText(scene=first, text="changed"),
        SetSceneText(scene=third, text="too"),
        MoveScene(scene=third, after="start"),
    )
    changed = studio.document

    assert restore_scene(studio, 1, third) == "Restored scene 1 as in version 1 (Created)"
    assert studio.texts == ["three", "changed", "two"]
    restored = studio.document
    studio.undo()
    assert studio.document == changed
    studio.redo()
    assert studio.document == restored
    assert restore_scene(studio, 1, third) == ""


def test_a_deleted_scene_comes_back_behind_the_nearest_that_was_before_it(studio: Any) -> None:
    first, second, third = studio.ids
    studio.apply(DeleteScene(scene=second), DeleteScene(scene=third))
    gone = studio.document

    assert restore_scene(studio, 1, third) == "Restored scene 2 as in version 1 (Created)"
    assert studio.ids == [first, third]
    assert restore_scene(studio, 1, second) == "Restored scene 2 as in version 1 (Created)"
    assert studio.ids == [first, second, third]
    studio.undo()
    studio.undo()
    assert studio.document == gone
    studio.redo()
    assert studio.texts == ["one", "three"]


def test_a_deleted_scene_with_none_left_before_it_comes_back_at_the_start(studio: Any) -> None:
    first, second, _ = studio.ids
    studio.apply(DeleteScene(scene=first), DeleteScene(scene=second))
    restore_scene(studio, 1, second)

    assert studio.texts == ["two", "three"]


def test_a_scene_that_is_not_in_the_version_is_not_restored(studio: Any) -> None:
    fresh = Scene(id=str(new_id()))
    studio.apply(InsertScene(scene=fresh))

    with pytest.raises(NotFound, match="version 1"):
        restore_scene(studio, 1, fresh.id)


def test_a_restored_scene_brings_the_file_it_shows_back_into_the_list(studio: Any) -> None:
    digest = add_picture(studio)
    with_picture, number = studio.document, studio.save()
    studio.apply(SetSceneMedia(scene=studio.ids[0], media=None))
    with studio.aura.writing() as unit:
        unit.assets.remove(studio.id, digest)
    without = studio.document

    assert restore_scene(studio, number, studio.ids[0]).startswith("Added picture.png; Restored scene 1")
    assert studio.document == with_picture
    studio.undo()
    assert studio.document == without


def test_a_restored_scene_brings_the_recording_it_is_spoken_by_back_into_the_list(studio: Any) -> None:
    recording = Asset(digest="4" * 64, type="Audio", name="me.wav", duration_ms=3_000, has_audio=True)
    first = studio.ids[0]
    studio.apply(AddAsset(asset=recording), SetSceneRecording(scene=first, asset=recording.digest))
    spoken, number = studio.document, studio.save()
    studio.apply(SetSceneNarration(scene=first, narration=None), RemoveAsset(digest=recording.digest))
    silent = studio.document

    assert restore_scene(studio, number, first).startswith("Added me.wav; Restored scene 1")
    assert studio.document == spoken
    studio.undo()
    assert studio.document == silent


@pytest.mark.parametrize("part", ["brief", "plan", "voice", "render", "head"])
def test_one_part_comes_back_and_the_others_stay(studio: Any, part: str) -> None:
    def parts() -> dict[str, Any]:
        document = studio.document
        small = {name: getattr(document, name) for name in ("brief", "plan", "voice", "render")}
        return {**small, "head": document.timeline.head, "scenes": document.timeline.scenes}

    before = parts()
    change_everything(studio)
    changed = parts()

    assert restore_part(studio, 1, part).endswith("as in version 1 (Created)")
    assert parts() == {**changed, part: before[part]}
    with studio.aura.reading() as unit:
        assert unit.projects.get(studio.id).title == parts()["head"].title
    studio.undo()
    assert parts() == changed
    studio.redo()
    assert parts()[part] == before[part]
    assert restore_part(studio, 1, part) == ""
    assert studio.count(ProjectVersion) == 1, "a part is in its action and needs no restore point"


def test_a_restored_watermark_brings_its_picture_back_into_the_list(studio: Any) -> None:
    digest = add_picture(studio)
    studio.apply(SetSceneMedia(scene=studio.ids[0], media=None))
    studio.apply(SetWatermark(watermark=Watermark(asset=digest)))
    marked, number = studio.document, studio.save()
    studio.apply(SetWatermark(watermark=None))
    with studio.aura.writing() as unit:
        unit.assets.remove(studio.id, digest)

    assert restore_part(studio, number, "head").startswith("Added picture.png; Restored the title")
    assert studio.document == marked


def test_versions_are_compared_with_each_other_and_with_now(studio: Any) -> None:
    _, second, third = studio.ids
    studio.apply(SetSceneText(scene=second, text="two and more"))
    number = studio.save()
    studio.apply(MoveScene(scene=third, after="start"), SetBrief(tone="calm"))
    with studio.aura.reading() as unit:
        earlier = unit.versions.compare(studio.id, 1, number)
        now = unit.versions.compare(studio.id, number)
        back = unit.versions.compare(studio.id, number, 1)

        assert unit.versions.compare(studio.id, number, number).is_same
    assert earlier.summary == ("Scene 2: text changed",)
    assert now.summary == ("Brief: tone changed", "Scene 3 moved to 1")
    assert back.scenes[0].fields[0].after == "two"
    studio.undo()
    with studio.aura.reading() as unit:
        assert unit.versions.compare(studio.id, number).is_same
        with pytest.raises(NotFound):
            unit.versions.compare(studio.id, number, 77)
