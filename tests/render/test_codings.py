"""Every coding that ships: written small, joined of several segments, read back, decoded, heard."""

import wave
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
import pytest
from av.audio.resampler import AudioResampler
from msgspec.structs import replace
from numpy.typing import NDArray

from aura.errors import ToolFailed
from aura.render import segments
from aura.render.audio import AudioTrack, render_audio
from aura.render.codecs import CODECS
from aura.render.containers import FORMS, Container
from aura.render.encode import encode
from aura.render.join import join
from aura.render.messages import Chapter, MakeFilm, Piece
from aura.render.preset import PRESETS, AudioCoding, Preset, VideoCoding, preset_of
from aura.render.recipe import Recipe
from aura.render.sound.loudness import measure
from aura.render.soundtrack import AudioClip, AudioSpec
from aura.render.spec import Canvas
from aura.render.verify import verify

RATE = Fraction(30)
CANVAS = Canvas(width_px=160, height_px=90, rate_numerator=30, rate_denominator=1)
COUNTS = (13, 1, 30)
FRAMES = sum(COUNTS)
VOICE_FRAME = 15
CHAPTERS = (Chapter(start_frame=0, title="Größer"), Chapter(start_frame=14, title="结束"))
VOICE_HZ = 22_050


def recipes() -> Iterator[Recipe]:
    """Every form of file with each coding of pictures that it holds, and with each of sound."""
    for name, form in FORMS.items():
        for video in form.pictures or ("none",):
            yield Recipe(name=f"{name} {video}", container=name, video=video, audio=form.sounds[0])
        for sound in form.sounds[1:]:
            video = form.pictures[0] if form.pictures else "none"
            yield Recipe(name=f"{name} {sound}", container=name, video=video, audio=sound)


WAYS = PRESETS | {recipe.name: preset_of(recipe) for recipe in recipes()}


def quiet(done: int) -> None:
    """Progress that nobody follows."""


def frames(count: int, seed: int) -> Iterator[NDArray[np.uint8]]:
    """Frames that move a little, all in one array, as they are composed."""
    wide = np.random.default_rng(seed).integers(60, 200, (27, 60), np.uint8).repeat(8, 1).repeat(5, 0)
    frame = np.empty((135, 160), np.uint8)
    for number in range(count):
        frame[:] = wide[:, number : number + 160]
        frame[90:] = frame[90:] // 4 + 96
        yield frame


class Film(NamedTuple):
    """What a player gets to see and to hear, in its order."""

    request: MakeFilm
    pictures: list[NDArray[np.uint8]]
    times: list[Fraction]
    sound: NDArray[np.float32]
    chapters: list[tuple[float, str]]

    @property
    def onset_s(self) -> float:
        loud = np.flatnonzero(np.abs(self.sound[0]) > 0.2 * np.abs(self.sound).max())
        return float(loud[0]) / 48_000


class Press:
    """Makes the parts of a film and joins them, without an engine."""

    def __init__(self, folder: Path, reel: Any) -> None:
        self.folder, self.reel = folder, reel

    def pieces(self, coding: VideoCoding) -> tuple[Piece, ...]:
        made = []
        for seed, count in enumerate(COUNTS):
            path = self.folder / f"{seed}.segment"
            kept = segments.keep(encode(frames(count, seed), CANVAS, coding, quiet), path, self.folder)
            made.append(Piece(path=str(path), digest=kept.digest, frames=count, fresh=True))
        return tuple(made)

    def track(self, coding: AudioCoding) -> AudioTrack:
        voice = AudioClip(digest=self.reel.voice(15), start_frame=VOICE_FRAME)
        return self.heard(coding, FRAMES, voice)

    def heard(self, coding: AudioCoding, total_frames: int, *clips: AudioClip) -> AudioTrack:
        spec = AudioSpec(
            total_frames=total_frames,
            rate_numerator=30,
            rate_denominator=1,
            loudness_lufs=coding.loudness_lufs,
            peak_db=coding.peak_db,
            clips=clips,
        )
        return render_audio(spec, self.reel.path, self.folder, key="5e" * 32, coding=coding)

    def request(self, preset: Preset, **fields: Any) -> MakeFilm:
        settings = {
            "pieces": self.pieces(preset.video) if preset.video else (),
            "track": str(self.track(preset.audio).path),
            "canvas": CANVAS,
            "coding": preset.video,
            "metadata": {"title": "A film", "comment": "aura:projects/1/versions/2"},
            "path": str(self.folder / f"film.{preset.container}"),
            "container": preset.container,
            "chapters": CHAPTERS,
            "total_frames": FRAMES,
        }
        return MakeFilm(**(settings | fields))

    def film(self, preset: Preset, **fields: Any) -> Film:
        asked = self.request(preset, **fields)
        join(asked, quiet)
        with av.open(asked.path) as container:
            chapters = [
                (float(one["start"] * (one["time_base"] or 0)), one["metadata"]["title"])
                for one in container.chapters()
            ]
        pictures, times = seen(asked.path) if asked.coding else ([], [])
        return Film(asked, pictures, times, heard(asked.path), chapters)


