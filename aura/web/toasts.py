"""One sentence about what was just done, and its way back."""

from typing import NamedTuple

from aura.projects.tables import ProjectState
from aura.web.words import titled


class Toast(NamedTuple):
    """What a toast says; ``undo`` is where its button posts to, ``label`` what stands on it."""

    words: str
    undo: str = ""
    label: str = "Undo"

    @classmethod
    def in_the_bin(cls, project: ProjectState) -> "Toast":
        return cls(f"“{titled(project.title)}” is in the bin.", f"/projects/{project.id}/bring-back")
