"""The film's sound track: everything at its sample, nothing lost on the way to the file."""

import errno
import os
import re
import resource
import tracemalloc
import wave
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest

from aura.errors import AuraError, Invalid, NoSpace, NotFound
from aura.media import ffmpeg, processes
from aura.render.audio import AudioTrack, render_audio
from aura.render.events import Cancelled
from aura.render.preset import AudioCoding
from aura.render.sound import seal
from aura.render.sound.mix import Mix
from aura.render.sound.samples import RATE_HZ, Block
from aura.render.soundtrack import AudioClip, AudioSpec

KEY = "5e" * 32
VOICE_HZ = 22_050
NTSC = Fraction(30_000, 1001)


class Shelf:
    """Sound files by name, as media objects are by digest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, digest: str) -> Path:
        path = self.folder / f"{digest}.wav"
        if not path.exists():
            raise NotFound("The file is not there.")
        return path

    def put(self, digest: str, sound: "np.ndarray", rate_hz: int = VOICE_HZ) -> str:
        """Keep sound of shape (samples,) or (samples, channels) as 16-bit PCM."""
        with wave.open(str(self.folder / f"{digest}.wav"), "wb") as file:
            file.setnchannels(sound.shape[1] if sound.ndim > 1 else 1)
            file.setsampwidth(2)
            file.setframerate(rate_hz)
            file.writeframes(np.round(sound * 32_767).astype("<i2").tobytes())
        return digest

    def click(self, digest: str, at: int, seconds: float = 1.0) -> str:
        """Silence with one loud sample."""
        sound = np.zeros(round(seconds * VOICE_HZ))
        sound[at] = 0.9
        return self.put(digest, sound)

    def tone(self, digest: str, seconds: float, hz: float = 440.0, level: float = 0.1) -> str:
        time = np.arange(round(seconds * VOICE_HZ)) / VOICE_HZ
        return self.put(digest, level * np.cos(2 * np.pi * hz * time))

    def speech(self, digest: str, seconds: float, seed: int) -> str:
        """Something like it: a buzz with overtones, in syllables of different loudness."""
        dice = np.random.default_rng(seed)
        samples = round(seconds * VOICE_HZ)
        phase = np.cumsum(2 * np.pi * (120 + 20 * np.sin(np.arange(samples) / 9000)) / VOICE_HZ)
        buzz = sum(np.sin(part * phase) / part for part in range(1, 30))
        places = np.arange(0, samples + 1500, 1500)
        syllables = np.interp(np.arange(samples), places, dice.random(len(places)))
        return self.put(digest, np.clip(0.35 * buzz * syllables**2, -1, 1))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    folder = tmp_path / "objects"
    folder.mkdir()
    return Shelf(folder)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def film(frames: int, *clips: tuple[str, int], rate: Fraction = Fraction(30), lufs: int = -16) -> AudioSpec:
    return AudioSpec(
        total_frames=frames,
        rate_numerator=rate.numerator,
        rate_denominator=rate.denominator,
        loudness_lufs=lufs,
        peak_db=-2,
        clips=tuple(AudioClip(digest=digest, start_frame=start) for digest, start in clips),
    )


def played(path: Path) -> Block:
    """What the FFmpeg program plays of a file's sound.  Shape: (2, samples)."""
    argv = [str(ffmpeg.find()), *ffmpeg.GLOBAL_OPTIONS, *ffmpeg.reading(path), "-vn", "-f", "f32le", "-"]
    said = processes.run(argv, cwd=path.parent, timeout_s=60)
    assert said.returncode == 0, said.stderr_tail
    return np.frombuffer(said.stdout, "<f4").reshape(-1, 2).T


def program_measures(path: Path) -> tuple[float, float]:
    """Integrated loudness and true peak, by the FFmpeg program's ``loudnorm``, which is code of its own."""
    argv = [str(ffmpeg.find()), "-nostdin", "-hide_banner", *ffmpeg.reading(path)]
    argv += ["-af", "loudnorm=print_format=summary", "-f", "null", "-"]
    said = processes.run(argv, cwd=path.parent, timeout_s=60)
    found = re.findall(r"Input (?:Integrated|True Peak): +(\S+)", said.stderr_tail)
    return float(found[0]), float(found[1])