def seen(path: str) -> tuple[list[NDArray[np.uint8]], list[Fraction]]:
    with av.open(path) as container:
        found = [(frame.reformat(format="yuv420p"), frame.pts) for frame in container.decode(video=0)]
        base = container.streams.video[0].time_base
    return [frame.to_ndarray() for frame, _ in found], [Fraction(pts or 0) * base for _, pts in found]


def heard(path: str) -> NDArray[np.float32]:
    """What is heard of a file; players leave out what its index or its header says is none of the sound."""
    even = AudioResampler(format="fltp", layout="stereo", rate=48_000)
    with av.open(path) as container:
        return np.concatenate(
            [
                part.to_ndarray()
                for frame in container.decode(audio=0)
                if (frame.pts or 0) >= 0
                for part in even.resample(frame)
            ],
            axis=1,
        )


@pytest.fixture
def press(tmp_path: Path, reel: Any) -> Press:
    return Press(tmp_path, reel)


@pytest.mark.parametrize("name", list(WAYS))
def test_a_film_comes_out_whole_in_step_and_in_order_in_every_coding(press: Press, name: str) -> None:
    preset = WAYS[name]
    film = press.film(preset)
    made = verify(film.request, quiet)
    tick_s = 0 if preset.form.exact else Fraction(1, 2000)

    assert (made.frames, made.size_bytes) == (FRAMES, Path(film.request.path).stat().st_size)
    assert film.onset_s == pytest.approx(VOICE_FRAME / 30, abs=0.004)
    assert film.sound.shape[1] / 48_000 == pytest.approx(FRAMES / 30, abs=0.034)
    assert film.chapters == [(0, "Größer"), (pytest.approx(14 / 30, abs=0.001), "结束")]
    if preset.video:
        given = [frame.copy() for seed, count in enumerate(COUNTS) for frame in frames(count, seed)]
        assert len(film.pictures) == FRAMES
        assert all(abs(time - n / RATE) <= tick_s for n, time in enumerate(film.times))
        apart = [np.abs(a.astype(int) - b).mean() for a, b in zip(given, film.pictures, strict=True)]
        assert max(apart) < 8


@pytest.mark.parametrize("codec", list(CODECS))
def test_a_segment_is_the_same_bytes_each_time_it_is_made(press: Press, codec: Any) -> None:
    speed, params = CODECS[codec].speeds["standard"]
    coding = VideoCoding(codec=CODECS[codec].encoder, speed=speed, params=params, crf=CODECS[codec].crf)
    first = [piece.digest for piece in press.pieces(coding)]

    assert [piece.digest for piece in press.pieces(coding)] == first


@pytest.mark.parametrize("name", ["Standard 720p", "WebM VP9 + Opus", "ProRes 422 HQ", "Podcast Audio mp3"])
def test_equal_parts_join_to_equal_bytes_in_every_form(press: Press, name: str) -> None:
    first = Path(press.film(PRESETS[name]).request.path).read_bytes()

    assert Path(press.film(PRESETS[name]).request.path).read_bytes() == first


def test_a_cap_holds_for_each_segment_to_within_a_second_of_bits(press: Press) -> None:
    capped = VideoCoding(crf=1, max_bit_rate=400_000)
    sizes = {
        coding: sum(Path(piece.path).stat().st_size for piece in press.pieces(coding))
        for coding in (capped, replace(capped, max_bit_rate=0))
    }

    assert sizes[capped] < sizes[replace(capped, max_bit_rate=0)]
    assert sizes[capped] * 8 < 400_000 * (FRAMES / 30 + len(COUNTS))


def test_h265_carries_the_tag_that_apple_s_players_ask_for(press: Press) -> None:
    film = press.film(preset_of(Recipe(name="x", video="h265")))
    with av.open(film.request.path) as container:
        assert container.streams.video[0].codec_context.codec_tag == "hvc1"


