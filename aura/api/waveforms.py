"""How sound looks: of a narration, of a file, of a film; as numbers or as a picture."""

from io import BytesIO
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from aura.api.thumbnails import UNCHANGED, unchanged
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
    },
    **UNCHANGED,
}


class Shown(NamedTuple):
    """As numbers, so many of them, or as a picture of this size."""

    parts: int
    form: Literal["json", "png"]
    width_px: int
    height_px: int

    @property
    def tag(self) -> str:
        return f"{self.form}-{self.parts if self.form == 'json' else f'{self.width_px}x{self.height_px}'}"


Parts = Annotated[int, Query(ge=1, le=MOST_PARTS, description="How many peaks at most.")]
Kind = Annotated[Literal["json", "png"], Query(alias="format", description="Numbers or a picture.")]
Width = Annotated[int, Query(ge=8, le=4000, description="The picture's width in pixels.")]
Height = Annotated[int, Query(ge=8, le=1000, description="The picture's height in pixels.")]


async def _how(parts: Parts = 600, form: Kind = "json", width: Width = 800, height: Height = 120) -> Shown:
    return Shown(parts, form, width, height)


How = Annotated[Shown, Depends(_how)]


@router.get("/projects/{project_id}/scenes/{scene_id}/waveform", response_class=Response, responses=WAVE)
def get_narration_wave(request: Request, project_id: ProjectId, scene_id: SceneKey, how: How) -> Response:
    """The sound of a scene's narration."""
    aura = services(request)
    with aura.reading() as unit:
        heard = glancing.narration_of(unit.work, aura.objects, project_id, scene_id)
    return _shown(request, heard, how)


@router.get("/projects/{project_id}/assets/{digest}/waveform", response_class=Response, responses=WAVE)
def get_asset_wave(request: Request, project_id: ProjectId, digest: DigestKey, how: How) -> Response:
    """The sound of a file of the project."""
    with services(request).reading() as unit:
        asset, path = unit.assets.get(project_id, digest)
    return _shown(request, Heard(path, asset.digest), how)


@router.get("/exports/{export_id}/waveform", response_class=Response, responses=WAVE)
def get_film_wave(request: Request, export_id: ExportKey, how: How) -> Response:
    """The whole sound of an export's film."""
    with services(request).reading() as unit:
        heard = glancing.film_of(unit.exports, export_id)
    return _shown(request, heard, how)


def _shown(request: Request, heard: Heard, how: Shown) -> Response:
    tag = f"{heard.key.replace(' ', '-')}-{how.tag}"
    known = unchanged(request, tag)
    if known:
        return known
    wave = services(request).glances.wave(*heard)
    kept = {"Cache-Control": "private, no-cache"}
    if how.form == "json":
        return answer(wave.in_parts(how.parts), 200, etag=tag, **kept)
    image = BytesIO()
    waves.picture(wave, how.width_px, how.height_px).save(image, "PNG", optimize=True)
    return Response(image.getvalue(), headers={"ETag": f'"{tag}"', **kept}, media_type="image/png")
