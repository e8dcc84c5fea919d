"""A finished film is as loud as its preset says and its peaks stay below -1 dB: measured in the joined and
encoded file, by the FFmpeg program, which is another build than the library that wrote it."""

import re
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from msgspec.structs import replace

from aura.media import ffmpeg, processes
from aura.providers.speech.espeak import EspeakSpeaker
from aura.providers.speech.speaker import Spoken
from aura.render.engine import Engine
from aura.render.plan import RenderPlan, plan
from aura.render.preset import PRESETS, Preset
from aura.render.revision import engine
from aura.timeline.document import Asset, Head, Music
from aura.timeline.scene import Media, Narration

RATE_HZ = 48_000
SECONDS = 9
TEXT = "The lamp burns all night, and no ship comes near. Turn it off, and they will."


class Heard(NamedTuple):
    """What the program measures of a file."""

    integrated_lufs: float
    true_peak_db: float


def measured(path: Path) -> Heard:
    argv = [str(ffmpeg.find()), "-nostdin", "-hide_banner", *ffmpeg.reading(path), "-vn"]
    argv += ["-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"]
    said = processes.run(argv, cwd=path.parent, timeout_s=120)
    assert said.returncode == 0, said.stderr_tail
    found = re.findall(r"(?:I|Peak): +(\S+) (?:LUFS|dBFS)", said.stderr_tail)
    return Heard(*map(float, found))


def song(seconds: float) -> "np.ndarray":
    """A dense one: noise and a beat, pressed against full scale."""
    dice = np.random.default_rng(5)
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    beat = np.sin(2 * np.pi * 60 * time) * np.exp(-8 * (time % 0.5))
    return 0.95 * np.clip(np.stack([beat + 0.4 * dice.standard_normal(len(time)) for _ in range(2)]), -1, 1)


def clicks(seconds: float) -> "np.ndarray":
    """Quiet but for sharp knocks, whose peaks stand far above the rest."""
    dice = np.random.default_rng(6)
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    knocks = dice.standard_normal(len(time)) * np.exp(-60 * (time % 0.4))
    return np.clip(np.stack([0.3 * knocks + 0.02 * dice.standard_normal(len(time))] * 2), -1, 1)


class Hall:
    """Puts what is heard into films of two scenes, one of them a clip."""

    def __init__(self, reel: Any, spoken: Spoken) -> None:
        self.reel = reel
        (reel.folder / "said.wav").write_bytes(spoken.wav)
        self.voice = reel.add(reel.folder / "said.wav")
        self.frames = -(-spoken.duration_ms * 30 // 1000)

    def sound(self, name: str, samples: "np.ndarray") -> str:
        path: Path = self.reel.folder / f"{name}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE_HZ)
            file.writeframes(np.round(samples.T * 32_767).astype("<i2").tobytes())
        return str(self.reel.add(path))

    def film(self, preset: Preset, *, music: "np.ndarray | None", own: bool, voice: bool) -> RenderPlan:
        """``own``: the clip of the second scene is heard too, and loud."""
        said = {"narration": Narration(audio=self.voice, frames=self.frames)} if voice else {}
        first = self.reel.shows(1, self.frames + 10, motion="none", **said)
        clip = self._clip() if own else self.reel.clip()
        second = self.reel.scene(2, Media(asset=clip, type="Video"), 30 * SECONDS - 30)
        head = Head(music=Music(asset=self.sound("music", music))) if music is not None else Head()
        document = self.reel.document(first, second, head=head)
        assets = (Asset(digest=clip, type="Video", has_audio=own),)
        document = replace(document, timeline=replace(document.timeline, assets=assets))
        return plan(document, replace(preset, size_px=90), engine=engine())

    def _clip(self) -> str:
        self.sound("loud", song(SECONDS))
        out = self.reel.folder / "loud.mp4"
        self.reel.ffmpeg(
            *("-f", "lavfi", "-i", f"testsrc2=s=160x90:r=25:d={SECONDS}", "-i", "loud.wav"),
            *("-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", str(out)),
        )
        return str(self.reel.add(out))


MIXES: dict[str, dict[str, Any]] = {
    "a voice alone": {"music": None, "own": False, "voice": True},
    "a voice, a dense song and a loud clip": {"music": song(SECONDS), "own": True, "voice": True},
    "a voice over knocks": {"music": clicks(SECONDS), "own": False, "voice": True},
    "a song alone": {"music": song(SECONDS), "own": False, "voice": False},
}
ONE_OF_EACH = ("TikTok 9:16", "WebM VP9 + Opus", "ProRes 422 HQ", "Podcast Audio mp3")
"""A preset with each coding of sound."""


@pytest.fixture(scope="module")
def spoken() -> Iterator[Spoken]:
    with EspeakSpeaker() as speaker:
        yield speaker.speak(TEXT, language="en")


def test_there_is_a_preset_here_for_each_coding_of_sound() -> None:
    assert sorted(PRESETS[name].audio.codec for name in ONE_OF_EACH) == sorted(
        {preset.audio.codec for preset in PRESETS.values()}
    )


@pytest.mark.parametrize(
    ("name", "mix"),
    [
        *((name, "a voice, a dense song and a loud clip") for name in ONE_OF_EACH),
        *(pytest.param(name, mix, marks=pytest.mark.sweep) for name in PRESETS for mix in MIXES),
    ],
)
def test_a_film_is_as_loud_as_its_preset_says_once_it_is_encoded_and_joined(
    name: str, mix: str, reel: Any, spoken: Spoken, engines: Callable[..., Engine], tmp_path: Path
) -> None:
    preset = PRESETS[name]
    out = tmp_path / f"film.{preset.container}"
    engines().render(Hall(reel, spoken).film(preset, **MIXES[mix]), out=out)
    heard = measured(out)

    assert heard.integrated_lufs == pytest.approx(preset.audio.loudness_lufs, abs=0.5)
    assert heard.true_peak_db <= -1.0
