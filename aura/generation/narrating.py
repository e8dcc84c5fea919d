"""Speaks the scenes whose narration is missing or stale."""

from collections.abc import Callable
from fractions import Fraction
from io import BytesIO
from wave import open as open_wav

import msgspec

from aura.blobs.objects import Objects
from aura.errors import Invalid
from aura.generation.making import SceneStage, Step, Want
from aura.generation.missing import Speech, speech_due, speech_of
from aura.generation.pronouncing import pronounced
from aura.generation.shelf import Product
from aura.providers.speech.speaker import Speaker, Spoken
from aura.timeline.document import Asset, Document
from aura.timeline.edits import Edit
from aura.timeline.edits.hearing import SetSceneNarration
from aura.timeline.rules import PAUSE_MS
from aura.timeline.scene import Narration, Scene
from aura.timeline.terms import Source, Value
from aura.timeline.time import frames_from_ms
from aura.timeline.view import View


class Narrating(SceneStage):
    """The stage that speaks; ``speakers`` gives who speaks for a source."""

    step: Step = "voice"
    kind: type[Value] = Narration

    def __init__(self, objects: Objects, speakers: Callable[[Source], Speaker]) -> None:
        self._objects = objects
        self._speakers = speakers

    def due(self, scene: Scene, document: Document) -> str | None:
        return speech_due(scene, document)

    def maker(self, document: Document) -> str:
        """A narration counts frames, so that the rate belongs to it."""
        return f"{self._speakers(document.voice.source).build}; {document.timeline.head.rate} fps"

    def make(self, want: Want, document: Document) -> Product:
        assert want.scene is not None
        speech = speech_of(want.scene, document)
        assert speech is not None
        fixed = pronounced(speech.text, document.voice.pronunciations)
        spoken = self._spoken(fixed.text, speech, want.scene, document)
        sound = self._objects.put([spoken.wav])
        words = self._objects.put([msgspec.json.encode(fixed.timed(spoken.words))])
        rate = document.timeline.head.rate
        narration = Narration(
            audio=sound.digest,
            frames=_frames(spoken, rate),
            pause_frames=frames_from_ms(PAUSE_MS[speech.voice.pause], rate),
            words=words.digest,
            made_from=want.key,
            words_from=want.key if spoken.estimated else None,
        )
        files = (
            Asset(
                digest=sound.digest,
                type="Audio",
                name="narration.wav",
                mime="audio/wav",
                size_bytes=sound.size_bytes,
                duration_ms=spoken.duration_ms,
                has_audio=True,
            ),
            words_file(words.digest, words.size_bytes),
        )
        return Product(files, narration)

    def _spoken(self, text: str, speech: Speech, scene: Scene, document: Document) -> Spoken:
        """The text as sound.  A voice that only this scene asks for, and that there is not, is its fault."""
        try:
            return self._speakers(speech.voice.source).speak(
                text,
                language=speech.language,
                voice=speech.voice.name,
                rate_percent=speech.rate_percent,
                pitch_percent=speech.voice.pitch_percent,
            )
        except Invalid as error:
            if error.field != "voice" or not (scene.voice and scene.voice.name):
                raise
            number = document.timeline.scenes.index(scene) + 1
            raise Invalid(
                f"Scene {number} asks for the voice {scene.voice.name}, which there is not: "
                "choose another, or none to follow the film.",
                field="voice.name",
                scene=scene.id,
            ) from error

    def edit(self, want: Want, product: Product, view: View) -> Edit:
        assert want.scene is not None
        assert product.value is None or isinstance(product.value, Narration)
        return SetSceneNarration(scene=want.scene.id, narration=product.value)


def words_file(digest: str, size_bytes: int) -> Asset:
    """The file of a narration's word timings."""
    return Asset(
        digest=digest, type="Subtitle", name="words.json", mime="application/json", size_bytes=size_bytes
    )


def _frames(spoken: Spoken, rate: Fraction) -> int:
    """The frames that cover the sound, counted from its samples."""
    with open_wav(BytesIO(spoken.wav)) as wav:
        samples, rate_hz = int(wav.getnframes()), int(wav.getframerate())
    return -((-samples * rate.numerator) // (rate_hz * rate.denominator))
