"""Carrying a logged step out once more, back or forth: exactly, or not at all.

Three ends.  It leads to the digests that were recorded.  Or something is in the way, done or undone since:
the step is refused, names it, and can be turned when that is out of the way.  Or it does not lead back
though nothing is in the way: then it is ``Failed``, and nothing is changed.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from aura.errors import AuraError, Conflict
from aura.projects import touched
from aura.projects.actions import Actions, touched_by
from aura.projects.ahead import written
from aura.projects.live import LiveView
from aura.projects.tables import ActionLog
from aura.projects.writer import Writer
from aura.timeline.edits import Edit, encode
from aura.timeline.view import Outcome

_IDS = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Way(NamedTuple):
    """Undo or redo: which edit, and from which recorded digest (0 before, 1 after) to which."""

    edit: Callable[[Actions, ActionLog], Edit]
    start: int
    end: int
    status: str
    word: str


BACK = Way(Actions.inverse_of, 1, 0, "Undone", "undone")
FORTH = Way(Actions.edit_of, 0, 1, "Applied", "redone")


class Turning:
    """One step of a project, and the way it is to be turned."""

    def __init__(self, actions: Actions, step: Sequence[ActionLog], way: Way) -> None:
        self.actions = actions
        self.work = actions.work
        self.live = LiveView(actions.session, actions.project)
        self.step = step
        self.way = way
        self.newest = max(action.number for action in step)

    def carry_out(self) -> bool:
        """Answers whether it was; where it failed, that is told after the commit.  Raises ``Conflict``."""
        self._require_untouched()
        self.actions.end_run(self.step)
        writer = Writer(self.live)
        savepoint = self.work.session.begin_nested()
        try:
            for action in self.step:
                outcome = self._outcome(action)
                self._require_exact(action, outcome)
                writer.write(outcome)
            savepoint.commit()
        except _Hindered as hindered:
            raise hindered.refusal from None
        except AuraError as error:
            savepoint.rollback()
            written(self.work.session)
            self.work.session.expire(self.actions.project)  # which is as it was before the writer
            for action in self.step:
                action.status = "Failed"
            first = self.step[0]
            why = f"“{first.description}” could not be {self.way.word}: {error.message}"
            self.work.fail_after_commit(Conflict(why, action=str(first.id)))
            return False
        is_undone = self.way.status == "Undone"
        for action in self.step:
            action.status = self.way.status
            action.undone_at = self.work.now() if is_undone else None
            action.undone_by = self.work.actor.user_id if is_undone else None
        return True

    def _require_untouched(self) -> None:
        """Refuse when a part is no longer as the step left it."""
        wanted: dict[str, bytes | None] = {}
        for action in self.step:
            for part, digests in touched_by(action).items():
                wanted.setdefault(part, digests[self.way.start])
        for part, digest in wanted.items():
            if not touched.agrees(digest, self.live.digest(part)):
                raise self._refusal(self.step[0], part)

    def _outcome(self, action: ActionLog) -> Outcome:
        """What turning an action does.  A scene that it stands behind may be gone since."""
        edit = self.way.edit(self.actions, action)
        try:
            return edit.apply(self.live)
        except AuraError:
            named = {f"scene:{scene_id}" for scene_id in _IDS.findall(encode(edit).decode())}
            for part in sorted(named - touched_by(action).keys()):
                if self.live.digest(part) is None:
                    self._hinder(action, part)
            raise

    def _require_exact(self, action: ActionLog, outcome: Outcome) -> None:
        """Refuse what would change more than the action did, and fail what leads elsewhere."""
        reached = {part: after for part, (_, after) in touched.of(outcome).items()}
        wanted = {part: digests[self.way.end] for part, digests in touched_by(action).items()}
        for part in sorted(reached.keys() - wanted.keys()):
            self._hinder(action, part)
        exact = reached.keys() == wanted.keys() and all(
            touched.agrees(wanted[part], digest) for part, digest in reached.items()
        )
        if not exact:
            raise Conflict("it would not bring back what was there.")

    def _hinder(self, action: ActionLog, part: str) -> None:
        """Refuse if something since is in the way of this part."""
        refusal = self._refusal(action, part)
        if refusal.data["later"]:
            raise _Hindered(refusal)

    def _refusal(self, action: ActionLog, part: str) -> Conflict:
        """Names what changed a part since the step, or since it was undone."""
        later = self.actions.later_on(part, self.newest)
        undone = None if later else self.actions.undone_on(part, action.undone_at or action.timestamp)
        if later is not None:
            because = f"“{later.description}” came after it"
        elif undone is not None:
            because = f"“{undone.description}” was undone since"
        else:
            because = "its content has changed since"
        found = later or undone
        return Conflict(
            f"“{action.description}” cannot be {self.way.word}: {because}.",
            action=str(action.id),
            later=str(found.id) if found else None,
        )


class _Hindered(Exception):
    """Something is in the way that the digests did not show."""

    def __init__(self, refusal: Conflict) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal
