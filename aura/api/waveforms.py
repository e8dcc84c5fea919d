"""How sound looks: of a narration, of a file, of a film; as numbers or as a picture."""

from io import BytesIO
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from aura.api.thumbnails import unchanged
from aura.api.wire import BYTES, DigestKey, ExportKey, ProjectId, SceneKey, answer, schema_of, services
from aura.exports import glancing
from aura.exports.glancing import Heard
from aura.render.glances import waves
from aura.render.glances.waves import MOST_PARTS, Wave

router = APIRouter(tags=["pictures"])

WAVE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Peaks from 0 to 1,000, or bars on nothing.",
        "content": {"application/json": {"schema": schema_of(Wave)}, "image/png": BYTES},
    }
}
Parts = Annotated[int, Query(ge=1, le=MOST_PARTS, description="How many peaks at most.")]
Kind = Annotated[Literal["json", "png"], Query(alias="format", description="Numbers or a picture.")]
Width = Annotated[int, Query(ge=8, le=4000, description="The picture's width in pixels.")]
Height = Annotated[int, Query(ge=8, le=1000, description="The picture's height in pixels.")]


@router.get("/projects/{project_id}/scenes/{scene_id}/waveform", response_class=Response, responses=WAVE)
def get_narration_wave(
    request: Request,
    project_id: ProjectId,
    scene_id: SceneKey,
    parts: Parts = 600,
    form: Kind = "json",
    width: Width = 800,
    height: Height = 120,
) -> Response:
    """The sound of a scene's narration."""
    aura = services(request)
    with aura.reading() as unit:
        heard = glancing.narration_of(unit.work, aura.objects, project_id, scene_id)
    return _shown(request, heard, (parts, form, width, height))


@router.get("/projects/{project_id}/assets/{digest}/waveform", response_class=Response, responses=WAVE)
def get_asset_wave(
    request: Request,
    project_id: ProjectId,
    digest: DigestKey,
    parts: Parts = 600,
    form: Kind = "json",
    width: Width = 800,
    height: Height = 120,
) -> Response:
    """The sound of a file of the project."""
    with services(request).reading() as unit:
        asset, path = unit.assets.get(project_id, digest)
    return _shown(request, Heard(path, asset.digest), (parts, form, width, height))


@router.get("/exports/{export_id}/waveform", response_class=Response, responses=WAVE)
def get_film_wave(
    request: Request,
    export_id: ExportKey,
    parts: Parts = 600,
    form: Kind = "json",
    width: Width = 800,
    height: Height = 120,
) -> Response:
    """The whole sound of an export's film."""
    with services(request).reading() as unit:
        heard = glancing.film_of(unit.exports, export_id)
    return _shown(request, heard, (parts, form, width, height))


def _shown(request: Request, heard: Heard, how: tuple[int, str, int, int]) -> Response:
    parts, form, width, height = how
    tag = f"{heard.key.replace(' ', '-')}-{form}-{parts if form == 'json' else f'{width}x{height}'}"
    known = unchanged(request, tag)
    if known:
        return known
    wave = services(request).glances.wave(*heard)
    kept = {"Cache-Control": "private, no-cache"}
    if form == "json":
        return answer(wave.in_parts(parts), 200, etag=tag, **kept)
    image = BytesIO()
    waves.picture(wave, width, height).save(image, "PNG", optimize=True)
    return Response(image.getvalue(), headers={"ETag": f'"{tag}"', **kept}, media_type="image/png")