def loudest(sound: Block, start: int, length: int = RATE_HZ * 6 // 10) -> int:
    return start + int(np.abs(sound[0, start : start + length]).argmax())


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(25), Fraction(30), NTSC, Fraction(60_000, 1001)])
def test_every_sound_is_heard_at_its_sample(rate: Fraction, shelf: Shelf, cache: Path) -> None:
    shelf.click("early", 2205)
    shelf.click("late", 11_025)
    starts = 0, 31, 77
    spec = film(131, ("early", starts[0]), ("late", starts[1]), ("early", starts[2]), rate=rate)
    sound = played(render_audio(spec, shelf, cache, key=KEY).path)

    for start, after in zip(starts, (4_800, 24_000, 4_800), strict=True):
        first = round(start * RATE_HZ / rate)
        assert loudest(sound, first) == pytest.approx(first + after, abs=1)


@pytest.mark.parametrize("frames", [1, 7, 100, 131])
def test_the_track_is_as_long_as_the_film(frames: int, shelf: Shelf, cache: Path) -> None:
    shelf.tone("voice", 2)
    track = render_audio(film(frames, ("voice", 0), rate=NTSC), shelf, cache, key=KEY)

    assert track.samples == round(frames * RATE_HZ / NTSC)
    assert played(track.path).shape == (2, track.samples)


def test_five_hundred_sounds_do_not_drift(shelf: Shelf) -> None:
    shelf.click("click", 1000, seconds=0.1)
    spec = film(5000, *(("click", 10 * number) for number in range(500)), rate=NTSC)
    mix = Mix(spec, shelf)
    sound = np.concatenate(list(mix.blocks()), axis=1)
    starts = [round(10 * number * RATE_HZ / NTSC) for number in range(500)]
    apart = {loudest(sound, start, 4800) - start for start in starts}

    assert mix.samples == round(5000 * RATE_HZ / NTSC)
    assert apart == {round(1000 * RATE_HZ / VOICE_HZ)}


def test_the_sound_stays_in_its_place_when_joined_to_a_picture(shelf: Shelf, cache: Path) -> None:
    shelf.click("click", 11_025)
    track = render_audio(film(75, ("click", 30)), shelf, cache, key=KEY)
    joined = cache / "joined.mp4"
    argv = [str(ffmpeg.find()), *ffmpeg.GLOBAL_OPTIONS, "-f", "lavfi", "-i", "color=s=64x64:r=30:d=2.5"]
    argv += [*ffmpeg.reading(track.path), "-map", "0:v", "-map", "1:a", "-c:v", "libx264", "-c:a", "copy"]
    assert processes.run([*argv, str(joined)], cwd=cache, timeout_s=60).returncode == 0
    sound = played(joined)

    assert loudest(sound, 0, sound.shape[1]) == pytest.approx(30 * 1600 + 24_000, abs=1)
    assert abs(sound.shape[1] - track.samples) < 1600


@pytest.mark.parametrize("lufs", [-16, -14])
def test_speech_comes_to_the_loudness_asked_for_without_loud_peaks(
    lufs: int, shelf: Shelf, cache: Path
) -> None:
    for number in range(3):
        shelf.speech(str(number), 4 + number, seed=number)
    spec = film(600, ("0", 0), ("1", 160), ("2", 350), lufs=lufs)
    track = render_audio(spec, shelf, cache, key=KEY)
    integrated_lufs, true_peak_db = program_measures(track.path)

    assert integrated_lufs == pytest.approx(lufs, abs=0.5)
    assert true_peak_db <= -1.0
    assert track.loudness_lufs == pytest.approx(integrated_lufs, abs=0.2)
    assert track.true_peak_db == pytest.approx(true_peak_db, abs=0.2)


def test_peaks_that_rose_in_encoding_are_brought_down(shelf: Shelf, cache: Path) -> None:
    """So few bits for so sharp a sound cost more than the decibel that is set aside for it."""
    ramps = (220 * np.arange(4 * 44_100) / 44_100) % 1 - 0.5
    shelf.put("sharp", 1.6 * ramps, rate_hz=44_100)
    coding = AudioCoding(bit_rate=64_000)
    track = render_audio(film(120, ("sharp", 0), lufs=-9), shelf, cache, key=KEY, coding=coding)

    assert np.abs(played(track.path)).max() <= 10 ** (-1 / 20)
    assert track.true_peak_db <= -1.0


def test_a_film_without_sound_is_digital_silence(shelf: Shelf, cache: Path) -> None:
    track = render_audio(film(100), shelf, cache, key=KEY)

    assert (track.loudness_lufs, track.true_peak_db) == (-70.0, -120.0)
    assert not played(track.path).any()
    assert played(track.path).shape == (2, track.samples) == (2, 160_000)


