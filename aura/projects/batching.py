"""Typing: edits of one field, made in a row within seconds, are one action.

The action in the log is changed in its place: the newer payload, the first inverse, the digests before the
first and after the last.  So its undo takes all the typing back, exactly; the log holds a sentence, not
its letters; and numbers have no gaps.  (Rows kept for each letter would have to be undone one by one.)
Typing that ends where it began leaves an action that is not persistent: nobody sees it, undo passes over.

A run ends when anything else is done to the project: an action of another field or of somebody else, an
undo, a redo, a saved version; and when its actor pauses, or has gone on long enough.
"""

from datetime import datetime, timedelta

from aura.projects.actions import Actions
from aura.projects.tables import ActionLog
from aura.projects.touched import Touched, agrees, read
from aura.timeline.edits import Edit

PAUSE = timedelta(seconds=5)
"""Whoever types on within this goes on with the action."""

LONGEST = timedelta(minutes=2)
"""From its first letter to its last."""


def gone_on_with(actions: Actions, edit: Edit, parts: Touched, now: datetime) -> ActionLog | None:
    """The action that typing goes on with, if it does; ``parts`` is what the edit touches."""
    key = edit.batch_key()
    if key is None:
        return None
    newest = actions.newest()
    if newest is None or not _is_open(newest, actions, now) or newest.action_type != edit.kind:
        return None
    if actions.edit_of(newest).batch_key() != key:
        return None
    return newest if _leads_on(read(newest.touched_json), parts) else None


def _is_open(action: ActionLog, actions: Actions, now: datetime) -> bool:
    mine = action.user_id == actions.work.actor.user_id
    paused, lasted = now - action.timestamp, now - action.created_at
    in_time = timedelta(0) <= paused <= PAUSE and lasted <= LONGEST
    return mine and action.can_batch and action.is_persistent and action.status == "Applied" and in_time


def _leads_on(first: Touched, then: Touched) -> bool:
    """Whether an edit begins where the action ended, and touches nothing else."""
    return first.keys() == then.keys() and all(
        agrees(after, then[part][0]) for part, (_, after) in first.items()
    )
