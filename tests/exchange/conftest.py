"""A project with something of everything, packed once; ways to build archives that were tampered with."""

import io
import uuid
import wave
from typing import Any

import msgspec
import pytest
from PIL import Image

from aura.exchange.packing import pack
from aura.generation.narrating import words_file
from aura.ids import new_id
from aura.projects.assets import take_in
from aura.projects.writer import Writer
from aura.services import Services
from aura.timeline.document import Asset, Brief, Document, Head, Music, Plan, Voice
from aura.timeline.edits import Edit
from aura.timeline.edits.captions import SetSceneCaptions
from aura.timeline.edits.hearing import SetMusic, SetSceneNarration
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Cue, Media, Narration, Overlay, Scene

WORDS = [(0, 300, "A"), (300, 900, "lamp"), (900, 1_000, "burns.")]


def sound(seconds: float) -> bytes:
    """A WAV file of silence."""
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setparams((1, 2, 8_000, 0, "NONE", ""))
        file.writeframes(bytes(int(8_000 * seconds) * 2))
    return data.getvalue()


def picture(shade: int, kind: str = "PNG") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (32, 18), (shade, 90, 160)).save(data, kind)
    return data.getvalue()


def moving() -> bytes:
    """A GIF of three pictures, a tenth of a second each: a clip."""
    data = io.BytesIO()
    frames = [Image.new("RGB", (32, 18), (shade, 0, 0)) for shade in (0, 90, 180)]
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:], duration=100, loop=0)
    return data.getvalue()


class Film:
    """One project with pictures, a clip, a recording, a narration, music, captions and versions."""

    def __init__(self, aura: Services) -> None:
        self.aura = aura
        scenes = [
            Scene(
                id=str(new_id()),
                title=title,
                script_text=text,
                transition="fade" if number else "cut",
                transition_frames=11 if number else 0,
                overlays=(Overlay(text="Now", detail="Then", end_ms=900),) if number == 1 else (),
            )
            for number, (title, text) in enumerate(
                [("Light", "A lamp burns."), ("", "Für immer — 日本 🎬."), ("Clip", ""), ("", "The end.")]
            )
        ]
        with aura.writing() as unit:
            self.id: uuid.UUID = unit.projects.create(
                brief=Brief(topic="Lighthouses", audience="Sailors", notes="Long\nnotes."),
                head=Head(title="Light: houses?", description="About."),
                plan=Plan(pacing="Fast"),
                voice=Voice(name="", rate_percent=110),
                scenes=scenes,
            ).id
        one, two, three, four = (scene.id for scene in self.scenes)
        shown = self.bring(picture(10), "one.png")
        self.bring(picture(20), "unused.png")
        clip = self.bring(moving(), "clip.gif")
        made = self.hold(picture(30, "JPEG"), "picture.jpg")
        narration = self.speak(0.5)
        self.apply(
            SetSceneMedia(scene=one, media=Media(asset=shown.digest, fit="contain")),
            SetSceneMedia(scene=two, media=Media(asset=made.digest, made_from="ab" * 32)),
            SetSceneMedia(scene=three, media=Media(asset=clip.digest, type="Video", ending="loop")),
            SetSceneNarration(scene=one, narration=narration),
            SetSceneCaptions(scene=four, captions=(Cue(start_ms=100, end_ms=900, text="The end"),)),
        )
        with aura.writing() as unit:
            unit.versions.save(self.id, name="With media", description="Half\nway", important=True)
        music = self.bring(sound(1.5), "song.wav")
        self.apply(SetMusic(music=Music(asset=music.digest)))
        with aura.writing() as unit:
            unit.versions.save(self.id, version_type="Autosave")
        self.apply(SetSceneMedia(scene=one, media=None))
        with aura.writing() as unit:
            unit.versions.save(self.id, name="Point", version_type="RestorePoint")
            gone = unit.versions.save(self.id, name="Gone")
            unit.versions.delete(self.id, gone.version_number)
        self.apply(SetSceneNarration(scene=four, narration=self.speak(0.7)))

    @property
    def document(self) -> Document:
        with self.aura.reading() as unit:
            return unit.live(self.id).document()

    @property
    def scenes(self) -> tuple[Scene, ...]:
        return self.document.timeline.scenes

    def apply(self, *edits: Edit) -> None:
        with self.aura.writing() as unit:
            unit.editing.apply(self.id, edits)

    def bring(self, data: bytes, name: str) -> Asset:
        """Add a file as its user does."""
        with self.aura.objects.receive() as incoming:
            incoming.write(data)
            asset = take_in(incoming, name, self.aura.prober)
        with self.aura.writing() as unit:
            return unit.assets.add(self.id, asset)[0]

    def hold(self, data: bytes, name: str) -> Asset:
        """Keep a file as one that was made for the project."""
        with self.aura.objects.receive() as incoming:
            incoming.write(data)
            return self._held(take_in(incoming, name, self.aura.prober))

    def speak(self, seconds: float) -> Narration:
        """A narration as if Aura had spoken it."""
        heard = self.hold(sound(seconds), "narration.wav")
        stored = self.aura.objects.put([msgspec.json.encode(WORDS)])
        words = self._held(words_file(stored.digest, stored.size_bytes))
        frames = int(seconds * 30)
        return Narration(
            audio=heard.digest, frames=frames, pause_frames=9, words=words.digest, made_from="cd" * 32
        )

    def _held(self, asset: Asset) -> Asset:
        with self.aura.writing() as unit:
            Writer(unit.live(self.id)).hold(asset)
        return asset

    def packed(self, **options: Any) -> bytes:
        out = io.BytesIO()
        pack(self.aura.units, self.aura.objects, self.id, out, **options)
        return out.getvalue()


@pytest.fixture
def film(aura: Services) -> Film:
    return Film(aura)


@pytest.fixture(scope="session")
def packed_before() -> list[bytes]:
    return []


@pytest.fixture
def packed_once(aura: Services, packed_before: list[bytes]) -> bytes:
    """The file of a film: the same in every test, and made in the first that asks for it."""
    if not packed_before:
        packed_before.append(Film(aura).packed())
    return packed_before[0]
