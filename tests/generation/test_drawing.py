"""Pictures for scenes that bring none: drawn once, as undoable edits, and only where they are missing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from aura.projects.assets import take_in
from aura.timeline.document import Brief
from aura.timeline.edits.fields import SetBrief
from aura.timeline.edits.framing import SetSceneFit, SetSceneFocus
from aura.timeline.edits.scenes import MoveScene, SetSceneTitle
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media


def bring(studio: Any, folder: Path) -> Media:
    """A picture of the user's own."""
    path = folder / "mine.png"
    Image.new("RGB", (64, 36), (200, 10, 10)).save(path)
    with studio.aura.objects.receive() as incoming:
        incoming.write(path.read_bytes())
        asset = take_in(incoming, path.name, studio.aura.prober)
    with studio.aura.writing() as unit:
        unit.assets.add(studio.id, asset)
    return Media(asset=asset.digest)


def test_every_scene_without_media_gets_a_picture_once(studio: Any) -> None:
    assert studio.illustrate() == 3
    assert studio.illustrate() == 0
    assert [action.action_type for action in studio.actions()] == ["scene.media"] * 3
    assert len({scene.media.asset for scene in studio.scenes}) == 3


def test_a_picture_is_larger_than_the_film_so_that_it_can_move(studio: Any) -> None:
    studio.illustrate()
    with Image.open(studio.aura.objects.path(studio.scenes[0].media.asset)) as picture:
        assert picture.format == "JPEG"
        assert picture.size == (1600, 900)


def test_an_upright_film_gets_upright_pictures(studios: Callable[..., Any]) -> None:
    studio = studios("A lamp burns.", brief=Brief(topic="Lighthouses", aspect="9:16"))
    studio.illustrate()
    with Image.open(studio.aura.objects.path(studio.scenes[0].media.asset)) as picture:
        assert picture.height > picture.width


def test_a_picture_of_the_user_s_own_is_kept(studio: Any, tmp_path: Path) -> None:
    mine = bring(studio, tmp_path)
    studio.apply(SetSceneMedia(scene=studio.scenes[1].id, media=mine))

    assert studio.illustrate() == 2
    assert studio.scenes[1].media == mine
    studio.apply(SetSceneTitle(scene=studio.scenes[1].id, title="Another"))
    assert studio.illustrate() == 0


def test_a_picture_that_the_user_brings_while_one_is_drawn_is_kept(studio: Any, tmp_path: Path) -> None:
    mine = bring(studio, tmp_path)

    def meddle(done: int, total: int) -> None:
        if done == 1:
            studio.apply(SetSceneMedia(scene=studio.scenes[0].id, media=mine))

    studio.illustrate(progress=meddle)

    assert studio.scenes[0].media == mine
    assert all(scene.media.made_from for scene in studio.scenes[1:])


def test_a_picture_that_is_taken_away_is_drawn_again_and_is_the_same(studio: Any) -> None:
    studio.illustrate()
    drawn = studio.scenes[1].media
    studio.apply(SetSceneMedia(scene=studio.scenes[1].id, media=None))

    assert studio.illustrate() == 1
    assert studio.scenes[1].media == drawn


def test_a_picture_that_is_drawn_anew_is_fitted_as_the_one_before(studio: Any) -> None:
    studio.illustrate()
    first = studio.scenes[0]
    studio.apply(SetSceneFit(scene=first.id, fit="contain"))
    studio.apply(SetSceneFocus(scene=first.id, focus="top-left"))
    studio.apply(SetSceneTitle(scene=first.id, title="Another"))

    assert studio.illustrate() == 1
    media = studio.scenes[0].media
    assert media.made_from != first.media.made_from
    assert (media.fit, media.focus) == ("contain", "top-left")


def test_moving_scenes_draws_nothing(studio: Any) -> None:
    studio.illustrate()
    studio.apply(MoveScene(scene=studio.scenes[2].id, after="start"))

    assert studio.illustrate() == 0


def test_another_aspect_draws_all_anew(studio: Any) -> None:
    studio.illustrate()
    studio.apply(SetBrief(aspect="1:1"))

    assert studio.illustrate() == 3


def test_the_pictures_are_one_step_of_undo(studio: Any) -> None:
    before = studio.document
    studio.illustrate()
    studio.undo()

    assert studio.document == before


def test_a_stop_leaves_the_project_as_it_was_and_keeps_what_is_drawn(studio: Any) -> None:
    before = studio.document
    drawn: list[int] = []
    studio.illustrate(
        progress=lambda done, total: drawn.append(done), stopped=lambda: bool(drawn and drawn[-1] == 2)
    )

    assert studio.document == before
    assert len(list((studio.aura.settings.cache_dir / "made").rglob("*.json"))) == 2
