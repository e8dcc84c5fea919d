"""The timeline under the board: what was made already is drawn, nothing is made for it."""

from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Header, Query, Request
from starlette.responses import Response

from aura.api.wire import ProjectId, Reading
from aura.web.rendering import page
from aura.web.scene_pictures import ScenePictures
from aura.web.strip_view import Strip

router = APIRouter(prefix="/projects/{project_id}", include_in_schema=False)


@router.get("/strip")
def show_strip(
    request: Request,
    unit: Reading,
    project_id: ProjectId,
    scene: Annotated[str, Query(max_length=40)] = "",
    first: Annotated[int | None, Query(ge=0, le=100_000)] = None,
    hx_current_url: Annotated[str, Header(max_length=4000)] = "",
) -> Response:
    """The scenes in their places; of many those around the one that is selected on the page."""
    document = unit.live(project_id).document()
    timeline = document.timeline
    selected = scene or selected_on(hx_current_url)
    strip = Strip.of(
        ScenePictures.of(f"/projects/{project_id}", document.brief, document.render),
        timeline.scenes,
        timeline.head,
        timeline.assets,
        around=selected,
        first=first,
    )
    return page(request, "parts/strip.html", strip=strip, selected=selected)


def selected_on(address: str) -> str:
    """The scene that a page's address names."""
    try:
        return parse_qs(urlsplit(address).query).get("scene", [""])[-1]
    except ValueError:
        return ""
