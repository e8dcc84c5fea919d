"""Edits of what scenes show: one scene's picture or clip, and one file replaced wherever it is shown."""

from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from aura.errors import Conflict, Invalid
from aura.timeline import rules
from aura.timeline.document import Asset
from aura.timeline.edits.changing import SceneEdit, changed, changes_of, counted, missing_file, require_files
from aura.timeline.edits.putting import with_other
from aura.timeline.edits.registry import Edit, edit
from aura.timeline.scene import Media
from aura.timeline.terms import Digest, Id, Value
from aura.timeline.view import Outcome, View, get_scene


@edit("scene.media")
class SetSceneMedia(SceneEdit, frozen=True, kw_only=True):
    """Set what a scene shows, picture or clip as its file is; nothing gives it a designed picture."""

    media: Media | None

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        require_files(view, replace(before, media=self.media), "media.asset")
        media = fitting(view, self.media, "media.asset")
        if self.media and before.drawn_by:  # or nothing would be seen of it
            words = "Changed the picture of scene {n}, which a script had drawn"
            return with_other(view, before, words, media=media, drawn_by=None)
        words = "Changed the picture of scene {n}" if self.media else "Took the picture from scene {n}"
        inverse = ShowAgain(shown=(Shown(scene=self.scene, media=before.media),))
        return changed(view, before, inverse, words, media=media)


@edit("asset.replace")
class ReplaceAsset(Edit, frozen=True, kw_only=True):
    """Show another file wherever one is shown; it is fitted alike, and trimmed as far as it is long."""

    digest: Digest
    by: Digest

    def apply(self, view: View) -> Outcome:
        old, new = _listed(view, self.digest, "digest"), _listed(view, self.by, "by")
        scenes = view.showing(self.digest)
        if not scenes:
            raise Conflict("No scene shows this file.", field="digest")
        if self.digest == self.by:
            raise Invalid("A file is replaced by another one.", field="by")
        after = [replace(scene, media=_shown_by(scene.media, new)) for scene in scenes if scene.media]
        inverse = ShowAgain(shown=tuple(Shown(scene=scene.id, media=scene.media) for scene in scenes))
        words = f"Replaced {_called(old)} by {_called(new)} in {counted(len(after))}"
        return Outcome(inverse=inverse, words=words, changes=changes_of(view, scenes, after))

    def guard(self) -> str:
        return f"asset:{self.digest}"


class Shown(Value, frozen=True, kw_only=True):
    """What one scene shows."""

    scene: Id
    media: Media | None = None


@edit("scenes.media", public=False)  # the way back of the edits above, exact whatever they changed
class ShowAgain(Edit, frozen=True, kw_only=True):
    """Let scenes show what they showed."""

    shown: Annotated[tuple[Shown, ...], Meta(min_length=1, max_length=rules.MAX_SCENES)]

    def apply(self, view: View) -> Outcome:
        scenes = [get_scene(view, each.scene) for each in self.shown]
        after = [replace(scene, media=each.media) for scene, each in zip(scenes, self.shown, strict=True)]
        for scene in after:
            require_files(view, scene, "shown")
        return Outcome(
            inverse=ShowAgain(shown=tuple(Shown(scene=scene.id, media=scene.media) for scene in scenes)),
            words=f"Changed the pictures of {counted(len(after))}",
            changes=changes_of(view, scenes, after),
        )

    def guard(self) -> str:
        return f"scene:{self.shown[0].scene}"


def fitting(view: View, media: Media | None, field: str) -> Media | None:
    """What is to be shown, called what its file is.  Raises ``Invalid`` for a file that cannot be seen."""
    if media is None or media.made_from:
        return media
    return replace(media, type=_visible(_listed(view, media.asset, field), field))


def _shown_by(media: Media, asset: Asset) -> Media:
    """Another file in place of the one shown; moments that a shorter clip does not come to are let go."""
    media = replace(media, asset=asset.digest, type=_visible(asset, "by"))
    length_ms = asset.duration_ms
    if media.type != "Video" or not length_ms:
        return media
    if media.freeze_ms >= length_ms:
        media = replace(media, freeze_ms=0, freeze_for_ms=0)
    return replace(
        media,
        trim_ms=media.trim_ms if media.trim_ms < length_ms else 0,
        end_ms=media.end_ms if media.end_ms <= length_ms else 0,
    )


def _listed(view: View, digest: str, field: str) -> Asset:
    asset = view.find_asset(digest)
    if asset is None:
        raise missing_file(digest, field)
    return asset


def _visible(asset: Asset, field: str) -> str:
    """``Image`` or ``Video``."""
    if asset.type not in ("Image", "Video"):
        raise Invalid(f"{_called(asset)} cannot be seen: it is {asset.type.lower()}.", field=field)
    return asset.type


def _called(asset: Asset) -> str:
    return asset.name or f"the {asset.type.lower()} {asset.digest[:8]}"
