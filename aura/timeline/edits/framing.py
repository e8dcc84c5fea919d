"""Edits of how a scene's picture fills the frame, and of which part of it or of a clip is seen."""

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from aura.errors import Conflict, Invalid
from aura.timeline.edits.changing import SceneEdit
from aura.timeline.edits.putting import with_other
from aura.timeline.edits.registry import edit, given
from aura.timeline.edits.telling import focus_given
from aura.timeline.scene import Media, Scene
from aura.timeline.terms import Anchor, Ending, Fit, Milliseconds
from aura.timeline.view import Outcome, View, get_scene


@edit("scene.fit")
class SetSceneFit(SceneEdit, frozen=True, kw_only=True):
    """Set how a scene's picture fills the frame: cut, whole, on a blurred ground, or stretched."""

    fit: Fit

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        media = _shown(view, before, "fit")
        words = "Changed how the picture of scene {n} is fitted"
        return with_other(view, before, words, media=replace(media, fit=self.fit))


@edit("scene.focus")
class SetSceneFocus(SceneEdit, frozen=True, kw_only=True):
    """Set which part of a scene's picture is kept in view where the frame is too small for all of it."""

    focus: Anchor

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        media = _shown(view, before, "focus")
        return with_other(view, before, focus_given(self.focus), media=replace(media, focus=self.focus))


@edit("scene.trim")
class SetSceneTrim(SceneEdit, frozen=True, kw_only=True):
    """Set from where to where a scene's clip is seen, and what comes when it is over."""

    trim_ms: Milliseconds | UnsetType = UNSET
    end_ms: Milliseconds | UnsetType = UNSET
    ending: Ending | UnsetType = UNSET

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        media = clip_of(view, before, "scene")
        fields = given(self, besides=("scene",))
        if not fields:
            raise Invalid("Say which field of the clip to set: trim_ms, end_ms, ending.")
        after = replace(media, **fields)
        _require_span(view, after)
        words = "Changed which part of its clip scene {n} shows"
        if list(fields) == ["ending"]:
            words = "Changed how the clip of scene {n} ends"
        return with_other(view, before, words, media=after)


def clip_of(view: View, scene: Scene, field: str) -> Media:
    """The clip that a scene shows.  Raises ``Conflict`` for one that shows none."""
    media = _shown(view, scene, field)
    if media.type != "Video":
        raise Conflict(f"Scene {view.position(scene.id)} shows a picture, not a clip.", field=field)
    return media


def _shown(view: View, scene: Scene, field: str) -> Media:
    if scene.media is None:
        raise Conflict(f"Scene {view.position(scene.id)} has no picture yet; choose one first.", field=field)
    return scene.media


def _require_span(view: View, media: Media) -> None:
    """Something of the clip is seen.  Raises ``Invalid``."""
    if media.end_ms and media.end_ms <= media.trim_ms:
        raise Invalid("A clip ends after it begins: set a later end_ms, or 0 for its end.", field="end_ms")
    asset = view.find_asset(media.asset)
    length_ms = asset.duration_ms if asset else 0
    places = {"trim_ms": media.trim_ms, "end_ms": media.end_ms - 1}
    for field, at_ms in places.items():
        if length_ms and at_ms >= length_ms:
            raise Invalid(
                f"The clip is {length_ms:,} ms long; {getattr(media, field):,} ms is beyond it.", field=field
            )
