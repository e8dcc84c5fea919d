"""Speaks the scenes whose narration is missing or stale."""

from fractions import Fraction
from io import BytesIO
from wave import open as open_wav

from aura.blobs.objects import Objects
from aura.generation.making import Job, Made, make_all
from aura.generation.missing import speech_due, speech_of
from aura.providers.speech.speaker import Speaker, Spoken
from aura.timeline.document import Asset, Document, Narration, Scene
from aura.timeline.edits.hearing import SetSceneNarration
from aura.timeline.rules import PAUSE_MS
from aura.timeline.time import frames_from_ms


def narrate(job: Job, objects: Objects, speaker: Speaker) -> int:
    """Bring every narration up to date; answers how many scenes were spoken."""

    def speak(scene: Scene, document: Document, key: str) -> Made:
        speech = speech_of(scene, document)
        if speech is None:
            return Made(scene.id, key, (), SetSceneNarration(scene=scene.id, narration=None))
        spoken = speaker.speak(
            speech.text,
            language=speech.language,
            voice=speech.voice.name,
            rate_percent=speech.rate_percent,
            pitch_percent=speech.voice.pitch_percent,
        )
        sound, words = _stored(objects, spoken)
        rate = document.timeline.head.rate
        narration = Narration(
            audio=sound.digest,
            frames=_frames(spoken, rate),
            pause_frames=frames_from_ms(PAUSE_MS[speech.voice.pause], rate),
            words=words.digest,
            made_from=key,
        )
        return Made(scene.id, key, (sound, words), SetSceneNarration(scene=scene.id, narration=narration))

    return make_all(job, speech_due, speak)


def _stored(objects: Objects, spoken: Spoken) -> tuple[Asset, Asset]:
    sound, words = objects.put([spoken.wav]), objects.put([spoken.words_json()])
    return (
        Asset(
            digest=sound.digest,
            type="Audio",
            name="narration.wav",
            mime="audio/wav",
            size_bytes=sound.size_bytes,
            has_audio=True,
        ),
        Asset(
            digest=words.digest,
            type="Subtitle",
            name="words.json",
            mime="application/json",
            size_bytes=words.size_bytes,
        ),
    )


def _frames(spoken: Spoken, rate: Fraction) -> int:
    """The frames that cover the sound, counted from its samples."""
    with open_wav(BytesIO(spoken.wav)) as wav:
        samples, rate_hz = int(wav.getnframes()), int(wav.getframerate())
    return -((-samples * rate.numerator) // (rate_hz * rate.denominator))
