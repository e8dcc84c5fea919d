"""``/projects/…/draft``: write a script; what making things would send; what servers were asked."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from aura.actor import LOCAL
from aura.api.completion_shapes import CompletionLine, CompletionPage
from aura.api.shapes import ActionLine, Done, Listing
from aura.api.wire import Cursor, Limit, ProjectId, Reading, answer, gives, services
from aura.audit.completions import Completions
from aura.providers.online.disclosure import Disclosure
from aura.timeline.terms import Source

router = APIRouter(prefix="/projects/{project_id}", tags=["generation"])

By = Annotated[Source | None, Query(description="Who makes it; left out: as it is set up.")]


@router.post("/draft", responses=gives(Done))
def draft_script(request: Request, project_id: ProjectId, source: By = None) -> Response:
    """Draft scenes from the brief and the plan, in place of those there are; one step of undo."""
    applied = services(request).studio.draft(project_id, LOCAL, source)
    return answer(Done([ActionLine.of(action) for action in applied.actions]))


@router.get("/draft/disclosures", responses=gives(Listing[Disclosure]))
def tell_of_drafting(request: Request, project_id: ProjectId, source: By = None) -> Response:
    """What drafting would send to a server; nothing, offline."""
    return answer(Listing(services(request).studio.drafting_tells(project_id, LOCAL, source)))


@router.get("/exports/disclosures", responses=gives(Listing[Disclosure]))
def tell_of_making(request: Request, project_id: ProjectId) -> Response:
    """What an export would send to servers, to make what is missing now."""
    return answer(Listing(services(request).studio.making_tells(project_id, LOCAL)))


@router.get("/completions", responses=gives(CompletionPage))
def list_completions(
    unit: Reading, project_id: ProjectId, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """What servers were asked for this project, the newest first, and what all of it took."""
    completions = Completions(unit.work)
    unit.projects.get(project_id)
    page = completions.list(project_id, limit=limit, cursor=cursor)
    lines = [CompletionLine.of(row) for row in page.items]
    return answer(CompletionPage(lines, page.cursor, completions.totals(project_id)))
