"""A small film for the scenes' page: pictures, a clip and a sound of the user's own, in a project."""

import io
import uuid
import wave
from collections.abc import Sequence
from typing import Any

import av
import numpy as np
from PIL import Image

from aura.ids import new_id
from aura.projects.assets import take_in
from aura.projects.tables import ActionLog
from aura.services import Services
from aura.timeline.document import Asset, Brief, Document, Head
from aura.timeline.edits import Edit
from aura.timeline.edits.assets import AddAsset
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media, Scene


def png(red: int = 40) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (320, 180), (red, 90, 160)).save(data, "PNG")
    return data.getvalue()


def clip(seconds: int = 4) -> bytes:
    """A clip that goes from black to white."""
    data = io.BytesIO()
    with av.open(data, "w", format="mp4") as output:
        stream = output.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        frames = 10 * seconds
        for number in range(frames):
            grey = np.full((36, 64, 3), 255 * number // frames, np.uint8)
            output.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        output.mux(stream.encode(None))
    return data.getvalue()


def sound(seconds: float = 1.0) -> bytes:
    data = io.BytesIO()
    with wave.open(data, "wb") as output:
        output.setnchannels(1)
        output.setsampwidth(2)
        output.setframerate(8000)
        tone = np.sin(np.arange(round(8000 * seconds)) / 4) * 9000
        output.writeframes(tone.astype("<i2").tobytes())
    return data.getvalue()


class Film:
    """A project, and short ways to change it and to look at it."""

    def __init__(self, aura: Services, texts: Sequence[str] = ("", "", ""), **head: Any) -> None:
        self.aura = aura
        scenes = [Scene(id=str(new_id()), script_text=text) for text in texts]
        with aura.writing() as unit:
            made = unit.projects.create(
                brief=Brief(topic="Light"), head=Head(title="Lights", **head), scenes=scenes
            )
            self.id: uuid.UUID = made.id
        self.path = f"/projects/{self.id}"

    @property
    def document(self) -> Document:
        with self.aura.reading() as unit:
            return unit.live(self.id).document()

    @property
    def scenes(self) -> Sequence[Scene]:
        return self.document.timeline.scenes

    def at(self, number: int) -> str:
        """The address of a scene, counted from 1."""
        return f"{self.path}/scenes/{self.scenes[number - 1].id}"

    def apply(self, *edits: Edit) -> None:
        with self.aura.writing() as unit:
            unit.editing.apply(self.id, edits)

    def undo(self) -> None:
        with self.aura.writing() as unit:
            unit.editing.undo(self.id)

    def steps(self) -> int:
        """How many actions were logged."""
        with self.aura.reading() as unit:
            return unit.work.session.query(ActionLog).filter(ActionLog.project_id == self.id).count()

    def bring(self, data: bytes, name: str) -> Asset:
        """A file of the user's."""
        with self.aura.objects.receive() as incoming:
            incoming.write(data)
            asset = take_in(incoming, name, self.aura.prober)
        self.apply(AddAsset(asset=asset))
        return asset

    def show(self, number: int, asset: Asset) -> None:
        self.apply(SetSceneMedia(scene=self.scenes[number - 1].id, media=Media(asset=asset.digest)))