def test_room_noise_is_not_amplified(shelf: Shelf, cache: Path) -> None:
    shelf.put("noise", 2e-4 * np.random.default_rng(1).standard_normal(3 * VOICE_HZ))
    sound = played(render_audio(film(90, ("noise", 0)), shelf, cache, key=KEY).path)

    assert 0 < np.abs(sound).max() < 2e-3


def test_an_abrupt_sound_starts_and_ends_without_a_click(shelf: Shelf) -> None:
    """A tone that starts and ends at its crest would step by its whole height."""
    shelf.tone("abrupt", 0.5, hz=220, level=0.8)
    sound = np.concatenate(list(Mix(film(30, ("abrupt", 6)), shelf).blocks()), axis=1)
    steepest = 0.8 * 2 * np.pi * 220 / RATE_HZ

    assert np.abs(np.diff(sound)).max() < 1.1 * steepest
    assert np.abs(sound).max() == pytest.approx(0.8, abs=0.05)


def test_a_sound_that_outlasts_the_film_is_faded_out_at_its_end(shelf: Shelf) -> None:
    shelf.tone("long", 3.0, hz=220, level=0.8)
    sound = np.concatenate(list(Mix(film(30, ("long", 0)), shelf).blocks()), axis=1)

    assert sound.shape[1] == RATE_HZ
    assert abs(sound[0, -1]) < 0.01
    assert np.abs(sound[0, -480:-240]).max() > 0.5


def test_rumble_is_taken_out_and_speech_is_left_as_it_is(shelf: Shelf) -> None:
    def level(hz: float) -> float:
        shelf.tone("tone", 1.0, hz=hz, level=0.5)
        sound = np.concatenate(list(Mix(film(30, ("tone", 0)), shelf).blocks()), axis=1)
        return float(20 * np.log10(np.abs(sound[0, 12_000:36_000]).max() / 0.5))

    assert level(20) < -15
    assert level(200) == pytest.approx(0, abs=0.2)
    assert level(8000) == pytest.approx(0, abs=0.2)


def test_sounds_that_overlap_are_heard_together_each_at_its_gain(shelf: Shelf) -> None:
    shelf.tone("low", 1.0, hz=400, level=0.4)
    shelf.tone("high", 1.0, hz=4000, level=0.4)
    clips = (
        AudioClip(digest="low", start_frame=0),
        AudioClip(digest="high", start_frame=0, gain_percent=50),
    )
    spec = AudioSpec(
        total_frames=30, rate_numerator=30, rate_denominator=1, loudness_lufs=-16, peak_db=-2, clips=clips
    )
    (sound,) = Mix(spec, shelf).blocks()
    level = np.abs(np.fft.rfft(sound[0])) * 2 / RATE_HZ

    assert level[400] == pytest.approx(0.4, rel=0.05)
    assert level[4000] == pytest.approx(0.2, rel=0.05)


def test_left_stays_left(shelf: Shelf, cache: Path) -> None:
    time = np.arange(44_100) / 44_100
    sides = np.stack((0.3 * np.sin(2 * np.pi * 440 * time), np.zeros(44_100)), axis=1)
    shelf.put("left", sides, rate_hz=44_100)
    sound = played(render_audio(film(30, ("left", 0)), shelf, cache, key=KEY).path)

    assert np.abs(sound[0]).max() > 0.1
    assert np.abs(sound[1]).max() < 0.01


def test_the_same_film_gives_the_same_bytes(shelf: Shelf, tmp_path: Path) -> None:
    shelf.speech("voice", 4, seed=7)
    spec = film(200, ("voice", 12), rate=NTSC)
    first, second = (render_audio(spec, shelf, tmp_path / name, key=KEY) for name in ("one", "two"))

    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.digest == second.digest


@pytest.fixture
def track(shelf: Shelf, cache: Path) -> AudioTrack:
    """A finished track of a short film."""
    shelf.tone("voice", 1.0)
    return render_audio(film(60, ("voice", 10)), shelf, cache, key=KEY)


def test_a_track_is_made_once(track: AudioTrack, cache: Path) -> None:
    def none(digest: str) -> Path:
        raise AssertionError(digest)

    assert render_audio(film(60, ("voice", 10)), none, cache, key=KEY) == track


