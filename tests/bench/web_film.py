"""A long film for the wizard to show: every scene with a title, a text, a picture, a voice and an overlay.

Texts are seeded prose of the lengths that people write (``history.Author``).  The pictures and the voice are
real files, taken in as an upload is; a few of them serve all scenes.
"""

import math
import random
import uuid
import wave
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from PIL import Image

from aura import config
from aura.projects.assets import take_in_file
from aura.services import Services
from aura.timeline.document import Asset, Head
from aura.timeline.edits.putting import Inserted, PutScenes
from aura.timeline.scene import Media, Narration, Scene
from tests.bench.history import Author

PICTURES = 12
VOICE_FRAMES = 120
_MANY = 100
_RATE_HZ = 24_000
_FPS = 30


class WebFilm:
    """A project in an Aura of its own; ``scenes`` as they were made."""

    def __init__(self, home: Path, scenes: int, seed: int) -> None:
        self.home = home
        author = Author(random.Random(f"{seed} {scenes}"))
        services = Services(config.load(home, database_url="")).open()
        try:
            told = author.beginning(0)
            with services.writing() as unit:
                unit.setup.save(tier="Offline")
                unit.setup.complete()
                head = Head(title="A film for measuring", rate_numerator=_FPS)
                self.project: uuid.UUID = unit.projects.create(brief=told.brief, head=head).id
            *pictures, voice = self._assets(services)
            self.scenes = [
                _shown(author.scene(), pictures[number % len(pictures)], voice) for number in range(scenes)
            ]
            self._fill(services)
        finally:
            services.close()

    @property
    def path(self) -> str:
        return f"/projects/{self.project}"

    def texts(self) -> dict[str, str]:
        """What each scene says, as it is kept."""
        services = Services(config.load(self.home, database_url="")).open()
        try:
            with services.reading() as unit:
                scenes = unit.live(self.project).document().timeline.scenes
                return {scene.id: scene.script_text for scene in scenes}
        finally:
            services.close()

    def _assets(self, services: Services) -> list[Asset]:
        """Pictures, and a voice behind them."""
        files = [_picture(self.home / f"picture-{number}.jpg", number) for number in range(PICTURES)]
        taken = []
        for path in (*files, _voice(self.home / "voice.wav")):
            asset = take_in_file(services.objects, services.prober, path)
            with services.writing() as unit:
                unit.assets.add(self.project, asset)
            taken.append(asset)
        return taken

    def _fill(self, services: Services) -> None:
        after = "start"
        for first in range(0, len(self.scenes), _MANY):
            inserted = []
            for scene in self.scenes[first : first + _MANY]:
                inserted.append(Inserted(scene=scene, after=after))
                after = scene.id
            with services.writing() as unit:
                unit.editing.apply(self.project, [PutScenes(inserted=tuple(inserted))])


def _shown(scene: Scene, picture: Asset, voice: Asset) -> Scene:
    heard = Narration(audio=voice.digest, frames=VOICE_FRAMES, pause_frames=13)
    return replace(scene, media=Media(asset=picture.digest), narration=heard)


def _picture(path: Path, number: int) -> Path:
    dice = np.random.default_rng(number)
    tiles = dice.integers(0, 256, (9, 16, 3), dtype=np.uint8)
    Image.fromarray(tiles).resize((1280, 720), Image.Resampling.BICUBIC).save(path, quality=90)
    return path


def _voice(path: Path) -> Path:
    frames = VOICE_FRAMES * _RATE_HZ // _FPS
    hum = bytearray()
    for at in range(frames):
        hum += round(6_000 * math.sin(at / 17)).to_bytes(2, "little", signed=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE_HZ)
        file.writeframes(bytes(hum))
    return path
