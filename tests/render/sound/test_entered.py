"""What a part of a film plays is what the film plays there, also of sounds that begin again."""

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from aura.render.excerpt import excerpt
from aura.render.sound.samples import RATE_HZ, Block
from aura.render.soundtrack import AudioSpec, ClipSound, MusicSound

FIRST, END = 69, 159


@pytest.fixture
def parts(reel: Any, rack: Any) -> Any:
    """The sound of a film from a frame to another, and of the excerpt from there to there."""

    def heard(spec: AudioSpec, **lengths_ms: int) -> tuple[Block, Block]:
        film = replace(reel.film(reel.shows(1, spec.total_frames)), audio=spec)
        voices = {clip.digest: END for clip in spec.clips}
        part, _ = excerpt(film, FIRST, END, engine="", voices=voices, lengths_ms=lengths_ms)
        whole = rack.mixed(spec)
        return whole[:, FIRST * RATE_HZ // 30 : END * RATE_HZ // 30], rack.mixed(part.audio)

    return heard


def assert_alike(one: Block, other: Block) -> None:
    """Both sound the same, but for how loud they are and how softly they begin and end."""
    assert one.shape == other.shape
    inside = slice(RATE_HZ // 10, one.shape[1] - RATE_HZ // 10)
    heard, again = one[0, inside], other[0, inside]
    again = again * (np.linalg.norm(heard) / np.linalg.norm(again))
    assert np.abs(again - heard).max() < 0.02 * np.abs(heard).max()


@pytest.mark.parametrize("trim_ms", [0, 300])
def test_music_that_begins_again_within_a_part_begins_where_it_does_in_the_film(
    trim_ms: int, rack: Any, parts: Any
) -> None:
    rack.noise("music", 2.5)
    music = MusicSound(digest="music", trim_ms=trim_ms)

    assert_alike(*parts(rack.film(8, music=music), music=2500))


@pytest.mark.parametrize(
    "fields", [{}, {"end_ms": 1100}, {"trim_ms": 400, "speed_percent": 50}, {"freeze_ms": 500}]
)
def test_a_clip_that_begins_again_is_heard_in_a_part_as_it_is_in_the_film(
    fields: dict[str, int], rack: Any, parts: Any
) -> None:
    rack.noise("clip", 1.5)
    clip = ClipSound(digest="clip", start_frame=9, frames=200, loop=True, **fields)
    if "freeze_ms" in fields:
        clip = replace(clip, freeze_for_ms=250)

    assert_alike(*parts(rack.film(8, own=[clip])))


@pytest.mark.parametrize("end_ms", [0, 600, 1000])
def test_a_clip_that_is_over_before_a_part_begins_is_not_heard_in_it(
    end_ms: int, rack: Any, parts: Any
) -> None:
    rack.noise("clip", 1.5 if end_ms == 0 else 6)
    clip = ClipSound(
        digest="clip", start_frame=9, frames=200, end_ms=end_ms, freeze_ms=500, freeze_for_ms=400
    )

    whole, part = parts(rack.film(8, own=[clip]))

    assert not whole.any()
    assert not part.any()


def test_a_clip_that_ends_within_a_part_ends_there(rack: Any, parts: Any) -> None:
    rack.noise("clip", 6)

    assert_alike(*parts(rack.film(8, own=[ClipSound(digest="clip", start_frame=9, frames=200, end_ms=3000)])))


@pytest.mark.parametrize("start_frame", [9, 69])
def test_music_gives_way_to_a_voice_that_began_before_a_part_as_it_does_in_the_film(
    start_frame: int, rack: Any, parts: Any
) -> None:
    rack.words("voice", (0, 9))
    rack.noise("music", 20, level=0.3)
    music = MusicSound(digest="music")

    assert_alike(*parts(rack.film(10, voices=[("voice", start_frame)], music=music), music=20_000))


def test_a_voice_that_was_made_quieter_is_so_against_a_later_one_in_a_part(rack: Any, parts: Any) -> None:
    rack.words("first", (0, 3))
    rack.words("second", (0, 3))
    film = rack.film(8, voices=[("first", 9), ("second", 105)])
    quiet = replace(film.clips[0], gain_percent=30)

    assert_alike(*parts(replace(film, clips=(quiet, film.clips[1]))))
