"""Edits of scenes: their words, their length, how they move, and their order."""

from aura.errors import Conflict, Invalid
from aura.timeline import rules
from aura.timeline.document import Frames, Line, Motion, Position, Scene, Text, Transition
from aura.timeline.edits.changing import SceneEdit, changed, require_files, timed
from aura.timeline.edits.registry import Edit, edit
from aura.timeline.view import END, START, Change, Outcome, Place, View, get_scene


@edit("scene.text")
class SetSceneText(SceneEdit, frozen=True, kw_only=True):
    """Set what is said in a scene."""

    text: Text

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        inverse = SetSceneText(scene=self.scene, text=before.script_text)
        return changed(view, before, inverse, "Changed the text of scene {n}", script_text=self.text)


@edit("scene.title")
class SetSceneTitle(SceneEdit, frozen=True, kw_only=True):
    """Set a scene's title."""

    title: Line

    def apply(self, view: View) -> Outcome:
        before = get_scene(view, self.scene)
        inverse = SetSceneTitle(scene=self.scene, title=before.title)
        return changed(view, before, inverse, "Changed the title of scene {n}", title=self.title)


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
        return changed(view, before, inverse, "Changed the motion of scene {n}", motion=self.motion)


@edit("scene.transition")
class SetSceneTransition(SceneEdit, frozen=True, kw_only=True):
    """Set how the scene before passes into this one, and over how many frames."""

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
            "Changed the transition into scene {n}",
            transition=self.transition,
            transition_frames=self.frames,
        )


@edit("scene.insert")
class InsertScene(Edit, frozen=True, kw_only=True):
    """Insert a new scene."""

    scene: Scene
    after: Position = END

    def apply(self, view: View) -> Outcome:
        if view.find_scene(self.scene.id) is not None:
            raise Conflict(f"There is already a scene {self.scene.id}.", field="scene.id")
        if view.scene_count() >= rules.MAX_SCENES:
            raise Invalid(f"A project holds at most {rules.MAX_SCENES:,} scenes.")
        require_files(view, self.scene, "scene")
        after = _anchor(view, self.after)
        follower = view.next(after)
        number = 1 if after == START else view.position(after) + 1
        return Outcome(
            inverse=DeleteScene(scene=self.scene.id),
            words=f"Inserted scene {number}",
            changes=(
                Change(f"scene:{self.scene.id}", None, timed(view, self.scene)),
                Change(f"place:{self.scene.id}", None, Place(after=after)),
                *_follows(follower, after, self.scene.id),
            ),
            placed=(self.scene.id,),
        )

    def guard(self) -> str:
        return "order"


@edit("scene.delete")
class DeleteScene(SceneEdit, frozen=True, kw_only=True):
    """Delete a scene."""

    def apply(self, view: View) -> Outcome:
        scene = get_scene(view, self.scene)
        after, follower = view.previous(scene.id), view.next(scene.id)
        return Outcome(
            inverse=InsertScene(scene=scene, after=after),
            words=f"Deleted scene {view.position(scene.id)}",
            changes=(
                *_follows(follower, scene.id, after),
                Change(f"place:{scene.id}", Place(after=after), None),
                Change(f"scene:{scene.id}", scene, None),
            ),
        )


@edit("scene.move")
class MoveScene(SceneEdit, frozen=True, kw_only=True):
    """Move a scene to stand after another."""

    after: Position

    def apply(self, view: View) -> Outcome:
        get_scene(view, self.scene)
        old, follower = view.previous(self.scene), view.next(self.scene)
        new = _anchor(view, self.after)
        if self.after == END and new == self.scene:
            new = old
        if new == self.scene:
            raise Invalid("A scene cannot stand after itself.", field="after")
        inverse = MoveScene(scene=self.scene, after=old)
        if new == old:
            place = Place(after=old)
            change = Change(f"place:{self.scene}", place, place)
            return Outcome(inverse=inverse, words="Left a scene where it was", changes=(change,))
        new_follower = view.next(new)
        number = view.position(self.scene)
        if new == START:
            words = f"Moved scene {number} to the start"
        elif new_follower == END:
            words = f"Moved scene {number} to the end"
        else:
            words = f"Moved scene {number} before scene {view.position(new_follower)}"
        return Outcome(
            inverse=inverse,
            words=words,
            changes=(
                Change(f"place:{self.scene}", Place(after=old), Place(after=new)),
                *_follows(follower, self.scene, old),
                *_follows(new_follower, new, self.scene),
            ),
            placed=(self.scene,),
        )

    def guard(self) -> str:
        return "order"


def _anchor(view: View, after: str) -> str:
    if after == END:
        return view.last()
    if after != START:
        get_scene(view, after)
    return after


def _follows(follower: str, before: str, after: str) -> tuple[Change, ...]:
    """The scene behind the place of a change now stands after another one."""
    if follower == END:
        return ()
    return (Change(f"place:{follower}", Place(after=before), Place(after=after)),)
