"""Media files go when nothing names them, and never one that somebody is about to name."""

from typing import Any

import msgspec
import pytest

from aura.cleanup.assets import UnusedAssets
from aura.cleanup.freeing import Freed, free
from aura.cleanup.media import free_media
from aura.errors import NotFound
from aura.generation.shelf import Product, Shelf
from aura.projects.tables import AssetState, ProjectVersion, SceneState
from aura.templates.tables import CustomTemplate
from aura.timeline.document import Asset
from aura.timeline.edits.assets import AddAsset, RemoveAsset
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media, Narration


def show(yard: Any, project: Any, asset: Asset | None, *, made: bool = False) -> None:
    """Give the first scene a picture, or take it away."""
    with yard.aura.writing() as unit:
        media = Media(asset=asset.digest, made_from="f" * 64 if made else None) if asset else None
        scene = unit.live(project).at(1)
        unit.editing.apply(project, [SetSceneMedia(scene=scene, media=media)])


def test_a_file_that_nothing_names_goes_after_a_day_and_not_before(yard: Any) -> None:
    orphan = yard.file(b"orphan")
    yard.clock.advance(hours=23)
    assert yard.clean() == {}

    yard.clock.advance(hours=2)

    result = yard.clean()["media that nothing names"]
    assert (result.items, result.bytes) == (1, 6)
    assert not yard.is_there(orphan)


def test_a_file_stays_as_long_as_a_project_holds_it_in_any_way(yard: Any) -> None:
    project = yard.project()
    brought, made = yard.bring(project, b"brought"), yard.hold(project, b"made")
    removed = yard.bring(project, b"removed")
    show(yard, project, brought)
    with yard.aura.writing() as unit:
        unit.editing.apply(project, [RemoveAsset(digest=removed.digest)])
    yard.clock.advance(days=2)

    yard.clean()

    assert yard.is_there(brought)
    assert yard.holds(project, removed)  # undo brings it back
    assert not yard.holds(project, made)  # no scene was ever given it


def test_a_made_file_that_a_version_names_stays_until_the_version_goes(yard: Any) -> None:
    project = yard.project()
    made = yard.hold(project, b"made")
    show(yard, project, made, made=True)
    with yard.aura.writing() as unit:
        number = unit.versions.save(project).version_number
    show(yard, project, None)
    yard.clock.advance(days=31)
    yard.clean()  # the actions expire
    yard.clean()
    assert yard.holds(project, made)

    with yard.aura.writing() as unit:
        unit.versions.save(project)
        unit.versions.delete(project, number)
    yard.clock.advance(days=31)
    yard.clean()  # the version goes
    yard.clean()  # then the project's hold on the file

    assert not yard.holds(project, made)
    assert yard.is_there(made)  # its grace begins when it was let go
    yard.age(yard.aura.objects.path(made.digest), days=2)
    yard.clean()
    assert not yard.is_there(made)


def test_a_temporary_file_goes_after_a_day_unless_the_project_took_it(yard: Any) -> None:
    project = yard.project()
    used, unused = (yard.hold(project, data, temporary=True) for data in (b"used", b"unused"))
    show(yard, project, used, made=True)
    yard.clock.advance(hours=25)

    assert yard.clean()["temporary files"].items == 1

    assert yard.holds(project, used)
    assert not yard.holds(project, unused)


def test_a_file_of_a_project_that_was_changed_meanwhile_stays(yard: Any) -> None:
    project = yard.project()
    made = yard.hold(project, b"made")
    yard.clock.advance(days=2)
    rows = UnusedAssets(yard.aura.objects, temporary=False)
    look_then_show = yard.ground(pause=lambda: show(yard, project, made, made=True))

    assert free(look_then_show, rows) == Freed()

    assert yard.holds(project, made)


@pytest.mark.parametrize("where", ["a scene", "a version", "the shelf", "a template"])
def test_a_file_stays_that_is_named_where_no_row_of_a_project_says_so(yard: Any, where: str) -> None:
    project = yard.project()
    named, other = yard.file(b"named"), yard.file(b"other")
    if where in ("a scene", "a version"):
        show(yard, project, yard.bring(project, b"named"))
        with yard.aura.writing() as unit:
            unit.versions.save(project)
        yard.change(AssetState, digest=b"0" * 32)
    if where == "a version":
        yard.change(SceneState, content=b"{}")
    if where == "the shelf":
        narration = Narration(audio=named.digest, frames=1)
        Shelf(yard.cache / "made", yard.aura.objects).put("key", "maker", Product((named,), narration))
        yard.age(yard.aura.objects.path(named.digest))
    if where == "a template":
        with yard.aura.writing() as unit:
            structure = msgspec.json.encode({"music": named.digest}).decode()
            unit.work.session.add(CustomTemplate(id="own", name="Own", video_structure_json=structure))
    yard.clock.advance(days=2)

    free_media(yard.ground())

    assert yard.is_there(named)
    assert not yard.is_there(other)


def test_an_upload_whose_row_is_not_there_yet_loses_nothing(yard: Any) -> None:
    project = yard.project()
    stored = yard.aura.objects.put([b"uploaded"])
    asset = Asset(digest=stored.digest, type="Image", size_bytes=8)
    yard.clean()

    with yard.aura.writing() as unit:
        unit.editing.apply(project, [AddAsset(asset=asset)])

    assert yard.is_there(asset)
    assert yard.holds(project, asset)


def test_a_forgotten_file_that_is_uploaded_again_while_the_clean_up_runs_stays(yard: Any) -> None:
    forgotten, other = yard.file(b"uploaded again"), yard.file(b"other")
    yard.clock.advance(days=2)
    paused = []

    def uploaded_again() -> None:
        """The last pause is between the look and the removing."""
        paused.append(1)
        yard.aura.objects.put([b"uploaded again"])

    free_media(yard.ground(pause=uploaded_again))

    assert paused
    assert yard.is_there(forgotten)
    assert not yard.is_there(other)


def test_what_the_shelf_is_asked_for_is_kept_from_then_on(yard: Any) -> None:
    made = yard.file(b"made")
    shelf = Shelf(yard.cache / "made", yard.aura.objects)
    shelf.put("key", "maker", Product((made,), None))
    (entry,) = shelf.folder.glob("*/*.json")
    yard.age(entry)
    yard.clock.advance(days=40)
    assert shelf.find("key", "maker", Narration)

    yard.clean()

    assert shelf.find("key", "maker", Narration) == Product((made,), None)
    yard.age(entry, days=31)
    assert yard.clean()["cache"].items == 1
    assert yard.is_there(made)


def test_nothing_is_removed_when_it_cannot_be_told_what_is_named(yard: Any) -> None:
    project = yard.project()
    yard.file(b"orphan")
    yard.clock.advance(days=2)
    with yard.aura.writing() as unit:
        unit.work.session.get_one(ProjectVersion, unit.versions.get(project, 1).id).timeline_hash = b"?" * 32

    with pytest.raises(NotFound, match="not in the store"):
        free_media(yard.ground())

    assert len(list(yard.aura.objects.listed())) == 1
