"""Edits of what is heard: a scene's narration, spoken by Aura or recorded, and the film's music."""

from msgspec.structs import replace

from aura.errors import Invalid
from aura.timeline.document import Head, Music, Voice
from aura.timeline.edits.changing import SceneEdit, changed, missing_file, require_files
from aura.timeline.edits.registry import Edit, edit
from aura.timeline.rules import PAUSE_MS
from aura.timeline.scene import Narration
from aura.timeline.terms import Digest
from aura.timeline.time import frames_from_ms
from aura.timeline.view import Change, Outcome, View, get_scene


@edit("scene.narration")
class SetSceneNarration(SceneEdit, frozen=True, kw_only=True):
    """Set a scene's spoken sound; the scene's length follows it."""

    narration: Narration | None

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        require_files(view, replace(before, narration=self.narration), "narration.audio")
        inverse = SetSceneNarration(scene=self.scene, narration=before.narration)
        return changed(view, before, inverse, self._words(before.narration), narration=self.narration)

    def _words(self, before: Narration | None) -> str:
        if self.narration is None:
            return "Took the narration from scene {n}"
        same_sound = before is not None and before.audio == self.narration.audio
        return "Timed the words of scene {n}" if same_sound else "Spoke scene {n}"


@edit("scene.recording")
class SetSceneRecording(SceneEdit, frozen=True, kw_only=True):
    """Let a scene be spoken by a sound file of the project, as long as it is."""

    asset: Digest

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        asset = view.find_asset(self.asset)
        if asset is None:
            raise missing_file(self.asset, "asset")
        if not asset.has_audio or not asset.duration_ms:
            raise Invalid(f"{asset.name or 'The file'} holds no sound that could be heard.", field="asset")
        rate = view.part(Head).rate
        pause = (before.voice and before.voice.pause) or view.part(Voice).pause
        narration = Narration(
            audio=self.asset,
            frames=frames_from_ms(asset.duration_ms, rate),
            pause_frames=frames_from_ms(PAUSE_MS[pause], rate),
        )
        inverse = SetSceneNarration(scene=self.scene, narration=before.narration)
        return changed(view, before, inverse, "Set the recording of scene {n}", narration=narration)


@edit("music.set")
class SetMusic(Edit, frozen=True, kw_only=True):
    """Set the music under the film: a sound file of the project, a mood, or nothing."""

    music: Music | None

    def apply(self, view: View) -> Outcome:
        before = view.part(Head)
        if self.music and self.music.asset:
            self._require(view, self.music.asset, made=self.music.made_from is not None)
        return Outcome(
            inverse=SetMusic(music=before.music),
            words=self._words(before.music),
            changes=(Change("head", before, replace(before, music=self.music)),),
        )

    def guard(self) -> str:
        return "head"

    def _words(self, before: Music | None) -> str:
        if self.music is None:
            return "Took the music away"
        if self.music.made_from and (before is None or before.made_from != self.music.made_from):
            return "Made the music"
        return "Set the music" if before is None else "Changed the music"

    def _require(self, view: View, digest: str, *, made: bool) -> None:
        if made:
            if not view.has_object(digest):
                raise missing_file(digest, "music.asset")
            return
        asset = view.find_asset(digest)
        if asset is None:
            raise missing_file(digest, "music.asset")
        if not asset.has_audio:
            raise Invalid(f"{asset.name or 'The file'} cannot be heard.", field="music.asset")
