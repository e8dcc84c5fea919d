"""Many steps taken back, or done again, in one go: back to how a project was right after some action.

Where one of them is refused, because something is in its way, none is turned.  One that fails ends the walk
where it is, as undo does.
"""

import uuid
from collections.abc import Sequence

from aura.db.work import Work
from aura.errors import Conflict
from aura.projects.editing import Editing
from aura.projects.next_steps import NextSteps
from aura.projects.projects import Projects
from aura.projects.tables import ActionLog

Step = Sequence[ActionLog]


class Walking:
    """The steps of the actor in one project."""

    def __init__(self, work: Work, project_id: uuid.UUID) -> None:
        self.editing = Editing(work)
        self.project_id = project_id
        self.steps = NextSteps(work, Projects(work).hold(project_id))

    def back(self, to: int, *, newest: int | None = None) -> list[Step]:
        """Take back all that was done after the action with this number; the newest first.

        Raises ``Conflict`` where the newest step does not end with the action ``newest``, if one is said.
        """
        if newest not in (None, _newest(self.steps.undo())):
            raise Conflict("Something else was done since. Undo that first.")
        turned: list[Step] = []
        while _newest(self.steps.undo()) > to:
            turned.append(self.editing.undo(self.project_id).actions)
            if _has_failed(turned[-1]):
                break
        return turned

    def forth(self, to: int) -> list[Step]:
        """Do again all that was taken back, up to the action with this number and with it."""
        turned: list[Step] = []
        while 0 < _newest(self.steps.redo()) <= to:
            turned.append(self.editing.redo(self.project_id).actions)
            if _has_failed(turned[-1]):
                break
        return turned


def _newest(step: Step) -> int:
    """The number of a step's last action; 0 where there is none."""
    return max((action.number for action in step), default=0)


def _has_failed(step: Step) -> bool:
    return any(action.status == "Failed" for action in step)
