"""Listening to a sound file: where somebody speaks, told by a child that decodes."""

import io
import math
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from aura.errors import Invalid, NoSpace, NotFound
from aura.media import ffmpeg
from aura.media.listening import Listener
from aura.media.processes import run
from aura.media.voiced import Meter, spans_of

RATE = 16_000


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener() as opened:
        yield opened


def tone(seconds: float, level: float = 0.3) -> np.ndarray:
    at = np.arange(round(seconds * RATE))
    return level * np.sin(2 * math.pi * 220 * at / RATE)


def quiet(seconds: float, level: float = 0.0) -> np.ndarray:
    return level * np.random.default_rng(1).standard_normal(round(seconds * RATE))


@pytest.fixture
def record(tmp_path: Path) -> Callable[..., Path]:
    def write(*parts: np.ndarray, noise: float = 0.0) -> Path:
        sound = np.concatenate(parts)
        sound = sound + noise * np.random.default_rng(2).standard_normal(len(sound))
        path = tmp_path / "take.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, RATE, 0, "NONE", ""))
            file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
        return path

    return write


def _sound(path: Path, rate_hz: int, channels: str) -> bytes:
    """A tone of two seconds, of the kind that the file's name says."""
    source = ("-f", "lavfi", "-i", "sine=f=440:d=2", "-ar", str(rate_hz), "-ac", channels)
    done = run([str(ffmpeg.find()), *ffmpeg.GLOBAL_OPTIONS, *source, str(path)], cwd=path.parent)
    assert done.returncode == 0, done.stderr_tail
    return path.read_bytes()


@pytest.mark.parametrize("noise", [0.0, 0.0005, 0.005])
def test_the_stretches_with_a_voice_are_found_in_a_quiet_room_and_in_a_noisy_one(
    listener: Listener, record: Callable[..., Path], noise: float
) -> None:
    path = record(quiet(0.5), tone(0.8), quiet(0.4), tone(0.6), quiet(0.7), noise=noise)
    heard = listener.hear(path)

    assert heard.duration_ms == 3000
    assert len(heard.spans) == 2
    for found, meant in zip(heard.spans, ((500, 1300), (1700, 2300)), strict=True):
        assert abs(found[0] - meant[0]) <= 20
        assert abs(found[1] - meant[1]) <= 20


