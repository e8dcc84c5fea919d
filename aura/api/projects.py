"""``/projects``: create, duplicate, list, find, delete, bring back; and a project's whole document."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from aura.api.new_shapes import NewProject
from aura.api.shapes import Listing, ProjectLine, ProjectWhole
from aura.api.wire import Cursor, Limit, ProjectId, Reading, Writing, answer, body, gives, takes
from aura.projects.live import LiveView
from aura.projects.tables import ProjectStatus
from aura.timeline.document import Document
from aura.timeline.rules import clean_text

router = APIRouter(prefix="/projects", tags=["projects"])


@router.get("", responses=gives(Listing[ProjectLine]))
def list_projects(
    unit: Reading,
    limit: Limit = 50,
    cursor: Cursor = None,
    status: ProjectStatus | None = None,
    search: Annotated[str | None, Query(max_length=200)] = None,
    deleted: bool = False,
) -> Response:
    """Projects, the latest changed first."""
    words = clean_text(search, "search") if search else None
    page = unit.projects.list(limit=limit, cursor=cursor, status=status, search=words, deleted=deleted)
    return answer(Listing([ProjectLine.of(row) for row in page.items], page.cursor))


@router.post("", status_code=201, responses=gives(ProjectWhole, 201), openapi_extra=takes(NewProject))
def create_project(unit: Writing, new: Annotated[NewProject, body(NewProject)]) -> Response:
    """Create a project together with its first version; the settings' defaults fill what is left out."""
    usual = unit.usual.document
    project = unit.projects.create(
        brief=new.brief.onto(usual.brief),
        head=new.head,
        plan=new.plan,
        voice=new.voice or usual.voice,
        render=new.render or usual.render,
        scenes=[scene.scene() for scene in new.scenes],
    )
    whole = ProjectWhole.of_live(LiveView(unit.work.session, project))
    return answer(whole, 201, Location=f"/api/v1/projects/{project.id}")


@router.get("/{project_id}", responses=gives(ProjectWhole))
def get_project(unit: Reading, project_id: ProjectId) -> Response:
    """A project with its parts, their tags, and what each step still lacks."""
    project = unit.projects.get(project_id)
    return answer(ProjectWhole.of_live(LiveView(unit.work.session, project)))


@router.delete("/{project_id}", responses=gives(ProjectLine))
def delete_project(unit: Writing, project_id: ProjectId) -> Response:
    """Delete a project; it can be brought back for 30 days."""
    return answer(ProjectLine.of(unit.projects.delete(project_id)))


@router.post("/{project_id}/bring-back", responses=gives(ProjectLine))
def bring_project_back(unit: Writing, project_id: ProjectId) -> Response:
    """Bring a deleted project back."""
    return answer(ProjectLine.of(unit.projects.bring_back(project_id)))


@router.post("/{project_id}/duplicate", status_code=201, responses=gives(ProjectLine, 201))
def duplicate(unit: Writing, project_id: ProjectId) -> Response:
    """A new project with the content of this one as it is now; the two share it."""
    project = unit.projects.duplicate(project_id)
    return answer(ProjectLine.of(project), 201, Location=f"/api/v1/projects/{project.id}")


@router.get("/{project_id}/document", responses=gives(Document))
def get_document(unit: Reading, project_id: ProjectId) -> Response:
    """The whole content of a project as it is now."""
    return answer(LiveView(unit.work.session, unit.projects.get(project_id)).document())
