"""What is heard of a film, resolved from its document."""

from typing import Any

import msgspec
import pytest

from aura.errors import Invalid
from aura.render.preset import PRESETS
from aura.render.soundtrack import AudioClip, AudioSpec, ClipSound, MusicSound, soundtrack
from aura.render.spec import Canvas, key_of
from aura.render.timing import place
from aura.timeline.document import Asset, Head, Music, Timeline
from aura.timeline.scene import Media, Narration, Scene

STANDARD = PRESETS["Standard 720p"]
CANVAS = Canvas(width_px=1280, height_px=720, rate_numerator=30, rate_denominator=1)
A, B, C = (letter * 64 for letter in "abc")


def scene(number: int, media: Media | None = None, **fields: Any) -> Scene:
    scene_id = f"00000000-0000-7000-8000-{number:012x}"
    return Scene(id=scene_id, length_frames=100, media=media, **fields)


def clip(**fields: Any) -> Media:
    return Media(**{"asset": A, "type": "Video", **fields})


def heard(*scenes: Scene, music: Music | None = None, assets: tuple[Asset, ...] = ()) -> AudioSpec:
    timeline = Timeline(head=Head(music=music), scenes=scenes, assets=assets)
    placed = place(scenes, timeline.head.rate)
    return soundtrack(timeline, placed, CANVAS, STANDARD, placed[-1].start_frame + 100)


def test_a_film_of_voices_alone_has_the_key_it_always_had() -> None:
    spec = heard(scene(1, narration=Narration(audio=B, frames=50)))
    written = (
        f'{{"clips":[{{"digest":"{B}","start_frame":0}}],"loudness_lufs":-16,"peak_db":-2,'
        '"rate_denominator":1,"rate_numerator":30,"total_frames":100}'
    )

    assert msgspec.json.encode(spec, order="sorted").decode() == written
    assert key_of(spec) == "3d0a18cef9f30ac26ea868c577fd74fce88a632fa3dbdcdc244f66e5d52f75c2"


def test_a_clip_is_heard_from_the_frame_it_is_seen_from_and_fades_with_its_picture() -> None:
    fade = {"transition": "fade", "transition_frames": 20}
    spec = heard(scene(1, clip()), scene(2, clip(asset=B), **fade), scene(3))

    assert spec.own == (
        ClipSound(digest=A, start_frame=0, frames=100, tail_frames=20),
        ClipSound(digest=B, start_frame=80, frames=100, lead_frames=20),
    )


def test_what_of_a_clip_is_heard_is_what_is_seen_of_it() -> None:
    media = clip(trim_ms=500, end_ms=2500, ending="loop", volume_percent=60)
    (sound,) = heard(scene(1, media)).own

    assert sound == ClipSound(
        digest=A, start_frame=0, frames=100, trim_ms=500, end_ms=2500, loop=True, volume_percent=60
    )


def test_a_narration_starts_after_the_fade_but_a_clip_with_it() -> None:
    spoken = Narration(audio=C, frames=50, pause_frames=40)
    spec = heard(scene(1), scene(2, clip(), narration=spoken, transition="fade", transition_frames=15))

    assert spec.clips == (AudioClip(digest=C, start_frame=100),)
    assert spec.own[0].start_frame == 85


@pytest.mark.parametrize(
    ("media", "assets"),
    [
        (Media(asset=A), ()),
        (clip(volume_percent=0), ()),
        (clip(), (Asset(digest=A, type="Video", has_audio=False),)),
    ],
)
def test_what_cannot_be_heard_is_no_part_of_the_sound(media: Media, assets: tuple[Asset, ...]) -> None:
    assert heard(scene(1, media), assets=assets).own == ()


@pytest.mark.parametrize("assets", [(), (Asset(digest=A, type="Video", has_audio=True),)])
def test_a_clip_of_which_nothing_is_known_may_be_heard(assets: tuple[Asset, ...]) -> None:
    assert len(heard(scene(1, clip()), assets=assets).own) == 1


def test_music_is_heard_as_it_was_asked_for() -> None:
    music = Music(
        asset=C, volume_percent=70, ducking="gentle", loop=False, trim_ms=9, fade_in_ms=0, fade_out_ms=500
    )

    assert heard(scene(1), music=music).music == MusicSound(
        digest=C, volume_percent=70, ducking="gentle", loop=False, trim_ms=9, fade_out_ms=500
    )


def test_the_mood_that_music_was_made_for_does_not_change_the_sound() -> None:
    one, other = (Music(asset=C, mood="calm"), Music(asset=C, mood="bright", variation=7, made_from=B))

    assert heard(scene(1), music=one) == heard(scene(1), music=other)


def test_music_turned_down_to_nothing_is_no_music() -> None:
    assert heard(scene(1), music=Music(asset=C, volume_percent=0)).music is None
    assert heard(scene(1)).music is None


def test_music_that_is_not_made_yet_is_refused() -> None:
    with pytest.raises(Invalid, match="music"):
        heard(scene(1), music=Music(mood="bright"))
