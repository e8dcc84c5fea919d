"""Edits of how a clip is played: its speed, where it stands still, and what becomes of both in a split."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from aura.errors import AuraError, Conflict, Invalid
from aura.timeline import rules
from aura.timeline.document import Asset, Document, Head, Timeline
from aura.timeline.edits import Edit, decode
from aura.timeline.edits.pacing import SetSceneFreeze, SetSceneSpeed
from aura.timeline.edits.selection import SetScenes
from aura.timeline.edits.splitting import SplitScene
from aura.timeline.scene import Media, Scene

A, B, NEW = (f"00000000-0000-7000-8000-00000000000{n}" for n in (1, 2, 9))
PHOTO, CLIP = "3" * 64, "5" * 64
SHOWN = Media(asset=CLIP, type="Video", trim_ms=500, end_ms=4_000)


def film(media: Media = SHOWN) -> Document:
    """A photo, and a clip of five seconds in a scene of six."""
    files = (
        Asset(digest=PHOTO, type="Image", name="photo.jpg"),
        Asset(digest=CLIP, type="Video", name="clip.mp4", duration_ms=5_000),
    )
    scenes = (Scene(id=A, media=Media(asset=PHOTO)), Scene(id=B, media=media, authored_frames=180))
    timed = tuple(rules.timed(scene, Head().rate) for scene in scenes)
    return Document(timeline=Timeline(assets=files, scenes=timed))


@pytest.mark.parametrize(
    ("edit", "words", "fields"),
    [
        (
            SetSceneSpeed(scene=B, speed_percent=50),
            "Let the clip of scene 2 play at half its speed",
            {"speed_percent": 50},
        ),
        (
            SetSceneSpeed(scene=B, speed_percent=130),
            "Let the clip of scene 2 play at 130 % of its speed",
            {"speed_percent": 130},
        ),
        (
            SetSceneFreeze(scene=B, freeze_ms=3_999, freeze_for_ms=2_500),
            "Let the clip of scene 2 stand still for 2.5 seconds",
            {"freeze_ms": 3_999, "freeze_for_ms": 2_500},
        ),
        (
            SetSceneFreeze(scene=B, freeze_ms=9_999, freeze_for_ms=0),
            "Let the clip of scene 2 play through",
            {},
        ),
        (
            SetScenes(scenes=(A, B), clip_speed_percent=200),
            "Changed the speed of the clips of 1 scene",
            {"speed_percent": 200},
        ),
    ],
)
def test_a_pace_is_set_and_told_in_words(
    edit: Edit, words: str, fields: dict[str, Any], model: Callable[..., Any]
) -> None:
    view = model(film())
    assert view.carry_out(edit).words == words
    assert view.find_scene(B).media == replace(SHOWN, **fields)
    assert view.find_scene(A).media == Media(asset=PHOTO)


@pytest.mark.parametrize(
    ("edit", "kind", "words", "field"),
    [
        (SetSceneSpeed(scene=A, speed_percent=50), Conflict, "shows a picture, not a clip", "scene"),
        (SetSceneFreeze(scene=A, freeze_ms=1, freeze_for_ms=1), Conflict, "not a clip", "scene"),
        (
            SetSceneFreeze(scene=B, freeze_ms=499, freeze_for_ms=1),
            Invalid,
            "from 500 to 4,000 ms",
            "freeze_ms",
        ),
        (
            SetSceneFreeze(scene=B, freeze_ms=4_000, freeze_for_ms=1),
            Invalid,
            "from 500 to 4,000",
            "freeze_ms",
        ),
        (SetScenes(scenes=(A,), clip_speed_percent=50), Conflict, "shows a clip", "clip_speed_percent"),
    ],
)
def test_what_has_no_such_pace_is_refused_by_name(
    edit: Edit, kind: type[AuraError], words: str, field: str, model: Callable[..., Any]
) -> None:
    view = model(film())
    with pytest.raises(kind, match=words) as refused:
        view.carry_out(edit)

    assert refused.value.field == field
    assert view.content == film()


@pytest.mark.parametrize("speed", [24, 401, 0, -100])
def test_a_speed_has_limits(speed: int) -> None:
    with pytest.raises(Invalid, match=r"25|400") as refused:
        decode("scene.speed", {"scene": B, "speed_percent": speed})

    assert refused.value.field == "speed_percent"


@pytest.mark.parametrize(
    ("fields", "frame", "wanted"),
    [
        ({"speed_percent": 50}, 60, {"trim_ms": 1_500}),
        ({"speed_percent": 200}, 30, {"trim_ms": 2_500}),
        ({"speed_percent": 200}, 90, {"trim_ms": 3_999}),
        ({"ending": "loop", "speed_percent": 350}, 45, {"trim_ms": 2_250}),
        ({"ending": "loop", "speed_percent": 350}, 60, {"trim_ms": 500}),
        ({"freeze_ms": 3_000, "freeze_for_ms": 1_000}, 60, {"trim_ms": 2_500}),
        ({"freeze_ms": 3_000, "freeze_for_ms": 1_000}, 90, {"trim_ms": 3_000, "freeze_for_ms": 500}),
        (
            {"freeze_ms": 1_000, "freeze_for_ms": 1_000},
            60,
            {"trim_ms": 1_500, "freeze_ms": 0, "freeze_for_ms": 0},
        ),
    ],
)
def test_the_second_half_of_a_split_scene_goes_on_where_the_first_stops(
    fields: dict[str, Any], frame: int, wanted: dict[str, Any], model: Callable[..., Any]
) -> None:
    media = replace(SHOWN, **fields)
    view = model(film(media))
    view.carry_out(SplitScene(scene=B, id=NEW, frame=frame))

    assert view.find_scene(B).media == media
    assert view.find_scene(NEW).media == replace(media, **wanted)
