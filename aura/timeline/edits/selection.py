"""Edits of several scenes at once, each one action: change, delete, move.

| A | B | C | D |   scenes.move A, C after D   ->   | B | D | A | C |
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from aura.errors import Conflict, Invalid
from aura.timeline.edits.chain import Chain
from aura.timeline.edits.changing import Selection, counted, selected
from aura.timeline.edits.fields import listed, spoken
from aura.timeline.edits.putting import Inserted, Placed, PutScenes, placed, with_fields
from aura.timeline.edits.registry import Edit, edit, given
from aura.timeline.scene import Scene, SceneVoice
from aura.timeline.terms import Anchor, Fit, Frames, Line, Motion, Pause, Position, Speed, Transition, Volume
from aura.timeline.view import END, START, Change, Outcome, View

Cleared = Literal["media", "narration", "captions", "overlays", "voice"]
_NOTHING: dict[str, Any] = {"media": None, "narration": None, "captions": (), "overlays": (), "voice": None}
_VOICE = {
    "voice_name": "name",
    "rate_percent": "rate_percent",
    "pitch_percent": "pitch_percent",
    "pause": "pause",
}
"""The fields that are of a scene's own voice."""
_PICTURE = ("fit", "focus")
"""The fields that are of what a scene shows."""
_CLIP = {"clip_volume_percent": "volume_percent", "clip_speed_percent": "speed_percent"}
"""The fields that are of a scene's clip."""


@edit("scenes.set")
class SetScenes(Edit, frozen=True, kw_only=True):
    """Set fields of several scenes, and clear others; what is not given stays."""

    scenes: Selection
    clear: Annotated[tuple[Cleared, ...], Meta(max_length=5)] = ()
    motion: Motion | UnsetType = UNSET
    transition: Transition | UnsetType = UNSET
    transition_frames: Frames | UnsetType = UNSET
    authored_frames: Frames | UnsetType = UNSET
    fit: Fit | UnsetType = UNSET
    focus: Anchor | UnsetType = UNSET
    voice_name: Line | UnsetType = UNSET
    rate_percent: Annotated[int, Meta(ge=50, le=200)] | UnsetType = UNSET
    pitch_percent: Annotated[int, Meta(ge=50, le=150)] | UnsetType = UNSET
    pause: Pause | UnsetType = UNSET
    volume_percent: Volume | UnsetType = UNSET
    clip_volume_percent: Volume | UnsetType = UNSET
    clip_speed_percent: Speed | UnsetType = UNSET

    def apply(self, view: View) -> Outcome:
        fields = given(self, besides=("scenes", "clear"))
        if not fields and not self.clear:
            raise Invalid(f"Say what to set or to clear: {', '.join(self.__struct_fields__[1:])}.")
        scenes = selected(view, self.scenes)
        self._require_shown(scenes)
        after = {scene.id: self._set(scene, fields) for scene in scenes}
        before = [scene for scene in scenes if after[scene.id] != scene]
        words = self._words(fields, len(before))
        return with_fields(view, before, [after[scene.id] for scene in before], words)

    def guard(self) -> str:
        return f"scene:{self.scenes[0]}"

    def _require_shown(self, scenes: Sequence[Scene]) -> None:
        """At least one of the scenes shows what is to be fitted, or heard."""
        shown = {scene.media.type for scene in scenes if scene.media and "media" not in self.clear}
        for field in _PICTURE:
            if getattr(self, field) is not UNSET and not shown:
                raise Conflict("None of these scenes has a picture yet.", field=field)
        for field in _CLIP:
            if getattr(self, field) is not UNSET and "Video" not in shown:
                raise Conflict("None of these scenes shows a clip.", field=field)

    def _set(self, scene: Scene, fields: dict[str, Any]) -> Scene:
        plain = {name: value for name, value in fields.items() if name in Scene.__struct_fields__}
        scene = replace(scene, **{name: _NOTHING[name] for name in self.clear} | plain)
        spoken_so = {_VOICE[name]: value for name, value in fields.items() if name in _VOICE}
        if spoken_so:
            scene = replace(scene, voice=replace(scene.voice or SceneVoice(), **spoken_so))
        media = scene.media
        if media:
            media = replace(media, **{name: value for name, value in fields.items() if name in _PICTURE})
        of_clips = {_CLIP[name]: value for name, value in fields.items() if name in _CLIP}
        if media and media.type == "Video" and of_clips:
            media = replace(media, **of_clips)
        return replace(scene, media=media)

    def _words(self, fields: dict[str, Any], scenes: int) -> str:
        cleared = listed(map(_called, self.clear)) if self.clear else ""
        if not fields:
            return f"Took {cleared} from {counted(scenes)}"
        words = f"Changed {listed(map(_called, fields))}"
        return f"{words} of {counted(scenes)}" + (f" and took {cleared} from them" if cleared else "")


_WORDS = {
    "media": "the picture",
    "transition_frames": "the length of the transition",
    "authored_frames": "the length",
    "voice_name": "the voice",
    "volume_percent": "the volume of the narration",
    "clip_volume_percent": "the volume of the clips",
    "clip_speed_percent": "the speed of the clips",
}
"""What fields are called where that is not as they are named."""


def _called(field: str) -> str:
    return _WORDS.get(field) or spoken(field)


@edit("scenes.delete")
class DeleteScenes(Edit, frozen=True, kw_only=True):
    """Delete several scenes."""

    scenes: Selection

    def apply(self, view: View) -> Outcome:
        scenes = selected(view, self.scenes)
        chain = Chain(view)
        was = tuple(Inserted(scene=scene, after=view.previous(scene.id)) for scene in scenes)
        chain.take(scene.id for scene in scenes)
        return Outcome(
            inverse=PutScenes(inserted=was),
            words=f"Deleted {counted(len(scenes))}",
            changes=(*chain.changes(), *(Change(f"scene:{scene.id}", scene, None) for scene in scenes)),
        )

    def guard(self) -> str:
        return "order"


@edit("scenes.move")
class MoveScenes(Edit, frozen=True, kw_only=True):
    """Move several scenes to stand together behind another, in the order of the film."""

    scenes: Selection
    after: Position

    def apply(self, view: View) -> Outcome:
        chosen = [scene.id for scene in selected(view, self.scenes)]
        anchor = Chain(view).anchor(self.after)
        staying = set(chosen)
        while anchor in staying:  # beside one of themselves: behind the one before that stays
            anchor = view.previous(anchor)
        places, after = [], anchor
        for scene_id in chosen:
            places.append(Placed(scene=scene_id, after=after))
            after = scene_id
        return placed(view, places, self._words(view, anchor, staying))

    def guard(self) -> str:
        return "order"

    def _words(self, view: View, anchor: str, chosen: set[str]) -> str:
        """Told by the numbers before the move, past those that move themselves."""
        words = f"Moved {counted(len(chosen))}"
        following = view.next(anchor)
        while following in chosen:
            following = view.next(following)
        if anchor == START or following == END:
            return f"{words} to the {'start' if anchor == START else 'end'}"
        return f"{words} before scene {view.position(following)}"
