"""The second step: how the video is to be told, its outline, and the script that is drafted from it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from aura.actor import LOCAL
from aura.api.wire import ProjectId, Writing, services
from aura.providers.text.pace import scenes_for
from aura.services import Unit
from aura.timeline.document import Plan, Section
from aura.timeline.edits.fields import SetPlan
from aura.web.forms import Form, Sent
from aura.web.leaving import Leaving, leaving
from aura.web.outline import Points, after_move, after_removal, point_at, with_field
from aura.web.plan_words import DENSITIES, FORMS, PACES
from aura.web.saving import Field, save
from aura.web.studio import changed, studio_page
from aura.web.words import counted

router = APIRouter(prefix="/projects/{project_id}", include_in_schema=False)


@router.get("/plan")
def show_plan(request: Request, project_id: ProjectId) -> Response:
    """The plan, its outline, and the script so far."""
    aura = services(request)
    with aura.reading() as unit:
        is_online = unit.usual.text == "online"
    told = leaving(lambda: aura.studio.drafting_tells(project_id, LOCAL)) if is_online else Leaving()
    with aura.reading() as unit:
        document = unit.live(project_id).document()
        return studio_page(
            request,
            unit,
            project_id,
            "plan",
            "plan.html",
            plan=document.plan,
            scenes=document.timeline.scenes,
            paces=PACES,
            densities=DENSITIES,
            forms=FORMS,
            leaving=told,
            about=scenes_for(document.plan),
        )


@router.post("/draft")
def draft_script(request: Request, project_id: ProjectId) -> Response:
    """Write the script: an outline, and scenes in place of those there are."""
    aura = services(request)
    aura.studio.draft(project_id, LOCAL)
    with aura.reading() as unit:
        scenes = counted(unit.projects.get(project_id).scene_count, "scene")
        return changed(request, unit, project_id, "plan", f"{scenes} written.", undoable=True)


@router.put("/outline/{number}")
def save_point(request: Request, unit: Writing, project_id: ProjectId, number: int, sent: Sent) -> Response:
    """Save the title or the summary of a point."""
    points, name = _points(unit, project_id), "summary" if sent.text("name") == "summary" else "title"
    now = getattr(point_at(points, number), name)
    field = Field(now, lambda value: SetPlan(sections=with_field(points, number, name, value)))
    return save(request, unit, project_id, "plan", field, sent)


@router.post("/outline")
def add_point(request: Request, unit: Writing, project_id: ProjectId) -> Response:
    """Another point at the end."""
    points = (*_points(unit, project_id), Section())
    return _outlined(request, unit, project_id, points, "A point was added.")


@router.post("/outline/{number}/move")
def move_point(request: Request, unit: Writing, project_id: ProjectId, number: int, sent: Sent) -> Response:
    """Put a point where another one is."""
    to = sent.number("to")
    points = after_move(_points(unit, project_id), number, to, _title(sent))
    return _outlined(request, unit, project_id, points, f"Point {number + 1} is now number {to + 1}.")


@router.post("/outline/{number}/delete")
def delete_point(request: Request, unit: Writing, project_id: ProjectId, number: int, sent: Sent) -> Response:
    """Take a point out."""
    points = after_removal(_points(unit, project_id), number, _title(sent))
    return _outlined(request, unit, project_id, points, f"Point {number + 1} is deleted.")


def _title(sent: Form) -> str | None:
    """What the page knows a point by; numbers change when others move points."""
    return sent.text("title") if "title" in sent else None


def _points(unit: Unit, project_id: ProjectId) -> Points:
    """The outline, kept from others until the work is committed: it is written whole."""
    unit.projects.hold(project_id)
    return unit.live(project_id).part(Plan).sections


def _outlined(request: Request, unit: Unit, project_id: ProjectId, points: Points, words: str) -> Response:
    unit.editing.apply(project_id, [SetPlan(sections=points)])
    return changed(request, unit, project_id, "plan", words, undoable=True)
