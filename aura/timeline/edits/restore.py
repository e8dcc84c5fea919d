"""Edits that put a version back: the whole of it, one scene, or one part.

They name a version by its id and are asked for by its number: ``Versions.restore`` and its kin.  What
takes a restored scene or part back is the value that was there before.
"""

from collections.abc import Iterator
from typing import Any, Literal

from aura.errors import NotFound
from aura.timeline.document import Brief, Head, Plan, Render, Voice
from aura.timeline.edits.changing import missing_file, require_files, timed
from aura.timeline.edits.putting import PutScenes
from aura.timeline.edits.registry import Edit, edit
from aura.timeline.edits.scenes import InsertScene
from aura.timeline.scene import Scene
from aura.timeline.terms import Id
from aura.timeline.view import SMALL_PARTS, START, Change, Outcome, Saved, View

PartName = Literal["brief", "plan", "voice", "render", "head"]

PART_WORDS: dict[PartName, str] = {
    "brief": "the brief",
    "plan": "the plan",
    "voice": "the voice",
    "render": "the render settings",
    "head": "the title, the music and the watermark",
}
"""The parts that can be restored alone, for people."""


@edit("version.restore", public=False)  # it needs its restore point first: ``Versions.restore``
class RestoreVersion(Edit, frozen=True, kw_only=True):
    """Bring a version's whole content back.  The restore point holds what it replaced."""

    version: Id
    restore_point: Id

    def apply(self, view: View) -> Outcome:
        frozen = view.version(self.version)
        return Outcome(
            inverse=RestoreVersion(version=self.restore_point, restore_point=self.version),
            words=f"Restored {frozen.label}",
            changes=(Change("document", view.document(), frozen.document),),
        )

    def guard(self) -> str:
        return "document"


@edit("version.restore-scene", public=False)  # by the version's number: ``Versions.restore_scene``
class RestoreScene(Edit, frozen=True, kw_only=True):
    """Bring one scene back as it is in a version: where it stands now, or where it stood if it is gone."""

    version: Id
    scene: Id

    def apply(self, view: View) -> Outcome:
        frozen = view.version(self.version)
        saved, earlier = _found(frozen, self.scene)
        scene = timed(view, saved)
        before = view.find_scene(self.scene)
        if before is None:
            return self._inserted(view, frozen, scene, earlier)
        require_files(view, scene, "scene")
        return Outcome(
            inverse=PutScenes(changed=(before,)),
            words=f"Restored scene {view.position(scene.id)} as in {frozen.label}",
            changes=(Change(self.guard(), before, scene),),
        )

    def guard(self) -> str:
        return f"scene:{self.scene}"

    def _inserted(self, view: View, frozen: Saved, scene: Scene, earlier: list[str]) -> Outcome:
        """Behind the nearest of the scenes before it that is still there."""
        present = {each.id for each in view.document().timeline.scenes}
        after = next((name for name in reversed(earlier) if name in present), START)
        inserted = InsertScene(scene=scene, after=after).apply(view)
        number = 1 if after == START else view.position(after) + 1
        return Outcome(
            inverse=inserted.inverse,
            words=f"Restored scene {number} as in {frozen.label}",
            changes=inserted.changes,
            placed=inserted.placed,
        )


@edit("version.restore-part", public=False)  # by the version's number: ``Versions.restore_part``
class RestorePart(Edit, frozen=True, kw_only=True):
    """Bring one small part back as it is in a version."""

    version: Id
    part: PartName

    def apply(self, view: View) -> Outcome:
        frozen = view.version(self.version)
        document = frozen.document
        saved = document.timeline.head if self.part == "head" else getattr(document, self.part)
        words = f"Restored {PART_WORDS[self.part]} as in {frozen.label}"
        return _put(view, self.part, saved, words)

    def guard(self) -> str:
        return self.part


@edit("part.put", public=False)  # takes a restored part back
class PutPart(Edit, frozen=True, kw_only=True):
    """Set one small part whole: the one that is given."""

    brief: Brief | None = None
    plan: Plan | None = None
    voice: Voice | None = None
    render: Render | None = None
    head: Head | None = None

    def apply(self, view: View) -> Outcome:
        part = self.guard()
        return _put(view, part, getattr(self, part), f"Changed {PART_WORDS[part]}")

    def guard(self) -> PartName:
        return next(part for part in PART_WORDS if getattr(self, part) is not None)


def _found(frozen: Saved, scene_id: str) -> tuple[Scene, list[str]]:
    """A scene of a version, and the ids of those before it."""
    earlier: list[str] = []
    for scene in frozen.document.timeline.scenes:
        if scene.id == scene_id:
            return scene, earlier
        earlier.append(scene.id)
    raise NotFound(f"There is no scene {scene_id} in {frozen.label}.", field="scene")


def _put(view: View, part: PartName, value: Any, words: str) -> Outcome:
    before = view.part(SMALL_PARTS[part])
    if isinstance(value, Head):
        for digest, is_made in _files(value):
            if not (view.has_object(digest) if is_made else view.find_asset(digest)):
                raise missing_file(digest, part)
    previous: dict[str, Any] = {part: before}
    return Outcome(inverse=PutPart(**previous), words=words, changes=(Change(part, before, value),))


def _files(head: Head) -> Iterator[tuple[str, bool]]:
    """The files a head names, each with whether Aura made it."""
    if head.music and head.music.asset:
        yield head.music.asset, head.music.made_from is not None
    if head.watermark and head.watermark.asset:
        yield head.watermark.asset, False
