"""A video clip's own sound: in step with its picture, from where to where that is seen, and under voices."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aura.errors import NotFound
from aura.render.sound.loudness import integrated
from aura.render.sound.mix import Mix
from aura.render.sound.samples import RATE_HZ, Block
from aura.render.soundtrack import AudioSpec, ClipSound, MusicSound

NTSC = Fraction(30_000, 1001)
WITHIN = RATE_HZ // 1000
"""A millisecond."""


class Camera:
    """Makes clips that sound of noise, which is known to the sample."""

    def __init__(self, rack: Any, reel: Any) -> None:
        self._rack, self.reel = rack, reel

    def clip(self, name: str, seconds: float, *words: str, ending: str = "mp4", seed: int = 1) -> np.ndarray:
        """Keep a clip of this name, made with more of FFmpeg's words; returns its noise."""
        noise = 0.1 * np.random.default_rng(seed).uniform(-1, 1, round(seconds * RATE_HZ))
        noise = np.convolve(noise, np.hanning(12) / 3, mode="same")  # which encoders keep
        source = self._rack(self._rack.put(f"{name}-source", noise))
        path = self._rack.folder / f"{name}.{ending}"
        picture = ("-f", "lavfi", "-i", f"testsrc2=s=64x36:r=25:d={seconds}")
        self.reel.ffmpeg(*picture, *words, "-i", str(source), "-g", "25", "-shortest", str(path))
        self._rack.take(name, path)
        return noise


@pytest.fixture
def camera(rack: Any, reel: Any) -> Camera:
    return Camera(rack, reel)


def place_of(part: np.ndarray, sound: Block) -> int:
    """The sample at which a part of a noise is heard, by correlation."""
    size = 1 << (sound.shape[1] + len(part)).bit_length()
    spectrum = np.fft.rfft(sound[0], size) * np.conj(np.fft.rfft(part, size))
    return int(np.fft.irfft(spectrum)[: sound.shape[1]].argmax())


def own(start: int, frames: int, digest: str = "clip", **fields: Any) -> ClipSound:
    return ClipSound(digest=digest, start_frame=start, frames=frames, **fields)


def level_db(sound: Block, start_s: float, end_s: float) -> float:
    stretch = sound[:, round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]
    return float(10 * np.log10(np.mean(np.square(stretch)) + 1e-20))


class TestPlace:
    @pytest.mark.parametrize("ending", ["mp4", "mkv", "webm", "ts", "mov"])
    def test_it_is_heard_where_its_scene_starts(self, ending: str, camera: Camera, rack: Any) -> None:
        noise = camera.clip("clip", 2, ending=ending)
        sound = rack.mixed(rack.film(4, own=[own(45, 60)]))

        assert place_of(noise[9600:48_000], sound) == pytest.approx(45 * 1600 + 9600, abs=WITHIN)

    @pytest.mark.parametrize("start", [0, 1, 44, 77])
    def test_it_starts_with_the_first_sample_of_its_frame(
        self, start: int, camera: Camera, rack: Any
    ) -> None:
        noise = camera.clip("clip", 1)
        film = AudioSpec(
            total_frames=120,
            rate_numerator=NTSC.numerator,
            rate_denominator=NTSC.denominator,
            loudness_lufs=-16,
            peak_db=-2,
            own=(own(start, 28),),
        )
        sound = rack.mixed(film)
        first = round(start * RATE_HZ / NTSC)

        assert not sound[:, :first].any()
        assert np.abs(sound[:, first : first + 480]).max() > 0
        assert place_of(noise[4800:38_400], sound) == pytest.approx(first + 4800, abs=1)

    @pytest.mark.parametrize("ending", ["mp4", "mkv", "ts"])
    @pytest.mark.parametrize("delay", [0.25, -0.25])
    def test_sound_that_begins_apart_from_its_picture_stays_apart(
        self, ending: str, delay: float, camera: Camera, rack: Any
    ) -> None:
        noise = camera.clip("clip", 2, "-itsoffset", str(delay), ending=ending)
        sound = rack.mixed(rack.film(3, own=[own(30, 60)]))
        expected = RATE_HZ + 24_000 + delay * RATE_HZ

        assert place_of(noise[24_000:60_000], sound) == pytest.approx(expected, abs=WITHIN)

    @pytest.mark.parametrize(
        ("trim_ms", "ending"), [(700, "mp4"), (14_321, "mp4"), (14_321, "mkv"), (13_000, "ts")]
    )
    def test_a_trimmed_clip_is_heard_from_its_trim_on(
        self, trim_ms: int, ending: str, camera: Camera, rack: Any
    ) -> None:
        """Also where that is so far in that it is sought rather than read to."""
        noise = camera.clip("clip", 16, ending=ending)
        first = trim_ms * RATE_HZ // 1000
        sound = rack.mixed(rack.film(2, own=[own(15, 40, trim_ms=trim_ms)]))

        place = place_of(noise[first + 4800 : first + 48_000], sound)
        assert place == pytest.approx(15 * 1600 + 4800, abs=WITHIN)
        assert not sound[:, : 15 * 1600].any()


