"""The scenes as the Voice page lists them: what is said, how long it takes, and who says it.  Pure."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from aura.generation.missing import speech_due
from aura.timeline.document import Document
from aura.timeline.scene import Scene
from aura.timeline.time import seconds_from_frames
from aura.web.cards import Badge
from aura.web.words import counted, length

MOST = 60
"""Scenes that are listed at first; of a longer film the others are asked for."""

State = Literal["own", "spoken", "due", "silent"]
BADGES: dict[State, Badge] = {
    "own": Badge("Your recording", "accent", "mic"),
    "spoken": Badge("Spoken", "good", "check"),
    "due": Badge("Aura speaks", "", "sound"),
    "silent": Badge("No words yet", "", ""),
}


class SceneLine(Struct, frozen=True, kw_only=True):
    """A scene in the list; ``sound`` is what to ask for to hear it, and empty where there is nothing."""

    id: str
    number: int
    title: str
    words: str
    length_s: float
    state: State
    badge: Badge
    sound: str
    path: str

    @property
    def is_own(self) -> bool:
        return self.state == "own"


class Recordings(Struct, frozen=True):
    """The list: some scenes or all, and a sentence about all of them."""

    lines: Sequence[SceneLine]
    summary: str
    folded: int


def recordings_of(document: Document, path: str, *, every: bool) -> Recordings:
    """The scenes of a film whose project is at ``path``."""
    scenes = document.timeline.scenes
    shown = scenes if every or len(scenes) <= MOST else scenes[:MOST]
    lines = [_line(scene, number, document, path) for number, scene in enumerate(shown, 1)]
    total_s = sum(seconds_from_frames(scene.length_frames, document.timeline.head.rate) for scene in scenes)
    own = sum(is_own(scene) for scene in scenes)
    summary = f"{counted(len(scenes), 'scene')}, {length(total_s)} in all"
    if own:
        summary += f"; {own} in your own voice" if own < len(scenes) else "; all in your own voice"
    return Recordings(lines, f"{summary}.", len(scenes) - len(shown))


def is_own(scene: Scene) -> bool:
    """Whether a scene is spoken by somebody's own recording."""
    return scene.narration is not None and scene.narration.made_from is None


def _line(scene: Scene, number: int, document: Document, path: str) -> SceneLine:
    state, at = _state(scene, document), f"{path}/voice/scenes/{scene.id}"
    sound = ""
    if state in ("own", "spoken") and scene.narration:
        sound = f"{at}/sound?of={scene.narration.audio[:16]}"
    elif state == "due" and document.voice.source == "offline":
        sound = f"{at}/spoken"
    return SceneLine(
        id=scene.id,
        number=number,
        title=scene.title or f"Scene {number}",
        words=scene.script_text.strip(),
        length_s=seconds_from_frames(scene.length_frames, document.timeline.head.rate),
        state=state,
        badge=BADGES[state],
        sound=sound,
        path=at,
    )


def _state(scene: Scene, document: Document) -> State:
    if is_own(scene):
        return "own"
    if not scene.script_text.strip():
        return "silent"
    return "due" if speech_due(scene, document) else "spoken"
