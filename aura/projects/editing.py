"""Apply, undo, redo.

Each is one unit of work on one project, which holds the project's row from its first statement to its
commit: actions are numbered without gaps, and a part that was checked is still so when it is written.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import msgspec

from aura.db import rows
from aura.db.work import Work
from aura.errors import AuraError, Conflict, Invalid, NotFound, Stale
from aura.ids import new_id
from aura.projects import keeping, touched
from aura.projects.actions import Actions
from aura.projects.batching import gone_on_with
from aura.projects.live import LiveView
from aura.projects.next_steps import NextSteps
from aura.projects.projects import Projects
from aura.projects.tables import ActionLog, ProjectState
from aura.projects.telling import told
from aura.projects.turning import BACK, FORTH, Turning, Way
from aura.projects.writer import Writer
from aura.timeline.edits import Edit
from aura.timeline.view import SMALL_PARTS, Outcome

ENDED = ("Completed", "Failed", "Cancelled")
"""How an export leaves a project; an edit makes it a draft again."""


BULK = 20
"""An edit that changes or removes more scenes than this is preceded by a restore point."""


class Applied(NamedTuple):
    """What was done: the actions in order, and the project after them."""

    actions: Sequence[ActionLog]
    project: ProjectState


class Editing:
    """The verbs that change a project's content."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.projects = Projects(work)

    def apply(
        self,
        project_id: uuid.UUID,
        edits: Sequence[Edit],
        *,
        expected: str | None = None,
        correlation_id: uuid.UUID | None = None,
        merge: bool = True,
    ) -> Applied:
        """Carry edits out, in order and all or none, as one step of undo.

        ``expected`` is the tag of the part the first edit guards, as the caller last saw it; ``Stale``
        carries the present value when it changed since.  What an edit raises knows which of them it was
        (``edit``).  An edit that changes nothing is not logged.
        Typing goes on with the action before (``batching``), unless the caller says otherwise; what a job
        does, which has a correlation id, stands by itself.
        """
        if not edits:
            raise Invalid("There is no edit to apply.", field="edits")
        project = self.projects.hold(project_id)
        live = LiveView(self.work.session, project)
        writer, actions = Writer(live), Actions(self.work, project)
        if expected is not None:
            require(live, edits[0].guard(), expected)
        is_typing = merge and correlation_id is None and len(edits) == 1
        done: list[ActionLog] = []
        with self.work.session.no_autoflush:  # what is logged is written at once, at the end
            for number, edit in enumerate(edits):
                with naming(number):
                    outcome = edit.apply(live)
                parts = touched.of(outcome)
                if touched.is_nothing(parts):
                    continue
                begun = gone_on_with(actions, edit, parts, self.work.now()) if is_typing else None
                if not done and _is_bulk(outcome):
                    keeping.restore_point(self.work, project, f"Before “{outcome.words}”"[:300])
                writer.write(outcome)
                if begun is not None:
                    actions.go_on(begun, edit, outcome, parts)
                    done.append(begun)
                    continue
                if not done:
                    NextSteps(self.work, project).expire_redo()
                correlation_id = correlation_id or new_id()
                can_batch = is_typing and edit.batch_key() is not None
                done.append(actions.record(edit, outcome, parts, correlation_id, can_batch=can_batch))
        if done:
            self._touch(project)
        self.work.session.flush()
        return Applied(done, project)

    def undo(self, project_id: uuid.UUID, *, only: int | None = None) -> Applied:
        """Take the actor's newest step back.  Raises ``Conflict`` when there is none, or it is in the way.

        ``only`` is the number of a step's last action: no other step is taken back in its place.
        """
        project = self.projects.hold(project_id)
        step = NextSteps(self.work, project).undo()
        if not step:
            raise Conflict("There is nothing to undo.")
        if only not in (None, step[0].number):
            newest = told([action.description for action in reversed(step)])
            raise Conflict(f"That is not the newest step any more: “{newest}” is. Undo that one first.")
        return self._turn(project, step, BACK)

    def redo(self, project_id: uuid.UUID) -> Applied:
        """Do the actor's last undone step again."""
        project = self.projects.hold(project_id)
        step = NextSteps(self.work, project).redo()
        if not step:
            raise Conflict("There is nothing to redo.")
        return self._turn(project, step, FORTH)

    def _turn(self, project: ProjectState, step: Sequence[ActionLog], way: Way) -> Applied:
        if Turning(Actions(self.work, project), step, way).carry_out():
            self._touch(project)
            self.work.session.flush()
        return Applied(step, project)

    def _touch(self, project: ProjectState) -> None:
        changed = {"status": "Draft"} if project.status in ENDED else {}
        rows.change(self.work.session, project, **changed)


@contextmanager
def naming(number: int) -> Iterator[None]:
    """What is raised in here is about the edit of this number."""
    try:
        yield
    except AuraError as error:
        error.edit = number
        raise


def _is_bulk(outcome: Outcome) -> bool:
    """Whether more than ``BULK`` scenes that are there are changed or removed."""
    scenes = (each for each in outcome.changes if each.part.startswith("scene:"))
    return sum(each.before is not None and each.before != each.after for each in scenes) > BULK


def tag(live: LiveView, part: str) -> str:
    """A part's tag: its digest in hex; for ``order`` its revision.  Raises ``NotFound``."""
    if part == "order":
        return str(live.project.order_revision)
    digest = live.digest(part)
    if digest is None:
        raise NotFound(f"This project has no {part.replace(':', ' ')}.", field=part.partition(":")[0])
    return digest.hex()


def require(live: LiveView, part: str, expected: str) -> None:
    """Raise ``Stale``, carrying the present value and tag, unless the part's tag is ``expected``."""
    current = tag(live, part)
    if current == expected:
        return
    raise Stale(
        "It was changed since you loaded it, and your change was not made. Look at it again first.",
        part=part,
        etag=current,
        current=_current(live, part),
    )


def _current(live: LiveView, part: str) -> object:
    kind, _, name = part.partition(":")
    if kind == "scene":
        return msgspec.to_builtins(live.find_scene(name))
    if part in SMALL_PARTS:
        return msgspec.to_builtins(live.part(SMALL_PARTS[part]))
    return None
