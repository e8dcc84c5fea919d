"""Edits of scenes: their words, their length, how they move, and their order."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from aura.errors import Conflict, Invalid
from aura.timeline import rules
from aura.timeline.document import Head
from aura.timeline.edits.chain import Chain
from aura.timeline.edits.changing import SceneEdit, changed, require_files, require_room, timed
from aura.timeline.edits.drawing import drawn
from aura.timeline.edits.putting import Inserted, PutScenes
from aura.timeline.edits.registry import Edit, edit
from aura.timeline.edits.showing import fitting
from aura.timeline.edits.telling import motion_given, transition_given
from aura.timeline.scene import Scene
from aura.timeline.terms import Frames, Line, Motion, Position, Text, Transition
from aura.timeline.view import END, START, Change, Outcome, Place, View, get_scene


@edit("scene.text")
class SetSceneText(SceneEdit, frozen=True, kw_only=True):
    """Set what is said in a scene."""

    text: Text

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        inverse = SetSceneText(scene=self.scene, text=before.script_text)
        return changed(view, before, inverse, "Changed the text of scene {n}", script_text=self.text)

    def batch_key(self) -> str:
        return f"{self.kind} {self.scene}"


@edit("scene.title")
class SetSceneTitle(SceneEdit, frozen=True, kw_only=True):
    """Set a scene's title."""

    title: Line

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        inverse = SetSceneTitle(scene=self.scene, title=before.title)
        return changed(view, before, inverse, "Changed the title of scene {n}", title=self.title)

    def batch_key(self) -> str:
        return f"{self.kind} {self.scene}"


@edit("scene.duration")
class SetSceneDuration(SceneEdit, frozen=True, kw_only=True):
    """Set how many frames a scene lasts at least; 0 means as long as its words need."""

    frames: Frames

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        inverse = SetSceneDuration(scene=self.scene, frames=before.authored_frames)
        return changed(view, before, inverse, "Changed the length of scene {n}", authored_frames=self.frames)


@edit("scene.motion")
class SetSceneMotion(SceneEdit, frozen=True, kw_only=True):
    """Set how a scene's picture moves."""

    motion: Motion

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        inverse = SetSceneMotion(scene=self.scene, motion=before.motion)
        return changed(view, before, inverse, motion_given(self.motion), motion=self.motion)


@edit("scene.transition")
class SetSceneTransition(SceneEdit, frozen=True, kw_only=True):
    """Set how the scene before passes into this one, and over how many frames; 0 is half a second."""

    transition: Transition
    frames: Frames = 0

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        inverse = SetSceneTransition(
            scene=self.scene, transition=before.transition, frames=before.transition_frames
        )
        return changed(
            view,
            before,
            inverse,
            transition_given(self.transition, self.frames, view.part(Head).rate),
            transition=self.transition,
            transition_frames=self.frames,
        )


@edit("scene.insert")
class InsertScene(Edit, frozen=True, kw_only=True):
    """Insert a new scene."""

    scene: Scene
    after: Position = END

    @classmethod
    def completed(cls, payload: dict[str, Any], new_id: Callable[[], str]) -> dict[str, Any]:
        scene = payload.get("scene", {})
        return {**payload, "scene": {"id": new_id(), **scene} if isinstance(scene, dict) else scene}

    def apply(self, view: View) -> Outcome:
        if view.find_scene(self.scene.id) is not None:
            raise Conflict(f"There is already a scene {self.scene.id}.", field="scene.id")
        require_room(view, 1)
        require_files(view, self.scene, "scene")
        rules.check_captions(self.scene.captions, "scene.captions")
        rules.check_overlays(self.scene.overlays, "scene.overlays")
        scene = replace(
            self.scene,
            media=fitting(view, self.scene.media, "scene.media.asset"),
            drawn_by=self.scene.drawn_by and drawn(self.scene.drawn_by, "scene.drawn_by.parameters"),
        )
        chain = Chain(view)
        after = chain.anchor(self.after)
        chain.put(scene.id, after)
        return Outcome(
            inverse=DeleteScene(scene=scene.id),
            words=f"Inserted scene {number_after(view, after)}",
            changes=(Change(f"scene:{scene.id}", None, timed(view, scene)), *chain.changes()),
            placed=chain.placed(),
        )

    def guard(self) -> str:
        return "order"


@edit("scene.delete")
class DeleteScene(SceneEdit, frozen=True, kw_only=True):
    """Delete a scene."""

    def apply(self, view: View) -> Outcome:
        scene = get_scene(view, self.scene)
        chain = Chain(view)
        after = chain.previous(scene.id)
        chain.take([scene.id])
        return Outcome(
            inverse=PutScenes(inserted=(Inserted(scene=scene, after=after),)),
            words=f"Deleted scene {view.position(scene.id)}",
            changes=(*chain.changes(), Change(f"scene:{scene.id}", scene, None)),
        )


@edit("scene.move")
class MoveScene(SceneEdit, frozen=True, kw_only=True):
    """Move a scene to stand after another."""

    after: Position

    def apply(self, view: View) -> Outcome:
        get_scene(view, self.scene)
        chain = Chain(view)
        old, new = chain.previous(self.scene), chain.anchor(self.after)
        if self.after == END and new == self.scene:
            new = old
        if new == self.scene:
            raise Invalid("A scene cannot stand after itself.", field="after")
        inverse = MoveScene(scene=self.scene, after=old)
        if new == old:
            place = Place(after=old)
            change = Change(f"place:{self.scene}", place, place)
            return Outcome(inverse=inverse, words="Left a scene where it was", changes=(change,))
        words = f"Moved scene {view.position(self.scene)} {where(view, new)}"
        chain.take([self.scene])
        chain.put(self.scene, new)
        return Outcome(inverse=inverse, words=words, changes=chain.changes(), placed=chain.placed())

    def guard(self) -> str:
        return "order"


def number_after(view: View, after: str) -> int:
    """The number of what comes behind a scene, or ``start``."""
    return 1 if after == START else view.position(after) + 1


def where(view: View, after: str) -> str:
    """The place behind a scene, in words."""
    following = view.next(after)
    if after == START:
        return "to the start"
    return "to the end" if following == END else f"before scene {view.position(following)}"
