"""Edits of how a scene is spoken and how loud it is."""

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from aura.errors import Invalid
from aura.timeline.edits.changing import SceneEdit
from aura.timeline.edits.framing import clip_of
from aura.timeline.edits.putting import with_other
from aura.timeline.edits.registry import edit
from aura.timeline.scene import SceneVoice
from aura.timeline.terms import Volume
from aura.timeline.view import Outcome, View, get_scene


@edit("scene.voice")
class SetSceneVoice(SceneEdit, frozen=True, kw_only=True):
    """Set how a scene is spoken where that is not as the film is; nothing gives it the film's voice."""

    voice: SceneVoice | None

    def apply(self, view: View) -> Outcome:
        words = "Changed the voice of scene {n}" if self.voice else "Gave scene {n} the voice of the film"
        return with_other(view, get_scene(view, self.scene), words, voice=self.voice)


@edit("scene.volume")
class SetSceneVolume(SceneEdit, frozen=True, kw_only=True):
    """Set how loud a scene's narration is, and the sound of its clip; 100 is as it was made."""

    volume_percent: Volume | UnsetType = UNSET
    clip_volume_percent: Volume | UnsetType = UNSET

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        after, told = before, []
        if self.volume_percent is not UNSET:
            after, told = replace(after, volume_percent=self.volume_percent), ["the narration"]
        if self.clip_volume_percent is not UNSET:
            media = clip_of(view, before, "clip_volume_percent")
            after = replace(after, media=replace(media, volume_percent=self.clip_volume_percent))
            told.append("the clip")
        if not told:
            raise Invalid("Say which volume to set: volume_percent, clip_volume_percent.")
        words = f"Changed the volume of {' and '.join(told)} in scene {{n}}"
        return with_other(view, before, words, volume_percent=after.volume_percent, media=after.media)
