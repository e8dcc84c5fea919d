"""Pictures of projects, versions and scenes, and sheets of many: small, cached, and answered by tag."""

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import FileResponse, Response

from aura.api.versions import Number
from aura.api.wire import ExportKey, ProjectId, SceneKey, gives_file, services
from aura.exports import glancing
from aura.render.glances.asking import Form
from aura.render.glances.glances import FilmSheet, sheet_key
from aura.render.glances.thumbnails import Thumbnail
from aura.render.revision import engine
from aura.services import Services

router = APIRouter(tags=["pictures"])

UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "It is what If-None-Match names."}}
PICTURE = gives_file("The picture.", "image/jpeg", "image/webp") | UNCHANGED
SHEET = gives_file("The sheet.", "image/png") | UNCHANGED
Side = Annotated[int, Query(ge=1, le=1280, description="The longer side in pixels, at least.")]
TileSide = Annotated[int, Query(ge=1, le=640, description="The longer side of each picture, at least.")]
Kind = Annotated[Form, Query(alias="format", description="JPEG or WebP.")]
Columns = Annotated[int, Query(ge=1, le=12, description="Pictures in a row.")]
Count = Annotated[int, Query(ge=1, le=60, description="How many frames of the film.")]


@router.get("/projects/{project_id}/poster", response_class=Response, responses=PICTURE)
def get_poster(request: Request, project_id: ProjectId, side: Side = 640, form: Kind = "jpeg") -> Response:
    """The picture that stands for a project: that of its first scene which shows something."""
    aura = services(request)
    with aura.reading() as unit:
        wanted = glancing.of_project(unit.work, aura.scripts.sources, project_id, side, form)
    return _picture(request, aura, wanted)


@router.get("/projects/{project_id}/versions/{number}/poster", response_class=Response, responses=PICTURE)
def get_version_poster(
    request: Request, project_id: ProjectId, number: Number, side: Side = 640, form: Kind = "jpeg"
) -> Response:
    """The picture that stands for a version."""
    aura = services(request)
    with aura.reading() as unit:
        wanted = glancing.of_version(unit.work, aura.scripts.sources, project_id, number, side, form)
    return _picture(request, aura, wanted)


@router.get("/projects/{project_id}/scenes/{scene_id}/thumbnail", response_class=Response, responses=PICTURE)
def get_thumbnail(
    request: Request, project_id: ProjectId, scene_id: SceneKey, side: Side = 320, form: Kind = "jpeg"
) -> Response:
    """What a scene shows, small, without texts over it."""
    aura = services(request)
    with aura.reading() as unit:
        wanted = glancing.of_scene(unit.work, aura.scripts.sources, project_id, scene_id, side, form)
    return _picture(request, aura, wanted)


@router.get("/projects/{project_id}/sheet", response_class=Response, responses=SHEET)
def get_sheet(
    request: Request, project_id: ProjectId, side: TileSide = 320, columns: Columns = 5
) -> Response:
    """The scenes of a project on one sheet; of many, 120 evenly chosen ones."""
    aura = services(request)
    with aura.reading() as unit:
        title, tiles = glancing.sheet_of(unit.work, aura.scripts.sources, project_id, side)
    tag = sheet_key(title, tiles, columns)
    return unchanged(request, tag) or served(aura.glances.sheet(title, tiles, columns), tag)


@router.get("/exports/{export_id}/sheet", response_class=Response, responses=SHEET)
def get_film_sheet(
    request: Request, export_id: ExportKey, count: Count = 24, side: TileSide = 320, columns: Columns = 6
) -> Response:
    """Frames of an export's film on one sheet, evenly over its length, each with its time."""
    aura = services(request)
    with aura.reading() as unit:
        film, key = glancing.film_of(unit.exports, export_id)
        title = unit.exports.get(export_id).output_file or ""
    wanted = FilmSheet(title=Path(title).stem, count=count, columns=columns, side_px=glancing.side_of(side))
    tag = f"{export_id}-{count}-{columns}-{wanted.side_px}"
    return unchanged(request, tag) or served(aura.glances.film_sheet(film, key, wanted), tag)


def _picture(request: Request, aura: Services, wanted: Thumbnail) -> Response:
    tag = wanted.key(engine())
    return unchanged(request, tag) or served(aura.glances.thumbnail(wanted), tag)


def unchanged(request: Request, tag: str) -> Response | None:
    """The answer to whoever has it already."""
    known = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    return Response(status_code=304, headers=_headers(tag)) if f'"{tag}"' in known or "*" in known else None


def served(path: Path, tag: str) -> Response:
    """A file that was made."""
    return FileResponse(path, headers=_headers(tag))


def _headers(tag: str) -> dict[str, str]:
    """To be kept by whoever asked, and asked for again by its tag."""
    return {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"}
