"""What a project's parts hold, in a person's words: those by which it is chosen elsewhere.  Pure.

Each function tells one thing of a scene or a part; the text is empty where there is nothing to tell.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from aura.timeline.document import Head, Plan, Voice
from aura.timeline.scene import Scene
from aura.timeline.time import seconds_from_frames
from aura.web.inspector_words import ANCHORS, MOTIONS, STYLES, TRANSITIONS, called

NONE = "none"


class Told(NamedTuple):
    """What it takes to tell a value: the frames in a second, and the names of files by their digests."""

    rate: Fraction
    files: Mapping[str, str]

    def length(self, frames: int) -> str:
        return f"{seconds_from_frames(frames, self.rate):.1f} s"

    def file(self, digest: str | None, made: str | None) -> str:
        """What a file is called; one that Aura made has no name."""
        if digest is None or made:
            return "made by Aura"
        return self.files.get(digest) or "a file"


def word(value: str) -> str:
    """A value of a few, as it is written: ``wipe-left`` becomes ``Wipe left``."""
    plain = value.replace("-", " ")
    return plain[:1].upper() + plain[1:]


def percent(value: int) -> str:
    return f"{value} %"


def seconds(ms: int) -> str:
    return f"{ms / 1000:.1f} s"


def switch(value: bool) -> str:
    return "on" if value else "off"


MAKERS = {"offline": "this machine", "online": "the server"}
_TRANSITIONS = [each for _, group in TRANSITIONS for each in group]


def motion(scene: Scene, _: Told) -> str:
    return called(MOTIONS, scene.motion)


def transition(scene: Scene, told: Told) -> str:
    name = called(_TRANSITIONS, scene.transition)
    return name if scene.transition == "cut" else f"{name} {told.length(scene.transition_frames)}"


def picture(scene: Scene, told: Told) -> str:
    if scene.media is None:
        return NONE
    return told.file(scene.media.asset, scene.media.made_from)


def of_media(tell: Callable[[Any], str]) -> Callable[[Scene, Told], str]:
    return lambda scene, _: tell(scene.media) if scene.media else ""


def narration(scene: Scene, told: Told) -> str:
    if scene.narration is None:
        return "not spoken yet"
    kind = "spoken" if scene.narration.made_from else "a recording"
    return f"{kind}, {told.length(scene.narration.frames)}"


def pause(scene: Scene, told: Told) -> str:
    return told.length(scene.narration.pause_frames if scene.narration else 0)


def own_voice(scene: Scene, _: Told) -> str:
    voice = scene.voice
    if voice is None:
        return "as the film"
    parts = (
        voice.name,
        f"speed {voice.rate_percent} %" if voice.rate_percent else "",
        f"pitch {voice.pitch_percent} %" if voice.pitch_percent else "",
        f"{voice.pause.lower()} pauses" if voice.pause else "",
    )
    return ", ".join(part for part in parts if part) or "as the film"


def captions(scene: Scene, _: Told) -> str:
    return "\n".join(f"{seconds(cue.start_ms)}  {cue.text}" for cue in scene.captions)


def overlays(scene: Scene, _: Told) -> str:
    return "\n".join(
        "  ".join(part for part in (f"{called(STYLES, each.style)}:", each.text, each.detail) if part)
        for each in scene.overlays
    )


def sections(plan: Plan, _: Told) -> str:
    return "\n".join(
        ". ".join(part for part in (section.title, section.summary) if part) for section in plan.sections
    )


def said_otherwise(voice: Voice, _: Told) -> str:
    return "\n".join(f"{each.written}: {each.spoken}" for each in voice.pronunciations)


def music(head: Head, told: Told) -> str:
    if head.music is None:
        return NONE
    if head.music.asset and not head.music.made_from:
        return told.file(head.music.asset, None)
    return f"{head.music.mood} bed {head.music.variation + 1}"


def of_music(tell: Callable[[Any], str]) -> Callable[[Head, Told], str]:
    return lambda head, _: tell(head.music) if head.music else ""


def watermark(head: Head, told: Told) -> str:
    mark = head.watermark
    if mark is None:
        return NONE
    what = told.file(mark.asset, None) if mark.asset else f"“{mark.text}”"
    return f"{what}, {called(ANCHORS, mark.anchor).lower()}, {mark.opacity_percent} %"


def rate(head: Head, _: Told) -> str:
    return f"{float(head.rate):.5g} frames a second"
