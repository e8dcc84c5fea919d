"""What is sent to create a project, or a scene."""

from msgspec import UNSET, UnsetType
from msgspec.structs import asdict, replace

from aura.ids import new_id
from aura.timeline.document import Brief, Head, Plan, Render, Voice
from aura.timeline.scene import Scene
from aura.timeline.terms import Aspect, Frames, Id, Language, Line, LongText, Position, Text, Value


class NewScene(Value, frozen=True, kw_only=True):
    """A scene of a project to create, which has its scenes in the order that they are given in."""

    id: Id | None = None
    title: Line = ""
    script_text: Text = ""
    authored_frames: Frames = 0

    def scene(self) -> Scene:
        """The scene itself, under a fresh id unless it brought one."""
        return Scene(
            id=self.id or str(new_id()),
            title=self.title,
            script_text=self.script_text,
            authored_frames=self.authored_frames,
        )


class InsertedScene(NewScene, frozen=True, kw_only=True):
    """A scene to insert; ``after`` is a scene's id, ``start`` or ``end``."""

    after: Position = "end"


class NewBrief(Value, frozen=True, kw_only=True):
    """The brief of a project to create; without language or shape, those of the settings."""

    topic: Line = ""
    audience: Line = ""
    goal: Line = ""
    tone: Line = ""
    language: Language | UnsetType = UNSET
    aspect: Aspect | UnsetType = UNSET
    notes: LongText = ""

    def onto(self, usual: Brief) -> Brief:
        """The brief itself, on what is usual."""
        return replace(usual, **{name: said for name, said in asdict(self).items() if said is not UNSET})


class NewProject(Value, frozen=True, kw_only=True):
    """A project to create."""

    brief: NewBrief
    head: Head | None = None
    plan: Plan | None = None
    voice: Voice | None = None
    render: Render | None = None
    scenes: tuple[NewScene, ...] = ()
