"""Edits of how a scene's clip is played: how fast, and where it stands still for a while."""

from fractions import Fraction

from msgspec.structs import replace

from aura.errors import Invalid
from aura.timeline.edits.changing import SceneEdit
from aura.timeline.edits.framing import clip_of
from aura.timeline.edits.putting import with_other
from aura.timeline.edits.registry import edit
from aura.timeline.edits.telling import speed_called, time_called
from aura.timeline.scene import Media
from aura.timeline.terms import Milliseconds, Speed, Standstill
from aura.timeline.view import Outcome, View, get_scene


@edit("scene.speed")
class SetSceneSpeed(SceneEdit, frozen=True, kw_only=True):
    """Set how fast a scene's clip plays, and its sound with it, in percent from 25 to 400; 100 is its own."""

    speed_percent: Speed

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        media = replace(clip_of(view, before, "scene"), speed_percent=self.speed_percent)
        words = f"Let the clip of scene {{n}} play at {speed_called(self.speed_percent)}"
        return with_other(view, before, words, media=media)


@edit("scene.freeze")
class SetSceneFreeze(SceneEdit, frozen=True, kw_only=True):
    """Let a scene's clip stand still at a time of its own, and for how long; for 0 it plays through."""

    freeze_ms: Milliseconds
    freeze_for_ms: Standstill

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        media = clip_of(view, before, "scene")
        words = "Let the clip of scene {n} play through"
        if self.freeze_for_ms:
            self._require_seen(view, media)
            length = time_called(Fraction(self.freeze_for_ms, 1000))
            words = f"Let the clip of scene {{n}} stand still for {length}"
        after = replace(
            media, freeze_ms=self.freeze_ms if self.freeze_for_ms else 0, freeze_for_ms=self.freeze_for_ms
        )
        return with_other(view, before, words, media=after)

    def _require_seen(self, view: View, media: Media) -> None:
        """The clip comes to where it is to stand still.  Raises ``Invalid``."""
        asset = view.find_asset(media.asset)
        end_ms = media.end_ms or (asset.duration_ms if asset else 0)
        if self.freeze_ms < media.trim_ms or (end_ms and self.freeze_ms >= end_ms):
            until = f" to {end_ms:,}" if end_ms else ""
            raise Invalid(
                f"The clip is seen from {media.trim_ms:,}{until} ms; let it stand still at a time in there.",
                field="freeze_ms",
            )
