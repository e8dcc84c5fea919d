"""Sounds of every kind, and short ways to films that are made of them."""

import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aura.errors import NotFound
from aura.render.sound.mix import Mix
from aura.render.sound.samples import RATE_HZ, Block
from aura.render.soundtrack import AudioClip, AudioSpec, ClipSound, MusicSound


class Rack:
    """A folder of sound files by name, as media objects are by digest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, Path] = {}

    def __call__(self, digest: str) -> Path:
        if digest not in self._files:
            raise NotFound("The file is not there.")
        return self._files[digest]

    def take(self, name: str, path: Path) -> str:
        """Keep a file that is there."""
        self._files[name] = path
        return name

    def put(self, name: str, sound: Any, rate_hz: int = RATE_HZ) -> str:
        """Keep sound of shape (samples,) or (channels, samples) as 16-bit PCM."""
        samples = np.atleast_2d(sound)
        path = self.folder / f"{name}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(len(samples))
            file.setsampwidth(2)
            file.setframerate(rate_hz)
            file.writeframes(np.round(samples.T * 32_767).astype("<i2").tobytes())
        return self.take(name, path)

    def tone(self, name: str, seconds: float, hz: float, level: float = 0.1) -> str:
        return self.put(name, level * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE_HZ)) / RATE_HZ))

    def noise(self, name: str, seconds: float, seed: int = 1, level: float = 0.1) -> str:
        return self.put(name, level * np.random.default_rng(seed).uniform(-1, 1, round(seconds * RATE_HZ)))

    def words(self, name: str, *spans: tuple[float, float], level: float = 0.1) -> str:
        """A voice, below 1.5 kHz, that is heard from and to these seconds only."""
        time = np.arange(round(spans[-1][1] * RATE_HZ)) / RATE_HZ
        buzz = sum(np.sin(2 * np.pi * 150 * part * time + part * part) / part for part in range(1, 10))
        heard = sum((time >= start) & (time < end) for start, end in spans)
        return self.put(name, level * buzz * heard)

    def film(
        self,
        seconds: float,
        *,
        voices: Sequence[tuple[str, int]] = (),
        own: Sequence[ClipSound] = (),
        music: MusicSound | None = None,
    ) -> AudioSpec:
        """A film at 30 frames a second."""
        return AudioSpec(
            total_frames=round(seconds * 30),
            rate_numerator=30,
            rate_denominator=1,
            loudness_lufs=-16,
            peak_db=-2,
            clips=tuple(AudioClip(digest=name, start_frame=start) for name, start in voices),
            own=tuple(own),
            music=music,
        )

    def mixed(self, spec: AudioSpec) -> Block:
        """The whole mix of a film, before it is brought to its loudness."""
        return np.concatenate(list(Mix(spec, self).blocks()), axis=1)


@pytest.fixture
def rack(tmp_path: Path) -> Rack:
    folder = tmp_path / "sounds"
    folder.mkdir()
    return Rack(folder)