class TestLength:
    def test_it_is_heard_as_long_as_its_scene_is_seen(self, camera: Camera, rack: Any) -> None:
        camera.clip("clip", 3)
        sound = rack.mixed(rack.film(3, own=[own(15, 30)]))

        assert level_db(sound, 0.6, 1.4) > -60
        assert not sound[:, 45 * 1600 :].any()

    @pytest.mark.parametrize("fields", [{"end_ms": 1200, "trim_ms": 200}, {}])
    def test_a_clip_that_is_over_is_silent_while_its_last_picture_is_held(
        self, fields: dict[str, Any], camera: Camera, rack: Any
    ) -> None:
        camera.clip("clip", 1 if not fields else 2)
        sound = rack.mixed(rack.film(3, own=[own(15, 70, **fields)]))

        assert level_db(sound, 1.3, 1.45) > -60
        assert level_db(sound, 1.55, 3) < -90

    @pytest.mark.parametrize(
        ("trim_ms", "end_ms", "turn"), [(300, 1100, 38_400), (0, 0, 60_000), (250, 0, 48_000)]
    )
    def test_a_looped_clip_begins_again_with_its_picture(
        self, trim_ms: int, end_ms: int, turn: int, camera: Camera, rack: Any
    ) -> None:
        noise = camera.clip("clip", 1.24)
        turn = turn if end_ms else round((1.24 - trim_ms / 1000) * RATE_HZ)
        first = trim_ms * RATE_HZ // 1000
        sound = rack.mixed(rack.film(5, own=[own(30, 110, trim_ms=trim_ms, end_ms=end_ms, loop=True)]))

        for number in range(3):
            start = RATE_HZ + number * turn
            heard = sound[:, start : start + turn]
            assert place_of(noise[first + 2400 : first + 24_000], heard) == pytest.approx(2400, abs=WITHIN)

    def test_a_loop_whose_sound_is_shorter_than_its_picture_stays_in_step(
        self, camera: Camera, rack: Any
    ) -> None:
        noise = camera.clip("clip", 1)
        short = rack.folder / "short.mov"
        picture = ("-f", "lavfi", "-i", "testsrc2=s=64x36:r=25:d=2", "-i", str(rack("clip-source")))
        camera.reel.ffmpeg(*picture, "-c:a", "pcm_s16le", str(short))
        rack.take("short", short)
        sound = rack.mixed(rack.film(5, own=[own(0, 150, digest="short", loop=True)]))

        for start in (0, 2 * RATE_HZ, 4 * RATE_HZ):
            heard = sound[:, start : start + RATE_HZ]
            assert place_of(noise[4800:43_200], heard) == pytest.approx(4800, abs=1)
        assert not sound[:, RATE_HZ + 100 : 2 * RATE_HZ].any()


class TestEdges:
    def test_over_a_fade_two_sounds_give_way_to_one_another_at_equal_power(
        self, camera: Camera, rack: Any
    ) -> None:
        camera.clip("one", 4, seed=1)
        camera.clip("two", 4, seed=2)
        scenes = [own(0, 90, "one", tail_frames=30), own(60, 90, "two", lead_frames=30)]
        sound = rack.mixed(rack.film(5, own=scenes))
        alone = level_db(sound, 0.5, 1.9)

        for start in (2.1, 2.4, 2.7):
            assert level_db(sound, start, start + 0.25) == pytest.approx(alone, abs=0.6)
        first, second = (rack.mixed(rack.film(5, own=[scene])) for scene in scenes)
        assert level_db(first, 2.48, 2.52) == pytest.approx(alone - 3, abs=0.7)
        assert level_db(first, 2.97, 3) < alone - 20
        assert level_db(second, 2, 2.03) < alone - 20

    def test_at_a_cut_a_sound_starts_and_ends_softly(self, rack: Any) -> None:
        rack.put("tone", 0.3 * np.cos(2 * np.pi * 200 * np.arange(3 * RATE_HZ) / RATE_HZ))
        sound = rack.mixed(rack.film(3, own=[own(30, 30, "tone", trim_ms=500)]))[0]
        steepest = 2 * np.pi * 200 / RATE_HZ * np.abs(sound).max()

        assert np.abs(np.diff(sound)).max() < 1.05 * steepest
        assert np.abs(sound[RATE_HZ + 720 - 120 : RATE_HZ + 720 + 120]).max() == pytest.approx(
            0.6 * np.abs(sound).max(), rel=0.15
        )


