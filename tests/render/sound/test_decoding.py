"""Sound of any kind becomes stereo at the film's rate, and nothing of it is lost."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av import AudioFrame
from av.audio.stream import AudioStream

from aura.errors import ToolFailed
from aura.render.sound.decoding import decoded, decoded_from
from aura.render.sound.downmix import downmix
from aura.render.sound.samples import RATE_HZ, Block


def heard(path: Path, start_s: float = 0.0) -> Block:
    return np.concatenate(list(decoded_from(path, Fraction(start_s))), axis=1)


def level(sound: Block, hz: float) -> float:
    """The amplitude of a tone in the middle second of two."""
    second = sound[RATE_HZ // 2 : RATE_HZ // 2 + RATE_HZ]
    return float(np.abs(np.fft.rfft(second))[round(hz)] * 2 / RATE_HZ)


HALF = 0.7071


@pytest.mark.parametrize(
    ("layout", "sides"),
    [
        ("mono", {"FC": (1, 1)}),
        ("stereo", {"FL": (1, 0), "FR": (0, 1)}),
        ("3.0", {"FL": (1, 0), "FC": (HALF, HALF)}),
        ("quad", {"FR": (0, 1), "BL": (HALF, 0)}),
        ("5.1", {"FL": (1, 0), "FC": (HALF, HALF), "LFE": (0, 0), "BR": (0, HALF)}),
        ("5.1(side)", {"FR": (0, 1), "FC": (HALF, HALF), "SL": (HALF, 0)}),
        ("7.1", {"FC": (HALF, HALF), "BL": (HALF, 0), "SR": (0, HALF)}),
    ],
)
def test_every_channel_is_heard_where_it_belongs(
    layout: str, sides: dict[str, tuple[float, float]], reel: Any
) -> None:
    for channel, expected in sides.items():
        path = reel.folder / f"{layout}-{channel}.flac"
        one = f"sine=f=1000:r=48000:d=2,volume=8*0.2,pan={layout}|{channel}=c0"
        reel.ffmpeg("-f", "lavfi", "-i", one, str(path))
        sound = heard(path)

        assert [level(side, 1000) for side in sound] == pytest.approx(
            [0.2 * share for share in expected], abs=0.003
        )


def test_the_channels_of_a_file_that_does_not_name_them_are_in_the_usual_order(rack: Any) -> None:
    time = np.arange(2 * RATE_HZ) / RATE_HZ
    surround = np.stack([0.1 * np.sin(2 * np.pi * 500 * (number + 1) * time) for number in range(6)])
    left, right = heard(rack(rack.put("surround", surround)))

    assert [level(left, 500 * (number + 1)) for number in range(6)] == pytest.approx(
        [0.1, 0, 0.0707, 0, 0.0707, 0], abs=0.003
    )
    assert level(right, 1000) == pytest.approx(0.1, abs=0.003)


def test_all_channels_at_full_scale_are_not_clipped(rack: Any) -> None:
    tone = 0.95 * np.sin(2 * np.pi * 1000 * np.arange(2 * RATE_HZ) / RATE_HZ)
    left, _ = heard(rack(rack.put("loud", np.stack([tone] * 6))))

    assert level(left, 1000) == pytest.approx(0.95 * (1 + 2 * HALF), rel=0.01)
    assert level(left, 3000) < 0.001


@pytest.mark.parametrize("number", range(1, 17))
def test_any_number_of_channels_becomes_at_most_two(number: int, rack: Any) -> None:
    noise = 0.05 * np.random.default_rng(2).uniform(-1, 1, (number, 9600))
    sound = heard(rack(rack.put("many", noise)))

    assert sound.shape == (2, 9600)
    assert np.abs(sound[0]).max() > 0.01


def test_a_name_that_is_new_is_heard_on_both_sides() -> None:
    ((_, _), (_, options)) = downmix(["FL", "FR", "NEW"])

    assert options.count("0.5*c2") == 2


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000])
def test_every_rate_keeps_its_pitch_its_level_and_its_time(rate_hz: int, rack: Any) -> None:
    time = np.arange(2 * rate_hz) / rate_hz
    tone = 0.2 * np.sin(2 * np.pi * 1500 * time) * (time > 0.25)
    sound = heard(rack(rack.put("tone", tone, rate_hz=rate_hz)))
    begins = int(np.flatnonzero(np.abs(sound[0]) > 0.1)[0])

    assert sound.shape[1] == pytest.approx(2 * RATE_HZ, abs=2)
    assert level(sound[0], 1500) == pytest.approx(0.2, rel=0.02)
    assert begins == pytest.approx(RATE_HZ // 4, abs=16)


@pytest.mark.parametrize("start_s", [0.0, 0.5, 1.2345])
def test_sound_is_heard_from_any_moment_on(start_s: float, rack: Any) -> None:
    path = rack(rack.noise("noise", 2.0))
    whole, late = heard(path), heard(path, start_s)

    assert np.array_equal(late, whole[:, round(start_s * RATE_HZ) :])


def test_nothing_is_heard_from_a_moment_after_the_end(rack: Any) -> None:
    blocks = decoded_from(rack(rack.noise("noise", 0.5)), Fraction(3))

    assert sum(block.shape[1] for block in blocks) == 0


def test_what_comes_after_a_hole_in_a_file_stays_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "hole.mkv"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("pcm_s16le", rate=RATE_HZ, layout="mono")
        assert isinstance(stream, AudioStream)
        for start in (*range(0, RATE_HZ, 4800), *range(2 * RATE_HZ, 3 * RATE_HZ, 4800)):
            frame = AudioFrame.from_ndarray(np.full((1, 4800), 8000, np.int16), format="s16", layout="mono")
            frame.sample_rate, frame.time_base, frame.pts = RATE_HZ, Fraction(1, RATE_HZ), start
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    sound = heard(path, 0.25)[0]

    assert np.abs(sound[100 : 3 * RATE_HZ // 4 - 100]).min() > 0.2
    assert not sound[3 * RATE_HZ // 4 + 100 : 7 * RATE_HZ // 4 - 100].any()
    assert np.abs(sound[7 * RATE_HZ // 4 + 100 : -100]).min() > 0.2
    assert len(sound) == pytest.approx(11 * RATE_HZ // 4, abs=48)


@pytest.mark.parametrize("codec", ["aac", "alac"])
def test_a_sound_with_damage_in_it_is_heard_before_and_after(codec: str, reel: Any) -> None:
    """Wherever the damage is: of some the decoder says no more than that it did not succeed."""
    reel.ffmpeg("-f", "lavfi", "-i", "anoisesrc=d=2:a=0.3:r=48000:seed=1", "-c:a", codec, "whole.m4a")
    whole = (reel.folder / "whole.m4a").read_bytes()
    begin = whole.index(b"mdat") + 4
    length = whole.index(b"moov") - begin
    random = np.random.default_rng(4)
    path = reel.folder / "damaged.m4a"
    for at in random.integers(begin + length // 3, begin + 2 * length // 3, 100):
        path.write_bytes(whole[:at] + random.bytes(8) + whole[at + 8 :])
        for sound in (heard(path), np.concatenate(list(decoded(path)), axis=1)):
            assert np.abs(sound[0, : RATE_HZ // 4]).max() > 0.1
            assert np.abs(sound[0, -RATE_HZ // 4 :]).max() > 0.1


def test_a_file_without_sound_gives_nothing_or_says_so(reel: Any) -> None:
    path = reel.path(reel.clip(seconds=0.5))

    assert list(decoded_from(path, Fraction(0))) == []
    with pytest.raises(ToolFailed):
        list(decoded(path))