@pytest.mark.parametrize("place", [100, -100, -1])
def test_a_damaged_track_is_made_again(place: int, track: AudioTrack, shelf: Shelf, cache: Path) -> None:
    whole = track.path.read_bytes()
    damaged = bytearray(whole)
    damaged[place] ^= 1
    track.path.write_bytes(damaged)

    assert render_audio(film(60, ("voice", 10)), shelf, cache, key=KEY) == track
    assert track.path.read_bytes() == whole


@pytest.mark.parametrize("size", [0, 50, 5000])
def test_a_track_cut_short_is_made_again(size: int, track: AudioTrack, shelf: Shelf, cache: Path) -> None:
    os.truncate(track.path, size)

    assert render_audio(film(60, ("voice", 10)), shelf, cache, key=KEY) == track


def test_a_track_that_the_disk_cannot_read_any_more_is_made_again(
    track: AudioTrack, shelf: Shelf, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = seal._digest

    def worn_out(file: BinaryIO, size_bytes: int) -> bytes:
        monkeypatch.setattr(seal, "_digest", read)  # the file that is made anew lies elsewhere
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(seal, "_digest", worn_out)
    assert render_audio(film(60, ("voice", 10)), shelf, cache, key=KEY) == track


def test_progress_never_falls_and_ends_at_one(shelf: Shelf, cache: Path) -> None:
    shelf.speech("voice", 5, seed=3)
    told: list[float] = []
    render_audio(film(1200, ("voice", 0), ("voice", 600)), shelf, cache, key=KEY, progress=told.append)

    assert told == sorted(told)
    assert len(told) > 8
    assert told[-1] == 1.0


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("after", [0, 3, 9])
def test_a_cancelled_track_leaves_nothing_but_kept_sounds(after: int, shelf: Shelf, cache: Path) -> None:
    shelf.speech("voice", 5, seed=3)
    answers = iter([False] * after)

    with pytest.raises(Cancelled):
        render_audio(
            film(1200, ("voice", 0), ("voice", 600)),
            shelf,
            cache,
            key=KEY,
            cancelled=lambda: next(answers, True),
        )
    assert {path.suffix for path in files(cache)} <= {".sound"}


def test_a_missing_sound_is_named_and_leaves_nothing(shelf: Shelf, cache: Path) -> None:
    with pytest.raises(NotFound) as caught:
        render_audio(film(60, ("missing", 0)), shelf, cache, key=KEY)
    assert caught.value.data["digest"] == "missing"
    assert files(cache) == []


@pytest.mark.parametrize("content", [b"", b"not a sound", b"RIFF\0\0\0\0WAVEfmt "])
def test_a_file_that_is_no_sound_is_named_and_leaves_nothing(
    content: bytes, shelf: Shelf, cache: Path
) -> None:
    (shelf.folder / "text.wav").write_bytes(content)

    with pytest.raises(AuraError) as caught:
        render_audio(film(60, ("text", 0)), shelf, cache, key=KEY)
    assert caught.value.data["digest"] == "text"
    assert files(cache) == []


def test_a_full_disk_is_named_and_leaves_nothing(shelf: Shelf, cache: Path) -> None:
    shelf.speech("voice", 10, seed=3)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, hard))
    try:
        with pytest.raises(NoSpace):
            render_audio(film(300, ("voice", 0)), shelf, cache, key=KEY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert files(cache) == []


def test_another_sample_rate_is_refused(shelf: Shelf, cache: Path) -> None:
    with pytest.raises(Invalid):
        render_audio(film(60), shelf, cache, key=KEY, coding=AudioCoding(sample_rate_hz=44_100))


def test_a_film_without_frames_is_refused(shelf: Shelf, cache: Path) -> None:
    with pytest.raises(Invalid):
        render_audio(film(0), shelf, cache, key=KEY)


@pytest.fixture
def peak_memory() -> Callable[[Callable[[], object]], int]:
    def measured(work: Callable[[], object]) -> int:
        tracemalloc.start()
        try:
            work()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    return measured


def test_memory_does_not_grow_with_the_number_of_scenes(
    shelf: Shelf, tmp_path: Path, peak_memory: Callable[[Callable[[], object]], int]
) -> None:
    shelf.tone("voice", 0.2)
    few, many = (film(60 * scenes, *(("voice", 60 * n) for n in range(scenes))) for scenes in (10, 50))
    render_audio(film(30), shelf, tmp_path / "warm", key=KEY)
    least = peak_memory(lambda: render_audio(few, shelf, tmp_path / "few", key=KEY))
    most = peak_memory(lambda: render_audio(many, shelf, tmp_path / "many", key=KEY))

    assert most < 1.3 * least
