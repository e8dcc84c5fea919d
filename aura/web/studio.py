"""What stands around one project: its title, its steps, undo and redo, what is missing; and going on.

A step's page is a route that answers ``studio_page(request, unit, project_id, STEP, TEMPLATE, …)``, and a
template that extends ``studio.html``.
"""

import uuid
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from msgspec import Struct, field
from starlette.responses import Response

from aura.api.wire import ProjectId, Writing
from aura.projects.following import Stamps, stamps
from aura.projects.lacking import Lacking, lacking
from aura.projects.live import LiveView
from aura.projects.tables import ActionLog, ProjectState
from aura.projects.telling import told as told_words
from aura.services import Unit
from aura.timeline.edits import Edit
from aura.timeline.steps import STEPS
from aura.web.rendering import go_to, page, told
from aura.web.steps import NAMES, Lack, StepLine, lacks_of, next_step, previous_step, step_lines, told_of
from aura.web.toasts import Toast
from aura.web.words import titled

router = APIRouter(prefix="/projects/{project_id}", include_in_schema=False)

STEP = f"^({'|'.join(STEPS)})$"
StepName = Annotated[str, Path(pattern=STEP)]
HISTORY = "history"
"""A project's page that is no step: nothing comes before or after it, and nothing is missing on it."""
ASKING = (*STEPS, HISTORY)
"""The pages of a project that may ask for a change."""
At = Annotated[str, Query(pattern=f"^({'|'.join(ASKING)})$", description="The step whose page asks.")]
Only = Annotated[int | None, Query(ge=0, le=2**31 - 1, description="The step that is meant, by its number.")]
CHANGED = "aura:content"
"""What the page is told when its content is no longer as it was."""


class Turns(Struct, frozen=True, kw_only=True):
    """What undo and redo would do, and how the project stands."""

    id: uuid.UUID
    step: str
    undo: str | None
    redo: str | None
    stamps: Stamps

    @property
    def path(self) -> str:
        return f"/projects/{self.id}"

    @classmethod
    def after(cls, unit: Unit, project: ProjectState, step: str, done: Sequence[ActionLog]) -> "Turns":
        """The same after an edit whose actions are known: they are what would be undone."""
        undo, redo = _turn_words(unit, project, done)
        return cls(id=project.id, step=step, undo=undo, redo=redo, stamps=stamps(unit.work, project))


def _turn_words(
    unit: Unit, project: ProjectState, done: Sequence[ActionLog] = ()
) -> tuple[str | None, str | None]:
    """What undo and redo would do, in words."""
    if done and all(action.is_persistent for action in done):
        return _words(done), None
    return unit.history.next_words(project.id)


class Studio(Turns, frozen=True, kw_only=True):
    """The frame of a project's page."""

    title: str
    steps: list[StepLine]
    lacks: list[Lack]
    note: str
    before: str | None
    next: str | None
    names: dict[str, str] = field(default_factory=lambda: NAMES)

    @property
    def is_step(self) -> bool:
        return self.step != HISTORY

    @classmethod
    def of(
        cls,
        unit: Unit,
        project_id: uuid.UUID,
        step: str,
        live: LiveView | None = None,
        found: Lacking | None = None,
    ) -> "Studio":
        live = live or unit.live(project_id)
        found = found or lacking(live)
        undo, redo = _turn_words(unit, live.project)
        is_step = step != HISTORY
        reached = max(live.project.current_wizard_step, STEPS.index(step) if is_step else 0)
        return cls(
            id=live.project.id,
            title=titled(live.project.title),
            step=step,
            steps=list(step_lines(step, reached, found)),
            lacks=lacks_of(step, found),
            note=told_of(step, found),
            undo=undo,
            redo=redo,
            before=previous_step(step) if is_step else None,
            next=next_step(step) if is_step else None,
            stamps=stamps(unit.work, live.project),
        )


def studio_page(
    request: Request, unit: Unit, project_id: uuid.UUID, step: str, template: str, **view: Any
) -> Response:
    """A step's page: its own content in the project's frame."""
    return page(request, template, studio=Studio.of(unit, project_id, step), **view)


@router.post("/steps/{step}")
def go_on(request: Request, unit: Writing, project_id: ProjectId, step: StepName) -> Response:
    """On to a step, when the one before it is done; the project is saved as it is left."""
    before = previous_step(step)
    if before and lacks_of(before, lacking(unit.live(project_id))):
        return go_to(request, f"/projects/{project_id}/{before}")
    unit.projects.set_step(project_id, step)
    unit.versions.autosave(project_id, left=True)
    return go_to(request, f"/projects/{project_id}/{step}")


@router.post("/undo")
def undo(request: Request, unit: Writing, project_id: ProjectId, at: At, only: Only = None) -> Response:
    """Take the newest step back; where a certain one is meant, no other."""
    done = unit.editing.undo(project_id, only=only)
    return changed(request, unit, project_id, at, f"Undone: {_words(done.actions)}.")


@router.post("/redo")
def redo(request: Request, unit: Writing, project_id: ProjectId, at: At) -> Response:
    """Do what was undone again."""
    done = unit.editing.redo(project_id)
    return changed(request, unit, project_id, at, f"Done again: {_words(done.actions)}.")


def _words(actions: Sequence[ActionLog]) -> str:
    return told_words([action.description for action in actions])


def applied(
    request: Request,
    unit: Unit,
    project_id: uuid.UUID,
    edits: Sequence[Edit],
    *,
    merge: bool = True,
    quiet: bool = False,
) -> Response:
    """Carry edits out as one step, and say in the history's own words what the last of them did.

    With ``quiet``, nothing is said where nothing was changed.
    """
    done = unit.editing.apply(project_id, edits, merge=merge).actions
    if quiet and not done:
        return Response(status_code=204)
    words = done[-1].description if done else "Nothing was changed"
    is_undoable = any(action.is_persistent for action in done)
    return changed(request, unit, project_id, "scenes", f"{words}.", undoable=is_undoable)


def changed(
    request: Request, unit: Unit, project_id: uuid.UUID, at: str, words: str, *, undoable: bool = False
) -> Response:
    """The frame as it is after a change, and word of it; the page then gets its content anew.

    The way back is that of the newest step alone: it stays in sight while other things are done.
    """
    newest = unit.projects.get(project_id).last_action_number
    toast = Toast(words, f"/projects/{project_id}/undo?at={at}&only={newest}" if undoable else "")
    studio = Studio.of(unit, project_id, at)
    return told(page(request, "parts/changed.html", studio=studio, toast=toast), CHANGED)
