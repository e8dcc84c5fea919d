"""What was made once is not made again: only the segments whose content changed are rendered."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from aura import config
from aura.services import Services
from aura.timeline.edits.fields import SetHead
from aura.timeline.edits.scenes import DeleteScene, InsertScene, MoveScene, SetSceneText, SetSceneTransition
from aura.timeline.edits.showing import SetSceneMedia

FIVE = ("A lamp burns.", "The lens turns.", "Ships see it.", "They steer clear.", "All is well.")


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory, new_studio: Any) -> Any:
    """A project of five scenes joined by fades, rendered once: five bodies and four fades."""
    home = tmp_path_factory.mktemp("rendered") / "home"
    services = Services(config.load(home)).open()
    studio = new_studio(services, texts=FIVE)
    studio.made()
    services.close()
    return studio


@pytest.fixture
def five(rendered: Any, home: Path) -> Iterator[Any]:
    """The same project in a home of its own."""
    shutil.copytree(rendered.aura.settings.home, home)
    services = Services(config.load(home)).open()
    yield rendered.in_another(services)
    services.close()


def test_a_second_export_of_the_same_content_renders_nothing_and_is_the_same_file(five: Any) -> None:
    with five.aura.reading() as unit:
        (first,) = unit.exports.list().items
    before, versions = five.segments(), five.versions()
    second = five.made()

    assert (second.segments_reused, second.segments_rendered) == (9, 0)
    assert five.segments() == before
    assert five.versions() == versions
    assert second.version_id == first.version_id
    assert five.film(second) != five.film(first)
    assert five.film(second).read_bytes() == five.film(first).read_bytes()


def test_a_change_of_one_scene_renders_that_scene_and_the_fades_at_its_ends(five: Any) -> None:
    before = five.segments()
    five.apply(SetSceneText(scene=five.scenes[2].id, text="Every ship sees it."))
    export = five.made()

    assert (export.segments_reused, export.segments_rendered) == (6, 3)
    after = five.segments()
    assert len(after) == len(before) + 3
    assert {key: after[key] for key in before} == before


def test_without_fades_a_change_of_one_scene_renders_one_segment(studios: Any) -> None:
    studio = studios(fade_frames=0)
    studio.made()
    studio.apply(SetSceneText(scene=studio.scenes[0].id, text="A great lamp burns."))
    export = studio.made()

    assert (export.segments_reused, export.segments_rendered) == (2, 1)


def test_undoing_the_change_renders_nothing(five: Any) -> None:
    first = five.document
    five.apply(SetSceneText(scene=five.scenes[2].id, text="Every ship sees it."))
    five.made()
    before = five.segments()
    five.undo()  # what the export made for it
    five.undo()
    assert five.document == first

    assert five.made().segments_rendered == 0
    assert five.segments() == before


def test_scenes_that_change_places_keep_their_bodies(studios: Any) -> None:
    studio = studios(texts=FIVE[:4], fade_frames=0)
    studio.made()
    before = studio.segments()
    studio.apply(MoveScene(scene=studio.scenes[3].id, after="start"))
    export = studio.made()

    assert (export.segments_reused, export.segments_rendered) == (4, 0)
    assert studio.segments() == before


def test_with_fades_only_what_touches_the_moved_scene_is_rendered(five: Any) -> None:
    before = five.segments()
    five.apply(MoveScene(scene=five.scenes[4].id, after=five.scenes[2].id))
    export = five.made()
    after = five.segments()

    # three fades are new; the body of the scene that was last now has a fade at its end, the one that
    # became last has none: their cuts moved.  Scenes 1 to 3 keep their bodies and the fades between them.
    assert export.segments_rendered <= 5
    assert export.segments_reused >= 4
    assert {key: after[key] for key in before} == before


def test_a_deleted_scene_costs_at_most_the_new_seam(five: Any) -> None:
    before = five.segments()
    five.apply(DeleteScene(scene=five.scenes[4].id))
    export = five.made()

    assert export.segments_rendered == 1
    assert {key: five.segments()[key] for key in before} == before


def test_a_cut_instead_of_a_fade_costs_at_most_the_two_scenes_it_is_between(five: Any) -> None:
    five.apply(SetSceneTransition(scene=five.scenes[2].id, transition="cut"))
    export = five.made()

    # both bodies grow by what they shared; the voice of the second starts earlier, and so do its captions,
    # which may still be seen in the fade at its end
    assert export.segments_rendered <= 3
    assert export.segments_reused >= 5


def test_a_new_title_renders_no_segment(five: Any) -> None:
    five.apply(SetHead(title="All about lighthouses"))
    export = five.made()

    assert (export.segments_reused, export.segments_rendered) == (9, 0)
    assert five.play(five.film(export)).metadata["title"] == "All about lighthouses"


def test_another_project_with_the_same_scene_reuses_its_segment(ready: Any, studios: Any) -> None:
    ready.made()
    other = studios(texts=(), title="Another")
    scene = ready.scenes[0]
    with ready.aura.reading() as unit:
        asset, _ = unit.assets.get(ready.id, scene.media.asset)
    with other.aura.writing() as unit:
        unit.assets.add(other.id, asset)
    other.apply(
        InsertScene(scene=replace(scene, media=None)), SetSceneMedia(scene=scene.id, media=scene.media)
    )
    export = other.made()

    assert (export.segments_reused, export.segments_rendered) == (1, 0)
