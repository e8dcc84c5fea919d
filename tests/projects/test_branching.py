"""Copies of projects: all there is, stored once, and from then on each its own."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import event, func, select

from aura.blobs.tables import BlobPayload, ContentBlob
from aura.errors import NotFound
from aura.ids import new_id
from aura.projects.assets import take_in
from aura.projects.tables import AssetState, ProjectVersion, SceneState
from aura.timeline.document import Brief, Document
from aura.timeline.edits.fields import SetBrief, SetHead
from aura.timeline.edits.hearing import SetSceneNarration
from aura.timeline.edits.scenes import DeleteScene, SetSceneText
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media, Narration, Scene

GIF = bytes.fromhex(
    "47494638376102000200810000285aa00000000000000000002c0000000002000200000806000108041010003b"
)
"""A picture of four pixels."""


def branch(studio: Any, number: int) -> Any:
    with studio.aura.writing() as unit:
        return unit.versions.branch(studio.id, number).id


def duplicate(studio: Any, project_id: Any = None) -> Any:
    with studio.aura.writing() as unit:
        return unit.projects.duplicate(project_id or studio.id).id


def untitled(document: Document) -> Document:
    """A document but for its title, which is each copy's own."""
    head = replace(document.timeline.head, title="")
    return replace(document, timeline=replace(document.timeline, head=head))


def picture(studio: Any) -> str:
    with studio.aura.objects.receive() as incoming:
        incoming.write(GIF)
        asset = take_in(incoming, "sky.gif", studio.aura.prober)
    with studio.aura.writing() as unit:
        unit.assets.add(studio.id, asset)
    return str(asset.digest)


def test_a_version_opens_as_a_project_with_its_content(
    studio: Any, document_of: Callable[..., Document]
) -> None:
    studio.apply(SetSceneText(scene=studio.ids[0], text="saved"))
    number, saved = studio.save(), studio.document
    studio.apply(SetBrief(topic="Other"), DeleteScene(scene=studio.ids[1]))
    now = studio.document
    copied = branch(studio, number)

    assert untitled(document_of(copied)) == untitled(saved)
    assert studio.document == now
    with studio.aura.reading() as unit:
        project = unit.projects.get(copied)
        assert (project.title, project.scene_count, project.status) == ("Lighthouses (copy)", 3, "Draft")
        assert project.origin_version_id == unit.versions.get(studio.id, number).id
        (version,) = unit.versions.list(copied).items
        assert version.name == f"Opened from version {number} of “Lighthouses”"
        assert unit.versions.document(copied, 1) == saved


def test_a_duplicate_has_what_is_there_now_and_its_source_stays_as_it_is(
    studio: Any, document_of: Callable[..., Document]
) -> None:
    studio.apply(SetSceneText(scene=studio.ids[0], text="not saved"))
    with studio.aura.writing() as unit:
        unit.projects.set_step(studio.id, "scenes")
    before = studio.document
    copied = duplicate(studio)

    assert untitled(document_of(copied)) == untitled(before)
    assert studio.document == before
    with studio.aura.reading() as unit:
        assert [version.version_number for version in unit.versions.list(studio.id).items] == [1]
        project = unit.projects.get(copied)
        assert (project.origin_version_id, project.current_wizard_step) == (None, 3)
        assert unit.versions.get(copied, 1).name == "Copied from “Lighthouses”"


def test_a_copy_shares_what_is_stored_and_counts_it_once_more(studio: Any) -> None:
    stored = studio.count(BlobPayload), studio.count(ContentBlob)
    copied = branch(studio, 1)
    duplicate(studio)

    assert (studio.count(BlobPayload), studio.count(ContentBlob)) == stored
    with studio.aura.reading() as unit:
        original, copy = unit.versions.get(studio.id, 1), unit.versions.get(copied, 1)
        assert copy.hashes == original.hashes
        assert copy.storage_size_bytes == 0
        counts = select(ContentBlob.reference_count).where(ContentBlob.content_hash.in_(copy.hashes))
        assert sum(unit.work.session.scalars(counts)) == 3 * len(copy.hashes)


