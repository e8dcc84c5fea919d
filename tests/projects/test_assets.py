"""Files in and out of a project, by the digest of their bytes."""

from typing import Any

import pytest
from blake3 import blake3

from aura.errors import Conflict, Invalid, NotFound
from aura.projects.assets import safe_name, take_in
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63d0"
    "885a000001d001231c12b62c0000000049454e44ae426082"
)
"""A picture of one pixel."""


def add(studio: Any, data: bytes = PNG, name: str = "a.png") -> Any:
    with studio.aura.objects.receive() as incoming:
        incoming.write(data)
        asset = take_in(incoming, name, studio.aura.prober)
    with studio.aura.writing() as unit:
        return unit.assets.add(studio.id, asset)[0]


def test_a_file_is_named_by_its_bytes_and_comes_back_the_same(studio: Any) -> None:
    asset = add(studio)
    with studio.aura.reading() as unit:
        found, path = unit.assets.get(studio.id, asset.digest)

    assert asset.digest == blake3(PNG).hexdigest()
    assert path.read_bytes() == PNG
    assert (found.type, found.mime, found.size_bytes, found.name) == ("Image", "image/png", len(PNG), "a.png")


def test_the_same_file_twice_is_one_asset(studio: Any) -> None:
    first, second = add(studio, name="a.png"), add(studio, name="b.png")

    assert first == second
    assert len(studio.actions()) == 1


def test_adding_a_file_can_be_undone_and_redone(studio: Any) -> None:
    before = studio.document
    asset = add(studio)
    studio.undo()
    assert studio.document == before
    studio.redo()
    assert studio.document.timeline.assets == (asset,)


def test_a_file_that_a_scene_shows_stays(studio: Any) -> None:
    asset = add(studio)
    studio.apply(SetSceneMedia(scene=studio.ids[1], media=Media(asset=asset.digest)))
    with studio.aura.writing() as unit, pytest.raises(Conflict, match="scene 2"):
        unit.assets.remove(studio.id, asset.digest)
    studio.apply(SetSceneMedia(scene=studio.ids[1], media=None))
    with studio.aura.writing() as unit:
        unit.assets.remove(studio.id, asset.digest)

    assert studio.document.timeline.assets == ()


def test_a_scene_cannot_show_a_file_the_project_does_not_hold(studio: Any) -> None:
    with pytest.raises(NotFound, match="add the file first"):
        studio.apply(SetSceneMedia(scene=studio.ids[0], media=Media(asset="0" * 64)))


def test_text_is_no_picture_whatever_it_is_called(studio: Any) -> None:
    with pytest.raises(Invalid, match="this is text"):
        add(studio, b"ffconcat version 1.0\nfile other.mp4\n", "film.mp4")


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../etc/passwd", "passwd"), ("C:\\films\\a.mov", "a.mov"), (" a.png ", "a.png"), ("", "")],
)
def test_a_name_loses_its_folders(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_end() -> None:
    assert safe_name("x" * 1000 + ".png").endswith("x.png")
    assert len(safe_name("x" * 1000)) == 200