class TestLevel:
    def test_it_makes_room_for_a_narration(self, rack: Any) -> None:
        rack.words("voice", (0, 3))
        rack.tone("clip", 8, 3000, level=0.02)
        voices = [("voice", 90)]
        sound = rack.mixed(rack.film(8, voices=voices, own=[own(0, 240)])) - rack.mixed(
            rack.film(8, voices=voices)
        )

        assert level_db(sound, 3.1, 5.9) == pytest.approx(level_db(sound, 0.5, 2.5) - 12, abs=0.1)

    def test_it_keeps_its_own_loudness_but_is_never_louder_than_voices(self, rack: Any) -> None:
        rack.words("voice", (0, 3))
        spoken = rack.mixed(rack.film(8, voices=[("voice", 150)]))
        rack.tone("quiet", 4, 1000, level=0.01)
        rack.tone("loud", 4, 1000, level=0.9)
        quiet, loud = (
            integrated(
                [(rack.mixed(rack.film(8, voices=[("voice", 150)], own=[own(0, 120, name)])) - spoken)]
            )
            for name in ("quiet", "loud")
        )

        assert quiet == pytest.approx(20 * np.log10(0.01), abs=0.3)
        assert loud == pytest.approx(integrated([spoken]) - 2, abs=0.2)

    @pytest.mark.parametrize(("percent", "db"), [(50, -6.02), (200, 6.02)])
    def test_its_volume_counts_from_there(self, percent: int, db: float, rack: Any) -> None:
        rack.tone("clip", 2, 500, level=0.05)
        usual, other = (
            level_db(rack.mixed(rack.film(2, own=[own(0, 60, volume_percent=volume)])), 0.2, 1.8)
            for volume in (100, percent)
        )

        assert other - usual == pytest.approx(db, abs=0.01)

    def test_a_clip_of_one_channel_is_heard_on_both_sides(self, rack: Any) -> None:
        rack.tone("clip", 2, 500, level=0.05)
        sound = rack.mixed(rack.film(2, own=[own(0, 60)]))

        assert np.array_equal(sound[0], sound[1])
        assert np.abs(sound).max() == pytest.approx(0.05, rel=0.02)


class TestFaults:
    def test_a_clip_without_sound_is_silent_and_the_rest_is_heard(self, rack: Any, reel: Any) -> None:
        rack.take("mute", reel.path(reel.clip(seconds=0.5)))
        rack.noise("music", 2)
        music = MusicSound(digest="music")
        alone = rack.mixed(rack.film(2, music=music))

        for loop in (False, True):
            assert np.array_equal(
                rack.mixed(rack.film(2, own=[own(0, 60, "mute", loop=loop)], music=music)), alone
            )

    def test_a_clip_that_is_cut_short_is_heard_as_far_as_it_goes(self, camera: Camera, rack: Any) -> None:
        camera.clip("clip", 4, ending="ts")
        whole = Path(rack("clip")).read_bytes()
        broken = rack.folder / "broken.ts"
        broken.write_bytes(whole[: len(whole) // 2])
        rack.take("broken", broken)
        sound = rack.mixed(rack.film(4, own=[own(0, 120, "broken")]))

        assert level_db(sound, 0.2, 1.2) > -60
        assert level_db(sound, 3, 4) < -90

    def test_a_clip_that_is_missing_is_named(self, rack: Any) -> None:
        with pytest.raises(NotFound) as caught:
            list(Mix(rack.film(2, own=[own(0, 60)]), rack).blocks())
        assert caught.value.data["digest"] == "clip"