def test_each_goes_its_own_way_from_then_on(studio: Any, document_of: Callable[..., Document]) -> None:
    before = studio.document
    copied = branch(studio, 1)
    with studio.aura.writing() as unit:
        unit.editing.apply(copied, [SetSceneText(scene=studio.ids[0], text="elsewhere")])

    assert studio.document == before
    assert document_of(copied).timeline.scenes[0].script_text == "elsewhere"
    studio.apply(DeleteScene(scene=studio.ids[1]))
    with studio.aura.writing() as unit:
        unit.editing.undo(copied)
    assert untitled(document_of(copied)) == untitled(before)


def test_a_copy_holds_the_files_it_names_and_no_others(studio: Any) -> None:
    first, second, third = studio.ids
    digest = picture(studio)
    with studio.aura.writing() as unit:
        made = [replace(unit.assets.list(studio.id)[0], digest=digit * 64) for digit in "12"]
        for asset in made:
            unit.work.session.add(_made(studio, asset.digest))
    studio.apply(
        SetSceneMedia(scene=first, media=Media(asset=digest)),
        SetSceneNarration(scene=second, narration=Narration(audio="1" * 64, frames=90)),
    )
    number = studio.save()
    studio.apply(
        SetSceneMedia(scene=first, media=None),
        SetSceneNarration(scene=second, narration=None),
        SetSceneNarration(scene=third, narration=Narration(audio="2" * 64, frames=90)),
    )
    with studio.aura.writing() as unit:
        unit.assets.remove(studio.id, digest)
    copied = branch(studio, number)

    with studio.aura.reading() as unit:
        held = select(AssetState.digest, AssetState.is_listed).where(AssetState.project_id == copied)
        found = {name.hex(): listed for name, listed in unit.work.session.execute(held)}
        assert found == {digest: True, "1" * 64: False}
        assert [asset.name for asset in unit.assets.list(copied)] == ["sky.gif"]
    with studio.aura.writing() as unit:
        unit.editing.apply(copied, [SetSceneMedia(scene=third, media=Media(asset=digest))])


def _made(studio: Any, digest: str) -> AssetState:
    """A file that Aura made for the project."""
    return AssetState(
        id=new_id(),
        project_id=studio.id,
        asset_type="Audio",
        file_path=digest,
        file_size_bytes=1,
        mime_type="audio/wav",
        digest=bytes.fromhex(digest),
        content=b'{"digest":"%s","type":"Audio"}' % digest.encode(),
    )


def test_titles_of_copies_are_counted(studio: Any) -> None:
    def title(project_id: Any) -> str:
        with studio.aura.reading() as unit:
            return str(unit.projects.get(project_id).title)

    first = duplicate(studio)
    second = duplicate(studio, first)
    assert [title(each) for each in (first, second)] == ["Lighthouses (copy)", "Lighthouses (copy 2)"]
    studio.apply(SetHead(title="Lighthouses (copyright)"))
    assert title(duplicate(studio)) == "Lighthouses (copyright) (copy)"
    studio.apply(SetHead(title="x" * 300))
    assert title(duplicate(studio)) == "x" * 293 + " (copy)"
    assert title(duplicate(studio)) == "x" * 291 + " (copy 2)"


def test_a_deleted_or_unknown_version_is_not_opened(studio: Any) -> None:
    number = studio.save()
    with studio.aura.writing() as unit:
        unit.versions.delete(studio.id, number)
    for missing in (number, 77):
        with pytest.raises(NotFound):
            branch(studio, missing)


def test_a_large_project_is_copied_in_a_few_statements(studio: Any) -> None:
    scenes = [Scene(id=str(new_id()), script_text=f"Scene {number}.") for number in range(600)]
    with studio.aura.writing() as unit:
        large = unit.projects.create(brief=Brief(topic="Large"), scenes=scenes).id
    statements: list[str] = []

    def count(_: Any, __: Any, statement: str, *___: Any) -> None:
        statements.append(statement)

    engine = studio.aura.database.engine
    event.listen(engine, "before_cursor_execute", count)
    with studio.aura.writing() as unit:
        copied = unit.versions.branch(large, 1).id
    event.remove(engine, "before_cursor_execute", count)

    assert len(statements) < 50, statements
    with studio.aura.reading() as unit:
        rows = select(func.count()).where(SceneState.project_id == copied)
        assert unit.work.session.scalar(rows) == 600
    assert studio.count(ProjectVersion) == 3