@pytest.mark.parametrize("container", ["mp4", "mov"])
def test_a_player_can_start_before_it_has_the_whole_file(press: Press, container: Container) -> None:
    film = press.film(preset_of(Recipe(name="x", container=container)))
    data = Path(film.request.path).read_bytes()

    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("name", ["YouTube 1080p", "YouTube 4K", "WebM VP9 + Opus", "ProRes 422 HQ"])
def test_colour_is_named_in_every_coding_so_that_no_player_has_to_guess(press: Press, name: str) -> None:
    film = press.film(PRESETS[name])
    with av.open(film.request.path) as container:
        frame = next(container.decode(video=0))
    codec = frame.colorspace, frame.color_primaries, frame.color_trc, frame.color_range

    assert codec == (1, 1, 1, 1)


def test_a_film_without_titles_has_no_chapters(press: Press) -> None:
    assert press.film(PRESETS["Draft 360p"], chapters=()).chapters == []


class TestVerify:
    def test_an_index_at_the_end_is_noticed(self, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(FORMS, "mp4", replace(FORMS["mp4"], options={}))
        with pytest.raises(ToolFailed, match="index"):
            verify(press.film(PRESETS["Draft 360p"]).request, quiet)

    def test_another_coding_than_was_asked_for_is_noticed(self, press: Press) -> None:
        asked = press.film(preset_of(Recipe(name="x", video="h265"))).request
        with pytest.raises(ToolFailed, match="hevc"):
            verify(replace(asked, coding=VideoCoding()), quiet)

    def test_chapters_that_are_not_there_are_noticed(self, press: Press) -> None:
        asked = press.film(PRESETS["Draft 360p"], chapters=()).request
        with pytest.raises(ToolFailed, match="chapters"):
            verify(replace(asked, chapters=CHAPTERS), quiet)

    @pytest.mark.parametrize("name", ["WebM VP9 + Opus", "ProRes 422 HQ"])
    def test_a_missing_frame_is_noticed(self, press: Press, name: str) -> None:
        asked = press.film(PRESETS[name]).request
        *others, last = asked.pieces
        with pytest.raises(ToolFailed, match=f"{FRAMES} frames, not {FRAMES + 1}"):
            verify(replace(asked, pieces=(*others, replace(last, frames=last.frames + 1))), quiet)

    def test_sound_alone_of_another_length_is_noticed(self, press: Press) -> None:
        asked = press.film(PRESETS["Podcast Audio mp3"]).request
        with pytest.raises(ToolFailed, match="sound is"):
            verify(replace(asked, total_frames=FRAMES + 3), quiet)

    @pytest.mark.parametrize("name", ["WebM VP9 + Opus", "ProRes 422 HQ", "Podcast Audio mp3"])
    def test_junk_is_noticed(self, press: Press, name: str) -> None:
        asked = press.film(PRESETS[name]).request
        data = bytearray(Path(asked.path).read_bytes())
        start = len(data) // 3
        data[start : start + 3000] = np.random.default_rng(1).integers(0, 255, 3000, np.uint8).tobytes()
        Path(asked.path).write_bytes(data)
        with pytest.raises(ToolFailed):
            verify(asked, quiet)


def speech(folder: Path, seconds: float) -> Path:
    """Something like it: a buzz with overtones, in syllables of different loudness."""
    samples = round(seconds * VOICE_HZ)
    phase = np.cumsum(2 * np.pi * (120 + 20 * np.sin(np.arange(samples) / 9000)) / VOICE_HZ)
    buzz = sum(np.sin(part * phase) / part for part in range(1, 30))
    places = np.arange(0, samples + 1500, 1500)
    syllables = np.interp(np.arange(samples), places, np.random.default_rng(3).random(len(places)))
    path = folder / "speech.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(VOICE_HZ)
        file.writeframes(
            np.round(np.clip(0.35 * buzz * syllables**2, -1, 1) * 32_767).astype("<i2").tobytes()
        )
    return path


@pytest.mark.parametrize("coding", sorted({preset.audio for preset in PRESETS.values()}, key=str), ids=str)
def test_every_preset_is_as_loud_as_it_says_and_peaks_below_1_db_once_it_is_coded(
    press: Press, coding: AudioCoding
) -> None:
    voice = press.reel.add(speech(press.folder, 5))
    track = press.heard(coding, 150, AudioClip(digest=voice, start_frame=0))
    found = measure([heard(str(track.path))])

    assert found.integrated_lufs == pytest.approx(coding.loudness_lufs, abs=0.5)
    assert found.true_peak_db <= -1
