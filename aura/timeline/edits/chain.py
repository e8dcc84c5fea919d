"""The order of the scenes while an edit changes it; only neighbours are looked up.

| A | B | C |   take B, put it after C   ->   places that change: B (after C), C (after A)
"""

from collections.abc import Iterable

from aura.errors import Invalid, NotFound
from aura.timeline.view import END, START, Change, Place, View, get_scene


class Chain:
    """Which scene stands after which, and which of them stand elsewhere now.

    Whoever puts several scenes puts them in the order of the film: an outcome is carried out so.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._placed: dict[str, None] = {}
        self._was: dict[str, str | None] = {}
        self._previous: dict[str, str] = {}
        self._next: dict[str, str] = {}

    def anchor(self, position: str) -> str:
        """The scene that a position means, or ``start``.  Raises ``NotFound``, naming ``after``."""
        if position == END:
            return self._view.last()
        if position != START and self._view.find_scene(position) is None:
            raise NotFound(f"This project has no scene {position}.", field="after")
        return position

    def previous(self, scene_id: str) -> str:
        """The scene before, or ``start``."""
        if scene_id not in self._previous:
            self._previous[scene_id] = self._view.previous(scene_id)
        return self._previous[scene_id]

    def next(self, scene_id: str) -> str:
        """The scene after (the first one for ``start``), or ``end``."""
        if scene_id not in self._next:
            self._next[scene_id] = self._view.next(scene_id)
        return self._next[scene_id]

    def take(self, scene_ids: Iterable[str]) -> None:
        """Take scenes out."""
        for scene_id in scene_ids:
            before, after = self.previous(scene_id), self.next(scene_id)
            self._was.setdefault(scene_id, before)
            self._join(before, after, instead_of=scene_id)
            del self._previous[scene_id], self._next[scene_id]

    def put(self, scene_id: str, before: str) -> None:
        """Put a scene, new or taken out, after another one or ``start``."""
        if before == END or (before != START and before not in self._previous):
            if before == END or before in self._was:
                raise Invalid("A scene cannot stand after one that is not there.", field="after")
            get_scene(self._view, before)
        after = self.next(before)
        self._was.setdefault(scene_id, None)
        self._join(before, scene_id, instead_of=before)
        self._join(scene_id, after, instead_of=before)
        self._placed[scene_id] = None

    def changes(self) -> tuple[Change, ...]:
        """Every place that is another one now, and those of the scenes that were put."""
        both = ((name, was, self._previous.get(name)) for name, was in self._was.items())
        return tuple(
            Change(f"place:{name}", _place(was), _place(now))
            for name, was, now in both
            if was != now or name in self._placed
        )

    def placed(self) -> tuple[str, ...]:
        """The scenes that were put, in the order in which they were."""
        return tuple(self._placed)

    def _join(self, before: str, after: str, *, instead_of: str) -> None:
        """Let one follow the other, before which ``instead_of`` stood."""
        self._next[before], self._previous[after] = after, before
        if after != END:
            self._was.setdefault(after, instead_of)


def _place(after: str | None) -> Place | None:
    return None if after is None else Place(after=after)
