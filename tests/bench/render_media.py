"""The files that the films are made of, from seeds, once for all benches of one run.

Pictures are large photographs as cameras make them: soft light, hard edges, grain.  Clips are of eight rates
and sizes.  Voices are spoken by eSpeak NG, through Aura's offline speech, in a process of its own.
"""

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from aura.media import ffmpeg
from aura.media.processes import run
from aura.providers.speech.espeak import EspeakSpeaker
from tests.bench.render_story import SAID, Story

RATE_HZ = 48_000
VOICE_S = 3.3
CLIP_S = 5
MUSIC_S = 90
_GRAIN = "noise=alls=6:allf=t"
CLIP_SOURCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("testsrc2=s=1920x1080:r=25", ()),
    ("mandelbrot=s=1280x720:r=30:end_scale=0.05", (_GRAIN,)),
    ("life=s=640x360:r=24:mold=10:ratio=0.1:seed=3:life_color=#30c060", ("scale=1280:720:flags=neighbor",)),
    ("testsrc2=s=1280x720:r=60", ()),
    ("mandelbrot=s=1920x1080:r=24:end_scale=0.02", (_GRAIN,)),
    ("testsrc2=s=1080x1920:r=30", ()),
    ("testsrc2=s=640x480:r=30000/1001", ()),
    ("cellauto=s=1280x720:r=50:rule=110:seed=5", ()),
)
"""What each clip shows: a source of FFmpeg's, and what is done to it."""


@dataclass(frozen=True)
class Material:
    """The files, by kind and number."""

    pictures: Sequence[Path]
    clips: Sequence[Path]
    voices: Sequence[Path]
    music: Path
    spare_picture: Path
    spare_voice: Path
    """What stands in for a picture, and for a voice, when one is changed."""


def material(folder: Path, story: Story, *, large_px: int) -> Material:
    """What a story needs; ``large_px`` is the longer side of its pictures, every third of them upright."""
    pictures, clips, voices = story.needs
    folder.mkdir(parents=True, exist_ok=True)
    with EspeakSpeaker() as speaker:
        spoken = [
            _voice(folder / f"voice-{number}.wav", speaker, " ".join(SAID[number % len(SAID)]), 90 + number)
            for number in range(voices + 1)
        ]
    drawn = [
        _picture(folder / f"picture-{number}.jpg", number, (large_px, large_px * 3 // 4))
        for number in range(pictures + 1)
    ]
    return Material(
        pictures=drawn[:-1],
        clips=[_clip(folder / f"clip-{number}.mp4", *CLIP_SOURCES[number]) for number in range(clips)],
        voices=spoken[:-1],
        music=_music(folder / "music.wav"),
        spare_picture=drawn[-1],
        spare_voice=spoken[-1],
    )


def _picture(path: Path, number: int, large: tuple[int, int]) -> Path:
    dice = np.random.default_rng(number)
    width, height = large if number % 3 else large[::-1]
    light = _clouds(width, height, dice)
    tint = dice.uniform(0.2, 0.9, (2, 3)).astype(np.float32)
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    image = Image.fromarray(_bytes(255 * (0.55 * light + 0.45 * (tint[0] * (1 - down) + tint[1] * down))))
    pen = ImageDraw.Draw(image)
    unit = max(width, height) / 4000
    for place in range(85):
        colour = tuple(int(value) for value in dice.integers(0, 256, 3))
        left, top = int(dice.integers(0, width)), int(dice.integers(0, height))
        if place < 25:
            across = max(8, int(dice.integers(60, 500) * unit))
            shape = pen.rectangle if place % 2 else pen.ellipse
            shape((left, top, left + across, top + across * 7 // 10), fill=colour, outline="white", width=4)
        else:
            end = int(dice.integers(0, width)), int(dice.integers(0, height))
            pen.line(((left, top), end), fill=colour, width=max(1, int(dice.integers(2, 14) * unit)))
    grain = dice.normal(0, 4, (height, width, 1)).astype(np.float32)
    Image.fromarray(_bytes(np.asarray(image, np.float32) + grain)).save(path, quality=90)
    return path


def _clouds(width: int, height: int, dice: np.random.Generator) -> NDArray[np.float32]:
    """Light of three colours that is uneven at every size down to a few pixels, from 0 to 1."""
    small = width // 4, height // 4
    clouds = np.zeros((small[1], small[0], 3), np.float32)
    strength, cells = 1.0, 3
    while cells < max(small):
        coarse = dice.standard_normal((3, max(2, cells * height // width), cells)).astype(np.float32)
        for channel, sheet in enumerate(coarse):
            grown = Image.fromarray(sheet).resize(small, Image.Resampling.BICUBIC)
            clouds[..., channel] += np.float32(strength) * np.asarray(grown)
        strength, cells = strength * 0.55, cells * 2
    clouds -= clouds.min(axis=(0, 1))
    image = Image.fromarray(_bytes(clouds * (255 / clouds.max(axis=(0, 1)))))
    return np.asarray(image.resize((width, height), Image.Resampling.BICUBIC), np.float32) / np.float32(255)


def _bytes(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.clip(values, 0, 255).astype(np.uint8)


def _clip(path: Path, source: str, filters: Sequence[str]) -> Path:
    shaped = ",".join((*filters, "format=yuv420p"))
    coded = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "21", "-g", "250")
    _ffmpeg("-f", "lavfi", "-i", source, "-t", str(CLIP_S), "-vf", shaped, *coded, str(path))
    return path


def _voice(path: Path, speaker: EspeakSpeaker, text: str, percent: int) -> Path:
    raw = path.with_suffix(".raw.wav")
    raw.write_bytes(speaker.speak(text, language="en", rate_percent=percent).wav)
    fade = f"afade=t=out:st={VOICE_S - 0.1}:d=0.1"
    shaped = f"atrim=0:{VOICE_S},{fade},aresample={RATE_HZ},aformat=channel_layouts=mono"
    _ffmpeg("-i", str(raw), "-af", shaped, "-c:a", "pcm_s16le", str(path))
    return path


def _music(path: Path) -> Path:
    """A chord that breathes."""
    times = np.arange(RATE_HZ * MUSIC_S, dtype=np.float64) / RATE_HZ
    sound = np.zeros(len(times))
    for place, pitch_hz in enumerate((98.0, 146.8, 196.0, 246.9, 293.7, 392.0), start=1):
        swell = 0.5 + 0.5 * np.sin(2 * np.pi * 0.09 * place * times)
        sound += np.sin(2 * np.pi * pitch_hz * times + place) * swell
    samples = (sound / np.abs(sound).max() * 16_000).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(np.repeat(samples[:, None], 2, axis=1).tobytes())
    return path


def _ffmpeg(*words: str) -> None:
    done = run([str(ffmpeg.find()), *ffmpeg.GLOBAL_OPTIONS, *words], cwd=Path.cwd())
    if done.returncode:
        raise AssertionError(f"FFmpeg made no media: {done.stderr_tail}")