def test_a_recording_put_together_from_several_is_heard_to_its_end(
    listener: Listener, tmp_path: Path
) -> None:
    """Its second part has another rate and two channels, as where an introduction was put before a talk."""
    kinds = [(22_050, "1"), (44_100, "2")]
    path = tmp_path / "together.mp3"
    path.write_bytes(b"".join(_sound(tmp_path / f"{rate}.mp3", rate, sides) for rate, sides in kinds))

    heard = listener.hear(path, tmp_path / "plain.wav")

    assert abs(heard.duration_ms - 4000) < 150
    with wave.open(str(tmp_path / "plain.wav")) as plain:
        assert plain.getnframes() == heard.samples
        said = np.frombuffer(plain.readframes(heard.samples), np.int16).astype(float)
    for middle in (1.0, 3.0):
        at = round(middle * heard.rate_hz)
        assert np.abs(said[at : at + heard.rate_hz // 10]).max() > 1000


def test_a_recording_that_is_damaged_where_it_should_go_on_ends_there(
    listener: Listener, tmp_path: Path
) -> None:
    """Of two Ogg files put together the library does not read the second, which is of another form."""
    kinds = [(22_050, "1"), (44_100, "2")]
    path = tmp_path / "together.ogg"
    path.write_bytes(b"".join(_sound(tmp_path / f"{rate}.ogg", rate, sides) for rate, sides in kinds))

    assert abs(listener.hear(path).duration_ms - 2000) < 50


def test_hum_and_rumble_are_no_voice(listener: Listener, record: Callable[..., Path]) -> None:
    voice = np.concatenate((quiet(0.5), tone(0.8), quiet(0.4), tone(0.6), quiet(0.7)))
    hum = 0.1 * np.sin(2 * math.pi * 50 * np.arange(len(voice)) / RATE) + 0.05
    heard = listener.hear(record(voice + hum))

    assert len(heard.spans) == 2
    for found, meant in zip(heard.spans, ((500, 1300), (1700, 2300)), strict=True):
        assert abs(found[0] - meant[0]) <= 30
        assert abs(found[1] - meant[1]) <= 30


def test_how_a_sound_is_cut_into_blocks_changes_nothing() -> None:
    sound = (np.random.default_rng(3).standard_normal(4 * RATE) * 3000).astype(np.int16)
    whole, parts = Meter(RATE), Meter(RATE)
    whole.hear(sound)
    for start in range(0, len(sound), 777):
        parts.hear(sound[start : start + 777])

    assert np.array_equal(whole.levels, parts.levels)
    assert len(whole.levels) == 400


def test_a_short_gap_belongs_to_a_word_and_a_click_is_none(
    listener: Listener, record: Callable[..., Path]
) -> None:
    path = record(quiet(0.3), tone(0.3), quiet(0.08), tone(0.3), quiet(0.4), tone(0.02), quiet(0.4))

    assert len(listener.hear(path).spans) == 1


def test_silence_holds_no_voice_and_a_steady_sound_is_one(
    listener: Listener, record: Callable[..., Path]
) -> None:
    assert listener.hear(record(quiet(1.0))).spans == ()
    assert listener.hear(record(tone(1.0))).spans == ((0, 1000),)


def test_the_sound_comes_along_in_one_channel_of_16_bit(
    listener: Listener, record: Callable[..., Path]
) -> None:
    sound = listener.fetch(record(tone(0.5), quiet(0.5)))

    with wave.open(io.BytesIO(sound.wav)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        assert file.getnframes() == sound.samples == RATE
    assert len(sound.spans) == 1
    assert sound.spans[0][0] == 0
    assert abs(sound.spans[0][1] - 500) <= 20


def test_a_compressed_stereo_file_of_a_high_rate_is_heard_as_well(listener: Listener, tmp_path: Path) -> None:
    path = tmp_path / "take.flac"
    samples = np.zeros((1, 2 * 96_000), np.int16)
    samples[0, 96_000:] = (9000 * np.sin(np.arange(96_000) * 0.05)).astype(np.int16)
    with av.open(str(path), "w") as out:
        stream = out.add_stream("flac", rate=96_000, layout="stereo")
        frame = av.AudioFrame.from_ndarray(np.repeat(samples, 2, axis=1), format="s16", layout="stereo")
        frame.rate = 96_000
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    heard = listener.hear(path)

    assert heard.rate_hz == 48_000
    assert heard.duration_ms == 2000
    assert abs(heard.spans[0][0] - 1000) <= 20


@pytest.mark.parametrize(
    "data",
    [b"", b"RIFF", b"not a sound", b"ffconcat version 1.0\nfile secret.wav\n", b"\x00" * 5000],
)
def test_what_is_no_sound_is_refused(listener: Listener, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "take.wav"
    path.write_bytes(data)

    with pytest.raises(Invalid):
        listener.hear(path)


def test_what_is_refused_leaves_no_sound_behind(
    listener: Listener, record: Callable[..., Path], tmp_path: Path
) -> None:
    out = tmp_path / "out.wav"
    assert listener.hear(record(tone(0.5)), out).samples == RATE // 2
    with wave.open(str(out)) as file:
        assert file.getnframes() == RATE // 2
    with pytest.raises(Invalid):
        listener.hear(record(tone(0)), out)
    assert not out.exists()


def test_a_file_that_is_not_there_is_said_to_be_so(listener: Listener, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        listener.hear(tmp_path / "gone.wav")


def test_no_level_is_no_voice() -> None:
    assert spans_of(np.zeros(0, np.float32), 0) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk here that is always full")
def test_a_full_disk_is_not_the_fault_of_the_sound(
    listener: Listener, record: Callable[..., Path], tmp_path: Path
) -> None:
    made = tmp_path / "plain.wav"
    made.symlink_to("/dev/full")

    with pytest.raises(NoSpace, match="not enough space"):
        listener.hear(record(tone(1)), made)

    assert not made.is_symlink()
