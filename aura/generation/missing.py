"""What a document still needs before it can be rendered.  Pure.

What Aura made is stale when what it was made from has changed.  What the user brought is never stale.
Nothing here depends on where a scene stands, so moving one makes nothing stale.
"""

import msgspec
from blake3 import blake3
from msgspec import Struct
from msgspec.structs import asdict, replace

from aura.generation.pronouncing import pronounced
from aura.providers.music import COMPOSER_REVISION
from aura.providers.text.pace import speech_percent
from aura.render.hues import chosen
from aura.render.pictures.spec import SPEC_REVISION, PictureSpec
from aura.render.preset import frame_size, get_preset
from aura.timeline.document import Brief, Document, Voice
from aura.timeline.scene import Scene
from aura.timeline.terms import Language, Mood

PICTURE_PRESET = "Standard 720p"
"""Pictures are drawn for this size of film, with the overscan of ``PictureSpec`` on top."""

ILLUSTRATION_REVISION = "1"
"""Raised to have every picture asked for anew at its next export."""

SPEECH_REVISION = "1"
"""Raised to have every narration spoken anew at its next export."""


TIMING_REVISION = "1"
"""The same for word timings that were estimated."""


class Speech(Struct, frozen=True, kw_only=True):
    """Everything a narration is made from.  ``said`` is the text with the voice's pronunciations applied,
    which is all of them that counts: a fix of a word that a scene does not hold leaves it alone."""

    text: str
    said: str
    language: Language
    voice: Voice
    rate_percent: int


class Recording(Struct, frozen=True, kw_only=True):
    """Everything the word timings of somebody's own recording are estimated from."""

    audio: str
    text: str
    language: Language


class Bed(Struct, frozen=True, kw_only=True):
    """Everything a bed of music is made from."""

    mood: Mood
    variation: int


class Illustration(Struct, frozen=True, kw_only=True):
    """Everything that a picture is asked for with, where a server makes it."""

    title: str
    text: str
    topic: str
    tone: str
    palette: str
    width_px: int
    height_px: int


def speech_of(scene: Scene, document: Document) -> Speech | None:
    """What a scene is to be spoken from; ``None`` for a scene without words."""
    text = scene.script_text.strip()
    if not text:
        return None
    voice = voice_of(scene, document)
    return Speech(
        text=text,
        said=pronounced(text, voice.pronunciations).text,
        language=document.brief.language,
        voice=replace(voice, pronunciations=()),
        rate_percent=speech_percent(document.plan.pacing, voice),
    )


def voice_of(scene: Scene, document: Document) -> Voice:
    """The film's voice, with what the scene says otherwise."""
    own = {} if scene.voice is None else asdict(scene.voice)
    return replace(document.voice, **{field: value for field, value in own.items() if value is not None})


def picture_of(scene: Scene, document: Document) -> PictureSpec:
    """What a scene's picture is to be drawn from, without the layout, which its neighbours decide."""
    width_px, height_px = frame_size(get_preset(PICTURE_PRESET), document.brief.aspect)
    return PictureSpec(
        width_px=width_px,
        height_px=height_px,
        palette=palette_name(document.render.palette, document.brief),
        title=scene.title,
        text=scene.script_text,
        seed=seed_of(scene),
    )


def illustration_of(scene: Scene, document: Document) -> Illustration:
    """What a scene's picture is to be asked for with."""
    spec = picture_of(scene, document)
    return Illustration(
        title=scene.title,
        text=scene.script_text,
        topic=document.brief.topic,
        tone=document.brief.tone,
        palette=spec.palette,
        width_px=spec.width_px,
        height_px=spec.height_px,
    )


def palette_name(wished: str, brief: Brief) -> str:
    """The project's palette: the one wished for, or one chosen from the topic."""
    return chosen(wished, brief.topic)


def seed_of(scene: Scene) -> int:
    """A number that is the scene's own."""
    return int.from_bytes(blake3(scene.id.encode()).digest(4), "big")


def key_of(made_from: Struct, revision: str) -> str:
    """The digest of what something is made from."""
    name = f"{type(made_from).__name__}/{revision}".encode()
    return blake3(name + msgspec.json.encode(made_from, order="sorted")).hexdigest()


def speech_due(scene: Scene, document: Document) -> str | None:
    """The key of the narration to make now; empty: take away the one there is; ``None``: all is well."""
    speech, narration = speech_of(scene, document), scene.narration
    if narration and narration.made_from is None:
        return None
    if speech is None:
        return "" if narration else None
    key = key_of(speech, SPEECH_REVISION)
    return None if narration and narration.made_from == key else key


def picture_due(scene: Scene, document: Document) -> str | None:
    """The key of the picture to make now; ``None``: all is well."""
    if scene.drawn_by or (scene.media and scene.media.made_from is None):
        return None
    if document.render.pictures == "online":
        key = key_of(illustration_of(scene, document), ILLUSTRATION_REVISION)
    else:
        key = key_of(picture_of(scene, document), SPEC_REVISION)
    return None if scene.media and scene.media.made_from == key else key


def timing_due(scene: Scene, document: Document) -> str | None:
    """The key of the word timings to estimate now; empty: take away those there are; ``None``: all is well.

    Only a recording needs any: a voice of Aura's brings its own, and those somebody gave are theirs.
    """
    narration, text = scene.narration, scene.script_text.strip()
    if narration is None or narration.made_from is not None:
        return None
    if narration.words is not None and narration.words_from is None:
        return None
    if not text:
        return "" if narration.words else None
    recording = Recording(audio=narration.audio, text=text, language=document.brief.language)
    key = key_of(recording, TIMING_REVISION)
    return None if narration.words_from == key else key


def music_due(document: Document) -> str | None:
    """The key of the music to make now; ``None``: all is well."""
    music = document.timeline.head.music
    if music is None or (music.asset is not None and music.made_from is None):
        return None
    key = key_of(Bed(mood=music.mood, variation=music.variation), COMPOSER_REVISION)
    return None if music.made_from == key else key


def is_ready(document: Document, *, is_seen: bool = True) -> bool:
    """Whether nothing is missing for a render; for one that only writes sound no picture is."""
    wanted = (speech_due, timing_due, *((picture_due,) if is_seen else ()))
    return music_due(document) is None and all(
        due(scene, document) is None for scene in document.timeline.scenes for due in wanted
    )
