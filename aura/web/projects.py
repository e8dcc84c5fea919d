"""``/``: the gallery of projects; ``/bin``: those that were deleted; and what is done to one as a whole."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from aura.api.wire import Cursor, ProjectId, Reading, Writing
from aura.errors import Conflict, NotFound
from aura.ids import parse_id
from aura.projects.overview import Line, Overview, Sort
from aura.projects.tables import ProjectStatus
from aura.services import Unit
from aura.timeline.rules import clean_text
from aura.timeline.steps import STEPS
from aura.web.cards import Card, binned, card, filters
from aura.web.rendering import go_to, page, told
from aura.web.shell import Around
from aura.web.toasts import Toast
from aura.web.words import titled

router = APIRouter(include_in_schema=False)

PER_PAGE = 24
CHANGED = "aura:projects"
"""What the page is told when the list is no longer as it was."""

SORTS = (("changed", "Last changed"), ("title", "Name"), ("length", "Length"))


@router.get("/")
def show_gallery(
    request: Request,
    unit: Reading,
    shell: Around,
    cursor: Cursor = None,
    status: ProjectStatus | None = None,
    search: Annotated[str, Query(max_length=200)] = "",
    sort: Sort = "changed",
    deleted: Annotated[str | None, Query(max_length=36)] = None,
) -> Response:
    """The projects; or the set-up, on a machine where nothing was done yet."""
    if not shell.is_set_up and not shell.counts["projects"] and not shell.counts["deleted"]:
        return RedirectResponse("/setup", 303)
    search = clean_text(search, "search").strip()
    overview = Overview(unit.work)
    found = overview.page(sort=sort, status=status, search=search, limit=PER_PAGE, cursor=cursor)
    asked = {"status": status, "search": search, "sort": None if sort == "changed" else sort}
    kept = {name: value for name, value in asked.items() if value}
    return page(
        request,
        "gallery.html",
        shell=shell,
        cards=_cards(unit, found.items),
        filters=filters(shell.statuses),
        status=status or "",
        search=search,
        sort=sort,
        sorts=SORTS,
        more="/?" + urlencode({**kept, "cursor": found.cursor}) if found.cursor else "",
        link=lambda value: "/?" + urlencode({**kept, "status": value}) if value else _without(kept, "status"),
        is_first_page=cursor is None,
        toast=_deleted(unit, deleted),
    )


@router.get("/bin")
def show_bin(request: Request, unit: Reading, shell: Around, cursor: Cursor = None) -> Response:
    """The deleted projects, which can be brought back for 30 days."""
    found = Overview(unit.work).page(deleted=True, limit=PER_PAGE, cursor=cursor)
    lines = [binned(line, unit.work.now()) for line in found.items]
    more = "/bin?" + urlencode({"cursor": found.cursor}) if found.cursor else ""
    return page(request, "bin.html", shell=shell, lines=lines, more=more)


@router.get("/projects/{project_id}")
def open_project(unit: Reading, project_id: ProjectId) -> Response:
    """On to the step that the project is at."""
    step = STEPS[unit.projects.get(project_id).current_wizard_step]
    return RedirectResponse(f"/projects/{project_id}/{step}", 303)


@router.post("/projects/{project_id}/duplicate")
def duplicate_project(request: Request, unit: Writing, project_id: ProjectId) -> Response:
    """Copy a project; the two share their content until one of them is changed."""
    copy = unit.projects.duplicate(project_id)
    toast = Toast(f"“{titled(copy.title)}” was made.", f"/projects/{copy.id}/delete")
    return told(page(request, "parts/toasts.html", toast=toast), CHANGED)


@router.post("/projects/{project_id}/delete")
def delete_project(request: Request, unit: Writing, project_id: ProjectId) -> Response:
    """Put a project into the bin."""
    project = unit.projects.delete(project_id)
    return told(page(request, "parts/toasts.html", toast=Toast.in_the_bin(project)), CHANGED)


@router.post("/projects/{project_id}/leave")
def delete_open_project(request: Request, unit: Writing, project_id: ProjectId) -> Response:
    """Put the project that is open into the bin, and go back to the others."""
    unit.projects.delete(project_id)
    return go_to(request, f"/?deleted={project_id}")


@router.post("/projects/{project_id}/bring-back")
def bring_project_back(request: Request, unit: Writing, project_id: ProjectId) -> Response:
    """Take a project out of the bin."""
    project = unit.projects.bring_back(project_id)
    toast = Toast(f"“{titled(project.title)}” is back.")
    return told(page(request, "parts/toasts.html", toast=toast), CHANGED)


def _without(kept: dict[str, str], name: str) -> str:
    return "/?" + urlencode({key: value for key, value in kept.items() if key != name})


def _cards(unit: Unit, lines: Sequence[Line]) -> list[Card]:
    exports = unit.exports.newest_of([line.project.id for line in lines])
    return [card(line, exports.get(line.project.id), unit.work.now()) for line in lines]


def _deleted(unit: Unit, project_id: str | None) -> Toast | None:
    """The way back of a project that was deleted a moment ago."""
    if project_id is None:
        return None
    try:
        project = unit.projects.get(parse_id(project_id, "deleted"), deleted=True)
    except (NotFound, Conflict):
        return None
    return Toast.in_the_bin(project) if project.is_deleted else None
