"""Small media, small films, and an engine to render them with."""

import resource
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from blake3 import blake3
from PIL import Image

from aura.errors import NotFound
from aura.media import ffmpeg
from aura.media.processes import run
from aura.render.engine import Engine
from aura.render.plan import RenderPlan, plan
from aura.render.preset import Preset
from aura.render.revision import engine
from aura.timeline.document import Document, Head, Timeline
from aura.timeline.scene import Media, Narration, Scene

TINY = Preset(name="Tiny", size_px=90)
THIRTY = Head()


class Reel:
    """A folder of media by digest, and short ways to films made of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, Path] = {}

    def path(self, digest: str) -> Path:
        if digest not in self._files:
            raise NotFound(f"The file {digest} is not in the media store.")
        return self._files[digest]

    def add(self, path: Path) -> str:
        digest = blake3(path.read_bytes()).hexdigest()
        self._files[digest] = path
        return digest

    def forget(self, digest: str) -> None:
        del self._files[digest]

    def picture(self, seed: int, size: tuple[int, int] = (320, 180)) -> str:
        """A picture of coloured squares."""
        path = self.folder / f"{seed}-{size[0]}x{size[1]}.png"
        if not path.exists():
            cells = np.random.default_rng(seed).integers(60, 230, (6, 8, 3), dtype=np.uint8)
            Image.fromarray(cells).resize(size, Image.Resampling.NEAREST).save(path)
        return self.add(path)

    def clip(self, rate: str = "25", seconds: float = 2, size: str = "160x90", ending: str = "mp4") -> str:
        """A clip whose every frame is different: from one to the next it grows lighter by a little."""
        path = self.folder / f"{rate.replace('/', '-')}-{seconds}-{size}.{ending}"
        if not path.exists():
            source = f"testsrc2=s={size}:r={rate}:d={seconds}"
            self.ffmpeg("-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", str(path))
        return self.add(path)

    def voice(self, frames: int, rate: int = 30) -> str:
        """A spoken sound of so many frames: a tone."""
        path = self.folder / f"voice-{frames}-{rate}.wav"
        times = np.arange(frames * 22_050 // rate) / 22_050
        tone = (np.sin(times * 2 * np.pi * 300) * 8000).astype("<i2")
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(22_050)
            file.writeframes(tone.tobytes())
        return self.add(path)

    def ffmpeg(self, *words: str) -> None:
        done = run([str(ffmpeg.find()), *ffmpeg.GLOBAL_OPTIONS, *words], cwd=self.folder)
        assert done.returncode == 0, done.stderr_tail

    def shows(self, seed: int, frames: int = 20, **fields: Any) -> Scene:
        """A scene that shows a picture."""
        return self.scene(seed, Media(asset=self.picture(seed)), frames, **fields)

    def plays(self, seed: int, frames: int = 20, clip: str | None = None, **fields: Any) -> Scene:
        """A scene that shows a clip."""
        return self.scene(seed, Media(asset=clip or self.clip(), type="Video"), frames, **fields)

    def scene(self, number: int, media: Media | None, frames: int, **fields: Any) -> Scene:
        scene_id = f"00000000-0000-7000-8000-{number:012x}"
        return Scene(id=scene_id, media=media, length_frames=frames, **fields)

    def narration(self, frames: int, pause: int = 0, words: str | None = None) -> Narration:
        return Narration(audio=self.voice(frames), frames=frames, pause_frames=pause, words=words)

    def document(self, *scenes: Scene, head: Head = THIRTY, **parts: Any) -> Document:
        return Document(timeline=Timeline(head=head, scenes=scenes), **parts)

    def film(self, *scenes: Scene, preset: Preset = TINY, **parts: Any) -> RenderPlan:
        return plan(self.document(*scenes, **parts), preset, engine=engine())


@pytest.fixture
def reel(tmp_path_factory: pytest.TempPathFactory) -> Reel:
    return Reel(tmp_path_factory.mktemp("media"))


@pytest.fixture
def full_disk() -> Iterator[None]:
    """A disk on which no file gets longer than 4,000 bytes, for the length of a test."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def engines(reel: Reel, tmp_path: Path) -> Iterator[Callable[..., Engine]]:
    """Makes engines on one cache."""
    made: list[Engine] = []

    def make(**settings: Any) -> Engine:
        made.append(Engine(tmp_path / "cache", reel.path, **{"workers": 2, **settings}))
        return made[-1]

    yield make
    for one in made:
        one.close()
