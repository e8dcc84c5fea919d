"""People's own files get their places: each is seen once, in the order of its name."""

from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aura.generation.arranging import arranged, by_name
from aura.timeline.document import Asset, Brief, Document, Timeline
from aura.timeline.edits import Edit
from aura.timeline.edits.assets import AddAsset
from aura.timeline.edits.hearing import SetMusic
from aura.timeline.edits.scenes import InsertScene, SetSceneDuration
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Scene


def scene_id(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012d}"


def film(scenes: int, aspect: Any = "16:9") -> Document:
    many = tuple(Scene(id=scene_id(number), script_text="Words.") for number in range(scenes))
    return Document(brief=Brief(topic="x", aspect=aspect), timeline=Timeline(scenes=many))


def picture(name: str, width_px: int = 1600, height_px: int = 900, **fields: Any) -> Asset:
    digest = f"{abs(hash(name)):064x}"[-64:]
    fields.setdefault("type", "Image")
    return Asset(digest=digest, name=name, width_px=width_px, height_px=height_px, **fields)


def clip(name: str, duration_ms: int) -> Asset:
    return picture(name, type="Video", duration_ms=duration_ms)


def arrange(document: Document, *assets: Asset) -> list[Edit]:
    ids = count(1000)
    return list(arranged(document, assets, lambda: scene_id(next(ids))))


def order(document: Document, edits: list[Edit]) -> list[tuple[str, str | None]]:
    """The scenes as the edits leave them, each with what it shows."""
    scenes = [scene.id for scene in document.timeline.scenes]
    shown: dict[str, str] = {}
    for edit in edits:
        if isinstance(edit, InsertScene):
            scenes.insert(0 if edit.after == "start" else scenes.index(edit.after) + 1, edit.scene.id)
        if isinstance(edit, SetSceneMedia) and edit.media:
            shown[edit.scene] = edit.media.asset
    return [(each, shown.get(each)) for each in scenes]


@given(st.integers(0, 8), st.integers(0, 20))
def test_every_file_is_seen_once_in_the_order_of_the_names(scenes: int, files: int) -> None:
    document = film(scenes)
    assets = [picture(f"picture {number}.jpg") for number in range(files)]
    placed = order(document, arrange(document, *reversed(assets)))

    assert [digest for _, digest in placed if digest] == [asset.digest for asset in assets]
    assert len(placed) == max(scenes, files)
    kept = [each for each, _ in placed if each in {scene.id for scene in document.timeline.scenes}]
    assert kept == [scene.id for scene in document.timeline.scenes]


def test_a_few_files_are_spread_from_the_first_scene_to_the_last() -> None:
    placed = order(film(5), arrange(film(5), *(picture(f"{n}.jpg") for n in range(3))))

    assert [bool(digest) for _, digest in placed] == [True, False, True, False, True]


def test_names_are_sorted_as_people_sort_them() -> None:
    names = ["Picture 10", "picture 2", "a", "picture", "10", "9"]

    assert sorted(names, key=lambda name: by_name(picture(name))) == [
        "9", "10", "a", "picture", "picture 2", "Picture 10",
    ]  # fmt: skip


def test_a_clip_is_seen_for_as_long_as_it_is_up_to_eight_seconds() -> None:
    for duration_ms, frames in ((3_000, 90), (60_000, 240)):
        with_words = arrange(film(1), clip("c.mp4", duration_ms))
        alone = arrange(film(0), clip("c.mp4", duration_ms))

        assert [edit.frames for edit in with_words if isinstance(edit, SetSceneDuration)] == [frames]
        assert [edit.scene.authored_frames for edit in alone if isinstance(edit, InsertScene)] == [frames]


@pytest.mark.parametrize(
    ("size", "aspect", "fit"),
    [
        ((1600, 900), "16:9", "cover"),
        ((4000, 3000), "16:9", "cover"),
        ((900, 1600), "16:9", "blurred"),
        ((900, 1600), "9:16", "cover"),
        ((1600, 900), "1:1", "blurred"),
        ((0, 0), "1:1", "cover"),
    ],
)
def test_a_picture_fills_the_frame_unless_too_little_of_it_would_be_seen(
    size: tuple[int, int], aspect: str, fit: str
) -> None:
    (shown,) = (
        edit for edit in arrange(film(1, aspect), picture("p.jpg", *size)) if isinstance(edit, SetSceneMedia)
    )

    assert shown.media
    assert shown.media.fit == fit


def test_the_first_sound_that_is_long_enough_is_the_music() -> None:
    sounds = [
        Asset(digest=digit * 64, type="Audio", name=f"{digit}.mp3", duration_ms=length, has_audio=True)
        for digit, length in (("1", 900), ("2", 90_000), ("3", 90_000))
    ]
    edits = arrange(film(1), *sounds)

    assert [edit.asset.name for edit in edits if isinstance(edit, AddAsset)] == ["1.mp3", "2.mp3", "3.mp3"]
    assert [edit.music.asset for edit in edits if isinstance(edit, SetMusic) and edit.music] == ["2" * 64]
