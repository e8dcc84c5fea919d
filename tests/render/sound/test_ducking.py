"""Music and clips make room for voices: in time, no more than needed, and without pumping."""

from typing import Any

import numpy as np
import pytest

from aura.render.sound.ducking import LEAD, PROFILES, TICK, Presence, Profile, fitted, heard, turned
from aura.render.sound.loudness import integrated
from aura.render.sound.samples import RATE_HZ, Block, silence
from aura.render.soundtrack import MusicSound
from aura.timeline.terms import Ducking

DUCKING: tuple[Ducking, ...] = ("gentle", "balanced", "aggressive")
VOICES_LUFS = -20.0


def voices(*spans: tuple[float, float], seconds: float = 12.0, level: float = 0.1) -> Block:
    """A steady voice, heard from and to these seconds."""
    block = silence(round(seconds * RATE_HZ))
    for start, end in spans:
        block[:, round(start * RATE_HZ) : round(end * RATE_HZ)] = level
    return block


def gains_db(profile: Profile, *blocks: Block, voices_lufs: float = VOICES_LUFS) -> "np.ndarray":
    """What is done to something that sounds all the time, once a tick."""
    turned_down = [
        turned(np.ones_like(block), near, profile) for block, near in heard(iter(blocks), voices_lufs)
    ]
    return 20 * np.log10(np.concatenate(turned_down, axis=1)[0, ::TICK])


@pytest.mark.parametrize("ducking", DUCKING)
def test_everything_is_down_before_the_first_word_and_untouched_until_shortly_before(
    ducking: Ducking,
) -> None:
    profile = PROFILES[ducking]
    gains = gains_db(profile, voices((4, 8)))

    assert gains[: 400 - LEAD - profile.attack].min() == 0
    assert gains[400 - LEAD : 800] == pytest.approx(-profile.depth_db, abs=0.01)


@pytest.mark.parametrize("ducking", DUCKING)
def test_it_comes_back_after_the_last_word_but_not_at_once(ducking: Ducking) -> None:
    profile = PROFILES[ducking]
    gains = gains_db(profile, voices((1, 4)))
    back = 400 + profile.hold // 2

    assert gains[400:back] == pytest.approx(-profile.depth_db, abs=0.01)
    assert (np.diff(gains[back : back + profile.release]) > 0).all()
    assert gains[back + profile.release + 1 :].min() == 0


@pytest.mark.parametrize("ducking", DUCKING)
@pytest.mark.parametrize("pause", [0.08, 0.3, 0.55])
def test_a_pause_between_words_is_no_reason_to_move(ducking: Ducking, pause: float) -> None:
    profile = PROFILES[ducking]
    gains = gains_db(profile, voices((2, 4), (4 + pause, 6), (6 + pause, 9)))

    assert gains[200:900] == pytest.approx(-profile.depth_db, abs=0.01)


@pytest.mark.parametrize("ducking", DUCKING)
@pytest.mark.parametrize("pause", [0.7, 1.0, 1.4, 2.5])
def test_the_gain_never_moves_faster_than_its_profile_says(ducking: Ducking, pause: float) -> None:
    profile = PROFILES[ducking]
    gains = gains_db(profile, voices((2, 4), (4 + pause, 8)))
    steepest = np.pi / 2 * profile.depth_db / profile.attack

    assert np.abs(np.diff(gains)).max() <= 1.1 * steepest


def test_where_blocks_end_makes_no_difference() -> None:
    whole = voices((2, 3), (9.8, 10.1), (14, 19.9), (20.3, 24), seconds=30)
    cut = [whole[:, start : start + 10 * RATE_HZ] for start in range(0, 30 * RATE_HZ, 10 * RATE_HZ)]

    assert np.array_equal(gains_db(PROFILES["balanced"], whole), gains_db(PROFILES["balanced"], *cut))


def test_a_voice_that_was_recorded_quietly_is_made_room_for_as_well() -> None:
    loud, quiet = voices((2, 4)), voices((2, 4), level=0.002)
    profile = PROFILES["balanced"]

    assert np.array_equal(gains_db(profile, loud), gains_db(profile, quiet, voices_lufs=VOICES_LUFS - 34))


def test_the_noise_of_a_room_is_no_voice() -> None:
    noise = voices((0, 12), level=0.1 * 10 ** (-30 / 20))

    assert gains_db(PROFILES["balanced"], noise).min() == 0


def test_a_film_that_ends_within_a_tick_keeps_its_length() -> None:
    block = voices((1, 2), seconds=3)[:, :-17]
    ((_, near),) = heard(iter((block,)), VOICES_LUFS)

    assert turned(block, near, PROFILES["gentle"]).shape == block.shape


def test_how_much_of_a_film_has_voices_is_counted() -> None:
    presence = Presence()
    for _ in presence.through([voices((0, 3)), voices(), voices((5, 8))]):
        pass

    assert presence.share(VOICES_LUFS) == pytest.approx(6 / 36, abs=0.01)


def test_music_is_louder_where_a_film_has_few_voices_but_not_under_them() -> None:
    usual = PROFILES["balanced"]
    rare = fitted(usual, 0.1)

    assert fitted(usual, 0.7) == usual
    assert usual.level_lu < rare.level_lu <= usual.most_lu
    assert rare.level_lu - rare.depth_db == usual.level_lu - usual.depth_db


def test_music_in_a_film_without_voices_needs_no_more() -> None:
    assert fitted(PROFILES["balanced"], 0.0) == PROFILES["balanced"]


@pytest.mark.parametrize("ducking", ["off", *DUCKING])
def test_music_is_as_far_under_words_and_in_pauses_as_its_profile_says(ducking: Ducking, rack: Any) -> None:
    rack.words("voice", (0, 5.5), (10, 15), level=0.12)
    rack.tone("music", 20, 3000, level=0.2)
    spoken = rack.mixed(rack.film(20, voices=[("voice", 60)]))
    sound = MusicSound(digest="music", ducking=ducking)
    music = rack.mixed(rack.film(20, voices=[("voice", 60)], music=sound)) - spoken
    under, between = (
        integrated([music[:, round(start * RATE_HZ) : round(end * RATE_HZ)]])
        for start, end in ((2.2, 7.3), (9.5, 11.4))
    )
    voice, profile = integrated([spoken]), PROFILES[ducking]

    assert under - voice == pytest.approx(profile.level_lu - profile.depth_db, abs=0.3)
    assert between - voice == pytest.approx(profile.level_lu, abs=0.3)
