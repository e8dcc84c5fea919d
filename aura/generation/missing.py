"""What a document still needs before it can be rendered.  Pure.

A narration or a picture that Aura made is stale when what it was made from has changed.  What the user
brought is never stale.  Nothing here depends on where a scene stands, so moving one makes nothing stale.
"""

import msgspec
from blake3 import blake3
from msgspec import Struct

from aura.providers.text.pace import speech_percent
from aura.render.palettes import palette_for
from aura.render.pictures import SPEC_REVISION, PictureSpec
from aura.render.preset import frame_size, get_preset
from aura.timeline.document import Brief, Document, Language, Scene, Voice

PICTURE_PRESET = "Standard 720p"
"""Pictures are drawn for this size of film, with the overscan of ``PictureSpec`` on top."""

SPEECH_REVISION = "1"
"""Raised to have every narration spoken anew at its next export."""


class Speech(Struct, frozen=True, kw_only=True):
    """Everything a narration is made from."""

    text: str
    language: Language
    voice: Voice
    rate_percent: int


def speech_of(scene: Scene, document: Document) -> Speech | None:
    """What a scene is to be spoken from; ``None`` for a scene without words."""
    text = scene.script_text.strip()
    if not text:
        return None
    return Speech(
        text=text,
        language=document.brief.language,
        voice=document.voice,
        rate_percent=speech_percent(document.plan.pacing, document.voice),
    )


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


def palette_name(wished: str, brief: Brief) -> str:
    """The project's palette: the one wished for, or one chosen from the topic."""
    return palette_for(wished, brief.topic).name


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
    if scene.media and scene.media.made_from is None:
        return None
    key = key_of(picture_of(scene, document), SPEC_REVISION)
    return None if scene.media and scene.media.made_from == key else key


def is_ready(document: Document) -> bool:
    """Whether nothing is missing for a render."""
    return all(
        speech_due(scene, document) is None and picture_due(scene, document) is None
        for scene in document.timeline.scenes
    )
