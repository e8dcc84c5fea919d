"""What an edit may look at, and what it answers.

A *view* offers the parts of a document by name and fetches only what is asked for, so that an edit
costs what it touches.  Part names: ``brief plan voice render head document``, ``scene:<id>``,
``asset:<digest>``, and ``place:<id>``, which holds the id of the scene before.
"""

from typing import Any, Protocol, TypeVar

from msgspec import Struct

from aura.errors import NotFound
from aura.timeline import codec
from aura.timeline.document import Asset, Brief, Document, Head, Plan, Render, Voice
from aura.timeline.scene import Scene
from aura.timeline.terms import Value

V = TypeVar("V", bound=Value)

START, END = "start", "end"
"""Positions that are not a scene's id: before all scenes, and after all of them."""

SMALL_PARTS: dict[str, type[Value]] = {
    "brief": Brief,
    "plan": Plan,
    "voice": Voice,
    "render": Render,
    "head": Head,
}


class Place(Value, frozen=True, kw_only=True):
    """Where a scene stands: after which one (an id, or ``start``)."""

    after: str


class Change(Struct, frozen=True):
    """One part before and after; ``None`` where it is not there."""

    part: str
    before: Value | None
    after: Value | None

    def digests(self) -> tuple[bytes | None, bytes | None]:
        return (
            codec.digest_of(self.before) if self.before is not None else None,
            codec.digest_of(self.after) if self.after is not None else None,
        )


class Outcome(Struct, frozen=True, kw_only=True):
    """What an edit does to a view: its changes, the edit that takes them back, and the words for it."""

    inverse: Any  # an Edit; the type would be a circle
    words: str
    changes: tuple[Change, ...]
    placed: tuple[str, ...] = ()
    """The scenes whose place is new, in the order of the film, so that whoever places them one after the
    other finds each one's neighbour there; the followers in ``changes`` only stand after another one."""


class Saved(Struct, frozen=True):
    """A version as a view offers it."""

    label: str
    document: Document


class View(Protocol):
    """The parts of one document.  ``find_`` answers ``None`` for what is not there."""

    def part(self, kind: type[V]) -> V: ...

    def find_scene(self, scene_id: str) -> Scene | None: ...

    def find_asset(self, digest: str) -> Asset | None: ...

    def has_object(self, digest: str) -> bool:
        """Whether the project holds the file of this digest, brought or made."""
        ...

    def users_of(self, digest: str) -> list[int]:
        """The positions of the scenes that show this asset, or speak it."""
        ...

    def showing(self, digest: str) -> list[Scene]:
        """The scenes that show this asset, in order."""
        ...

    def previous(self, scene_id: str) -> str:
        """The id of the scene before, or ``start``."""
        ...

    def next(self, scene_id: str) -> str:
        """The id of the scene after (of the first one for ``start``), or ``end``."""
        ...

    def last(self) -> str:
        """The id of the last scene, or ``start``."""
        ...

    def position(self, scene_id: str) -> int:
        """The scene's number as people count, from 1."""
        ...

    def scene_count(self) -> int: ...

    def document(self) -> Document: ...

    def version(self, version_id: str) -> Saved:
        """A saved version of this project; raises ``NotFound``."""
        ...


def get_scene(view: View, scene_id: str) -> Scene:
    scene = view.find_scene(scene_id)
    if scene is None:
        raise NotFound(f"This project has no scene {scene_id}.", field="scene")
    return scene
