"""A folder of one's own files becomes part of the film: each is seen, heard, and in its place."""

import math
import wave
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import av
import msgspec
import numpy as np
import pytest
from PIL import Image

from aura.render.timing import film_frames
from aura.timeline.document import Document, Timeline
from aura.timeline.scene import Scene

Run = Callable[..., Any]

SCRIPT = """Scene 1: The lamp
A lamp burns in the tower by night.

Scene 2: The lens
The lens turns slowly, and gathers the light.

Scene 3: The sea
Ships see it from far away.
"""
CLIP_HZ, MUSIC_HZ = 2_900, 5_300
"""Tones that no voice here holds for long."""


@pytest.fixture(autouse=True)
def _two_children() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AURA_WORKERS", "2")
        yield


def pattern(seed: int, size: tuple[int, int] = (640, 360)) -> Image.Image:
    """Large soft patches, others for every seed."""
    small = np.random.default_rng(seed).integers(0, 255, (5, 8, 3), np.uint8)
    return Image.fromarray(small).resize(size, Image.Resampling.BICUBIC)


def tone(path: Path, hertz: int, seconds: float, level: float = 0.3) -> None:
    at = np.arange(round(48_000 * seconds))
    samples = (level * 32767 * np.sin(2 * math.pi * hertz * at / 48_000)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(samples.tobytes())


def clip(path: Path, seed: int, seconds: int) -> None:
    """A still pattern as a film of 24 frames a second, with a tone."""
    with av.open(str(path), "w") as out:
        video = out.add_stream("libx264", rate=24)
        video.width, video.height, video.pix_fmt = 320, 180, "yuv420p"
        audio = out.add_stream("aac", rate=48_000, layout="mono")
        picture = av.VideoFrame.from_image(pattern(seed, (320, 180)))
        for number in range(24 * seconds):
            picture.pts, picture.time_base = number, Fraction(1, 24)
            out.mux(video.encode(picture))
        out.mux(video.encode(None))
        at = np.arange(48_000 * seconds)
        sound = (0.3 * np.sin(2 * math.pi * CLIP_HZ * at / 48_000)).astype(np.float32)
        for start in range(0, len(sound), 1024):
            block = av.AudioFrame.from_ndarray(
                sound[None, start : start + 1024], format="fltp", layout="mono"
            )
            block.rate, block.pts, block.time_base = 48_000, start, Fraction(1, 48_000)
            out.mux(audio.encode(block))
        out.mux(audio.encode(None))


class Film:
    """A film, decoded: a small grey picture of every frame, and its sound."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with av.open(str(path)) as opened:
            self.rate = float(opened.streams.video[0].average_rate or 0)

    @cached_property
    def pictures(self) -> np.ndarray:
        with av.open(str(self.path)) as opened:
            frames = [frame.to_image().convert("L") for frame in opened.decode(video=0)]
        return np.stack([np.asarray(frame.resize((32, 18)), np.float32) for frame in frames])

    @cached_property
    def sound(self) -> np.ndarray:
        with av.open(str(self.path)) as opened:
            blocks = [frame.to_ndarray() for frame in opened.decode(audio=0)]
        return np.asarray(np.concatenate(blocks, axis=1).mean(axis=0))

    def seen(self, picture: Image.Image) -> np.ndarray:
        """How like a picture each frame is, above where captions stand: 1 is the same."""
        wanted = np.asarray(picture.convert("L").resize((32, 18)), np.float32)[:13]
        frames = self.pictures[:, :13].reshape(len(self.pictures), -1)
        frames = frames - frames.mean(axis=1, keepdims=True)
        plain = wanted.reshape(-1) - wanted.mean()
        scale = np.linalg.norm(frames, axis=1) * np.linalg.norm(plain)
        return np.asarray(frames @ plain / np.maximum(scale, 1e-6))

    def level_db(self, hertz: int) -> np.ndarray:
        """How loud a tone is in each tenth of a second."""
        step = 4_800
        blocks = self.sound[: len(self.sound) // step * step].reshape(-1, step) * np.hanning(step)
        wave = np.exp(-2j * math.pi * hertz * np.arange(step) / 48_000)
        return np.asarray(20 * np.log10(np.abs(blocks @ wave) / step + 1e-9))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pictures, a clip with sound, a long tone for music, and a text that is none of these."""
    made = tmp_path_factory.mktemp("media")
    pattern(1).save(made / "1 beach.jpg", quality=95)
    clip(made / "2 waves.mp4", 2, 3)
    pattern(3).save(made / "3 dunes.png")
    tone(made / "song.wav", MUSIC_HZ, 6)
    (made / "notes.txt").write_text("Not a picture.")
    return made


def test_each_picture_and_clip_is_found_again_and_its_sound_is_heard(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    script, out = tmp_path / "script.txt", tmp_path / "film.mp4"
    script.write_text(SCRIPT, encoding="utf-8")
    said = run("make", script, "--media", folder, "--out", out, "--preset", "Draft 360p")
    assert said.code == 0, said.err
    assert "Left out notes.txt" in said.err

    film = Film(out)
    scenes = run("scene", "list", "latest", "--json").json["items"]
    frames = film_frames(Document(timeline=Timeline(scenes=msgspec.convert(scenes, tuple[Scene, ...]))))
    assert abs(len(film.pictures) - frames) <= 1
    assert abs(len(film.sound) / 48_000 - len(film.pictures) / film.rate) <= 1 / film.rate

    seen = [film.seen(pattern(seed)) for seed in (1, 2, 3)]
    best = [int(likeness.argmax()) for likeness in seen]
    assert best == sorted(best)
    assert all(likeness.max() > 0.9 for likeness in seen)

    clip_frames = np.flatnonzero(seen[1] > 0.9)
    assert len(clip_frames) >= scenes[1]["length_frames"] * 0.8
    heard = film.level_db(CLIP_HZ)
    inside = heard[round(clip_frames[10] / film.rate * 10) : round(clip_frames[-30] / film.rate * 10)]
    outside = heard[: round(clip_frames[0] / film.rate * 10) - 4]
    assert np.median(inside) > np.median(outside) + 15


def test_music_gives_way_to_the_voice_and_comes_back(run: Run, folder: Path, tmp_path: Path) -> None:
    script, out = tmp_path / "script.txt", tmp_path / "film.mp4"
    script.write_text("The lamp burns in the tower by the sea, all night.", encoding="utf-8")
    project = run("make", script, "--music", folder / "song.wav", "--out", out, "--preset", "Draft 360p")
    assert project.code == 0, project.err
    (music,) = run("asset", "list", "latest", "--json").json["items"]
    run("scene", "duration", "latest", "1", "210")
    levels = {}
    for profile in ("off", "aggressive"):
        run("music", "set", "latest", "--asset", music["digest"], "--ducking", profile)
        assert run("export", "start", "latest", "--here", "--preset", "Draft 360p").code == 0
        run("export", "save", "latest", "--out", out)
        film = Film(out)
        spoken = run("scene", "show", "latest", "1", "--json").json["narration"]["frames"]
        heard = film.level_db(MUSIC_HZ)
        under = np.median(heard[3 : spoken // 3 - 3])
        after = np.median(heard[spoken // 3 + 14 : 62])
        levels[profile] = after - under

    assert abs(levels["off"]) < 2
    assert levels["aggressive"] > 8


def test_what_cannot_be_used_is_refused_before_a_project_is_begun(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text(SCRIPT, encoding="utf-8")
    empty = tmp_path / "empty"
    empty.mkdir()
    link = tmp_path / "link.mp4"
    link.symlink_to(script)
    song = tmp_path / "song.wav"
    tone(song, MUSIC_HZ, 1)
    there = {path: path.read_bytes() for path in (script, link, song)}
    out = tmp_path / "film.mp4"
    for words, code in (
        (["make", script, "--out", out, "--media", empty], 2),
        (["make", script, "--out", out, "--media", tmp_path / "gone"], 3),
        (["make", script, "--out", out, "--music", "jazz"], 3),
        (["make", script, "--out", out, "--music", script], 2),
        (["make", script, "--out", out, "--preset", "Best"], 2),
        (["make", script, "--out", empty], 2),
        (["make", script, "--out", script], 2),
        (["make", script, "--out", link], 2),
        (["make", script, "--out", song, "--music", song], 2),
        (["demo", "--out", out, "--media", tmp_path / "gone"], 3),
        (["demo", "--out", empty], 2),
    ):
        ran = run(*words)
        assert ran.code == code, ran
        assert ran.err.strip().splitlines()[-1].startswith("aura: ")
        assert run("project", "list").out.startswith("No projects yet"), words
    assert sorted(tmp_path.iterdir()) == sorted([empty, tmp_path / "home", *there])
    assert {path: path.read_bytes() for path in there} == there


def test_a_file_of_a_folder_that_is_too_large_is_left_out_like_any_of_no_use(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURA_MAX_UPLOAD_BYTES", "5000")
    script, folder = tmp_path / "script.txt", tmp_path / "mine"
    script.write_text(SCRIPT, encoding="utf-8")
    folder.mkdir()
    (folder / "film.mp4").write_bytes(bytes(5001))
    ran = run("make", script, "--media", folder, "--out", tmp_path / "film.mp4")
    assert ran.code == 2
    assert ran.err == (
        "Left out film.mp4: The file is larger than 5,000 bytes.\n"
        f"aura: {folder} holds no picture, clip or sound that can be used. (media)\n"
    )


def test_a_film_is_not_written_over_a_folder(run: Run, project: str, tmp_path: Path) -> None:
    for words in (["--from", "0", "--to", "1"], ["--scene", "1"]):
        ran = run("preview", project, "--output", tmp_path, *words)
        assert ran.code == 2
        assert f"{tmp_path} is a folder; say what the file in it is to be called. (output)" in ran.err
